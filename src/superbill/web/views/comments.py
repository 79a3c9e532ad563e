"""Comments on a visit, and the documents of a visit beside one another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.comments import settle_comment, write_comment
from superbill.app.compare_notes import compare_notes
from superbill.app.desk import Desk
from superbill.app.show_visit import show_visit
from superbill.web.pages import number_in, page
from superbill.web.sheet_form import marked_in, prove_current


@require_POST
@page
def comment(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Write to the people of a role about a visit, a code, or the words selected in its note."""
    shown = show_visit(desk, number)
    if request.POST.get("selected"):  # without words selected, a later note changes nothing
        prove_current(request.POST, shown)
    text = "".join(part.text for part in shown.parts)
    span = next(iter(marked_in(request.POST.get("selected", ""), text)), None)
    to, words, code = (request.POST.get(name, "") for name in ("to", "words", "about"))
    write_comment(desk, number, to=to, words=words, code=code, span=span)
    messages.success(request, f"The {to} will see it.")
    return redirect(f"{reverse('visit', args=[number])}#comments")


@require_POST
@page
def settle(request: HttpRequest, desk: Desk, comment_id: int) -> HttpResponse:
    """A comment is done."""
    return redirect(f"{reverse('visit', args=[settle_comment(desk, comment_id)])}#comments")


@page
def notes(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Two texts of a visit's note, word by word."""
    compared = compare_notes(desk, number, old=number_in(request.GET, "old"), new=number_in(request.GET, "new"))
    return render(request, "superbill/notes.html", {"compared": compared})
