"""What each step of a visit left behind, as bytes: for the files of a visit folder and for downloads."""

import json

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, get_claim, get_visit, latest_note, latest_sheet, latest_version
from superbill.app.suggest_codes import suggest_codes
from superbill.app.trace_posting import Trace, trace_posting
from superbill.claims.note import Note
from superbill.claims.plain import to_plain
from superbill.storage.models import EntryRecord, FileRecord, PostingRecord


def as_json(value: object) -> bytes:
    """Nouns as readable JSON."""
    return (json.dumps(to_plain(value), indent=2, ensure_ascii=False) + "\n").encode()


@at_desk(may="see")
def suggestions_json(desk: Desk, number: str) -> bytes:
    """What was suggested for the note, and what was set aside."""
    visit = get_visit(desk, number)
    note = latest_note(visit)
    if note is None:
        raise NotHere(f"Visit {number} has no note yet.", todo="Add the clinician's note first.")
    return as_json(suggest_codes(Note(note.text, note.author), on=visit.served_on))


@at_desk(may="see")
def sheet_json(desk: Desk, number: str) -> bytes:
    """The superbill as last saved: codes with who took them and when, services, and how the level was reached."""
    sheet = latest_sheet(get_visit(desk, number))
    return as_json(sheet.content if sheet else {})


@at_desk(may="see")
def claim_json(desk: Desk, number: str) -> bytes:
    """The version of the claim that counts."""
    return as_json(latest_version(get_claim(desk, number)).content)


@at_desk(may="see")
def expected_json(desk: Desk, number: str) -> bytes:
    """What payer and patient should owe, with the working."""
    return as_json(latest_version(get_claim(desk, number)).expected)


@at_desk(may="see")
def findings_json(desk: Desk, number: str) -> bytes:
    """What the edits found on the version that counts."""
    fields = ("code", "severity", "title", "message", "todo", "source", "line_no", "place")
    rows = latest_version(get_claim(desk, number)).findings.order_by("pk")
    return as_json([{field: getattr(row, field) for field in fields} for row in rows])


@at_desk(may="see")
def latest_file(desk: Desk, number: str, kind: str) -> bytes:
    """The last file of a kind (837P, 999, 277CA, 835) that touched the claim. Raises `NotHere`."""
    row = FileRecord.objects.filter(versions__claim=get_claim(desk, number), kind=kind).order_by("-pk").first()
    if row is None:
        raise NotHere(f"There is no {kind} for claim {number} yet.", todo="Send the claim, or wait for the payer.")
    return bytes(row.content)


@at_desk(may="see")
def latest_bank_file(desk: Desk) -> bytes:
    """The last list of deposits. Raises `NotHere`."""
    row = FileRecord.objects.filter(practice_id=desk.practice_id, kind="BANK").order_by("-pk").first()
    if row is None:
        raise NotHere("There is no list of deposits yet.", todo="Wait for the bank.")
    return bytes(row.content)


@at_desk(may="see")
def entries_json(desk: Desk) -> bytes:
    """The whole ledger, in order."""
    rows = EntryRecord.objects.filter(practice_id=desk.practice_id).prefetch_related("postings").order_by("pk")
    return as_json(
        [
            {
                "ref": row.ref,
                "on": row.on,
                "because": row.because,
                "postings": [
                    {
                        "id": posting.pk,
                        "account": posting.account,
                        "cents": posting.cents,
                        "claim": posting.claim_control,
                        "line": posting.line_no,
                    }
                    for posting in sorted(row.postings.all(), key=lambda posting: posting.pk)
                ],
            }
            for row in rows
        ]
    )


@at_desk(may="see")
def payment_posting(desk: Desk, number: str) -> int:
    """The posting of the payer's first payment on a claim: the usual beginning of a walk along the trail."""
    rows = PostingRecord.objects.filter(
        practice_id=desk.practice_id, entry__version__claim__number=number, memo="paid", cents__gt=0
    )
    row = rows.order_by("pk").first()
    if row is None:
        raise NotHere(f"Nothing has been paid on claim {number} yet.", todo="Post a remittance first.")
    return int(row.pk)


def trail_text(trace: Trace) -> str:
    """A trail as plain text, one step a line, from the ledger back to the words of the note."""
    lines = [f"posting {trace.posting_id}  {trace.account}  {trace.amount}  ({trace.memo})"]
    lines.append(f"  entry     {trace.entry_ref}, {trace.entry_on}: {trace.entry_because}")
    if trace.remit_trace:
        lines.append(f"  835       remittance {trace.remit_trace} of {trace.remit_payer}: {trace.remit_line}")
        lines += [f"            {reason.code} {reason.amount}: {reason.words}" for reason in trace.remit_reasons]
    if trace.claim_control:
        lines.append(f"  claim     {trace.claim_control}{', ' + trace.claim_line if trace.claim_line else ''}")
    if trace.visit_number:
        lines.append(f"  superbill visit {trace.visit_number}, saved by {trace.sheet_by}, {trace.sheet_at}")
    for code in trace.codes:
        lines.append(f"  code {code.pointer}    {code.code}, {code.how} by {code.by}, {code.at}")
        lines += [
            f"    words   {_around(words.before)}[{words.words}]{words.after} ({words.section}, {words.start}–{words.end})"
            for words in code.words
        ]
        if not code.words:
            lines.append("    words   none: nobody found words that support this code")
    return "\n".join(lines) + "\n"


def _around(text: str) -> str:
    return f"…{text}" if text else ""


@at_desk(may="see")
def trail_of(desk: Desk, number: str) -> bytes:
    """The trail of the payer's first payment on a claim, as text."""
    return trail_text(trace_posting(desk, payment_posting(desk, number))).encode()
