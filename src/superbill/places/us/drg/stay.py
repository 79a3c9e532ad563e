"""A coded stay, what a grouper says of it, and what a grouper is.

A stay is grouped by the version of MS-DRG in force on the day of discharge. Source: 42 CFR 412.60; MS-DRG Definitions Manual, CMS.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from superbill.basics.errors import BadInput

POA = {
    "Y": "present on admission",
    "N": "not present on admission",
    "U": "the record does not say",
    "W": "clinically undetermined",
    "1": "exempt from telling",
}
"""Indicators of the claim, with the old sign for exempt, which 5010 leaves empty. Source: UB-04 manual, FL 67; Guidelines, appendix I."""
DIED = "20"
MOST_CODES = 25
"""Diagnoses, and procedures, of a stay. Source: X12 005010X223A2, 2300 HI: one principal code and twenty-four others."""
FISCAL_MONTH = 10


class BadStay(BadInput):
    """A stay that no grouper can be asked about."""


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """A diagnosis without its dot, and its indicator (a key of `POA`)."""

    code: str
    poa: str = "Y"


@dataclass(frozen=True, slots=True)
class CodedStay:
    """Diagnoses, the principal one first; procedures; `age` in years on admission; `status` of two characters (FL 17)."""

    diagnoses: tuple[Diagnosed, ...]
    procedures: tuple[str, ...]
    age: int
    sex: str
    status: str
    discharged: date

    def __post_init__(self) -> None:
        if not self.diagnoses:
            raise BadStay("A stay without a diagnosis has no group.", todo="Name the principal diagnosis.")
        for each in self.diagnoses:
            if each.poa not in POA:
                raise BadStay(
                    f"{each.poa[:5]!r} is no indicator of presence on admission.", where=each.code, todo="Use Y, N, U, W or 1."
                )
        if self.sex not in ("F", "M", "U"):
            raise BadStay(f"{self.sex[:5]!r} is no sex that a claim tells.", todo="Use F, M or U.")
        if not 0 <= self.age <= 124:
            raise BadStay(f"{self.age} is no age in years.", todo="Give it from 0 to 124.")
        if max(len(self.diagnoses), len(self.procedures)) > MOST_CODES:
            raise BadStay(
                f"A claim has at most {MOST_CODES} diagnoses and {MOST_CODES} procedures.", todo="Leave out what weighs least."
            )
        if len(self.status) != 2 or not (self.status.isascii() and self.status.isdecimal()):
            raise BadStay(f"{self.status[:5]!r} is no discharge status.", todo="Give two digits, such as 01 for home.")

    @property
    def principal(self) -> str:
        """The code of the principal diagnosis."""
        return self.diagnoses[0].code


@dataclass(frozen=True, slots=True)
class Effect:
    """What a secondary diagnosis did. `level` is MCC, CC or empty; `why` says why one with a level did not count."""

    code: str
    level: str
    counted: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a grouper says. `severity` is MCC, CC or empty; with a `problem` there is no group (`drg` is empty or 998, 999)."""

    grouper: str
    version: str
    drg: str = ""
    title: str = ""
    mdc: str = ""
    severity: str = ""
    effects: tuple[Effect, ...] = ()
    problem: str = ""


class Grouper(Protocol):
    """A grouper: it answers for any stay, with a `problem` where it cannot."""

    @property
    def name(self) -> str:
        """The name of the package, with its version."""

    def group(self, stay: CodedStay) -> Grouped:
        """The group of a stay."""


def fiscal_year(day: date) -> int:
    """The fiscal year of a day: 2026 runs from October 1, 2025 to September 30, 2026."""
    return day.year + (day.month >= FISCAL_MONTH)


def version_on(day: date) -> tuple[int, int]:
    """The version of MS-DRG in force: (43, 0) from October 1, 2025, (43, 1) from April 1, 2026. Source: CMS, ICD-10 MS-DRG software."""
    return fiscal_year(day) - 1983, int(4 <= day.month < FISCAL_MONTH)
