"""The level of a visit from a note: what counts is proposed with its words, and the calculator decides. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from superbill.app.suggest_codes import suggest_codes
from superbill.claims.note import Note
from superbill.places.us.levels.grid import elements_named
from superbill.places.us.levels.level import family_named, level_of
from superbill.places.us.levels.visit import PREVENTIVE, Encounter, PartB, VisitLevel
from superbill.places.us.propose_elements import Proposal, elements_of, propose_elements
from superbill.places.us.propose_visit import propose_visit

__all__ = ["Encounter", "PartB", "family_named"]  # what the faces say a visit with


@dataclass(frozen=True, slots=True)
class ProposedLevel:
    """The level that the proposed elements lead to: a reading of the note for a coder to confirm, never a decision."""

    level: VisitLevel
    proposals: tuple[Proposal, ...]


def propose_level(note: Note, visit: Encounter, *, asked: frozenset[str] = frozenset()) -> ProposedLevel:
    """Propose the elements of a note and calculate the level.

    `asked` names what a person has said of the visit (`family`, `how`, `minutes`); the note proposes the rest. Raises `BeforeTheRules`,
    `BadElements`, `NoTables`.
    """
    proposals = propose_elements(note, suggest_codes(note, on=visit.on))
    of_visit = tuple(
        one for one in propose_visit(note, place=visit.place) if _field(one) not in asked and not _cannot_be(one, visit)
    )
    for one in of_visit:
        value = one.count if one.column == "time" else one.element
        visit = replace(visit, **{_field(one): value})  # type: ignore[arg-type]  # a field of the visit, by its name
    problems, data, risk = elements_of(proposals)
    return ProposedLevel(level_of(visit, problems=problems, data=data, risk=risk), (*of_visit, *proposals))


def level_from(visit: Encounter, counts: Mapping[str, int]) -> VisitLevel:
    """The level of elements that a person gives by name, each with its count. Raises what `level_of` raises."""
    problems, data, risk = elements_named(counts)
    return level_of(visit, problems=problems, data=data, risk=risk)


def _cannot_be(one: Proposal, visit: Encounter) -> bool:
    """A preventive visit without the days that it goes by stays what it was asked as."""
    known = visit.part_b if visit.medicare else visit.born
    return one.element == PREVENTIVE and known is None


def _field(one: Proposal) -> str:
    return "minutes" if one.column == "time" else one.column
