"""Override a finding of a claim at the desk, with a reason; or take an override back. The claim itself is not changed."""

from dataclasses import dataclass

from superbill.app.check_claim import settle
from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, get_claim, latest_version
from superbill.app.overrides import Because, find_override, finding_of, mark_of, standing, why_not
from superbill.app.trail import note_event
from superbill.app.wording import spot
from superbill.basics.errors import BadInput, NotPossible
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.claims.life import State
from superbill.storage import clock
from superbill.storage.models import ClaimVersion, OverrideRecord

MOST_WORDS = 500
_AT_THE_DESK = (State.HELD, State.READY)


class NoSuchFinding(NotPossible):
    """The claim has no such finding now, or more than one that could be meant."""


class NotOverridden(NotPossible):
    """The finding cannot be overridden, is so already, or was not."""


class NoReason(BadInput):
    """The reason is missing, or is none of the list."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """What became of it: the edit, where the finding stands, and the state of the claim."""

    code: str
    where: str
    state: str


@at_desk(may="override")
def override_finding(
    desk: Desk, number: str, code: str, *, because: str, words: str, line_no: int | None = None, mark: str = ""
) -> Overridden:
    """Let a claim go on in spite of a stop or a warning. The claim is ready once nothing stops it that was not overridden.

    `because` is a kind of reason (`Because`), `words` the person's own. `line_no` or `mark` say which finding is meant where the
    edit has several. Raises `NotHere`, `NoSuchFinding`, `NotOverridden`, `NoReason`.
    """
    version = _version_at_the_desk(desk, number)
    reason, said = _reason(because), _words(words)
    claim, known = claim_of(version), standing(version.claim)
    finding = _finding(version, claim, code, line_no=line_no, mark=mark)
    if because_not := why_not(finding):
        raise NotOverridden(
            f"{finding.code} cannot be overridden. {because_not}", todo="Correct the superbill or the registration."
        )
    if find_override(finding, claim, known):
        raise NotOverridden(f"{finding.code} is overridden already.", todo="Take the override back first to give another reason.")
    if former := known.get(mark_of(finding, claim)):  # it was for a warning that stops now: a mark has one that stands
        _keep(desk, version, finding, former.mark, words="Replaced: the edit stops the claim now.", takes_back=former)
    _keep(desk, version, finding, mark_of(finding, claim), because=reason.value, words=said)
    where = spot(finding.line_no, finding.place)
    at = f" ({where})" if where else ""
    note_event(desk, f"{finding.code} overridden{at}: {reason.spoken[0].lower()}{reason.spoken[1:]}.", claim=version.claim)
    settle(desk, version, "Nothing holds it any more.")
    return Overridden(finding.code, where, version.claim.state)


@at_desk(may="override")
def take_back_override(
    desk: Desk, number: str, code: str, *, words: str, line_no: int | None = None, mark: str = ""
) -> Overridden:
    """Let a finding count again; a claim that it stops is held. Raises `NotHere`, `NoSuchFinding`, `NotOverridden`, `NoReason`."""
    version = _version_at_the_desk(desk, number)
    said = _words(words)
    claim = claim_of(version)
    finding = _finding(version, claim, code, line_no=line_no, mark=mark)
    former = find_override(finding, claim, standing(version.claim))
    if former is None:
        raise NotOverridden(f"{finding.code} is not overridden.", todo="There is nothing to take back.")
    _keep(desk, version, finding, former.mark, words=said, takes_back=former)
    where = spot(finding.line_no, finding.place)
    note_event(desk, f"Override of {finding.code} taken back{f' ({where})' if where else ''}.", claim=version.claim)
    settle(desk, version, "An override was taken back.")
    return Overridden(finding.code, where, version.claim.state)


def _version_at_the_desk(desk: Desk, number: str) -> ClaimVersion:
    claim = get_claim(desk, number, lock=True)
    if State(claim.state) not in _AT_THE_DESK:
        todo = "An override is for a claim that waits at the desk."
        raise NotOverridden(f"Claim {claim.number} is {claim.state}: its findings hold nothing up.", todo=todo)
    return latest_version(claim)


def _reason(because: str) -> Because:
    try:
        return Because(because)
    except ValueError as error:
        known = ", ".join(Because)
        raise NoReason(
            f"There is no kind of reason {because[:20]!r}.", where="reason", todo=f"Choose one of: {known}."
        ) from error


def _words(words: str) -> str:
    said = " ".join(words.split())
    if not any(character.isalnum() for character in said):
        raise NoReason(
            "An override needs the reason in words.", where="reason", todo="Write what somebody who asks later must know."
        )
    if len(said) > MOST_WORDS:
        raise NoReason(f"The reason is longer than {MOST_WORDS} characters.", where="reason", todo="Say it shorter.")
    return said


def _finding(version: ClaimVersion, claim: Claim, code: str, *, line_no: int | None, mark: str) -> Finding:
    """The finding that is meant."""
    wanted = code.strip().upper()
    rows = [finding_of(row) for row in version.findings.order_by("pk") if row.code == wanted]
    rows = [row for row in rows if (not mark or mark_of(row, claim) == mark) and (line_no is None or row.line_no == line_no)]
    if not rows:
        todo = "Look at the claim again: it may have been corrected or checked since."
        raise NoSuchFinding(f"The claim has no such finding of {wanted[:24]} now.", todo=todo)
    if len({mark_of(row, claim) for row in rows}) > 1:
        places = "; ".join(spot(row.line_no, row.place) or "the whole claim" for row in rows)
        raise NoSuchFinding(f"{wanted[:24]} stands in several places: {places}.", todo="Say which line is meant.")
    return rows[0]


def _keep(
    desk: Desk,
    version: ClaimVersion,
    finding: Finding,
    mark: str,
    *,
    words: str,
    because: str = "",
    takes_back: OverrideRecord | None = None,
) -> None:
    OverrideRecord.objects.create(
        practice_id=desk.practice_id,
        claim=version.claim,
        version=version,
        mark=mark,
        code=finding.code,
        severity=finding.severity.value,
        line_no=finding.line_no,
        place=finding.place,
        message=finding.message,
        because=because,
        words=words,
        takes_back=takes_back,
        by=desk.by,
        at=clock.now(),
    )
