"""The level of an office visit from a note: what counts is proposed with its words, and the calculator decides. No database."""

from dataclasses import dataclass
from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.claims.note import Note
from superbill.coding.suggest import suggest
from superbill.places.us.propose_elements import Proposal, elements_of, propose_elements
from superbill.places.us.visit_level import VisitLevel, visit_level


@dataclass(frozen=True, slots=True)
class ProposedLevel:
    """The level that the proposed elements lead to: a reading of the note for a coder to confirm, never a decision."""

    level: VisitLevel
    proposals: tuple[Proposal, ...]


def propose_level(note: Note, *, minutes: int | None, new_patient: bool, on: date) -> ProposedLevel:
    """Propose the elements of a note and calculate the level. Raises `BeforeTheRules`, `BadElements`, `NoTables`."""
    with icd10cm() as tables:
        proposals = propose_elements(note, suggest(note, on=on, icd10cm=tables))
    problems, data, risk = elements_of(proposals)
    return ProposedLevel(visit_level(problems, data, risk, minutes, new_patient=new_patient, on=on), proposals)
