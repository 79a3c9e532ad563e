"""Overrides of findings: which finding one is about, whether it stands, and which findings nobody can override.

Findings are kept anew at each check, so an override is not tied to a row but to what the finding says: the edit, its place, the
words of the claim there, and its message. As long as a check says the same again, the override stays, also when the line has moved;
when the line, the diagnosis or the finding is another, a person is asked again.
"""

import hashlib
import re
from collections import Counter
from enum import StrEnum

from superbill.app.wording import service
from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.claim import Claim
from superbill.edits.explain import find_edit
from superbill.edits.kinds import Edit
from superbill.places.us.edits import us_edits
from superbill.storage.models import ClaimRecord, FindingRecord, OverrideRecord


class Because(StrEnum):
    """Why a finding does not hold a claim up. The value is what a command takes; `spoken` is how the page says it."""

    RECORD = "record"
    PAYER = "payer"
    MISFIT = "misfit"
    ALREADY_SENT = "already-sent"
    DENIAL_WANTED = "denial-wanted"
    OTHER = "other"

    @property
    def spoken(self) -> str:
        """The reason in plain words."""
        return _SPOKEN[self]


_SPOKEN = {
    Because.RECORD: "The record supports the claim as it is",
    Because.PAYER: "The payer has agreed to it",
    Because.MISFIT: "The edit does not fit this case",
    Because.ALREADY_SENT: "The payer has what is missing by another way",
    Because.DENIAL_WANTED: "A denial is wanted, for another payer or for the patient",
    Because.OTHER: "Another reason",
}

# What the claim file itself cannot carry: its guides (005010X222A1, X223A2, X224A2, and the editions of payers that carry 5010A1 in
# their title) and the code sets and identifiers that the law names for it (45 CFR part 162, NUCC taxonomy).
_OF_THE_FILE = re.compile(r"005010X22[234]A[12]|\b5010A1\b|\b45 CFR 162\.|^NUCC ")
_TELLS_TIME = ("{checked_on}", "{days_used}", "{days_left}")
_LINE = re.compile(r"\bline (\d+)\b", re.IGNORECASE | re.ASCII)
_DIAGNOSIS = re.compile(r"\bdiagnosis (\d+)\b", re.IGNORECASE | re.ASCII)


def finding_of(row: FindingRecord) -> Finding:
    """A finding as it was kept."""
    severity, source = Severity(row.severity), Source(row.source)
    return Finding(row.code, severity, row.title, row.message, row.todo, source, row.line_no, row.place)


def mark_of(finding: Finding, claim: Claim) -> str:
    """Sixteen characters that are the same for the same finding at every check, and on every version that says the same there."""
    edit = find_edit(finding.code, edits=us_edits())
    # What a site's own edit says is not known here: it may tell the day.
    may_tell_time = edit is None or any(word in edit.says for word in _TELLS_TIME)
    says = "" if may_tell_time else finding.message
    parts = (finding.code, _by_words(f"line {finding.line_no}", claim), _by_words(finding.place, claim), _by_words(says, claim))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _by_words(text: str, claim: Claim) -> str:
    """A text in which what the claim says there stands for the number of a line or of a diagnosis: numbers move, words stay."""
    return _DIAGNOSIS.sub(lambda at: _diagnosis(at, claim), _LINE.sub(lambda at: _line(at, claim), text))


def _line(at: re.Match[str], claim: Claim) -> str:
    """A line with its units, its day and its diagnoses, and which of those that say the same it is."""
    same: Counter[str] = Counter()
    for line in claim.lines:
        codes = [claim.diagnoses[place - 1] for place in line.pointers if 0 < place <= len(claim.diagnoses)]
        words = " ".join((service(line), str(line.units), line.served_on.isoformat(), *codes))
        same[words] += 1
        if line.line_no == int(at[1]):
            return f"{words} ({same[words]})"
    return at[0]


def _diagnosis(at: re.Match[str], claim: Claim) -> str:
    place = int(at[1])
    return claim.diagnoses[place - 1] if 0 < place <= len(claim.diagnoses) else at[0]


def standing(claim: ClaimRecord) -> dict[str, OverrideRecord]:
    """The overrides of a claim that were not taken back, by the mark of their finding."""
    rows = OverrideRecord.objects.filter(practice_id=claim.practice_id, claim=claim, takes_back=None, taken_back=None)
    return {row.mark: row for row in rows.order_by("pk")}


def find_override(finding: Finding, claim: Claim, known: dict[str, OverrideRecord]) -> OverrideRecord | None:
    """The override that holds for a finding. One that was given for a warning does not hold once the edit stops the claim."""
    row = known.get(mark_of(finding, claim))
    too_weak = row is not None and finding.severity is Severity.STOP and row.severity != Severity.STOP.value
    return None if too_weak else row


def why_not(finding: Finding) -> str:
    """Why nobody can override a finding; empty when a person may.

    An edit that stops by itself and whose source is the standard of the claim file is about what the file cannot carry: the payer's
    machine refuses it before a person reads a reason. A payer's rules may turn such an edit to a warning; then it can be. What a
    site's own edit says can always be overridden.
    """
    if finding.severity is Severity.INFORM:
        return "It holds nothing up."
    edit = find_edit(finding.code, edits=us_edits())
    if finding.severity is Severity.STOP and edit is not None and is_of_the_file(edit):
        return "The payer's system refuses a claim file that has this; it has to be mended."
    return ""


def is_of_the_file(edit: Edit) -> bool:
    """Whether what an edit stops is refused by the format of the claim file itself: told by its severity and its source."""
    source = f"{edit.source.title} {edit.source.section}"
    return edit.severity is Severity.STOP and bool(_OF_THE_FILE.search(source))
