"""The superbill as it stands in the browser, between two saves.

The form itself holds the state: every code with the place of its words, every service, the reasons of the visit level. A
button (`act`) sends the whole form; `changed` answers with the form after that one act. Nothing is kept on the server until
somebody saves, and `app.save_sheet` then checks it all again.

Services point to codes by letter, as on a paper superbill (A is the first-listed code). Letters are turned into codes as soon
as they are read, so that moving or removing a code never makes a service point elsewhere.
"""

import re
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from superbill.app.check_sheet import SheetFindings
from superbill.app.level_visit import ADD_ON_CODES, LEVEL_CODES
from superbill.app.show_visit import VisitPage
from superbill.app.visit_services import ServiceOffer
from superbill.app.wording import LETTERS
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.visit import Pick, Service

_SPAN = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)
_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)
MOST_MODIFIERS = 4
_SERVICE_FIELD = re.compile(r"service-(\d+)-(\w+)", re.ASCII)
_LEVEL = re.compile(r"([0-9A-Z]{5})((?:-[0-9A-Z]{2})*)((?: [0-9A-Z]{5}\*[1-9]\d?)*)", re.ASCII)
"""`99223-FS G0316*2`: the code of the visit with its modifiers, then its add-ons with their units."""


class BadSheetForm(BadInput):
    """A field of the superbill form cannot be read."""


class OldPage(NotPossible):
    """The note or the superbill is no longer the one that the page showed: its places and codes may be wrong."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code as the page draws it: its letter, the words it rests on, and what its hidden fields carry to the next act."""

    letter: str
    code: str
    title: str
    how: str
    by: str
    words: tuple[str, ...]
    spans: str


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

    `text` is the note. `titles` and `takers` are by code, and only for showing; `offered` are the suggestions; `marked` is
    where the words stand that the person has selected in the note.
    """

    text: str
    picks: tuple[Pick, ...] = ()
    services: tuple[TypedService, ...] = ()
    level_why: tuple[str, ...] = ()
    changing: int | None = None
    offered: tuple[Pick, ...] = ()
    offers: tuple[ServiceOffer, ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    takers: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[CodeRow, ...]:
        """The codes as the page draws them."""
        return tuple(self._row(LETTERS[at], pick) for at, pick in enumerate(self.picks))

    def _row(self, letter: str, pick: Pick) -> CodeRow:
        words = tuple(
            {" ".join(self.text[start:end].casefold().split()): self.text[start:end] for start, end in pick.spans}.values()
        )
        spans = " ".join(f"{start}-{end}" for start, end in pick.spans)
        return CodeRow(letter, pick.code, self.titles.get(pick.code, ""), pick.how, self.takers.get(pick.code, ""), words, spans)

    @property
    def service_rows(self) -> tuple[tuple[TypedService, str], ...]:
        """The services with their letters, and an empty one to type into."""
        return tuple((row, self.letters_of(row.codes)) for row in (*self.services, TypedService()))

    @property
    def offers_left(self) -> tuple[ServiceOffer, ...]:
        """The suggested services that no line has; a share that was discarded is a line of its own."""
        lines = {(row.procedure, "JW" in row.modifiers.split()) for row in self.services}
        return tuple(one for one in self.offers if (one.code, one.key != one.code) not in lines)

    @property
    def taken(self) -> frozenset[str]:
        """The codes on the form."""
        return frozenset(pick.code for pick in self.picks)

    def letters_of(self, codes: tuple[str, ...]) -> str:
        """The codes as letters: `A C`."""
        order = [pick.code for pick in self.picks]
        return " ".join(LETTERS[order.index(code)] for code in codes if code in order)

    def services_to_save(self) -> tuple[Service, ...]:
        """The services that were filled in. Raises `BadSheetForm` for units that are no whole number."""
        return tuple(_service(row, place) for place, row in enumerate(self.services, start=1))


def form_of(visit: VisitPage) -> SheetForm:
    """The form as the page is opened: the superbill as last saved.

    Words that the note no longer has in their place (it came again, with another text) are left out: the coder marks anew.
    """
    text = "".join(part.text for part in visit.parts)
    picks = []
    for row in visit.choices[: len(LETTERS)]:
        spans = tuple((span.start, span.end) for span in row.spans if text[span.start : span.end] == span.words)
        picks.append(Pick(row.code, row.how if spans else "added", spans))
    return SheetForm(
        text=text,
        picks=tuple(picks),
        services=tuple(TypedService(row.procedure, row.modifiers, row.units, tuple(row.codes.split())) for row in visit.services),
        level_why=visit.level_why,
        offers=visit.offered.offers,
        titles={row.code: row.title for row in visit.choices},
        takers={row.code: f"{row.by}, {row.at}" for row in visit.choices},
    )


def prove_current(post: QueryDict, visit: VisitPage) -> None:
    """Raises `OldPage` for a form that names another note or superbill than there is now; one that names none is let be."""
    if "note_id" in post and post["note_id"] != str(visit.note_id):
        todo = "Copy what you typed and open the visit again: words may stand elsewhere now."
        raise OldPage("The note came again since this page was opened.", todo=todo)
    if "sheet_id" in post and post["sheet_id"] != str(visit.sheet_id):
        todo = "Copy what you typed and open the visit again: you would write over it."
        raise OldPage("Somebody saved this superbill since this page was opened.", todo=todo)


def read_form(post: QueryDict, visit: VisitPage) -> SheetForm:
    """Read the form as sent; the page's suggestions are at hand for `accept`, and its note for selected words.

    Raises `OldPage`, and `BadSheetForm` for a letter without a code.
    """
    prove_current(post, visit)
    codes = post.getlist("code")[: len(LETTERS)]
    hidden = zip(codes, post.getlist("how"), post.getlist("spans"), strict=False)
    picks = tuple(Pick(code, how, _spans(spans)) for code, how, spans in hidden)
    columns = (post.getlist(name) for name in ("procedure", "modifiers", "units", "pointers"))
    services = tuple(
        TypedService(procedure.strip().upper(), modifiers.strip().upper(), units.strip(), _codes_of(letters, picks, place))
        for place, (procedure, modifiers, units, letters) in enumerate(zip(*columns, strict=False), start=1)
    )
    text = "".join(part.text for part in visit.parts)
    changing = post.get("changing", "")
    return SheetForm(
        text=text,
        picks=picks,
        services=tuple(row for row in services if row.procedure),
        level_why=tuple(post.getlist("new_level_why") or post.getlist("level_why")),
        changing=int(changing) if _is_place(changing, picks) else None,
        offered=tuple(  # what a language model quoted is added by the person who takes it: a person judged it
            Pick(row.code, "added" if row.tier == "model" else "accepted", tuple((span.start, span.end) for span in row.spans))
            for row in visit.suggested
        ),
        offers=visit.offered.offers,
        marked=marked_in(post.get("selected", ""), text),
        titles={row.code: row.title for row in visit.suggested} | dict(zip(codes, post.getlist("title"), strict=False)),
        takers=dict(zip(codes, post.getlist("by"), strict=False)),
    )


def at_rows(found: SheetFindings, procedures: list[str]) -> SheetFindings:
    """The findings with the fields of the page: a row of the form without a code is no line of the claim, and is counted past."""
    rows = [at for at, procedure in enumerate(procedures, start=1) if procedure.strip()]

    def field(name: str) -> str:
        line = _SERVICE_FIELD.fullmatch(name)
        at = int(line[1]) if line else 0
        return f"service-{rows[at - 1]}-{line[2]}" if line and 0 < at <= len(rows) else name

    return replace(found, findings=tuple(replace(row, field=field(row.field)) for row in found.findings))


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in _SPAN.findall(text))


def _is_place(text: str, picks: tuple[Pick, ...]) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4 and int(text) < len(picks)


def marked_in(selected: str, text: str) -> tuple[tuple[int, int], ...]:
    """The words that were selected in the note, sent as `start-end`. A browser counts a line end as one character always."""
    found = _SPAN.fullmatch(selected)
    if not found:
        return ()
    places = [at for at in range(len(text)) if text[at : at + 2] != "\r\n"] + [len(text)]
    start, end = (places[min(int(part), len(places) - 1)] for part in found.groups())
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return ((start, start + len(words.strip())),) if words.strip() else ()


def _codes_of(letters: str, picks: tuple[Pick, ...], place: int) -> tuple[str, ...]:
    codes = []
    for letter in re.findall(r"[A-Z]", letters.upper()):
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
    if not re.fullmatch(r"0{0,5}[1-9]\d{0,3}", row.units, re.ASCII):
        raise BadSheetForm(
            f"Units of service {place} are not a number from 1.", where=f"service {place}", todo="Write a whole number."
        )
    return Service(row.procedure, row.codes, tuple(row.modifiers.replace(",", " ").split()), int(row.units))


def changed(form: SheetForm, act: str) -> SheetForm:
    """The form after one act.

    `accept:CODE` · `add:CODE:its title` · `remove:2` · `up:2` · `down:2` · `change:2` · `level:99214` · `drop:1` (a service) ·
    `serve:KEY` (a suggested service) · `modify:1:25` (a modifier of a service); places count from 0. Any other act changes nothing, and ends a change that was begun.
    """
    verb, _, what = act.partition(":")
    if verb in ("accept", "add"):
        return _with_code(form, verb, what)
    if verb == "level":
        return _with_level(form, what)
    if verb == "serve":
        return _with_service(form, what)
    if verb == "modify":
        return _modified(form, what)
    if verb == "drop":
        return replace(form, services=tuple(row for at, row in enumerate(form.services) if str(at) != what))
    at = int(what) if _is_place(what, form.picks) else None
    if at is None:
        return replace(form, changing=None)
    if verb == "change":
        return replace(form, changing=at)
    if verb == "remove":
        return _without(form, at)
    step = {"up": -1, "down": 1}.get(verb, 0)
    return _moved(form, at, at + step)


def _with_code(form: SheetForm, verb: str, what: str) -> SheetForm:
    code, _, title = what.partition(":")
    if code in form.taken:
        return replace(form, changing=None)
    form = replace(form, titles=form.titles | {code: title}) if title else form
    suggested = tuple(pick for pick in form.offered if pick.code == code)
    if form.changing is not None and (verb == "add" or suggested):
        return _replaced(form, form.changing, code, suggested)
    if len(form.picks) == len(LETTERS):
        raise BadSheetForm("A claim carries twelve diagnoses at most.", todo="Remove the least important one first.")
    if verb == "accept" or (suggested and not form.marked):  # found by searching, and suggested too: its words come along
        return replace(form, picks=form.picks + suggested, changing=None)
    return replace(form, picks=(*form.picks, Pick(code, "added", form.marked)), marked=(), changing=None)


def _replaced(form: SheetForm, at: int, code: str, suggested: tuple[Pick, ...]) -> SheetForm:
    """Another code for the words just selected, else for those of its own suggestion, else for the same words; services follow."""
    old = form.picks[at]
    spans = form.marked or old.spans
    own = suggested and not form.marked
    new = suggested[0] if own else Pick(code, "changed" if spans else "added", spans)
    picks = tuple(new if pick is old else pick for pick in form.picks)
    services = tuple(
        replace(row, codes=tuple(code if known == old.code else known for known in row.codes)) for row in form.services
    )
    return replace(form, picks=picks, services=services, marked=(), changing=None)


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


def _with_level(form: SheetForm, what: str) -> SheetForm:
    """Put the visit level in the place of the one that is there, or first, its add-ons behind it; it points to the first four codes."""
    told = _LEVEL.fullmatch(what)
    if not told or told[1] not in LEVEL_CODES:
        return form
    first = tuple(pick.code for pick in form.picks[:4])
    old = next((row for row in form.services if row.procedure in LEVEL_CODES), TypedService(codes=first))
    modifiers = dict.fromkeys((*old.modifiers.replace(",", " ").split(), *filter(None, told[2].split("-"))))
    codes = old.codes or first
    level = TypedService(told[1], " ".join(list(modifiers)[:4]), "1", codes)
    added = (each.split("*") for each in told[3].split())
    rows = (level, *(TypedService(code, units=units, codes=codes) for code, units in added if code in ADD_ON_CODES))
    kept = [row for row in form.services if row.procedure not in ADD_ON_CODES]
    at = kept.index(old) if old in kept else 0
    return replace(form, services=(*kept[:at], *rows, *kept[at + (old in kept) :]))


def _with_service(form: SheetForm, key: str) -> SheetForm:
    """A suggested service with its units, the modifiers that leave no question, and those of its diagnoses that are on the form."""
    offer = next((one for one in form.offers_left if one.key == key), None)
    if offer is None:
        return form
    codes = tuple(code for code in offer.codes if code in form.taken)
    if not codes and len(form.picks) == 1:
        codes = (form.picks[0].code,)
    row = TypedService(offer.code, " ".join(offer.modifiers[:MOST_MODIFIERS]), str(offer.units), codes)
    return replace(form, services=(*form.services, row))


def _modified(form: SheetForm, what: str) -> SheetForm:
    """One more modifier on a service, behind those that it has; four fit."""
    place, _, modifier = what.partition(":")
    at = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else len(form.services)
    if at >= len(form.services) or not _MODIFIER.fullmatch(modifier):
        return form
    old = form.services[at]
    has = old.modifiers.replace(",", " ").split()
    if modifier in has:
        return form
    if len(has) == MOST_MODIFIERS:
        raise BadSheetForm(f"Service {at + 1} has four modifiers; no more fit.", todo="Remove the least important one first.")
    new = replace(old, modifiers=" ".join((*has, modifier)))
    return replace(form, services=tuple(new if here == at else row for here, row in enumerate(form.services)))
