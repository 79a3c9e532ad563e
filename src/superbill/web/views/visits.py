"""The encounter: the note beside its codes, the superbill between two saves, the search for codes, the visit level."""

import hashlib
from dataclasses import asdict, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.check_sheet import SheetFindings, check_sheet
from superbill.app.comments import TO
from superbill.app.desk import Desk
from superbill.app.find_codes import find_codes
from superbill.app.level_visit import level_visit
from superbill.app.list_charts import Charts, next_chart
from superbill.app.save_sheet import save_sheet
from superbill.app.show_chart import mark_copied, show_chart
from superbill.app.show_visit import VisitPage, show_visit
from superbill.app.visit_services import LineHints, modifiers_of_sheet
from superbill.claims.life import State
from superbill.web.pages import is_fragment, page
from superbill.web.sheet_form import BadSheetForm, OldPage, SheetForm, at_rows, changed, form_of, read_form


@page
def visit(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The encounter; `?light=CODE` lights the words of a code, as the trail asks for."""
    shown = show_visit(desk, number)
    return _encounter(request, desk, shown, form_of(shown), light=request.GET.get("light", ""))


@require_POST
@page
def sheet(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The superbill after one act of the coder: nothing is saved."""
    shown = show_visit(desk, number)
    form = changed(read_form(request.POST, shown), request.POST.get("act", ""))
    if not is_fragment(request):
        return _encounter(request, desk, shown, form, unsaved=True)
    return render(
        request,
        "superbill/parts/sheet.html",
        {"visit": shown, "sheet": form, "unsaved": True, "line_hints": _hints(desk, shown, form)},
    )


@require_POST
@page
def findings(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What the edits say of the superbill as it stands in the form; nothing is saved.

    No content when the page shows it already, and for a page that is being left: asked on its way out, after its superbill was saved.
    """
    shown = show_visit(desk, number)
    try:
        form = read_form(request.POST, shown)
        found = check_sheet(desk, number, picks=form.picks, services=form.services_to_save())
    except OldPage:
        if not is_fragment(request):
            raise
        return HttpResponse(status=204)
    except BadSheetForm as error:
        form, found = form_of(shown), SheetFindings(problem=error.what, todo=error.todo)
    found = at_rows(found, request.POST.getlist("procedure"))
    said = hashlib.sha256(repr(found).encode()).hexdigest()[:16]
    if not is_fragment(request):
        return _encounter(request, desk, shown, form, found=found, unsaved=True)
    if request.POST.get("said") == said:
        return HttpResponse(status=204)
    return render(request, "superbill/parts/sheet_findings.html", {"visit": shown, "found": found, "said": said})


@require_POST
@page
def save(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Save the superbill; with `draft`, the claim is drafted and checked too."""
    form = read_form(request.POST, show_visit(desk, number))
    then = request.POST.get("then", "draft")
    draft = then in ("draft", "next")
    save_sheet(desk, number, picks=form.picks, services=form.services_to_save(), level_why=form.level_why, draft=draft)
    if then == "next":
        return _go(request, _next_up(request, desk, number))
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


def _next_up(request: HttpRequest, desk: Desk, number: str) -> str:
    """The next chart after one was saved, or the list when none is left; what stops the saved claim is said there."""
    state, charts = show_visit(desk, number).claim_state, _charts(request)
    said = f"Visit {number} is saved; its claim is {state}."
    (messages.success if state == State.READY.value else messages.warning)(request, said)
    following = next_chart(desk, number, charts)
    return _in_list(reverse("visit", args=[following]) if following else reverse("work"), charts)


def _charts(request: HttpRequest) -> Charts:
    """Which charts the person works through: from the address of the page, or from the form that it carries on."""
    asked = request.POST if request.method == "POST" else request.GET
    return Charts(*(asked.get(name, "") for name in ("payer", "clinician", "day")))


def _in_list(where: str, charts: Charts) -> str:
    chosen = {name: value for name, value in asdict(charts).items() if value}
    return f"{where}?{urlencode(chosen)}" if chosen else where


def _encounter(request: HttpRequest, desk: Desk, shown: VisitPage, form: SheetForm, **more: object) -> HttpResponse:
    charts = _charts(request)
    chart = show_chart(desk, shown.number, charts)
    following = _in_list(reverse("visit", args=[chart.next_up]), charts) if chart.next_up else ""
    shown = replace(shown, parts=mark_copied(shown.parts, chart.copied))
    context = {"visit": shown, "sheet": form, "chart": chart, "next_up": following, "comment_to": TO}
    context["line_hints"] = _hints(desk, shown, form)
    return render(request, "superbill/visit.html", context | more)


def _hints(desk: Desk, shown: VisitPage, form: SheetForm) -> tuple[LineHints, ...]:
    """Modifiers for the services as they are typed; none while units cannot be read."""
    try:
        services = form.services_to_save()
    except BadSheetForm:
        return ()
    return modifiers_of_sheet(desk, shown.number, services=services) if shown.can_save else ()


def _go(request: HttpRequest, where: str) -> HttpResponse:
    """Open another page, also when htmx asked."""
    return HttpResponse(headers={"HX-Redirect": where}) if is_fragment(request) else redirect(where)
