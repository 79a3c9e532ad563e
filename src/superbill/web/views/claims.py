"""The list of claims, one claim, and what can be done with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from superbill.app.check_claim import check_claim
from superbill.app.comments import TO, list_comments
from superbill.app.desk import Desk
from superbill.app.draft_claim import draft_claim
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.override_finding import override_finding, take_back_override
from superbill.app.overrides import Because
from superbill.app.repair_claim import find_repairs, repair_claim, take_back_repair
from superbill.app.send_claims import send_claims
from superbill.app.show_claim import show_claim
from superbill.app.take_payment import METHODS, take_payment
from superbill.app.wording import counted
from superbill.basics.money import cents_from, dollars
from superbill.denials.table import Owner
from superbill.web.pages import number_in, page

OWNERS = tuple(owner.value for owner in Owner)


@page
def claims(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Claims by state, payer, age and open side. Words typed to narrow the list come by POST: they may be a name."""
    asked = {name: request.GET.get(name, "") for name in ("state", "payer", "owes")}
    older, younger = number_in(request.GET, "older"), number_in(request.GET, "younger")
    words = request.POST.get("narrow", "")
    found = list_claims(desk, **asked, words=words, older=older, younger=younger)
    return render(
        request, "superbill/claims.html", {"claims": found, **asked, "older": older, "younger": younger, "narrow": words}
    )


@page
def claim(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """One claim: where it stands, its money, findings, lines, files and timeline."""
    repairs = find_repairs(desk, number)
    shown = show_claim(desk, number)
    context = {"claim": shown, "repairs": repairs, "methods": METHODS, "reasons": tuple(Because)}
    comments = {"comments": list_comments(desk, shown.visit_number), "comment_to": TO}
    return render(request, "superbill/claim.html", context | comments)


@require_POST
@page
def correct(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Draft the claim again from its superbill, and check it."""
    control = draft_claim(desk, number)
    messages.success(request, f"Drafted again as {control}, and checked.")
    return redirect("claim", number)


@require_POST
@page
def check_again(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Run the edits again: the day or the tables may have changed."""
    found = check_claim(desk, number)
    messages.info(request, f"Checked again: {counted(len(found), 'finding')}." if found else "Checked again: nothing found.")
    return redirect("claim", number)


@require_POST
@page
def override(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Let the claim go on in spite of a finding, with a reason."""
    code, because, words, mark = (request.POST.get(name, "") for name in ("code", "because", "words", "mark"))
    done = override_finding(desk, number, code, because=because, words=words, mark=mark)
    messages.success(request, f"{done.code} is overridden; the claim is {done.state}.")
    return redirect(f"{reverse('claim', args=[number])}#findings")


@require_POST
@page
def take_back(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Let a finding count again."""
    code, words, mark = (request.POST.get(name, "") for name in ("code", "words", "mark"))
    done = take_back_override(desk, number, code, words=words, mark=mark)
    messages.info(request, f"The override of {done.code} is taken back; the claim is {done.state}.")
    return redirect(f"{reverse('claim', args=[number])}#findings")


@require_POST
@page
def repair(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Write the values right that one repair is about, where they were entered, and draft the claim again."""
    code = request.POST.get("code", "")
    done = repair_claim(desk, number, only=(code,))
    messages.success(request, f"{counted(len(done.changes), 'value')} repaired; drafted again as {done.control}, {done.state}.")
    return redirect(f"{reverse('claim', args=[number])}#repairs")


@require_POST
@page
def repair_back(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Write the values of a repair as they were."""
    done = take_back_repair(desk, number, request.POST.get("code", ""))
    messages.info(request, f"The repair is taken back; drafted again as {done.control}, {done.state}.")
    return redirect(f"{reverse('claim', args=[number])}#repairs")


@require_POST
@page
def pay(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Take a patient's payment for this claim."""
    cents = cents_from(request.POST.get("amount", ""))
    receipt = take_payment(desk, number, cents, method=request.POST.get("method", ""))
    messages.success(request, f"{dollars(cents)} taken, receipt {receipt}.")
    return redirect("claim", number)


@require_POST
@page
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the claims that are ready: the ticked or named ones, or all."""
    sent = send_claims(desk, numbers=tuple(request.POST.getlist("number")))
    for one in sent:
        messages.success(
            request, f"Sent {counted(len(one.claims), 'claim')} to {one.payer} in {one.name}: {dollars(one.charge_cents)}."
        )
    numbers = request.POST.getlist("number")
    return redirect("claim", numbers[0]) if len(numbers) == 1 else redirect(f"{reverse('work')}?queue=unanswered")


@page
def denials(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The open denials: of everyone, or of one owner."""
    owner = request.GET.get("owner", "")
    return render(
        request, "superbill/denials.html", {"denials": list_denials(desk, owner=owner), "owner": owner, "owners": OWNERS}
    )
