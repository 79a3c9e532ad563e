"""What the coders taught the program: the terms of the site, how well its claims hold, and what it may do without a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from superbill.app.decision_acts import dismiss_suggestion, take_back_decision
from superbill.app.desk import Desk
from superbill.app.show_visit import show_visit
from superbill.web.pages import is_fragment, number_in, page
from superbill.web.sheet_form import read_form


@require_POST
@page
def not_this(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Reject a suggestion (`not` is `CODE:reason`), or undo it (`back` is the decision); the sheet stays as it is in the form."""
    if "back" in request.POST:
        take_back_decision(desk, number_in(request.POST, "back"))
    else:
        code, _, because = request.POST.get("not", "").partition(":")
        dismiss_suggestion(desk, number, code, because=because)
    if not is_fragment(request):
        return redirect("visit", number)
    shown = show_visit(desk, number)
    return render(request, "superbill/parts/sheet.html", {"visit": shown, "sheet": read_form(request.POST, shown), "unsaved": True})
