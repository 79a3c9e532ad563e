"""The HI segments of an 837 claim as rows: diagnoses with their roles, operations, and the codes of an institutional claim.

Source: implementation guides 005010X222A1, 005010X223A2 and 005010X224A2, loop 2300, HI.
"""

from collections.abc import Iterator, Sequence

from superbill.edits.conditions import Row
from superbill.edits.relations import CODE, DIAGNOSIS, OPERATION, whole
from superbill.x12.objects.claims import Claim, Code, ServiceLine
from superbill.x12.objects.reading import DAYS

_FIRST = ("ABK", "BK")
_ROLES = {"ABJ": "admitting", "BJ": "admitting", "APR": "reason", "PR": "reason", "ABN": "cause", "BN": "cause"}
_OPERATIONS = ("BBR", "BBQ")
_SORTS = {"BG": "condition", "BH": "occurrence", "BI": "span", "BE": "value"}


def diagnosis_rows(claim: Claim, *, kind: str) -> list[Row]:
    """The diagnoses in the order in which pointers count them, then those of an institutional claim with another role."""
    told = [*claim.diagnoses, *(code for code in claim.codes if code.list in _ROLES)]
    return [
        whole(
            DIAGNOSIS,
            {
                "position": position,
                "diagnosis": with_dot(code),
                "role": _ROLES.get(code.list, "principal" if code.list in _FIRST and kind == "I" else ""),
                "present": code.present,
            },
        )
        for position, code in enumerate(told, start=1)
    ]


def with_dot(code: Code) -> str:
    """A diagnosis as people write it: `E1165` as `E11.65`; the external causes of ICD-9-CM have four characters before it."""
    plain = code.code.replace(".", "").upper()
    before = 4 if len(code.list) == 2 and plain[:1] == "E" else 3
    return f"{plain[:before]}.{plain[before:]}" if len(plain) > before else plain


def pointed_at(line: ServiceLine, named: Sequence[str]) -> Iterator[str]:
    """The diagnoses that a line points to, in its order; a pointer to none is left out."""
    for pointer in line.pointers:
        if pointer.isascii() and pointer.isdecimal() and 0 < int(pointer[:4]) <= len(named):
            yield named[int(pointer[:4]) - 1]


def operation_rows(claim: Claim) -> list[Row]:
    """The ICD-10-PCS codes, the principal first."""
    found = sorted((code for code in claim.codes if code.list in _OPERATIONS), key=lambda code: _OPERATIONS.index(code.list))
    return [
        whole(OPERATION, {"position": position, "operation": code.code.upper(), "operated_on": DAYS[code.text][0]})
        for position, code in enumerate(found, start=1)
    ]


def code_rows(claim: Claim) -> list[Row]:
    """The condition, occurrence, span and value codes, in the order of the claim; `code_until` is the last day of a span."""
    found = [code for code in claim.codes if code.list in _SORTS]
    return [
        whole(
            CODE,
            {
                "position": position,
                "code_sort": _SORTS[code.list],
                "code": code.code,
                "code_cents": code.cents,
                "code_since": DAYS[code.text][0],
                "code_until": DAYS[code.text][1],
            },
        )
        for position, code in enumerate(found, start=1)
    ]
