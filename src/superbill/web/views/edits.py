"""How often the edits fire here, are overridden, and are followed by a denial."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.count_edits import ORDERS, count_edits, show_edit
from superbill.app.desk import Desk
from superbill.web.pages import page


@page
def edits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every edit that fired here, in the order asked for with `?by=`."""
    asked = request.GET.get("by", "")
    by = asked if asked in ORDERS else ORDERS[0]
    return render(request, "superbill/edits.html", {"edits": count_edits(desk, by=by), "by": by, "orders": ORDERS})


@page
def edit(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One edit: its help, how often it fired, and on which claims."""
    return render(request, "superbill/edit.html", {"page": show_edit(desk, code)})
