"""Today's work by role, and the search box."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.desk import Desk
from superbill.app.list_charts import Charts, chart_criteria
from superbill.app.list_work import list_work
from superbill.app.search import search
from superbill.web.pages import page


@page
def work(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first page: the queues of this role, and the rows of one of them."""
    charts = Charts(*(request.GET.get(name, "") for name in ("payer", "clinician", "day")))
    shown = list_work(desk, chosen=request.GET.get("queue", ""), charts=charts)
    is_charts = shown.chosen == "to-code"
    chosen = urlencode({name: value for name, value in asdict(charts).items() if value})
    context = {
        "work": shown,
        "criteria": chart_criteria(desk, charts) if is_charts else None,
        "in_list": f"?{chosen}" if chosen and is_charts else "",
    }
    return render(request, "superbill/work.html", context)


@page
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the words in the search box may mean. They come by POST, so that no name stands in an address or a log."""
    words = request.POST.get("words", "").strip()
    return render(request, "superbill/search.html", {"words": words, "hits": search(desk, words)})
