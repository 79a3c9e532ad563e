"""What modifiers are judged by: a line with what the note says around it, the claim, what came before, and the tables of the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A service of the claim. `facts` are what the note says of it (side, digit, site, wasted); `said` the sentences around its words."""

    procedure: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    facts: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    codes: tuple[str, ...] = ()

    def has(self, *modifiers: str) -> bool:
        """Whether one of the modifiers stands on the line."""
        return any(one in self.modifiers for one in modifiers)


@dataclass(frozen=True, slots=True)
class EarlierService:
    """A service for the same patient by the same practice, on an earlier day or another visit of the day."""

    procedure: str
    served_on: date
    codes: tuple[str, ...] = ()
    by_same: bool = True


@dataclass(frozen=True, slots=True)
class Tables:
    """Look-ups of the day of service; each answers empty where its table is not installed or has no row.

    `global_days` 000, 010, 090, XXX …; `bilateral` and `parts` the indicators of the fee schedule; `pair(whole, part)` the NCCI
    modifier indicator 0, 1 or 9.
    """

    global_days: Callable[[str], str] = lambda code: ""
    bilateral: Callable[[str], str] = lambda code: ""
    parts: Callable[[str], str] = lambda code: ""
    pair: Callable[[str, str], str] = lambda whole, part: ""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The claim that a line stands on. `minor` are codes that the tables of services call small procedures; `text` is the note."""

    on: date
    lines: tuple[BilledLine, ...]
    medicare: bool = False
    place: str = "11"
    taxonomy: str = ""
    text: str = ""
    earlier: tuple[EarlierService, ...] = ()
    tables: Tables = field(default_factory=Tables)
    minor: frozenset[str] = frozenset()

    def global_days(self, code: str) -> str:
        """As the fee schedule says; 000 for a small procedure that no installed table knows."""
        return self.tables.global_days(code) or ("000" if code in self.minor else "")
