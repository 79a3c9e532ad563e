"""The code book: search as one types, a code or heading as it stands in the book, the indexes and tables of terms, other books."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from superbill.app.about_code import about_code
from superbill.app.code_books import list_books
from superbill.app.desk import Desk
from superbill.app.find import NotHere
from superbill.app.look_up import DIAGNOSES, look_up
from superbill.app.read_code import read_chapters, read_code
from superbill.app.read_row import NotInBook, find_procedure, read_row
from superbill.app.read_terms import LISTS, TermPage, find_terms, read_terms
from superbill.basics.errors import BadInput
from superbill.codes.search.hit import Hit
from superbill.web.pages import is_fragment, page

AT_MOST, LONGEST = 30, 200
IN_TABLES = 4
_TABLES = ("neoplasm", "drug")
KEYS = {"disease": "i", "external": "e", "neoplasm": "n", "drug": "d"}
"""The keys that open the lists of terms."""


@page
def codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The search box and the chapters; the words come by POST, so that none stands in an address or a log."""
    on = _day(request, desk)
    words = request.POST.get("words", "").strip()[:LONGEST]
    found = look_up(words, on=on, limit=AT_MOST) if len(words) > 1 else ()
    if not is_fragment(request) and (address := _only(words, found, on)):
        return redirect(f"{address}{_at(on, desk)}")
    tables = _in_tables(words, on)
    context = {"found": found, "asked": words, "tables": tables, **_around(on, desk)}
    context["tables_first"] = any(table.column for table in tables)
    if is_fragment(request):
        return render(request, "superbill/parts/codes_found.html", context)
    return render(
        request, "superbill/codes.html", {**context, "chapters": read_chapters(on=on), "nothing_found": not (found or tables)}
    )


def _only(words: str, found: tuple[Hit, ...], on: date) -> str:
    """Where a code leads that was written out and means one thing only; empty for words."""
    bare = words.upper().replace(".", "")
    same = [hit for hit in found if hit.code.replace(".", "") == bare and ("." in hit.code or "." not in words)]
    if len(same) == 1 and any(character.isdigit() for character in words):
        return (
            reverse("code", args=[same[0].code])
            if same[0].book == DIAGNOSES
            else reverse("row", args=[same[0].book, same[0].code])
        )
    book = "" if same else find_procedure(words, on=on)
    return reverse("row", args=[book, bare]) if book else ""


def _in_tables(words: str, on: date) -> tuple[TermPage, ...]:
    """The few nearest terms of the table of neoplasms and of that of drugs."""
    pages = (find_terms(name, words, on=on, limit=IN_TABLES) for name in _TABLES) if len(words) > 2 else ()
    return tuple(each for each in pages if each.rows)


@page
def code(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A code, a section or a chapter in the book."""
    on = _day(request, desk)
    shown = read_code(code, on=on)
    told = about_code(shown.name, on=on) if shown.code else ()
    return render(request, "superbill/code.html", {"page": shown, "told": told, **_around(on, desk)})


@page
def terms(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """A list of terms: what is below one, the main terms of a letter, or those that words find as they are typed."""
    on = _day(request, desk)
    words = request.POST.get("words", "").strip()[:LONGEST]
    if words:
        shown = find_terms(name, words, on=on)
    else:
        shown = read_terms(name, on=on, term=request.GET.get("term", ""), letter=request.GET.get("letter", "")[:1])
    template = "superbill/parts/terms_shown.html" if is_fragment(request) else "superbill/terms.html"
    is_start = not shown.rows or not (words or shown.above or shown.letter)
    return render(request, template, {"page": shown, "asked": words, "take_box": is_start, **_around(on, desk)})


@page
def shelf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every code book: what is installed of it, and who publishes it."""
    on = _day(request, desk)
    books = sorted(list_books(on=on), key=lambda book: (book.rows is None, book.title))
    return render(request, "superbill/shelf.html", {"books": books, **_around(on, desk)})


@page
def row(request: HttpRequest, desk: Desk, book: str, key: str) -> HttpResponse:
    """A code of another book: what its tables say of it on every day, and the edits and lists that name it."""
    on = _day(request, desk)
    try:
        shown = read_row(book, key, on=on)
    except NotInBook as error:
        raise NotHere(error.what, todo=error.todo) from error
    return render(request, "superbill/row.html", {"page": shown, **_around(on, desk)})


def _around(on: date, desk: Desk) -> dict[str, object]:
    """What every page of the book needs: its day, how that stays in addresses, and the lists of terms."""
    return {"on": on, "at": _at(on, desk), "lists": [(LISTS[name], key) for name, key in KEYS.items()]}


def _at(on: date, desk: Desk) -> str:
    """What is put behind an address so that the same day's book stays open."""
    return "" if on == desk.on else f"?{urlencode({'on': on.isoformat()})}"


def _day(request: HttpRequest, desk: Desk) -> date:
    """The day that the book is opened for: `?on=2026-01-01`, else the day of the desk."""
    asked = request.GET.get("on", "")
    try:
        return date.fromisoformat(asked) if asked else desk.on
    except ValueError as error:
        raise BadInput(f"{asked[:20]!r} is not a day.", todo="Write it as 2026-09-08.") from error
