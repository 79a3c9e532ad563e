"""A note in, suggested codes out. Needs the code tables and no database."""

from datetime import date
from functools import lru_cache

from superbill.app.code_tables import icd10cm, which_tables
from superbill.app.note_key import NoteKey
from superbill.claims.note import Note
from superbill.coding.site_terms import SiteTerms
from superbill.coding.suggest import CodingResult, suggest


def suggest_codes(note: Note, *, on: date, site: SiteTerms | None = None) -> CodingResult:
    """Suggest ICD-10-CM codes valid on the day of service, each with the words that support it. Raises `NoTables`.

    `site` is what the coders of a practice have decided before (`app.site_terms.suggest_here`).
    """
    return _suggested(NoteKey(note), on, which_tables(), site)


@lru_cache(maxsize=1024)
def _suggested(key: NoteKey, on: date, tables_are: str, site: SiteTerms | None) -> CodingResult:
    """Remembered by this process while it runs, by everything that it follows from: a page asks for the same note again and again."""
    with icd10cm() as tables:
        return suggest(key.take(), on=on, icd10cm=tables, site=site)
