"""Walk back from a ledger line: to the remittance line, the claim line, the codes, and the words of the note."""

from dataclasses import dataclass

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, claim_of, find_version, sheet_of
from superbill.app.list_remits import Reason, reasons_of
from superbill.app.wording import day, moment, money, pointers, service
from superbill.claims.claim import Line
from superbill.claims.note import CodeChoice
from superbill.claims.plain import from_plain
from superbill.claims.remit import PaidClaim, PaidLine
from superbill.storage.models import ClaimVersion, PostingRecord, RemitClaim


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the note with a little of what stands around them, so that they can be shown lit."""

    before: str
    words: str
    after: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A code of the claim line, who took it, and the words it rests on (none when it was added without words)."""

    pointer: str
    code: str
    how: str
    by: str
    at: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The trail of one posting. Parts that do not apply are empty: a charge has no remittance, a deposit no claim."""

    posting_id: str
    account: str
    amount: str
    memo: str
    entry_id: str
    entry_ref: str
    entry_on: str
    entry_because: str
    remit_id: str
    remit_trace: str
    remit_payer: str
    remit_line: str
    remit_reasons: tuple[Reason, ...]
    claim_number: str
    claim_control: str
    claim_line: str
    sheet_by: str
    sheet_at: str
    visit_number: str
    codes: tuple[CodeStep, ...]


@at_desk(may="see")
def trace_posting(desk: Desk, posting_id: int) -> Trace:
    """The trail of a posting. Raises `NotHere`."""
    rows = PostingRecord.objects.select_related("entry__remit_claim__remit")
    posting = rows.filter(practice_id=desk.practice_id, pk=posting_id).first()
    if posting is None:
        raise NotHere(f"There is no posting {posting_id}.", todo="Choose one from the books.")
    entry, kept = posting.entry, posting.entry.remit_claim
    version = find_version(desk, posting.claim_control)
    line = _claim_line(version, posting.line_no)
    paid_line = _paid_line(kept, posting.line_no)
    return Trace(
        posting_id=str(posting.pk),
        account=posting.account,
        amount=money(posting.cents),
        memo=posting.memo,
        entry_id=str(entry.pk),
        entry_ref=entry.ref,
        entry_on=day(entry.on),
        entry_because=entry.because,
        remit_id=str(kept.remit_id) if kept else "",
        remit_trace=kept.remit.trace if kept else "",
        remit_payer=kept.remit.payer_name if kept else "",
        remit_line=_paid_words(kept, paid_line),
        remit_reasons=_reasons(kept, paid_line),
        claim_number=version.claim.number if version else "",
        claim_control=posting.claim_control,
        claim_line=_line_words(line) if line else "",
        sheet_by=version.sheet.by if version else "",
        sheet_at=moment(version.sheet.at) if version else "",
        visit_number=version.claim.visit.number if version else "",
        codes=_codes(version, line) if version else (),
    )


def _claim_line(version: ClaimVersion | None, line_no: int | None) -> Line | None:
    if version is None or line_no is None:
        return None
    return next((line for line in claim_of(version).lines if line.line_no == line_no), None)


def _paid_line(kept: RemitClaim | None, line_no: int | None) -> PaidLine | None:
    if kept is None:
        return None
    return next((line for line in from_plain(PaidClaim, kept.content).lines if line.line_no == line_no), None)


def _paid_words(kept: RemitClaim | None, line: PaidLine | None) -> str:
    if kept is None:
        return ""
    if line is None:
        return f"claim charged {money(kept.charge_cents)}, paid {money(kept.paid_cents)}"
    allowed = f", allowed {money(line.allowed_cents)}" if line.allowed_cents is not None else ""
    return f"{service(line)}: charged {money(line.charge_cents)}{allowed}, paid {money(line.paid_cents)}"


def _reasons(kept: RemitClaim | None, line: PaidLine | None) -> tuple[Reason, ...]:
    if kept is None:
        return ()
    return reasons_of(line.adjustments if line else from_plain(PaidClaim, kept.content).adjustments)


def _line_words(line: Line) -> str:
    return f"line {line.line_no}: {service(line)} × {line.units}, {money(line.charge_cents)}, for diagnoses {pointers(line.pointers)}"


def _codes(version: ClaimVersion, line: Line | None) -> tuple[CodeStep, ...]:
    """The codes that the line points to; all codes of the claim when the posting names no line."""
    diagnoses = claim_of(version).diagnoses
    places = line.pointers if line else tuple(range(1, len(diagnoses) + 1))
    chosen = {choice.code: choice for choice in sheet_of(version.sheet).choices}
    text = version.sheet.note.text
    return tuple(_code_step(place, chosen[diagnoses[place - 1]], text) for place in places)


def _code_step(place: int, choice: CodeChoice, text: str) -> CodeStep:
    words = tuple(
        Words(
            text[max(0, span.start - 60) : span.start].lstrip().replace("\n", " "),
            span.words,
            text[span.end : span.end + 60].rstrip().replace("\n", " "),
            span.section,
            span.start,
            span.end,
        )
        for span in choice.evidence
    )
    return CodeStep(pointers((place,)), choice.code, choice.how, choice.by, moment(choice.at), words)
