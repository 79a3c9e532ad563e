"""A discharge summary in, the codes of the stay out: diagnoses with presence on admission, and procedures. Needs no database."""

from dataclasses import dataclass
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.app.code_tables import icd10cm
from superbill.basics.errors import BadInput
from superbill.claims.note import Note
from superbill.codes.pcs import Pcs
from superbill.coding.inpatient import StayDiagnoses, diagnoses_of_stay
from superbill.coding.pcs.find import StayProcedures, procedures_of_stay
from superbill.storage.shelf import NoBook


class BadDays(BadInput):
    """A stay that ends before it begins."""


@dataclass(frozen=True, slots=True)
class StayCodes:
    """The codes of a stay. `nights` is None where the day of admission was not told; the codes are those of the day of discharge."""

    discharged: date
    nights: int | None
    diagnoses: StayDiagnoses
    procedures: StayProcedures


def code_stay(note: Note, *, discharged: date, admitted: date | None = None) -> StayCodes:
    """Suggest the codes of a stay from its discharge summary. Raises `NoTables`, `BadDays`.

    Codes of ICD-10-PCS are built from the tables in force on the day of discharge; where these are not installed, each procedure says so.
    """
    if admitted is not None and admitted > discharged:
        raise BadDays("The discharge is before the admission.", todo="Give --admitted and --discharged as the days of one stay.")
    nights = (discharged - admitted).days if admitted else None
    with icd10cm() as tables:
        diagnoses = diagnoses_of_stay(note, on=discharged, icd10cm=tables)
    try:
        with shelves_here().open("icd10pcs") as book:
            procedures = procedures_of_stay(note, on=discharged, pcs=Pcs(book), index=book["index"])
    except NoBook:
        procedures = procedures_of_stay(note, on=discharged, pcs=None)
    return StayCodes(discharged, nights, diagnoses, procedures)
