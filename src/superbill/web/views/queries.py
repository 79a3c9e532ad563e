"""Queries to the provider: the list, one query as the coder words it and the clinician answers it, and how one begins on a visit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.answer_query import answer_query, close_query
from superbill.app.ask_provider import QueryStopped, Wording, change_query, draft_query, lint_wording, send_query, withdraw_query
from superbill.app.desk import Desk
from superbill.app.list_queries import list_queries
from superbill.app.save_sheet import save_sheet
from superbill.app.show_query import QueryPage, show_query
from superbill.app.show_visit import show_visit
from superbill.claims.query import OTHER, UNDETERMINED, Form, Option, OptionKind, QueryState, YesNoReason
from superbill.web.pages import is_fragment, page
from superbill.web.sheet_form import SheetForm, form_of, read_form

STATES = ("", "all", *(state.value for state in QueryState))


@page
def queries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The queries by state and clinician, with how long they wait and how long answers take."""
    state = request.GET.get("state", "")
    found = list_queries(desk, state=state if state in STATES else "", provider=request.GET.get("provider", ""))
    return render(request, "superbill/queries.html", {"queries": found, "states": STATES})


@page
def query(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """One query: worded and linted while it is a draft, answered when it was sent, and what changed after the answer."""
    shown = show_query(desk, number)
    clinical = [option.words for option in shown.options if option.kind is OptionKind.CLINICAL]
    context = {"query": shown, "clinical": "\n".join(clinical), "forms": tuple(Form), "reasons": tuple(YesNoReason)}
    return render(request, "superbill/query.html", context)


@require_POST
@page
def ask(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Draft a query about a gap (`ask` is the code and the open point) or about selected words; the superbill is kept as it stands."""
    code, _, gap = request.POST.get("ask", "").partition(" ")
    shown = show_visit(desk, number)
    form = read_form(request.POST, shown)
    was_sent = "code" in request.POST or "procedure" in request.POST  # an empty superbill has its empty service
    if was_sent and _kept(form) != _kept(form_of(shown)):
        save_sheet(desk, number, picks=form.picks, services=form.services_to_save(), level_why=form.level_why, learn=False)
        messages.info(request, "The superbill was saved as it stands.")
    drafted = draft_query(desk, number, code=code, gap=gap, spans=() if code else form.marked)
    return _go(request, reverse("query", args=[drafted]))


@require_POST
@page
def lint(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What the linter says of the wording in the form: a fragment; nothing is kept."""
    shown = show_query(desk, number)
    found = lint_wording(desk, number, _wording(request.POST, shown))
    return render(request, "superbill/parts/query_findings.html", {"findings": found})


@require_POST
@page
def change(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Keep the wording and send it, if nothing stops it; with `then=keep`, only keep it."""
    shown = show_query(desk, number)
    change_query(desk, number, _wording(request.POST, shown))
    if request.POST.get("then", "send") == "keep":
        messages.success(request, f"Query {number} is kept as a draft.")
        return redirect("query", number)
    try:
        send_query(desk, number)
    except QueryStopped as error:
        messages.error(request, f"{error.what} {error.todo}")
        return redirect("query", number)
    messages.success(request, f"Query {number} was sent to {shown.provider}.")
    return redirect("visit", shown.visit)


@require_POST
@page
def answer(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The clinician's answer, or what somebody enters for them."""
    chosen = _places(request.POST, "chosen")
    answer_query(desk, number, chosen=chosen, words=request.POST.get("answer", ""), by=request.POST.get("answered_by", ""))
    messages.success(request, f"Query {number} is answered. Thank you.")
    return redirect("query", number)


@require_POST
@page
def close(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """End an answered query."""
    close_query(desk, number, words=request.POST.get("because", ""))
    messages.success(request, f"Query {number} is closed.")
    return redirect("query", number)


@require_POST
@page
def withdraw(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Take a query back that nobody answered."""
    withdraw_query(desk, number, words=request.POST.get("because", ""))
    messages.info(request, f"Query {number} is withdrawn.")
    return redirect("query", number)


def _wording(post: QueryDict, shown: QueryPage) -> Wording:
    """The form as sent. An option keeps its code while its words stay; “other” and “unable to determine” always come last."""
    form = next((one for one in Form if one.value == post.get("form")), Form.CHOICE)
    codes = {option.words: option.code for option in shown.options}
    lines = [" ".join(line.split()) for line in post.get("options", "").splitlines() if line.strip()]
    clinical = ("Yes", "No") if form is Form.YES_NO else tuple(dict.fromkeys(lines))
    return Wording(
        title=post.get("title", ""),
        question=post.get("question", ""),
        options=(*(Option(words, code=codes.get(words, "")) for words in clinical), OTHER, UNDETERMINED),
        keep=_places(post, "keep"),
        form=form,
        yes_no=next((one for one in YesNoReason if one.value == post.get("yes_no")), None),
        cite=post.get("cite", ""),
        cite_visit=post.get("cite_visit", ""),
    )


def _kept(form: SheetForm) -> tuple[object, ...]:
    """What of a form would be saved."""
    return form.picks, form.services, form.level_why


def _places(post: QueryDict, name: str) -> tuple[int, ...]:
    """The places that were ticked; what is no such number is none."""
    return tuple(int(place) for place in post.getlist(name) if place.isascii() and place.isdecimal() and len(place) < 4)


def _go(request: HttpRequest, where: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": where}) if is_fragment(request) else redirect(where)
