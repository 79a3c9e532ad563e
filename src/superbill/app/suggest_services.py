"""Services that a note supports, with their modifiers: from the tables, the installed books, and what coders here chose. Nothing is kept."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice

from superbill.app.code_books import shelves_here
from superbill.app.edit_tables import edit_tables
from superbill.app.note_key import NoteKey
from superbill.claims.note import Note
from superbill.claims.visit import Service
from superbill.codes.shelf import OpenTable
from superbill.coding.mentions import line_at, lines_of
from superbill.coding.procedures.service import ModifierHint, ServicesFound, SuggestedService
from superbill.coding.procedures.suggest import Valid
from superbill.edits.tables import Table
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts, EarlierService, Tables
from superbill.places.us.procedures.modifiers.propose import propose_modifiers
from superbill.places.us.procedures.suggest import Setting, suggest_services, table
from superbill.storage.shelf import NoBook

_PAYER_MEDICARE = "MB"


@dataclass(frozen=True, slots=True)
class Asked:
    """What no note tells. `filing` is the claim filing indicator: MB is Medicare Part B."""

    on: date
    filing: str = "CI"
    place: str = "11"
    taxonomy: str = ""
    earlier: tuple[EarlierService, ...] = ()

    @property
    def setting(self) -> Setting:
        """As the tables of services ask for it."""
        return Setting(self.on, self.filing == _PAYER_MEDICARE, self.place)


def suggest_services_of(note: Note, asked: Asked) -> ServicesFound:
    """The services that the note supports, each with the modifiers that it may need if all of them were billed together."""
    found = services_of(note, asked.setting)
    lines = tuple(line_of(note, one) for one in found.suggested)
    hints = hints_for(note, lines, asked)
    suggested = tuple(
        replace(one, modifiers=_joined(one.modifiers, more)) for one, more in zip(found.suggested, hints, strict=True)
    )
    return ServicesFound(suggested, found.aside)


def services_of(note: Note, setting: Setting) -> ServicesFound:
    """The services of the tables, without modifiers that depend on other lines; remembered for a note that is asked for again."""
    return _found(NoteKey(note), setting, _shelf_is())


def _shelf_is() -> str:
    return repr(sorted(shelves_here().read().books.items()))


@lru_cache(maxsize=256)
def _found(key: NoteKey, setting: Setting, shelf_is: str) -> ServicesFound:
    with in_force(setting.on) as valid:
        return suggest_services(key.take(), setting, valid=valid)


@contextmanager
def in_force(on: date) -> Iterator[Valid]:
    """Whether a procedure is in force on the day, by the books of HCPCS and CPT; None where neither is installed."""
    with ExitStack() as stack:
        opened: dict[str, OpenTable | None] = {}

        def book(name: str, table_name: str) -> OpenTable | None:
            if name not in opened:
                try:
                    opened[name] = stack.enter_context(shelves_here().open(name))[table_name]
                except NoBook:
                    opened[name] = None
            return opened[name]

        def valid(code: str) -> bool | None:
            found = book("cpt", "short") if code[:1].isdigit() else book("hcpcs", "hcpcs")
            return None if found is None or not found.count(on=on) else found.holds(code, on=on)

        yield lru_cache(maxsize=None)(valid)


def line_of(note: Note, one: SuggestedService, *, codes: tuple[str, ...] = ()) -> BilledLine:
    """A suggestion as a line, with what the note says around its words."""
    lines = lines_of(note)
    places = [
        (line.sentence.start, line.sentence.end) for span in one.evidence if (line := line_at(lines, span.start, span.start + 1))
    ]
    said = " ".join(note.text[start:end].lower() for start, end in sorted(set(places)))
    return BilledLine(one.code, (), one.units, dict(one.facts), said, codes)


def hints_for(note: Note, lines: tuple[BilledLine, ...], asked: Asked) -> tuple[tuple[ModifierHint, ...], ...]:
    """For each line the modifiers that it may need and has not."""
    if not lines:
        return ()
    minor = frozenset(choice.code for row in table().rows if row.minor for choice in row.codes)
    with edit_tables() as tables:
        claim = ClaimFacts(
            asked.on,
            lines,
            asked.setting.medicare,
            asked.place,
            asked.taxonomy,
            note.text.lower(),
            asked.earlier,
            _tables(tables, asked.on),
            minor,
        )
        return tuple(propose_modifiers(line, claim) for line in lines)


def lines_of_sheet(note: Note, services: tuple[Service, ...], found: ServicesFound) -> tuple[BilledLine, ...]:
    """The services of a sheet as lines; what the note says of each is taken from the suggestion of the same code."""
    by_code = {(one.code, bool(one.fact("wasted"))): one for one in found.suggested}
    lines = []
    for service in services:
        one = by_code.get((service.procedure, "JW" in service.modifiers))
        bare = line_of(note, one) if one else BilledLine(service.procedure)
        lines.append(replace(bare, modifiers=service.modifiers, units=service.units, codes=service.codes))
    return tuple(lines)


def _tables(tables: Mapping[str, Table], on: date) -> Tables:
    """The look-ups of modifiers, by the tables that edits ask."""

    def fees(column: str, code: str) -> str:
        found = tables["fee_schedule"].find(on=on, code=code, modifier="") if "fee_schedule" in tables else ()
        return str(next(iter(found), {}).get(column) or "")

    def pair(whole: str, part: str) -> str:
        found = tables["ncci_pair"].find(on=on, whole=whole, part=part) if "ncci_pair" in tables else ()
        return next((str(row["modifier_indicator"]) for row in islice(found, 1)), "")

    return Tables(
        global_days=lambda code: fees("global_days", code),
        bilateral=lambda code: fees("bilateral", code),
        parts=lambda code: fees("parts", code),
        pair=pair,
    )


def _joined(own: tuple[ModifierHint, ...], more: tuple[ModifierHint, ...]) -> tuple[ModifierHint, ...]:
    return tuple({hint.modifier: hint for hint in (*more, *own)}.values())
