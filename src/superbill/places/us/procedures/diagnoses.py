"""The diagnoses that a service is for: those of its own item in the note, or of the kind that such a service treats."""

import re
from collections.abc import Iterable

from superbill.claims.note import Suggestion

MOST = 4

_FOR = (
    (r"9047\d|9046\d|90480|G0008|G0009|G0010|90[67]\d\d|9151\d", ("Z23",)),
    (r"1700[034]", ("L57.0",)),
    (r"1711[01]", ("B07", "B08.1", "L82")),
    (r"1120[01]", ("L91.8",)),
    (r"69209|69210", ("H61.2",)),
    (r"87880|87651", ("J02", "J03", "R07.0")),
    (r"8780[47]|8742[68]|87811|87502|87635", ("J0", "J1", "J2", "U07", "R05", "R50", "Z20.8")),
    (r"8100\d", ("N30", "N39", "R30", "R31", "R35", "R82")),
    (r"83036|8294[78]|82962", ("E0", "E1", "R73", "O24")),
    (r"9940[67]", ("F17", "Z72.0", "Z87.891", "O99.33")),
    (r"94640|9401\d|94060|J76\d\d", ("J4", "R06", "J20", "J21")),
    (r"120\d\d", ("S",)),
    (r"1006[01]", ("L02", "L03", "L72", "N75")),
    (r"117[2-5]\d", ("B35.1", "L60", "S60", "S90")),
    (r"206[01]\d", ("M0", "M1", "M25", "M7", "S4", "S8")),
    (r"20552|20553", ("M79", "M54", "M62")),
    (r"Q0091|G0101", ("Z01.4", "Z12.4")),
    (r"81025", ("Z32", "N91", "N92", "Z30")),
    (r"1198[123]|5830[01]|J7[23]\d\d", ("Z30", "Z97.5")),
)
"""Beginnings of diagnoses by procedure: our own short list, as the words of both say."""


def diagnoses_for(procedure: str, beside: Iterable[tuple[int, int]], diagnoses: Iterable[Suggestion]) -> tuple[str, ...]:
    """Codes of suggested diagnoses, the nearest first, at most four: of the kind that the service treats, else those of its own item.

    Only what the note says plainly; a service without any is left for the coder to point.
    """
    sure = [one for one in diagnoses if not one.doubt]
    kinds = next((begins for pattern, begins in _FOR if re.fullmatch(pattern, procedure)), ())
    stretches = tuple(beside)
    near = [one.code for one in sure if any(start <= span.start < end for span in one.evidence for start, end in stretches)]
    if fitting := [one.code for one in sure if one.code.startswith(kinds)] if kinds else []:
        return tuple(sorted(fitting, key=lambda code: code not in near))[:MOST]
    return tuple(near)[:MOST]
