"""The superbill as it stands in the browser, between two saves.

The form itself holds the state: every code with the words it rests on, every service, the reasons of the visit level. A
button (`act`) sends the whole form; `changed` answers with the form after that one act. Nothing is kept on the server until
somebody saves, and `app.save_sheet` then checks it all again.

Services point to codes by letter, as on a paper superbill (A is the first-listed code). Letters are turned into codes as soon
as they are read, so that moving or removing a code never makes a service point elsewhere.
"""

import json
import re
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from superbill.app.save_sheet import Pick
from superbill.app.show_visit import Span, VisitPage
from superbill.basics.errors import BadInput
from superbill.claims.note import Evidence
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.visit import Service

LETTERS = "ABCDEFGHIJKL"


class BadSheetForm(BadInput):
    """A field of the superbill form cannot be read."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code as the page draws it: its letter, and everything that its hidden fields carry to the next act."""

    letter: str
    code: str
    title: str
    how: str
    by: str
    evidence: tuple[Evidence, ...]

    @property
    def evidence_text(self) -> str:
        """What the hidden field holds."""
        return json.dumps(to_plain(self.evidence))


@dataclass(frozen=True, slots=True)
class TypedService:
    """One service as typed; `codes` are what its letters point to."""

    procedure: str = ""
    modifiers: str = ""
    units: str = "1"
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetForm:
    """The whole form. `changing` is the place of the code that the next chosen code replaces.

    `titles` and `takers` are by code, and only for showing; `marked` are words of the note that the person has selected.
    """

    picks: tuple[Pick, ...] = ()
    services: tuple[TypedService, ...] = ()
    level_why: tuple[str, ...] = ()
    changing: int | None = None
    offered: tuple[Pick, ...] = ()
    marked: tuple[Evidence, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    takers: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[CodeRow, ...]:
        """The codes as the page draws them."""
        return tuple(
            CodeRow(
                LETTERS[at], pick.code, self.titles.get(pick.code, ""), pick.how, self.takers.get(pick.code, ""), pick.evidence
            )
            for at, pick in enumerate(self.picks)
        )

    @property
    def service_rows(self) -> tuple[tuple[TypedService, str], ...]:
        """The services with their letters, and an empty one to type into."""
        return tuple((row, self.letters_of(row.codes)) for row in (*self.services, TypedService()))

    @property
    def taken(self) -> frozenset[str]:
        """The codes on the form."""
        return frozenset(pick.code for pick in self.picks)

    def letters_of(self, codes: tuple[str, ...]) -> str:
        """The codes as letters: `A C`."""
        order = [pick.code for pick in self.picks]
        return " ".join(LETTERS[order.index(code)] for code in codes if code in order[: len(LETTERS)])

    def services_to_save(self) -> tuple[Service, ...]:
        """The services that were filled in. Raises `BadSheetForm` for units that are no whole number."""
        return tuple(_service(row, place) for place, row in enumerate(self.services, start=1) if row.procedure)


def form_of(visit: VisitPage) -> SheetForm:
    """The form as the page is opened: the superbill as last saved."""
    return SheetForm(
        picks=tuple(Pick(row.code, row.how, tuple(Evidence(*_ends(span)) for span in row.spans)) for row in visit.choices),
        services=tuple(TypedService(row.procedure, row.modifiers, row.units, tuple(row.codes.split())) for row in visit.services),
        level_why=visit.level_why,
        titles={row.code: row.title for row in visit.choices},
        takers={row.code: f"{row.by}, {row.at}" for row in visit.choices},
    )


def _ends(span: Span) -> tuple[int, int, str, str]:
    return span.start, span.end, span.words, span.section


def read_form(post: QueryDict, visit: VisitPage) -> SheetForm:
    """Read the form as sent; the page's suggestions are at hand for `accept`, and its note for selected words."""
    names = zip(post.getlist("code"), post.getlist("how"), post.getlist("evidence"), strict=False)
    picks = tuple(Pick(code, how, _evidence(plain, code)) for code, how, plain in names)[: len(LETTERS)]
    columns = (post.getlist(name) for name in ("procedure", "modifiers", "units", "pointers"))
    services = tuple(
        TypedService(procedure.strip().upper(), modifiers.strip().upper(), units.strip(), _codes_of(letters, picks, place))
        for place, (procedure, modifiers, units, letters) in enumerate(zip(*columns, strict=False), start=1)
    )
    changing = post.get("changing", "")
    return SheetForm(
        picks=picks,
        services=tuple(row for row in services if row.procedure),
        level_why=tuple(post.getlist("level_why")),
        changing=int(changing) if changing.isdecimal() and int(changing) < len(picks) else None,
        offered=tuple(Pick(row.code, "accepted", tuple(Evidence(*_ends(span)) for span in row.spans)) for row in visit.suggested),
        marked=_marked(post.get("selected", ""), "".join(part.text for part in visit.parts)),
        titles={row.code: row.title for row in visit.suggested}
        | dict(zip(post.getlist("code"), post.getlist("title"), strict=False)),
        takers=dict(zip(post.getlist("code"), post.getlist("by"), strict=False)),
    )


def _marked(selected: str, text: str) -> tuple[Evidence, ...]:
    """The words that were selected in the note, sent as `start-end`. A browser counts a line end as one character always."""
    found = re.fullmatch(r"(\d{1,7})-(\d{1,7})", selected, re.ASCII)
    if not found:
        return ()
    places = [at for at in range(len(text)) if text[at : at + 2] != "\r\n"] + [len(text)]
    start, end = (places[min(int(part), len(places) - 1)] for part in found.groups())
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return (Evidence(start, start + len(words), words),) if words else ()


def _evidence(plain: str, code: str) -> tuple[Evidence, ...]:
    try:
        return from_plain(tuple[Evidence, ...], json.loads(plain or "[]"))
    except ValueError as error:
        raise BadSheetForm(
            "The words of a code arrived damaged.", where=code[:8], todo="Reload the page and choose again."
        ) from error


def _codes_of(letters: str, picks: tuple[Pick, ...], place: int) -> tuple[str, ...]:
    codes = []
    for letter in re.findall(r"[A-Za-z]", letters.upper()):
        at = LETTERS.find(letter)
        if not 0 <= at < len(picks):
            raise BadSheetForm(
                f"Service {place} points to {letter}, and there is no code {letter}.",
                where=f"service {place}",
                todo="Point to the letters beside the codes.",
            )
        codes.append(picks[at].code)
    return tuple(dict.fromkeys(codes))


def _service(row: TypedService, place: int) -> Service:
    if not row.units.isascii() or not row.units.isdecimal() or not 1 <= int(row.units) <= 9999:
        raise BadSheetForm(
            f"Units of service {place} are not a number from 1.", where=f"service {place}", todo="Write a whole number."
        )
    modifiers = tuple(re.findall(r"[A-Z0-9]{2}", row.modifiers))
    return Service(row.procedure, row.codes, modifiers, int(row.units))


def changed(form: SheetForm, act: str) -> SheetForm:
    """The form after one act: `accept:CODE`, `add:CODE:its title`, `remove:2`, `up:2`, `down:2`, `change:2`, `level:99214`, `drop:1`."""
    verb, _, what = act.partition(":")
    if verb in ("accept", "add"):
        return _with_code(form, verb, what)
    if verb == "level":
        return _with_level(form, what)
    at = int(what) if what.isdecimal() else -1
    if verb == "drop" and at < len(form.services):
        return replace(form, services=form.services[:at] + form.services[at + 1 :])
    if not 0 <= at < len(form.picks):
        return replace(form, changing=None)
    if verb == "remove":
        return _without(form, at)
    if verb == "change":
        return replace(form, changing=at)
    if verb in ("up", "down"):
        return _moved(form, at, at + (1 if verb == "down" else -1))
    return replace(form, changing=None)


def _with_code(form: SheetForm, verb: str, what: str) -> SheetForm:
    code, _, title = what.partition(":")
    if code in form.taken:
        return replace(form, changing=None)
    if len(form.picks) >= len(LETTERS):
        raise BadSheetForm("A claim carries twelve diagnoses at most.", todo="Remove the least important one first.")
    form = replace(form, titles=form.titles | {code: title}) if title else form
    if verb == "accept":
        taken = tuple(pick for pick in form.offered if pick.code == code)
        return replace(form, picks=form.picks + taken, changing=None)
    if form.changing is None:
        return replace(form, picks=(*form.picks, Pick(code, "added", form.marked)), marked=())
    old = form.picks[form.changing]
    evidence = form.marked or old.evidence
    new = Pick(code, "changed" if evidence else "added", evidence)
    picks = tuple(new if pick is old else pick for pick in form.picks)
    services = tuple(replace(row, codes=tuple(code if c == old.code else c for c in row.codes)) for row in form.services)
    return replace(form, picks=picks, services=services, changing=None, marked=())


def _without(form: SheetForm, at: int) -> SheetForm:
    gone = form.picks[at].code
    services = tuple(replace(row, codes=tuple(code for code in row.codes if code != gone)) for row in form.services)
    return replace(form, picks=form.picks[:at] + form.picks[at + 1 :], services=services, changing=None)


def _moved(form: SheetForm, at: int, to: int) -> SheetForm:
    if not 0 <= to < len(form.picks):
        return form
    picks = list(form.picks)
    picks[at], picks[to] = picks[to], picks[at]
    return replace(form, picks=tuple(picks), changing=None)


_LEVELS = re.compile(r"99(20[2-5]|21[1-5])\Z")


def _with_level(form: SheetForm, procedure: str) -> SheetForm:
    """Put the visit level in the place of the one that is there, or first; it points to the first four codes."""
    codes = tuple(pick.code for pick in form.picks[:4])
    old = next((row for row in form.services if _LEVELS.match(row.procedure)), None)
    if old is None:
        return replace(form, services=(TypedService(procedure, codes=codes), *form.services))
    new = replace(old, procedure=procedure, codes=old.codes or codes)
    return replace(form, services=tuple(new if row is old else row for row in form.services))
