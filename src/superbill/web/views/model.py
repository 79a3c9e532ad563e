"""The optional language model: ask it about a visit, and what it was asked and answered, for the auditor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from superbill.app.ask_model import ask_model
from superbill.app.desk import Desk
from superbill.app.list_model_calls import list_model_calls, show_model_call
from superbill.app.wording import counted
from superbill.web.pages import page


@require_POST
@page
def ask(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Ask about the note of a visit, and open the visit with what came of it."""
    asked = ask_model(desk, number)
    dropped = (
        f"; {counted(sum(one.count for one in asked.dropped), 'answer')} dropped, which the note does not bear out"
        if asked.dropped
        else ""
    )
    order = f" The order stays as it was: {asked.order_refused}" if asked.order_refused and len(asked.suggestions) > 1 else ""
    led = counted(len(asked.suggestions), "further suggestion")
    messages.info(request, f"The language model led to {led}{dropped}.{order}")
    return redirect("visit", number)


@page
def calls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the model was asked, the newest first."""
    return render(request, "superbill/model_calls.html", {"calls": list_model_calls(desk)})


@page
def call(request: HttpRequest, desk: Desk, call_id: int) -> HttpResponse:
    """One prompt and its answer."""
    return render(request, "superbill/model_call.html", {"call": show_model_call(desk, call_id)})
