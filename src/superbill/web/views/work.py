"""Today's work by role, and the search box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.desk import Desk
from superbill.app.list_work import list_work
from superbill.app.search import search
from superbill.web.pages import page


@page
def work(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first page: the queues of this role, and the rows of one of them."""
    shown = list_work(desk, chosen=request.GET.get("queue", ""))
    return render(request, "superbill/work.html", {"work": shown})


@page
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the words in the search box may mean. They come by POST, so that no name stands in an address or a log."""
    words = request.POST.get("words", "").strip()
    return render(request, "superbill/search.html", {"words": words, "hits": search(desk, words)})
