"""All services that a note supports in an American office: the table's, drugs with their giving, vaccines, therapy; and their modifiers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from superbill.claims.note import Note
from superbill.claims.visit_codes import is_added_to_visit, is_visit
from superbill.coding.procedures.service import ServiceAside, ServicesFound, SuggestedService
from superbill.coding.procedures.suggest import Valid, suggest_from_table
from superbill.coding.procedures.table import ServiceTable, rows_from_toml, table_of
from superbill.places.us.facilities import FACILITIES, facility_bills
from superbill.places.us.procedures.drugs import suggest_drugs
from superbill.places.us.procedures.therapy import suggest_therapy
from superbill.places.us.procedures.vaccines import suggest_vaccines

_INJECTED, _PUSHED = "muscle", "push"
_INTO_JOINT = re.compile(r"20(?:5[25]\d|6\d\d)|1190[01]|64\d{3}")
_GIVING = "CPT, hydration, injections and infusions (numbers only)"


def is_of_a_visit(code: str) -> bool:
    """Whether a code is a visit or adds to one: its level is calculated, never suggested by words."""
    return is_visit(code) or is_added_to_visit(code)


@dataclass(frozen=True, slots=True)
class Setting:
    """What no note tells: the day, whether Medicare pays, the two-digit place of service."""

    on: date
    medicare: bool = False
    place: str = "11"

    @property
    def facts(self) -> dict[str, str]:
        """As the table of services asks for them."""
        return {
            "payer": "medicare" if self.medicare else "other",
            "place": "facility" if self.place in FACILITIES else "office",
        }


@cache
def table() -> ServiceTable:
    """Every row of the tables, found by walking their folder."""
    folder = files(__package__).joinpath("tables")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return table_of(tuple(row for name in names for row in rows_from_toml(folder.joinpath(name).read_text(encoding="utf-8"))))


def suggest_services(note: Note, setting: Setting, *, valid: Valid) -> ServicesFound:
    """Services that the note says were done, in its order. `valid` tells whether a code is in force on the day of service."""
    on, medicare = setting.on, setting.medicare
    tabled = suggest_from_table(note, table(), on=on, visit=setting.facts, valid=valid)
    drugs = suggest_drugs(note, on=on, medicare=medicare, valid=valid)
    vaccines = suggest_vaccines(note, on=on, medicare=medicare, valid=valid)
    therapy = suggest_therapy(note, on=on, medicare=medicare)
    given = _giving(tabled.suggested, drugs.suggested) if setting.facts["place"] == "office" else ()
    found = [*tabled.suggested, *drugs.suggested, *given, *vaccines.suggested, *therapy.suggested]
    theirs = [one for one in _once(found) if facility_bills(one.code, place=setting.place)]
    reason = f"in place {setting.place} the facility bills it (42 CFR 410.26(b)(1))"
    kept = [one for one in _once(found) if one not in theirs]
    aside = [*tabled.aside, *drugs.aside, *vaccines.aside, *therapy.aside]
    aside += [ServiceAside(one.name, one.evidence[0], reason) for one in theirs]
    return ServicesFound(
        tuple(sorted(kept, key=lambda one: one.evidence[0].start)),
        tuple(sorted(aside, key=lambda one: one.evidence.start)),
    )


def _giving(tabled: Sequence[SuggestedService], drugs: Sequence[SuggestedService]) -> Iterator[SuggestedService]:
    """The giving of drugs by needle: one for each shot; a drug that went into a joint has none of its own."""
    into_joint = any(_INTO_JOINT.fullmatch(one.code) for one in tabled)
    shots = [
        one
        for one in drugs
        if one.fact("route") == _INJECTED
        and not one.fact("wasted")
        and not (into_joint and "J3301 J1010 J1030 J0702".count(one.code))
    ]
    pushes = [one for one in drugs if one.fact("route") == _PUSHED and not one.fact("wasted")]
    count = sum(int(one.fact("doses") or 1) for one in shots)
    if shots:
        yield _given("96372", "giving a drug by needle into muscle or under the skin", shots, count, "One for each shot.")
    if pushes:
        yield _given("96374", "giving a drug into a vein at once, the first", pushes[:1], 1, "The first pushed into a vein.")
    if len(pushes) > 1:
        yield _given("96375", "giving a drug into a vein at once, each more", pushes[1:], len(pushes) - 1, "Each further drug.")


def _given(code: str, name: str, drugs: Sequence[SuggestedService], units: int, why: str) -> SuggestedService:
    evidence = tuple(span for one in drugs for span in one.evidence[:1])
    sure = min(one.confidence for one in drugs) - 3
    gaps = tuple(dict.fromkeys(gap for one in drugs for gap in one.gaps if "planned" in gap or "plans" in gap))
    return SuggestedService(
        code, name, units, evidence, sure, (why, *drugs[0].why[:1]), gaps, source=_GIVING, rule=f"giving {code}"
    )


def _once(found: Iterable[SuggestedService]) -> list[SuggestedService]:
    """A code once, the surest way; a share that was thrown away has a line of its own."""
    kept: dict[tuple[str, str], SuggestedService] = {}
    for one in found:
        key = (one.code, one.fact("wasted"))
        before = kept.get(key)
        if before is None or one.confidence > before.confidence:
            kept[key] = one
    return [replace(one, why=tuple(filter(None, one.why))) for one in kept.values()]
