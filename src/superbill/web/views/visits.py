"""The encounter: the note beside its codes, the superbill between two saves, the search for codes, the visit level."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.check_sheet import SheetFindings, check_sheet
from superbill.app.desk import Desk
from superbill.app.find_codes import find_codes
from superbill.app.level_visit import level_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.show_visit import show_visit
from superbill.web.pages import is_fragment, page
from superbill.web.sheet_form import BadSheetForm, at_rows, changed, form_of, read_form


@page
def visit(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The encounter; `?light=CODE` lights the words of a code, as the trail asks for."""
    shown = show_visit(desk, number)
    context = {"visit": shown, "sheet": form_of(shown), "light": request.GET.get("light", "")}
    return render(request, "superbill/visit.html", context)


@require_POST
@page
def sheet(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The superbill after one act of the coder: nothing is saved."""
    shown = show_visit(desk, number)
    form = changed(read_form(request.POST, shown), request.POST.get("act", ""))
    template = "superbill/parts/sheet.html" if is_fragment(request) else "superbill/visit.html"
    return render(request, template, {"visit": shown, "sheet": form, "unsaved": True})


@require_POST
@page
def findings(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What the edits say of the superbill as it stands in the form; nothing is saved. No content when the page shows it already."""
    shown = show_visit(desk, number)
    try:
        form = read_form(request.POST, shown)
        found = check_sheet(desk, number, picks=form.picks, services=form.services_to_save())
    except BadSheetForm as error:
        form, found = form_of(shown), SheetFindings(problem=error.what, todo=error.todo)
    found = at_rows(found, request.POST.getlist("procedure"))
    said = hashlib.sha256(repr(found).encode()).hexdigest()[:16]
    if not is_fragment(request):
        return render(request, "superbill/visit.html", {"visit": shown, "sheet": form, "found": found, "unsaved": True})
    if request.POST.get("said") == said:
        return HttpResponse(status=204)
    return render(request, "superbill/parts/sheet_findings.html", {"visit": shown, "found": found, "said": said})


@require_POST
@page
def save(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Save the superbill; with `draft`, the claim is drafted and checked too."""
    form = read_form(request.POST, show_visit(desk, number))
    draft = request.POST.get("then", "draft") == "draft"
    save_sheet(desk, number, picks=form.picks, services=form.services_to_save(), level_why=form.level_why, draft=draft)
    messages.success(request, "Superbill saved; the claim was drafted and checked." if draft else "Superbill saved.")
    return _go(request, reverse("claim" if draft else "visit", args=[number]))


@require_POST
@page
def codes(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Codes that fit the words being typed: a fragment."""
    words = request.POST.get("words", "").strip()
    context = {"found": find_codes(desk, number, words), "words": words, "number": number}
    return render(request, "superbill/parts/code_results.html", context)


@page
def level(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The level of the visit: as the note proposes it and, after a change, as the coder answers, beside the services as typed."""
    answers, services = None, None
    if request.method == "POST":
        answers = {name: request.POST[name] for name in request.POST}
        typed = zip(request.POST.getlist("procedure"), request.POST.getlist("modifiers"), strict=False)
        services = tuple((code.strip().upper(), modifiers.strip().upper()) for code, modifiers in typed) or None
    context = {"page": level_visit(desk, number, answers=answers, services=services), "number": number}
    return render(request, "superbill/parts/level_form.html" if is_fragment(request) else "superbill/level.html", context)


def _go(request: HttpRequest, where: str) -> HttpResponse:
    """Open another page, also when htmx asked."""
    return HttpResponse(headers={"HX-Redirect": where}) if is_fragment(request) else redirect(where)
