"""Audits of coding: plan one, code a visit without sight of the first, compare, judge, read the figures."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.code_again import CodedAlready, find_again, next_blind, save_blind, show_blind
from superbill.app.coding_pace import show_pace
from superbill.app.desk import Desk
from superbill.app.judge_audit import NotCodedYet, compare_item, judge_item, show_audit
from superbill.app.plan_audit import list_audits, plan_audit
from superbill.app.wording import counted
from superbill.basics.errors import BadInput
from superbill.coding.audit.draw import STRATA, Plan
from superbill.coding.audit.figures import Verdict
from superbill.web.pages import number_in, page

_VERDICTS = (
    (Verdict.FIRST.value, "the first coder"),
    (Verdict.SECOND.value, "the second coder"),
    (Verdict.BOTH.value, "both may stand"),
)


class BadDay(BadInput):
    """A day that cannot be read."""


@page
def audits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The audits, and for the auditor the form that plans one."""
    context = {
        "audits": list_audits(desk),
        "pace": show_pace(desk),
        "strata": STRATA,
        "can_plan": desk.may("audit"),
        "today": desk.on,
    }
    return render(request, "superbill/audits.html", context)


@require_POST
@page
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Draw the visits of an audit."""
    wanted = Plan(
        request.POST.get("name", "").strip(),
        _day(request, "since"),
        _day(request, "until"),
        tuple(request.POST.getlist("by")),
        number_in(request.POST, "each"),
        number_in(request.POST, "percent") if request.POST.get("percent", "").strip() else None,
    )
    row = plan_audit(desk, wanted)
    messages.success(request, f"{counted(row.visits, 'visit')} drawn.")
    return redirect("audit", row.name)


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise BadDay(f"The day in “{name}” cannot be read.", todo="Write it like 2026-07-01.") from None


@page
def audit(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """An audit with its visits and figures."""
    context = {"page": show_audit(desk, name), "next": next_blind(desk, name), "can_judge": desk.may("audit")}
    return render(request, "superbill/audit.html", context)


@page
def item(request: HttpRequest, desk: Desk, item: int) -> HttpResponse:
    """A visit of an audit: to be coded while it waits, and then both superbills side by side."""
    try:
        compared = compare_item(desk, item)
    except NotCodedYet:
        return render(request, "superbill/audit_blind.html", {"visit": show_blind(desk, item), "codes": "", "services": ""})
    return render(request, "superbill/audit_compare.html", {"page": compared, "verdicts": _VERDICTS})


@require_POST
@page
def save(request: HttpRequest, desk: Desk, item: int) -> HttpResponse:
    """Keep the second superbill and open the next visit; what cannot be read comes back as it was typed."""
    codes, services = request.POST.get("codes", ""), request.POST.get("services", "")
    try:
        visit = show_blind(desk, item)
    except CodedAlready:
        return redirect("audit_item", item)
    try:
        save_blind(desk, item, codes=codes, services=services)
    except BadInput as error:
        context = {"visit": visit, "codes": codes, "services": services, "error": error}
        return render(request, "superbill/audit_blind.html", context, status=400)
    following = next_blind(desk, visit.audit)
    messages.success(request, "Kept." if following else "Kept; no other visit of this audit waits for you.")
    return redirect(reverse("audit_item", args=[following]) if following else reverse("audit", args=[visit.audit]))


@require_POST
@page
def judge(request: HttpRequest, desk: Desk, item: int) -> HttpResponse:
    """Keep who is right on each difference."""
    keys = request.POST.getlist("key")
    verdicts = {key: request.POST.get(f"verdict-{place}", "") for place, key in enumerate(keys)}
    words = {key: request.POST.get(f"words-{place}", "") for place, key in enumerate(keys)}
    left = judge_item(desk, item, verdicts=verdicts, words=words)
    messages.success(request, f"Kept; {counted(left, 'difference')} still open." if left else "Kept; every difference is judged.")
    return redirect("audit", compare_item(desk, item).audit)


@require_POST
@page
def codes(request: HttpRequest, desk: Desk, item: int) -> HttpResponse:
    """Diagnosis codes that fit the words being typed: a fragment."""
    words = request.POST.get("find", "").strip()
    return render(request, "superbill/parts/audit_codes.html", {"found": find_again(desk, item, words), "words": words})
