"""Places of service that are facilities, and what the facility bills there and not the clinician.

Sources: CMS, place of service codes; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 20.4.2, and chapter 26,
section 10.5 (facility payment); 42 CFR 415.140 (shared visits); 42 CFR 410.26(b)(1): what is incident to a clinician's service is
given outside of institutions.
"""

import re

FACILITIES = frozenset("19 21 22 23 24 26 31 34 51 52 53 56 61".split())
"""Where Medicare pays the facility for staff, machines and things."""
SHARED = ("19", "21", "22", "23", "31", "51", "61")
"""Hospitals and skilled nursing facilities, where a visit may be shared; in a nursing facility (32) nothing is."""

_DRUGS_AND_SUPPLIES = r"[AEJL]\d{4}|Q(?!0091)\d{4}"
_LABORATORY = r"8[0-79]\d{3}|3641[56]"
_VACCINES = r"90(?:38\d|4\d\d|[56]\d\d|7[0-5]\d)|913\d\d|G00(?:08|09|10)"
_GIVING = r"963[67]\d|9464[04]|94664|9511[57]"
_OF_FACILITY = re.compile("|".join((_DRUGS_AND_SUPPLIES, _LABORATORY, _VACCINES, _GIVING)))


def facility_bills(code: str, *, place: str) -> bool:
    """Whether a drug, a supply, a test of a laboratory or a giving by staff is the facility's to bill at a two-digit place of service."""
    return place in FACILITIES and _OF_FACILITY.fullmatch(code) is not None
