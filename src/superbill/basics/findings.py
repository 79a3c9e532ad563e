"""A finding: something wrong with data, as a value that can be collected, shown and counted."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding holds up. Stopping a good claim costs a day; sending a bad one costs a denial."""

    STOP = "stop"
    WARN = "warn"
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: the publication, and the chapter, section or paragraph."""

    title: str
    section: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.section}" if self.section else self.title


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, why we say so, and what to do.

    `line_no` is the claim line (from 1), or None for the whole claim. `place` names the field in words of the page,
    such as `diagnosis 2` or `subscriber member id`.
    """

    code: str
    severity: Severity
    title: str
    message: str
    todo: str
    source: Source
    line_no: int | None = None
    place: str = ""
