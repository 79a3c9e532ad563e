"""One visit through the whole system, step by step: each artifact is made from the one before it.

Nothing here calculates. Every step is a verb of `app` done at somebody's desk, or the practice payer at work on its folders.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings

from superbill.app import artifacts
from superbill.app.desk import Desk
from superbill.app.make_statement import make_statement
from superbill.app.receive_files import Received, receive_folder
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.send_claims import send_claims
from superbill.app.show_claim import ClaimPage, show_claim
from superbill.app.suggest_codes import suggest_codes
from superbill.app.tables import load_table
from superbill.app.take_note import take_note
from superbill.app.visit_folder import CoderSheet, VisitFolder, picks_for, played_on
from superbill.app.wording import counted
from superbill.basics.errors import NotPossible
from superbill.claims.note import Note
from superbill.claims.visit import Pick
from superbill.sandbox.folder import PracticePayer
from superbill.sandbox.practice import desk_of, open_practice
from superbill.storage import clock


class StoppedHere(NotPossible):
    """The claim did not reach the end of the thread; the message says where it stands and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was done: what it left behind (a file name, or empty), one sentence, and how long it took."""

    name: str
    artifact: str
    outcome: str
    seconds: float


@dataclass(slots=True)
class Thread:
    """Steps with their times. `keep` is called with the name and the bytes of each artifact as it is made."""

    keep: Callable[[str, bytes], object] = lambda name, data: None
    steps: list[Step] = field(default_factory=list)
    _since: float = field(default_factory=time.perf_counter)

    def done(self, name: str, outcome: str, artifact: str = "") -> None:
        """Write down a step that took the time since the one before it."""
        now = time.perf_counter()
        self.steps.append(Step(name, artifact, outcome, now - self._since))
        self._since = now

    def made(self, name: str, outcome: str, files: dict[str, bytes]) -> None:
        """Keep the files of a step, and write it down."""
        for file_name, data in files.items():
            self.keep(file_name, data)
        self.done(name, outcome, ", ".join(files))


def run_visit(folder: VisitFolder, thread: Thread) -> None:
    """Take the visit of a folder from the note to a paid claim and a statement.

    The coder works on the day after the visit, the biller on the day after that, and the payer pays four days later
    (`played_on`). Raises `StoppedHere` when the edits hold the claim or the payer does not pay it; what was done until then is
    kept.
    """
    visit = folder.visit
    practice_id = open_practice(visit.practice)
    coded_on, sent_on, paid_on = played_on(visit)
    coder = desk_of("coder", practice_id, on=coded_on, by=folder.sheet.by)
    biller = desk_of("biller", practice_id, on=sent_on)
    with clock.playing(coded_on):
        _register(desk_of("biller", practice_id, on=coded_on), folder, thread)
        _code(coder, folder, thread)
    with clock.playing(sent_on):
        page = _claim(biller, visit.number, thread)
        _send_and_hear(biller, page.number, thread)
    with clock.playing(paid_on):
        _be_paid(replace(biller, on=paid_on), page, thread)


def _register(desk: Desk, folder: VisitFolder, thread: Thread) -> None:
    visit = folder.visit
    load_table(desk, "fees", folder.fees)
    load_table(desk, "contract", folder.contract, key=visit.coverage.payer.payer_id)
    load_table(desk, "benefits", folder.benefits, key=visit.coverage.member_id)
    register_visit(desk, visit)
    thread.made("registration", f"visit {visit.number}, {visit.coverage.payer.name}", {"visit.json": artifacts.as_json(visit)})
    take_note(desk, visit.number, folder.note_bytes, author=folder.note.author)
    thread.done("documentation", f"{len(folder.note.text.split())} words, kept as written")


def _code(desk: Desk, folder: VisitFolder, thread: Thread) -> None:
    visit = folder.visit
    result = suggest_codes(folder.note, on=visit.served_on)
    aside = counted(len(result.set_aside), "finding") + " set aside"
    suggested = ", ".join(item.code for item in result.suggestions)
    thread.made("suggestions", f"{suggested}; {aside}", {"codes.json": artifacts.as_json(result)})
    save_sheet(desk, visit.number, picks=picks_of(folder.sheet, folder.note, on=visit.served_on), services=folder.sheet.service,
               level_why=folder.sheet.level_why, draft=True)  # fmt: skip
    taken = ", ".join(code.code for code in folder.sheet.code)
    thread.made("coding", f"{taken} taken by {folder.sheet.by}", {"sheet.json": artifacts.sheet_json(desk, visit.number)})


def picks_of(sheet: CoderSheet, note: Note, *, on: date) -> tuple[Pick, ...]:
    """The coder's codes with the words that the suggestions give them."""
    suggestions = suggest_codes(note, on=on).suggestions
    return picks_for(sheet, {item.code: tuple((words.start, words.end) for words in item.evidence) for item in suggestions})


def _claim(desk: Desk, number: str, thread: Thread) -> ClaimPage:
    page = show_claim(desk, number)
    drafted = f"{page.control}, {counted(len(page.lines), 'line')}, {page.money.billed}"
    thread.made("claim", drafted, {"claim.json": artifacts.claim_json(desk, number)})
    findings = artifacts.findings_json(desk, number)
    thread.made("edits", f"{counted(len(page.findings), 'finding')}: {page.state}", {"findings.json": findings})
    if page.state != "ready to send":
        stops = "; ".join(f"{finding.code} {finding.message}" for finding in page.findings if finding.severity == "stop")
        raise StoppedHere(f"Claim {number} is {page.state}: {stops}", todo="Mend what the findings say and run the visit again.")
    expects = f"payer {page.money.expected_payer}, patient {page.money.expected_patient}"
    thread.made("expected payment", expects, {"expected.json": artifacts.expected_json(desk, number)})
    return page


def _send_and_hear(desk: Desk, number: str, thread: Thread) -> None:
    (sent,) = send_claims(desk, numbers=(number,))
    thread.made(
        "submission", f"{sent.name}, control {sent.control:09d}", {"claim.837": artifacts.latest_file(desk, number, "837P")}
    )
    _payer_works(desk, pay=False)
    received = receive_folder(desk)
    page = show_claim(desk, number)
    files = {"ack.999": artifacts.latest_file(desk, number, "999")}
    if any(item.kind == "277CA" for item in received):
        files["ack.277ca"] = artifacts.latest_file(desk, number, "277CA")
    thread.made("acknowledgements", page.state, files)
    if page.state != "accepted by payer":
        raise StoppedHere(f"Claim {number} is {page.state}.", todo=page.timeline[-1].what)


def _be_paid(desk: Desk, before: ClaimPage, thread: Thread) -> None:
    number = before.number
    _payer_works(desk, pay=True)
    received = receive_folder(desk)
    page = show_claim(desk, number)
    thread.made("remittance", _said(received, "835"), {"remit.835": artifacts.latest_file(desk, number, "835")})
    if page.state != "paid":
        raise StoppedHere(
            f"Claim {number} is {page.state}.", todo=page.denial.next_step if page.denial else "Look at the remittance."
        )
    posted = f"paid {page.money.payer_paid}, patient owes {page.money.patient_open}"
    thread.made("posting", posted, {"entries.json": artifacts.entries_json(desk)})
    thread.made("bank", _said(received, "BANK"), {"bank.csv": artifacts.latest_bank_file(desk)})
    statement = make_statement(desk, before.patient_number)
    thread.made("statement", f"{statement.number}, {statement.due} due", {"statement.pdf": statement.pdf})
    thread.made("trail", "from the payment back to the words of the note", {"trail.txt": artifacts.trail_of(desk, number)})


def _payer_works(desk: Desk, *, pay: bool) -> None:
    PracticePayer(settings.SUPERBILL.exchange).work(on=desk.on, at=clock.now().replace(tzinfo=None), pay=pay)


def _said(received: tuple[Received, ...], kind: str) -> str:
    return " ".join(item.done for item in received if item.kind == kind)
