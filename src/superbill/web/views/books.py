"""The books: accounts, entries, and the trail of one posting back to the note."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.desk import Desk
from superbill.app.list_postings import list_postings
from superbill.app.trace_posting import trace_posting
from superbill.web.pages import number_in, page


@page
def books(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Accounts with their balances, and the newest entries; of one account, claim or entry when asked."""
    account, claim, entry = request.GET.get("account", ""), request.GET.get("claim", ""), number_in(request.GET, "entry")
    shown = list_postings(desk, account=account, claim=claim, entry=entry)
    return render(request, "superbill/books.html", {"books": shown, "account": account, "claim": claim, "entry": entry})


@page
def trail(request: HttpRequest, desk: Desk, posting_id: int) -> HttpResponse:
    """From a ledger line back to the words of the note."""
    return render(request, "superbill/trail.html", {"trace": trace_posting(desk, posting_id)})
