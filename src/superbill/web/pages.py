"""What every page has in common: someone must be signed in and work at a practice, and what cannot be done is said in words.

A view is one call into `app`. It is marked with `@page`, which hands it the desk of the person who asks, and turns the
named exceptions of the house into a page (or, for a fragment, an alert) with what, where and what to do.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from superbill.app.desk import Desk, NotAllowed, desk_for
from superbill.app.find import NotHere
from superbill.basics.errors import BadInput, SuperbillError

P = ParamSpec("P")
STATUS: tuple[tuple[type[SuperbillError], int], ...] = ((NotAllowed, 403), (NotHere, 404), (BadInput, 400))
View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def page(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a view that takes `(request, desk, …)`: sign-in required, errors explained."""

    @login_required
    @wraps(view)
    def at_the_desk(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            _prove_text(request)
            desk = desk_for(request.user)
            request.desk = desk  # type: ignore[attr-defined]  # read by `context.everywhere`
            return view(request, desk, *args, **kwargs)
        except SuperbillError as error:
            return explain(request, error)

    return at_the_desk


class NoText(BadInput):
    """An address or a field holds a character that no text has."""


def _prove_text(request: HttpRequest) -> None:
    """Raises `NoText` for a NUL, which no keyboard writes and not every database takes."""
    fields = (text for query in (request.GET, request.POST) for pair in query.lists() for text in (pair[0], *pair[1]))
    if any("\0" in text for text in (request.path, *fields)):
        raise NoText("The request holds a character that no text has.", todo="Write it anew, without copying.")


def explain(request: HttpRequest, error: SuperbillError) -> HttpResponse:
    """The answer to a request that cannot be done, with the status that `STATUS` names; 409 for everything else."""
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 409)
    if is_fragment(request):
        response = render(request, "superbill/parts/alert.html", {"error": error}, status=status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML show:window:top"
        return response
    back = request.headers.get("Referer", "") if request.method == "POST" else ""
    same_host = back.startswith(f"{request.scheme}://{request.get_host()}/")
    context = {"error": error, "status": status, "back": back if same_host else ""}
    return render(request, "superbill/message.html", context, status=status)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def number_in(query: QueryDict, name: str) -> int:
    """A whole number from the address; 0 when it is missing or not a number (a hand-made address is no error)."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
