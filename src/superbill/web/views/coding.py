"""What the coders taught the program: the terms of the site, how well its claims hold, and what it may do without a person."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from superbill.app.calibration import calibrate_coding
from superbill.app.decision_acts import dismiss_suggestion, take_back_decision, undo_dismissal
from superbill.app.desk import Desk
from superbill.app.list_terms import WHICH, list_terms, term_of_decision
from superbill.app.show_visit import show_visit
from superbill.app.terms_file import export_terms
from superbill.app.trust import BadTrust, review_automatic, set_mode, show_trust
from superbill.claims.plain import to_plain
from superbill.web.pages import is_fragment, number_in, page
from superbill.web.sheet_form import read_form


@require_POST
@page
def not_this(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Reject a suggestion (`not` is `CODE:reason`), or undo it (`back` is the decision); the sheet stays as it is in the form."""
    if "back" in request.POST:
        undo_dismissal(desk, number, number_in(request.POST, "back"))
    else:
        code, _, because = request.POST.get("not", "").partition(":")
        dismiss_suggestion(desk, number, code, because=because)
    if not is_fragment(request):
        return redirect("visit", number)
    shown = show_visit(desk, number)
    return render(
        request, "superbill/parts/sheet.html", {"visit": shown, "sheet": read_form(request.POST, shown), "unsaved": True}
    )


@page
def terms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the coders decided on each term; `?which=`, `?words=` and `?code=` narrow it down."""
    asked = request.GET.get("which", "")
    chosen = {
        "which": asked if asked in WHICH else WHICH[0],
        "words": request.GET.get("words", "")[:80],
        "code": request.GET.get("code", "")[:8],
    }
    return render(request, "superbill/coding_terms.html", {"page": list_terms(desk, **chosen), "ways": WHICH, **chosen})


@page
def term(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The term of a decision, with all decisions on it."""
    return render(request, "superbill/coding_term.html", {"page": term_of_decision(desk, number)})


@require_POST
@page
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take one decision back, or with one of another site all that was merged from there."""
    done = take_back_decision(desk, number_in(request.POST, "number"))
    messages.success(request, f"Taken back: {done.what}.")
    return redirect("coding_terms")


@require_POST
@page
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The terms as a file for another site."""
    response = HttpResponse(json.dumps(to_plain(export_terms(desk)), indent=1), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="superbill-terms.json"'
    return response


@page
def calibration(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was claimed beside what was taken."""
    return render(request, "superbill/coding_calibration.html", {"report": calibrate_coding(desk)})


@page
def trust(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What goes without a person, what could, and the sample to look at."""
    return render(request, "superbill/coding_trust.html", {"page": show_trust(desk)})


@require_POST
@page
def trust_set(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put a family off, in the shadow, or on."""
    row = set_mode(desk, request.POST.get("family", ""), request.POST.get("mode", ""))
    messages.success(request, f"{row.family} is {'in the shadow' if row.mode == 'shadow' else row.mode}.")
    return redirect("coding_trust")


@require_POST
@page
def trust_review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say whether an automatic code is right (`is`: right or wrong; anything else is no answer)."""
    desk.must("code")
    said = request.POST.get("is", "")
    if said not in ("right", "wrong"):
        raise BadTrust("It is not said whether the code is right.", where="is", todo="Press Right or Wrong.")
    review_automatic(desk, number_in(request.POST, "number"), is_right=said == "right")
    return redirect("coding_trust")
