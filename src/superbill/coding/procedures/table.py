"""The table of services: the words by which a note names one, what must be known of it, and the code that each answer leads to.

A row is written in TOML. `words` and `said` are patterns over small letters; `codes` are tried in order, the least first: of those that
nothing speaks against the first that everything speaks for is taken; where a fact is missing, the least one, and the row's question is asked.

    name = "incision and drainage of an abscess"      # our own plain words
    kind = "procedure"                                # see done.Kind
    words = ["i ?(?:&|and) ?d"]
    counted = "abscess(?:es)?"                        # what a number must stand before to be the count
    sites = "limbs"                                   # a table of [sites]: group = pattern
    ask = { count = "How many?" }
    codes = [{ code = "10060" }, { code = "10061", said = "multiple" }]
    more = [{ code = "11103", beyond = 1 }]           # a code for each one beyond
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from superbill.basics.days import FOREVER
from superbill.coding.procedures.done import Kind
from superbill.coding.procedures.lookup import Lookup

_ROW = {
    "name", "kind", "words", "unless", "counted", "sites", "each_site", "sum_cm", "ask", "codes", "more", "sided", "sure", "source", "minor", "wants",
}  # fmt: skip
_CHOICE = {"code", "site", "cm", "count", "minutes", "said", "unsaid", "visit", "since", "until", "units", "beyond", "upto"}
_LONGEST = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and what leads to it. Ranges are inclusive, but for `cm`, which is above the first and up to the second.

    `visit` are facts of the visit, such as payer = medicare. `units` is a number, `count`, or `forms`: the different names by which the note speaks of it. `beyond`: one unit for each above so many,
    up to `upto` of all.
    """

    code: str
    site: str = ""
    cm: tuple[Decimal, Decimal] | None = None
    count: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None
    said: re.Pattern[str] | None = None
    unsaid: re.Pattern[str] | None = None
    visit: Mapping[str, str] | None = None
    since: date = date.min
    until: date = FOREVER
    units: str = "1"
    beyond: int = 0
    upto: int = 999


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service with the ways to write it."""

    name: str
    kind: Kind
    words: str
    codes: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    unless: re.Pattern[str] | None = None
    wants: re.Pattern[str] | None = None
    counted: str = ""
    sites: re.Pattern[str] | None = None
    each_site: bool = False
    sum_cm: bool = False
    ask: tuple[tuple[str, str], ...] = ()
    sided: bool = False
    minor: bool = False
    sure: int = 88
    source: str = ""

    def question(self, fact: str) -> str:
        """What is asked where a fact is missing."""
        return dict(self.ask).get(fact, "")


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """The rows, and their words ready to be looked for."""

    rows: tuple[ServiceRow, ...]
    lookup: Lookup


def table_of(rows: tuple[ServiceRow, ...]) -> ServiceTable:
    """A table of rows that may come from several files."""
    return ServiceTable(rows, Lookup([row.words for row in rows]))


def rows_from_toml(text: str, *, source: str = "") -> tuple[ServiceRow, ...]:
    """Read a table. A key that nobody reads is our own fault."""
    raw: dict[str, Any] = tomllib.loads(text)
    sites = {name: _sites(groups) for name, groups in raw.get("sites", {}).items()}
    return tuple(_row(one, sites, raw.get("source", source)) for one in raw["service"])


def _sites(groups: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<{name}>\b(?:{pattern})\b)" for name, pattern in groups.items()), re.IGNORECASE)


def _row(raw: dict[str, Any], sites: Mapping[str, re.Pattern[str]], source: str) -> ServiceRow:
    assert not raw.keys() - _ROW, f"{raw['name']}: nobody reads {raw.keys() - _ROW}"
    return ServiceRow(
        name=raw["name"],
        kind=Kind(raw["kind"]),
        words=_wrapped("|".join(raw["words"])),
        codes=tuple(_choice(one) for one in raw["codes"]),
        more=tuple(_choice(one) for one in raw.get("more", ())),
        unless=_pattern(raw.get("unless")),
        wants=_pattern(raw.get("wants")),
        counted=raw.get("counted", ""),
        sites=sites[raw["sites"]] if "sites" in raw else None,
        each_site=raw.get("each_site", False),
        sum_cm=raw.get("sum_cm", False),
        ask=tuple(raw.get("ask", {}).items()),
        sided=raw.get("sided", False),
        minor=raw.get("minor", False),
        sure=raw.get("sure", 88),
        source=raw.get("source", source),
    )


def _choice(raw: dict[str, Any]) -> Choice:
    assert not raw.keys() - _CHOICE, f"{raw['code']}: nobody reads {raw.keys() - _CHOICE}"
    return Choice(
        code=raw["code"],
        site=raw.get("site", ""),
        cm=(Decimal(str(raw["cm"][0])), Decimal(str(raw["cm"][1])) if len(raw["cm"]) > 1 else _LONGEST) if "cm" in raw else None,
        count=_range(raw.get("count")),
        minutes=_range(raw.get("minutes")),
        said=_begun(raw.get("said")),
        unsaid=_begun(raw.get("unsaid")),
        visit=raw.get("visit"),
        since=raw.get("since", date.min),
        until=raw.get("until", FOREVER),
        units=str(raw.get("units", "1")),
        beyond=raw.get("beyond", 0),
        upto=raw.get("upto", 999),
    )


def _range(raw: list[int] | None) -> tuple[int, int] | None:
    return (raw[0], raw[1] if len(raw) > 1 else 999) if raw else None


def _pattern(written: str | None) -> re.Pattern[str] | None:
    return _written(written) if written else None


def _begun(written: str | None) -> re.Pattern[str] | None:
    """A pattern that begins where a word begins: `complicated` is not in `uncomplicated`."""
    return _written(rf"(?<!\w)(?:{written})") if written else None


_DENIED = re.compile(
    r"(?s:.*)\b(?:no|not|without|w/o|never|denies|neither|nor|none of|negative for|absence of|instead of|rather than)\b"
    r"(?P<between>(?:(?!\b(?:but|with|then|and)\b)[^.;\n]){0,60})$"
)
_DENIED_AFTER = re.compile(
    r"[\w-]*(?:\s+[\w-]+){0,2}?\s*:?\s*(?:was\s+|were\s+|is\s+)?\b(?:not|none|unnecessary|deferred|declined)\b"
)
_OR = re.compile(r"[\w\s/-]*,?\s+or\b")


def is_said(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text in small letters says it, and does not deny it: `no packing`, `without ultrasound`, `packing was not needed`.

    A denial ends at a comma, but for a list that ends in `or`.
    """
    return any(not _is_denied(text, match) for match in pattern.finditer(text))


def _is_denied(text: str, match: re.Match[str]) -> bool:
    if _DENIED_AFTER.match(text, match.end()):
        return True
    before = _DENIED.search(text, max(0, match.start() - 90), match.start())
    if before is None:
        return False
    between = before.group("between")
    return "," not in between or " or " in between or _OR.match(text, match.end()) is not None


def _written(pattern: str) -> re.Pattern[str]:
    return re.compile(_wrapped(pattern), re.IGNORECASE)


def _wrapped(pattern: str) -> str:
    """A pattern over words as they are wrapped: a blank stands for any white space."""
    return re.sub(r"(?<!\[)(?<!\[-)(?<!\[\w) (?![\]?])", r"\\s+", pattern)
