"""A note in, suggested codes out. Needs the code tables and no database."""

from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.claims.note import Note
from superbill.coding.suggest import CodingResult, suggest


def suggest_codes(note: Note, *, on: date) -> CodingResult:
    """Suggest ICD-10-CM codes valid on the day of service, each with the words that support it."""
    with icd10cm() as tables:
        return suggest(note, on=on, icd10cm=tables)
