"""Check claims: run the edits, keep what they find, and let the claim pass or hold it. A finding never changes a claim.

A stop that a person overrode holds nothing, at this check and at every later one that says the same (`overrides`).
"""

from typing import NamedTuple

from superbill.app.check_file import check_claims
from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, get_claim, latest_version
from superbill.app.overrides import find_override, finding_of, standing
from superbill.app.trail import move_claim
from superbill.app.wording import counted
from superbill.basics.findings import Finding, Severity
from superbill.claims.claim import Claim
from superbill.claims.life import State
from superbill.storage import clock
from superbill.storage.models import ClaimVersion, FindingRecord, PatientRecord


@at_desk(may="correct")
def check_claim(desk: Desk, number: str) -> tuple[Finding, ...]:
    """Check the version that counts, again: on another day, with newer tables.

    A held claim that passes now becomes ready, and a ready one that does not is held. One that was sent stays where it is.
    Raises `NotHere`.
    """
    version = latest_version(get_claim(desk, number, lock=True))
    findings = _keep_findings(desk, version)
    settle(desk, version, "Checked again, with another outcome.")
    return findings


def check_version(desk: Desk, version: ClaimVersion) -> tuple[Finding, ...]:
    """Check a fresh draft and move its claim: ready when nothing stops it that was not overridden, held otherwise."""
    findings = _keep_findings(desk, version)
    _move(desk, version, _stops(version))
    return findings


def settle(desk: Desk, version: ClaimVersion, why: str) -> None:
    """Move a claim at the desk where its findings and overrides now want it; one that is there already, or was sent, stays."""
    stops = _stops(version)
    other = {State.HELD: not stops.holding, State.READY: bool(stops.holding)}
    if other.get(State(version.claim.state)):
        move_claim(desk, version.claim, "corrected", why)
        _move(desk, version, stops)


class _Stops(NamedTuple):
    """The edits that hold a version, and those that would if a person had not overridden them, each once."""

    holding: list[str]
    overridden: list[str]


def _stops(version: ClaimVersion) -> _Stops:
    claim, known = claim_of(version), standing(version.claim)
    holding: set[str] = set()
    overridden: set[str] = set()
    for row in version.findings.filter(severity=Severity.STOP.value):
        (overridden if find_override(finding_of(row), claim, known) else holding).add(row.code)
    return _Stops(sorted(holding), sorted(overridden - holding))


def _move(desk: Desk, version: ClaimVersion, stops: _Stops) -> None:
    if stops.holding:
        move_claim(desk, version.claim, "edits_stopped", f"Held by the edits: {', '.join(stops.holding)}.")
        return
    remarks = counted(version.findings.exclude(severity=Severity.STOP.value).count(), "remark")
    beside = f"; overridden: {', '.join(stops.overridden)}" if stops.overridden else ""
    move_claim(desk, version.claim, "edits_passed", f"Passed the edits with {remarks}{beside}.")


def _keep_findings(desk: Desk, version: ClaimVersion) -> tuple[Finding, ...]:
    findings = findings_of(desk, claim_of(version), patient=version.claim.patient, but=version)
    version.findings.all().delete()
    FindingRecord.objects.bulk_create(
        FindingRecord(
            practice_id=desk.practice_id,
            version=version,
            code=finding.code,
            severity=finding.severity.value,
            title=finding.title,
            message=finding.message,
            todo=finding.todo,
            source=str(finding.source),
            line_no=finding.line_no,
            place=finding.place,
            at=clock.now(),
        )
        for finding in findings
    )
    return findings


def findings_of(desk: Desk, claim: Claim, *, patient: PatientRecord, but: ClaimVersion | None = None) -> tuple[Finding, ...]:
    """What the edits say of a claim, held against what was sent before for the patient. Nothing is kept."""
    (findings,) = check_claims((claim,), on=desk.on, history=_sent(desk, patient, but=but))
    return findings


def _sent(desk: Desk, patient: PatientRecord, *, but: ClaimVersion | None) -> tuple[Claim, ...]:
    """What was sent before for this patient, in other claims and in earlier versions of this one."""
    rows = ClaimVersion.objects.filter(practice_id=desk.practice_id, claim__patient=patient, files__direction="out")
    return tuple(claim_of(row) for row in (rows.exclude(pk=but.pk) if but else rows).distinct().order_by("pk"))
