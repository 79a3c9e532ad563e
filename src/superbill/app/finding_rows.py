"""Findings as pages show them: what is wrong, where it is mended, and whether a person has overridden it or may."""

from collections.abc import Iterable
from dataclasses import dataclass

from superbill.app.mend import field_of
from superbill.app.overrides import Because, find_override, mark_of, why_not
from superbill.app.wording import moment, spot
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.edits.check import why_not_run
from superbill.storage.models import OverrideRecord


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Who let the claim go on in spite of it, why and when."""

    because: str
    words: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What an edit found; `severity` is stop, warn or inform.

    `field` is where the superbill mends it, empty when the registration does; `mark` tells it from the others. `fixed` says why
    nobody can override it, empty when a person may. `not_run` is why the edit could not be run: then nothing was found.
    """

    code: str
    severity: str
    title: str
    message: str
    todo: str
    source: str
    where: str
    field: str
    mark: str
    fixed: str
    not_run: str
    override: OverrideRow | None


def finding_rows(findings: Iterable[Finding], claim: Claim, known: dict[str, OverrideRecord]) -> tuple[FindingRow, ...]:
    """Findings of a claim in their order; `known` are the overrides that stand, by mark."""
    return tuple(_row(finding, claim, known) for finding in findings)


def _row(finding: Finding, claim: Claim, known: dict[str, OverrideRecord]) -> FindingRow:
    because = why_not_run(finding)
    return FindingRow(
        code=finding.code,
        severity=finding.severity.value,
        title=finding.title,
        message=finding.message,
        todo=finding.todo,
        source=str(finding.source),
        where="" if because else spot(finding.line_no, finding.place),
        field="" if because else field_of(finding.line_no, finding.place),
        mark=mark_of(finding, claim),
        fixed=why_not(finding),
        not_run=because,
        override=_override(find_override(finding, claim, known)),
    )


def _override(row: OverrideRecord | None) -> OverrideRow | None:
    return OverrideRow(Because(row.because).spoken, row.words, row.by, moment(row.at)) if row else None
