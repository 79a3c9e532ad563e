"""ICD-10-CM: look up a code as it stood on a day, its family, its notes, and what may not stand beside it.

Reads the tables that `build_icd10cm` makes of the book in force, on an open connection; opens no file. Codes are given with or
without their dot, and come back with it. `find` and `get` take the day; everything else tells the newest edition, or that of the
day to which the look-ups are bound by `on_day`.
Rules: ICD-10-CM Official Guidelines for Coding and Reporting FY2026, section I.A (conventions).
"""

import copy
import difflib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from superbill.basics.days import FOREVER, Period
from superbill.basics.errors import BadInput
from superbill.codes.references import refers_to
from superbill.codes.terms import tokens_of

_HEADING = re.compile(
    r"(?P<chapter>chapter[ -]?(?P<number>\d{1,2}))|[A-Z](?:\d[0-9A-Z]|[A-Z]\d)-[A-Z](?:\d[0-9A-Z]|[A-Z]\d)",
    re.ASCII | re.IGNORECASE,
)
_PREFIX = re.compile(r"[A-Z](?:\d|[A-Z]\d)[0-9A-Z.]*\Z", re.ASCII)
_LEAVES_SHOWN = 6
_LAST = "\U0010ffff"
_CODE_COLUMNS = "code, title, billable, parent, category, section, chapter, seventh, sex, age_from, age_to, since, until"
_HOLDS = "since <= :day AND (until = '' OR until > :day)"
_FIND = f"SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE code = ? AND since <= ? ORDER BY since DESC LIMIT 1"  # noqa: S608  (a constant)
_DAYS_KEPT, _NOTES_KEPT, _FAMILIES_KEPT, _LOOKED_UP_KEPT = 32, 4096, 2048, 16_384
_NEWEST = "9999-12-30"
"""A day on which the newest edition holds."""


@dataclass(frozen=True, slots=True)
class Icd10cmCode:
    """A code or a heading of codes, as the release has it.

    `billable` when nothing is below it. `sex` is F, M or empty; `ages` are completed years, both ends included, or None.
    `parent` is the code above, or the section (`J00-J06`) above a category. `seventh` is the 7th character when it has one.
    """

    code: str
    title: str
    billable: bool
    period: Period
    sex: str
    ages: tuple[int, int] | None
    parent: str
    category: str
    section: str
    chapter: str
    seventh: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A step on the way to a code: chapter, section or code, with its title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Release:
    """Which editions of the code set the tables hold: the name of the newest, for which days they can be asked, how many codes.

    `newest` is the day from which the newest edition holds; the next one is due on the October 1 or April 1 after it.
    """

    title: str
    period: Period
    codes: int
    newest: date


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the term index: `source` is own, title, inclusion or includes; `rank` 0 is the best for its key."""

    key: str
    rank: int
    code: str
    source: str
    words: str


class UnknownCode(BadInput):
    """No such ICD-10-CM code on that day. `near` are codes that may have been meant."""

    def __init__(self, code: str, *, on: date, near: tuple[str, ...] = ()) -> None:
        self.code = code
        self.near = near
        todo = f"Near it: {', '.join(near)}." if near else "Look it up in the tabular list."
        super().__init__(f"{code[:12]!r} is not an ICD-10-CM code on {on.isoformat()}.", todo=todo)


class NoIcd10cm(BadInput):
    """The tables have not been built on this connection."""


def dotted(code: str) -> str:
    """A code as it is printed: `e1165` and `E11.65` are both `E11.65`. Any other text comes back trimmed, in capitals."""
    bare = code.strip().upper().replace(".", "")
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def heading_name(text: str) -> str:
    """A chapter or a section as the book names it: `chapter-4` is `Chapter 4`, `e08-e13` is `E08-E13`; empty for any other text."""
    found = _HEADING.fullmatch(text.strip())
    if found is None:
        return ""
    return f"Chapter {int(found['number'])}" if found["chapter"] else found.group().upper()


class Icd10cm:
    """Look-ups over the built tables. Raises `NoIcd10cm` when they are not there."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db, self._day = db, _NEWEST
        self._bound: dict[str, Icd10cm] = {}
        self._inherited: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self._families: dict[tuple[str, str, str], tuple[Icd10cmCode, ...]] = {}
        self._found: dict[tuple[str, str], Icd10cmCode | None] = {}
        self._terms: dict[tuple[str, str], tuple[Term, ...]] = {}
        self._sets: dict[str, frozenset[str]] = {}
        try:
            row = db.execute("SELECT title, since, until, codes, newest FROM icd10cm_release").fetchone()
        except sqlite3.OperationalError:
            row = None
        if row is None:
            raise NoIcd10cm("The ICD-10-CM tables have not been built.", todo="Build them first; the demo and `doctor` do.")
        self.release = Release(row[0], _period(row[1], row[2]), row[3], date.fromisoformat(row[4]))

    def on_day(self, day: date) -> "Icd10cm":
        """The same tables, telling everything as it was on that day. The last days asked for are kept with what was read."""
        name = day.isoformat()
        if name not in self._bound:
            if len(self._bound) >= _DAYS_KEPT:
                self._bound.clear()
            self._bound[name] = bound = copy.copy(self)
            bound._day, bound._inherited = name, {}
        return self._bound[name]

    def _rows(self, sql: str, **values: object) -> list[Any]:
        """The rows of a query that says `{holds}` where the day decides."""
        return self._db.execute(sql.replace("{holds}", _HOLDS), {"day": self._day, **values}).fetchall()

    def find(self, code: str, *, on: date) -> Icd10cmCode | None:
        """The code as it stood on a day, or None; headings that may not be billed are found too."""
        key = (code, on.isoformat())
        if key not in self._found:
            if len(self._found) >= _LOOKED_UP_KEPT:
                self._found.clear()
            self._found[key] = self._code(dotted(code), key[1])
        return self._found[key]

    def get(self, code: str, *, on: date) -> Icd10cmCode:
        """As `find`. Raises `UnknownCode`, with codes that may have been meant."""
        found = self.find(code, on=on)
        if found is None:
            raise UnknownCode(code, on=on, near=self.on_day(on).near(code))
        return found

    def history(self, code: str) -> tuple[Icd10cmCode, ...]:
        """The code in all its times, the oldest first: it may have ended, or become a heading."""
        sql = f"SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE code = ? ORDER BY since"  # noqa: S608  (a constant)
        return tuple(_code(row) for row in self._db.execute(sql, (dotted(code),)))

    def near(self, code: str) -> tuple[str, ...]:
        """Up to three codes that look like a code that does not exist: of its category, or its nearest heading's."""
        wanted = dotted(code)
        if not wanted:
            return ()
        sql = "SELECT code FROM icd10cm_code WHERE code >= :low AND code < :high AND seventh = '' AND {holds}"
        rows = self._rows(sql, low=wanted[:3], high=wanted[:3] + _LAST)
        if not rows:
            sql = "SELECT DISTINCT category FROM icd10cm_code WHERE code >= :low AND code < :high AND {holds}"
            rows = self._rows(sql, low=wanted[:2], high=wanted[:2] + _LAST)
        return tuple(difflib.get_close_matches(wanted, [row[0] for row in rows], n=3, cutoff=0.5))

    def children(self, code: str) -> tuple[Icd10cmCode, ...]:
        """What is directly below a code or a section (`J00-J06`), in order; nothing below a billable code."""
        name = code if "-" in code else dotted(code)
        sql = f"SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE parent = :name AND {{holds}} ORDER BY code"  # noqa: S608  (a constant)
        return self._family("below", name, lambda: tuple(_code(row) for row in self._rows(sql, name=name)))

    def headings(self, parent: str = "") -> tuple[Heading, ...]:
        """The sections of a chapter, by their first category and the wider before the narrower; without a name the chapters."""
        rows = self._rows("SELECT name, title FROM icd10cm_heading WHERE parent = :parent AND {holds}", parent=parent)
        return tuple(sorted((Heading(*row) for row in rows), key=_place))

    def leaf_stems(self, code: str) -> tuple[Icd10cmCode, ...]:
        """The last codes at or below a code, before any 7th character is added, in order."""
        name = dotted(code)
        sql = f"SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE code >= :low AND code < :high AND seventh = '' AND {{holds}} ORDER BY code"  # noqa: S608

        def read() -> tuple[Icd10cmCode, ...]:
            stems = [_code(row) for row in self._rows(sql, low=name, high=name + _LAST)]
            parents = {stem.parent for stem in stems}
            return tuple(stem for stem in stems if stem.code not in parents)

        return self._family("last", name, read)

    def _family(self, which: str, name: str, read: Callable[[], tuple[Icd10cmCode, ...]]) -> tuple[Icd10cmCode, ...]:
        """Codes of a heading on this day, read once: the notes of a morning name the same conditions."""
        key = (which, self._day, name)
        if key not in self._families:
            if len(self._families) >= _FAMILIES_KEPT:
                self._families.clear()
            self._families[key] = read()
        return self._families[key]

    def path(self, code: str) -> tuple[Heading, ...]:
        """From the chapter down to the code or heading itself: chapter, section, category, … code. Empty for one that is unknown."""
        steps: list[Heading] = []
        name = heading_name(code) or dotted(code)
        for table, key in (("icd10cm_code", "code"), ("icd10cm_heading", "name")):
            sql = f"SELECT {key}, title, parent FROM {table} WHERE {key} = :name AND {{holds}}"  # noqa: S608  (constants)
            while rows := self._rows(sql, name=name):
                steps.append(Heading(rows[0][0], rows[0][1]))
                name = rows[0][2]
        return tuple(reversed(steps))

    def notes(self, code: str, kind: str) -> tuple[str, ...]:
        """The notes of one kind that stand at this very code or heading.

        Kinds: inclusion, includes, excludes1, excludes2, code_first, use_additional, code_also, seventh, note.
        """
        sql = "SELECT words FROM icd10cm_note WHERE owner = :owner AND kind = :kind AND {holds} ORDER BY ordinal"
        return tuple(row[0] for row in self._rows(sql, owner=code, kind=kind))

    def all_notes(self, kinds: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Every note of these kinds in the book: (owner, kind, words), by owner."""
        for kind in kinds:
            yield from self._rows(
                "SELECT owner, kind, words FROM icd10cm_note WHERE kind = :kind AND {holds} ORDER BY owner, ordinal", kind=kind
            )

    def inherited_notes(self, code: str, kind: str) -> tuple[tuple[str, str], ...]:
        """As `notes`, with those of everything above: (owner, words), the chapter's first."""
        key = dotted(code), kind
        if key not in self._inherited:
            if len(self._inherited) >= _NOTES_KEPT:
                self._inherited.clear()
            self._inherited[key] = tuple((step.name, words) for step in self.path(code) for words in self.notes(step.name, kind))
        return self._inherited[key]

    def sevenths(self, code: str) -> dict[str, str]:
        """The 7th characters and their meaning that hold at a code, from itself or the nearest heading above."""
        for step in reversed(self.path(code)):
            rows = self._rows("SELECT character, meaning FROM icd10cm_seventh WHERE owner = :owner AND {holds}", owner=step.name)
            if rows:
                return dict(rows)
        return {}

    def excludes1_between(self, one: str, other: str, *, on: date | None = None) -> str | None:
        """The Excludes1 note that says two codes may not stand together, or None.

        Notes of every heading above are inherited (Guidelines I.A.12.a). Unrelated conditions may still be coded together, so
        the answer is a warning and not a verdict. With `on`, the notes of that day.
        """
        if on is not None:
            return self.on_day(on).excludes1_between(one, other)
        for here, there in ((dotted(one), dotted(other)), (dotted(other), dotted(one))):
            for owner, words in self.inherited_notes(here, "excludes1"):
                if refers_to(words, there) and not refers_to(words, here):
                    return f"At {owner}, Excludes1: {words}"
        return None

    def code_first_between(self, code: str, other: str, *, on: date | None = None) -> str | None:
        """The "code first" note at a code that wants another listed before it, or None (Guidelines I.A.13). With `on`, of that day."""
        if on is not None:
            return self.on_day(on).code_first_between(code, other)
        here, there = dotted(code), dotted(other)
        for owner, words in self.inherited_notes(here, "code_first"):
            if refers_to(words, there) and not refers_to(words, here):
                return f"At {owner}, code first: {words}"
        return None

    def is_poa_exempt(self, code: str, *, on: date) -> bool | None:
        """Whether no present-on-admission indicator is told with a code; None when no list of them holds on that day."""
        day = on.isoformat()
        if not self._rows("SELECT 1 FROM icd10cm_exempt WHERE {holds} LIMIT 1", day=day):
            return None
        return bool(self._rows("SELECT 1 FROM icd10cm_exempt WHERE code = :code AND {holds}", code=dotted(code), day=day))

    @property
    def keys(self) -> frozenset[str]:
        """Every key of the index of terms, on any day (`codes.terms.key_of`)."""
        return self._names("SELECT DISTINCT key FROM icd10cm_term")

    @property
    def words(self) -> frozenset[str]:
        """Every word of a term of the index, on any day: what has another word is no term."""
        return self._names("SELECT word FROM icd10cm_word")

    def _names(self, sql: str) -> frozenset[str]:
        if sql not in self._sets:
            self._sets[sql] = frozenset(name for (name,) in self._db.execute(sql))
        return self._sets[sql]

    def terms(self, key: str) -> tuple[Term, ...]:
        """The index entries of a key on this day, the best first; none for a key of another day or of no term."""
        of_day = (self._day, key)
        if of_day not in self._terms:
            if len(self._terms) >= _LOOKED_UP_KEPT:
                self._terms.clear()
            sql = "SELECT key, rank, code, source, term FROM icd10cm_term WHERE key = :key AND {holds} ORDER BY rank, code"
            self._terms[of_day] = tuple(Term(*row) for row in self._rows(sql, key=key))
        return self._terms[of_day]

    def search(self, words: str, *, on: date, limit: int = 20) -> tuple[Icd10cmCode, ...]:
        """Codes that a person may mean: those that begin with the text, or whose terms or titles hold all its words.

        The nearest come first: a term of the project's own list before others, then titles, the shortest first. Words may be
        unfinished and in any order. Headings are found too.
        """
        return self.on_day(on)._search(words, limit)

    def _search(self, words: str, limit: int) -> tuple[Icd10cmCode, ...]:
        found: dict[str, Icd10cmCode] = {}
        if _PREFIX.match(words.strip().upper()):
            low = dotted(words)
            sql = f"""SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE code >= :low AND code < :high AND {{holds}}
                      ORDER BY length(code), code LIMIT :limit"""  # noqa: S608  (a constant)
            found = {row[0]: _code(row) for row in self._rows(sql, low=low, high=low + _LAST, limit=limit)}
        for code in self._codes_with(words) if len(found) < limit else ():
            for known in (self._code(code, self._day), *self.leaf_stems(code)[:_LEAVES_SHOWN]):
                if known is not None:
                    found.setdefault(known.code, known)
        for known in self._titled(words, limit=limit) if len(found) < limit else ():
            found.setdefault(known.code, known)
        return tuple(found.values())[:limit]

    def _titled(self, words: str, *, limit: int) -> list[Icd10cmCode]:
        """The codes whose titles hold all these words as they are written; the shortest titles first."""
        wanted = [word for word in re.findall(r"[a-z0-9]+", words.lower()) if len(word) > 1]
        if not wanted:
            return []
        named = {f"word{place}": f"% {word}%" for place, word in enumerate(wanted)}
        where = " AND ".join(f"(' ' || replace(replace(title, '(', ' '), '-', ' ')) LIKE :{name}" for name in named)
        sql = f"SELECT {_CODE_COLUMNS} FROM icd10cm_code WHERE {where} AND {{holds}} ORDER BY length(title), code LIMIT :limit"  # noqa: S608
        return [_code(row) for row in self._rows(sql, **named, limit=limit)]

    def _codes_with(self, words: str) -> list[str]:
        """The codes under the keys that hold all these words; the shortest keys first, own terms before others."""
        wanted = sorted({word for token in tokens_of(words) for word in token.words})
        if not wanted:
            return []
        named = {f"word{place}": f"% {word}%" for place, word in enumerate(wanted)}
        where = " AND ".join(f"(' ' || key) LIKE :{name}" for name in named)
        sql = f"""SELECT code FROM icd10cm_term WHERE {where} AND {{holds}}
                  ORDER BY length(key), source <> 'own', rank, code LIMIT 200"""  # noqa: S608  (only marks)
        return list(dict.fromkeys(row[0] for row in self._rows(sql, **named)))

    def _code(self, code: str, day: str) -> Icd10cmCode | None:
        row = self._db.execute(_FIND, (code, day)).fetchone()
        return _code(row) if row is not None and not "" < row[-1] <= day else None


def _code(row: tuple[str, str, int, str, str, str, str, str, str, int | None, int | None, str, str]) -> Icd10cmCode:
    code, title, billable, parent, category, section, chapter, seventh, sex, age_from, age_to, since, until = row
    ages = (age_from, age_to) if age_from is not None and age_to is not None else None
    return Icd10cmCode(code, title, bool(billable), _period(since, until), sex, ages, parent, category, section, chapter, seventh)


def _place(heading: Heading) -> tuple[int, str, str]:
    """Chapters by their number; of sections that begin alike the wider first."""
    first, _, last = heading.name.partition("-")
    number = first.removeprefix("Chapter ")
    return (int(number), "", "") if number.isdecimal() else (0, first, "".join(chr(0x7F - ord(letter)) for letter in last))


@lru_cache(maxsize=512)
def _period(since: str, until: str) -> Period:
    return Period(date.fromisoformat(since), date.fromisoformat(until) if until else FOREVER)
