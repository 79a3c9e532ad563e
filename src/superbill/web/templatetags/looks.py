"""How a word looks: the tone of a state, and where a found thing opens."""

import re
from datetime import date, timedelta
from itertools import zip_longest
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from superbill.app.desk import Desk
from superbill.app.finding_rows import FindingRow
from superbill.app.read_terms import Cell, TermPage
from superbill.basics.days import FOREVER, Period
from superbill.claims.life import State
from superbill.codes.icd10cm import dotted

register = template.Library()

_TONES = {
    State.DRAFT: "",
    State.HELD: "warn",
    State.READY: "moving",
    State.SENT: "moving",
    State.RECEIVED: "moving",
    State.REFUSED: "bad",
    State.ACCEPTED: "moving",
    State.REJECTED: "bad",
    State.DENIED: "bad",
    State.PARTLY_PAID: "warn",
    State.PAID: "good",
    State.REVERSED: "warn",
    State.CLOSED: "",
}
TONES = {state.value: tone for state, tone in _TONES.items()} | {
    "heard": "warn",
    "confirmed": "good",
    "posted": "good",
    "held": "warn",
    "used": "good",
    "sent": "moving",
    "kept": "warn",
    "stop": "bad",
    "warn": "warn",
    "inform": "moving",
    "accepted": "good",
    "changed": "moving",
    "added": "moving",
    "automatic": "warn",
    "removed": "warn",
    "answered": "good",
    "withdrawn": "",
    "compared": "warn",
    "judged": "good",
    "overcoded": "warn",
    "undercoded": "warn",
}
PAGES = {
    "visit": "visit",
    "query": "query",
    "notes": "visit_notes",
    "claim": "claim",
    "remit": "remit",
    "patient": "patient",
    "file": "file",
}


@register.filter
def percent(share: float | None) -> str:
    """A share from 0 to 1 as people read it: 95.3 %; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


@register.filter
def tone(word: str) -> str:
    """The class of a status chip: good, warn, bad, moving, or none."""
    return TONES.get(str(word), "")


@register.simple_tag
def page_of(kind: str, ref: str) -> str:
    """Where a thing of a kind opens; a deposit is shown among the books."""
    return reverse(PAGES[kind], args=[ref]) if kind in PAGES else reverse("books")


_NAMED = re.compile(r"(?<![A-Z0-9.])([A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?![0-9A-Z])")


@register.filter
def book_links(note: str, at: str) -> SafeString:
    """A note of the book in which every code that it names leads to that code; `at` keeps the day."""
    texts, codes = _NAMED.split(note)[::2], _NAMED.findall(note)
    links = (format_html('<a class="code" href="{}{}">{}</a>', reverse("code", args=[code]), at, code) for code in codes)
    return format_html_join("", "{}{}", zip_longest(texts, links, fillvalue=""))


@register.filter
def in_address(name: str) -> str:
    """A place of the book as it stands in addresses: `Chapter 4` is `chapter-4`."""
    return name.lower().replace(" ", "-") if name.startswith("Chapter") else name


@register.simple_tag
def first_cell(page: TermPage) -> Cell | None:
    """The code on which the keyboard begins: in the first row, in the column that was asked for."""
    cells = [cell for cell in (page.rows[0].cells if page.rows else ()) if cell.code]
    return next((cell for cell in cells if cell.column == page.column), cells[0] if cells else None)


@register.simple_tag
def term_address(name: str, path: str, on: date, desk: Desk, letter: str = "") -> str:
    """Where a term of a list opens, or the main terms of a letter, on the day of the page."""
    asked = {"term": path, "letter": letter, "on": on.isoformat() if on != desk.on else ""}
    kept = urlencode({key: value for key, value in asked.items() if value})
    return reverse("terms", args=[name]) + (f"?{kept}" if kept else "")


@register.filter
def after_title(title: str, above: str) -> str:
    """What a title says beyond the title above it: of `Sprain, initial encounter` below `Sprain` only the end."""
    return (title.removeprefix(above).lstrip(", ") or title) if above else title


@register.filter
def breakable(account: str) -> SafeString:
    """An account's name that may be broken after its colons."""
    return format_html_join(mark_safe(":<wbr>"), "{}", ((part,) for part in account.split(":")))


@register.filter
def found_of(rows: tuple[FindingRow, ...]) -> tuple[FindingRow, ...]:
    """What was found; not the edits that were not run."""
    return tuple(row for row in rows if not row.not_run)


@register.filter
def not_run_of(rows: tuple[FindingRow, ...]) -> tuple[FindingRow, ...]:
    """The edits that were not run."""
    return tuple(row for row in rows if row.not_run)


@register.filter
def may(desk: Desk | None, act: str) -> bool:
    """Whether the person at the desk may do an act: `{% if desk|may:"send" %}`."""
    return desk is not None and desk.may(act)


@register.filter
def may_be_asked(reason: str) -> bool:
    """Whether the clinician can settle why a finding was set aside: a detail is missing, or it was doubted."""
    return reason.startswith(("needs more detail", "uncertain"))


@register.filter
def may_say_more(title: str) -> bool:
    """Whether a code says by its title that something about it was not told."""
    return "unspecified" in title.lower() or "not specified" in title.lower()


@register.filter
def answer_about(answered: tuple[tuple[str, str], ...], code: str) -> str:
    """The number of the query whose answer is about a code; empty when none is."""
    return next((number for begin, number in answered if code.startswith(begin)), "")


@register.filter
def spoken_period(period: Period) -> str:
    """The days on which something holds, as they are said."""
    since = "" if period.since == date.min else f"since {date_format(period.since, 'j M Y')}"
    until = "" if period.until == FOREVER else f"until {date_format(period.until - timedelta(days=1), 'j M Y')}"
    return " ".join(part for part in (since, until) if part) or "always"


@register.filter
def with_dot(code: str) -> str:
    """A diagnosis code as people write it: `N17.9`."""
    return dotted(code)
