"""The code book: search as one types, and a code as it stands in the book."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.about_code import about_code
from superbill.app.code_books import list_books, show_code
from superbill.app.desk import Desk
from superbill.app.find import NotHere
from superbill.app.look_up import look_up
from superbill.app.read_code import read_code
from superbill.basics.errors import BadInput
from superbill.web.pages import is_fragment, page

AT_MOST, LONGEST = 30, 200


@page
def codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The search box of the book; the words come by POST, so that none stands in an address or a log."""
    on = _day(request, desk)
    words = request.POST.get("words", "").strip()[:LONGEST]
    found = look_up(words, on=on, limit=AT_MOST) if len(words) > 1 else ()
    template = "superbill/parts/codes_found.html" if is_fragment(request) else "superbill/codes.html"
    return render(request, template, {"found": found, "words": words, "on": on, "at": _at(on, desk)})


@page
def code(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A code in the book."""
    on = _day(request, desk)
    return render(
        request,
        "superbill/code.html",
        {"page": read_code(code, on=on), "told": about_code(code, on=on), "on": on, "at": _at(on, desk)},
    )


@page
def shelf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every code book: what is installed of it, and who publishes it."""
    on = _day(request, desk)
    return render(
        request,
        "superbill/shelf.html",
        {"books": sorted(list_books(on=on), key=lambda book: (book.rows is None, book.title)), "on": on, "at": _at(on, desk)},
    )


@page
def row(request: HttpRequest, desk: Desk, book: str, key: str) -> HttpResponse:
    """A code of another book: what its tables say of it, on every day."""
    parts = key.split("/")
    context = {"rows": show_code(book, parts), "name": " ".join(parts), "book": book, "on": _day(request, desk)}
    if not context["rows"]:
        raise NotHere(f"The book {book[:20]} has no {' '.join(parts)[:40]!r}.", todo="Search for it among the codes.")
    return render(request, "superbill/row.html", context)


def _at(on: date, desk: Desk) -> str:
    """What is put behind an address so that the same day's book stays open."""
    return "" if on == desk.on else f"?on={on.isoformat()}"


def _day(request: HttpRequest, desk: Desk) -> date:
    """The day that the book is opened for: `?on=2026-01-01`, else the day of the desk."""
    asked = request.GET.get("on", "")
    try:
        return date.fromisoformat(asked) if asked else desk.on
    except ValueError as error:
        raise BadInput(f"{asked[:20]!r} is not a day.", todo="Write it as 2026-09-08.") from error
