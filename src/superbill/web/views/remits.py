"""Remittances: the list, and one with its proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.desk import Desk
from superbill.app.list_remits import list_remits, show_remit
from superbill.web.pages import page


@page
def remits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All remittances."""
    return render(request, "superbill/remits.html", {"remits": list_remits(desk)})


@page
def remit(request: HttpRequest, desk: Desk, remit_id: int) -> HttpResponse:
    """One remittance: its proof, its claims, their reasons."""
    return render(request, "superbill/remit.html", {"remit": show_remit(desk, remit_id)})
