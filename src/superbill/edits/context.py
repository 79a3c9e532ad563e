"""What the edits may look at beside the claim: the day, the tables, the payer's rules, and what was sent before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from superbill.basics.days import Period
from superbill.claims.claim import Claim
from superbill.claims.payer_rules import PayerRules
from superbill.edits.relations import ClaimRows
from superbill.edits.tables import Table

NO_RULES = "no rules are entered for this payer"


class DiagnosisCode(Protocol):
    """A code of the diagnosis code set as it stood on a day.

    `billable` is False for a category that needs more characters. `sex` is F, M or empty for both. `ages` are the first
    and last completed years of age for which the code is plausible, or None for every age.
    """

    @property
    def code(self) -> str:
        """The code with its dot."""

    @property
    def title(self) -> str:
        """What the code set calls it."""

    @property
    def billable(self) -> bool:
        """Whether it may stand on a claim as it is."""

    @property
    def sex(self) -> str:
        """F, M, or empty when it goes with both."""

    @property
    def ages(self) -> tuple[int, int] | None:
        """The first and last age in years, both counted, or None."""


class Release(Protocol):
    """Which edition of a code set it is."""

    @property
    def period(self) -> Period:
        """The days of service for which this edition can be asked."""


class DiagnosisCodes(Protocol):
    """The diagnosis code set: `superbill.codes.icd10cm` in the program, invented rows in the cases of the edits."""

    @property
    def release(self) -> Release:
        """The edition; on a day outside its period no edit that needs the code set is run."""

    def find(self, code: str, *, on: date) -> DiagnosisCode | None:
        """The code as it stood on a day, or None when there was none."""

    def excludes1_between(self, a: str, b: str, /, *, on: date | None = None) -> str | None:
        """The words of the Excludes1 note that keeps two codes from standing together on a day, or None."""

    def code_first_between(self, code: str, other: str, /, *, on: date | None = None) -> str | None:
        """The words of the note that wants the other code listed before this one on a day, or None."""


@dataclass(frozen=True)
class Context:
    """What is known on the day of checking.

    `on` is that day. `icd10cm` and `payer_rules` are None when there are none: the edits that need them then say that they
    were not run. `history` holds the claims sent earlier for the same patient, every version. `tables` are dated tables by
    name, such as ncci_pair, mue, place_of_service. `no_rules` says why there are no `payer_rules`, where there are none.
    """

    on: date
    icd10cm: DiagnosisCodes | None = None
    payer_rules: PayerRules | None = None
    history: tuple[Claim | ClaimRows, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    no_rules: str = NO_RULES
