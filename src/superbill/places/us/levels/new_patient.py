"""New or established, from history: whether the group saw the patient face to face, in the same specialty, less than three years before.

A service counts when it was given to the patient by a professional: a visit, an operation, a telemedicine visit; a laboratory test or
the reading of an image does not. The same clinician counts in any group and specialty. Nurse practitioners and physician assistants
count as of the specialty that they work with (CPT). A service exactly three years before the day is no longer within three years.

Sources: CPT, new and established patient; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 30.6.7.A. Medicare
knows no subspecialties: where the taxonomy codes differ only in theirs, a person looks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.basics.days import years_between
from superbill.places.us.service_patterns import FACE_TO_FACE

YEARS = 3
_FACE_TO_FACE = re.compile(FACE_TO_FACE)
_WITH_A_PHYSICIAN = ("363L", "363A", "364S")
"""Nurse practitioners, physician assistants, clinical nurse specialists: the first four characters of the NUCC taxonomy."""


@dataclass(frozen=True, slots=True)
class EarlierService:
    """A service of the patient: `group` is the NPI that billed it, `clinician` that of who gave it, `where` its visit or claim."""

    procedure: str
    served_on: date
    clinician: str
    taxonomy: str
    group: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the patient is new; `decided_by` is the service that says not. `look` is a near miss that a person should look at."""

    new_patient: bool
    why: str
    decided_by: EarlierService | None = None
    look: str = ""


def new_or_established(earlier: Iterable[EarlierService], *, on: date, clinician: str, taxonomy: str, group: str) -> Standing:
    """Whether the patient is new to this clinician's group and specialty on a day; the latest service decides."""
    within = sorted(
        (
            each
            for each in earlier
            if _is_face_to_face(each) and each.served_on < on and years_between(each.served_on, on) < YEARS
        ),
        key=lambda each: each.served_on,
        reverse=True,
    )
    for each in within:
        because = _same(each, clinician=clinician, taxonomy=taxonomy, group=group)
        if because:
            where = f" ({each.where})" if each.where else ""
            return Standing(False, f"{each.procedure} on {each.served_on.isoformat()}{where}: {because}", each)
    look = next((each for each in within if each.group == group and each.taxonomy[:4] == taxonomy[:4]), None)
    return Standing(
        True,
        "no service face to face by this group in this specialty within three years",
        look=f"{look.procedure} on {look.served_on.isoformat()} was in another subspecialty of the same specialty"
        if look
        else "",
    )


def _is_face_to_face(each: EarlierService) -> bool:
    return _FACE_TO_FACE.fullmatch(each.procedure) is not None


def _same(each: EarlierService, *, clinician: str, taxonomy: str, group: str) -> str:
    if each.clinician and each.clinician == clinician:
        return "by the same clinician"
    if each.group != group:
        return ""
    if each.taxonomy == taxonomy:
        return "by the same group and specialty"
    if _works_with_a_physician(each.taxonomy) or _works_with_a_physician(taxonomy):
        return "by the same group; a nurse practitioner or physician assistant counts as of the specialty worked with"
    return ""


def _works_with_a_physician(taxonomy: str) -> bool:
    return taxonomy.startswith(_WITH_A_PHYSICIAN)
