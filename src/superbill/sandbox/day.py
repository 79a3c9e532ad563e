"""The demonstration: some weeks at an invented practice, played day by day through the same verbs that people use.

`day.toml` says who came, what the coder decided and what went wrong. The outcomes are written nowhere: the edits, the practice
payer and the ledger decide them, as they would for anybody.
"""

from collections.abc import Callable
from datetime import date

from django.conf import settings

from superbill.app import artifacts
from superbill.app.desk import Desk
from superbill.app.find import NotHere
from superbill.app.make_statement import list_patients, make_statement
from superbill.app.receive_files import receive_folder
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.send_claims import NothingReady, send_claims
from superbill.app.show_claim import ClaimPage, show_claim
from superbill.app.tables import load_table
from superbill.app.take_note import take_note
from superbill.app.take_payment import take_payment
from superbill.app.visit_folder import CoderSheet, TakenCode
from superbill.app.wording import counted, spoken_name
from superbill.claims.note import Note
from superbill.claims.visit import Service
from superbill.ledger.balances import claim_number
from superbill.sandbox.folder import PracticePayer
from superbill.sandbox.plan import get_contract_text, load_plans
from superbill.sandbox.play import Part, Play, benefits_toml, load_play, note_text, visit_of
from superbill.sandbox.practice import desk_of, open_practice
from superbill.sandbox.thread import Step, Thread, picks_of
from superbill.storage import clock
from superbill.storage.folders import put_whole


def play_day(*, progress: Callable[[int, int], None] = lambda done, of: None) -> tuple[Step, ...]:
    """Play every day in order on the books that are open. Returns the steps of the told visits, with artifacts and times."""
    play = load_play()
    stage = _Stage(play)
    days = stage.days()
    for done, day in enumerate(days, start=1):
        with clock.playing(day):
            stage.play(day)
        progress(done, len(days))
    return tuple(stage.thread.steps)


class _Stage:
    """The practice while the play runs: who is at which desk, and what is told of it."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._told = {part.number for part in play.part if part.story != "background"}
        self.thread = Thread(keep=lambda name, data: put_whole(settings.SUPERBILL.data / "artifacts" / name, data))
        self._practice_id = open_practice()
        self._payer = PracticePayer(settings.SUPERBILL.exchange)
        self._load_tables(self._desk("manager", play.part[0].served_on))

    def days(self) -> tuple[date, ...]:
        """Every day on which something happens."""
        days = set(self._play.sends)
        for part in self._play.part:
            days |= {day for day in (part.served_on, part.coded_on, part.paid_on) if day}
            days |= {part.correction.on} if part.correction else set()
        return tuple(sorted(days))

    def play(self, day: date) -> None:
        """One day: money that came in, visits, coding and corrections, and what goes out."""
        coder, biller = self._desk("coder", day), self._desk("biller", day)
        if day in self._play.sends:
            self._hear(biller, pay=True)
        for part in self._play.part:
            if part.served_on == day:
                self._register(biller, part)
            if part.coded_on == day:
                self._code(coder, part, part.code, part.service)
            if part.correction and part.correction.on == day:
                self._code(coder, part, part.correction.code, part.correction.service)
            if part.paid_on == day:
                take_payment(biller, part.number, part.paid_cents, method="card")
        if day in self._play.sends:
            self._send(biller)
        if day == self._play.sends[-1]:
            self._bill(biller)

    def _desk(self, role: str, day: date) -> Desk:
        return desk_of(role, self._practice_id, on=day)

    def _load_tables(self, desk: Desk) -> None:
        load_table(desk, "fees", self._play.fees)
        for payer_id, plan in load_plans().items():
            load_table(desk, "contract", get_contract_text(payer_id), key=payer_id)
            for member in plan.members:
                load_table(desk, "benefits", benefits_toml(plan.benefits_of(member, year=desk.on.year)), key=member.member_id)
        self.thread.done("practice opened", "charges, contracts and benefits loaded")

    def _register(self, desk: Desk, part: Part) -> None:
        visit, text = visit_of(part), note_text(part.note)
        register_visit(desk, visit)
        take_note(desk, part.number, text, author=spoken_name(visit.rendering))
        self._tell(
            part.number, "registered", f"{visit.coverage.payer.name}; note of {len(text.split())} words", {"note.txt": text}
        )

    def _code(self, desk: Desk, part: Part, codes: tuple[TakenCode, ...], services: tuple[Service, ...]) -> None:
        note = Note(note_text(part.note).decode())
        picks = picks_of(CoderSheet(desk.by, codes, services), note, on=part.served_on)
        save_sheet(desk, part.number, picks=picks, services=services, level_why=part.level_why, draft=True)
        number = part.number
        taken = ", ".join(f"{pick.code} {pick.how}" for pick in picks)
        files = {"codes.json": artifacts.suggestions_json(desk, number), "sheet.json": artifacts.sheet_json(desk, number)}
        self._tell(number, "coded", f"{taken}, by {desk.by}", files)
        page = show_claim(desk, number)
        files = {"claim.json": artifacts.claim_json(desk, number), "findings.json": artifacts.findings_json(desk, number)}
        self._tell(number, "claim checked", _checked(page), files)
        expects = f"payer {page.money.expected_payer}, patient {page.money.expected_patient}"
        self._tell(number, "expected payment", expects, {"expected.json": artifacts.expected_json(desk, number)})

    def _send(self, desk: Desk) -> None:
        try:
            files = send_claims(desk)
        except NothingReady:
            return
        for sent in files:
            for number in map(claim_number, sent.claims):
                self._tell(
                    number,
                    "sent",
                    f"{sent.name}, control {sent.control:09d}",
                    {"claim.837": artifacts.latest_file(desk, number, "837P")},
                )
        self._hear(desk, pay=False)

    def _hear(self, desk: Desk, *, pay: bool) -> None:
        before = {number: self._state(desk, number) for number in self._told}
        self._payer.work(on=desk.on, at=clock.now().replace(tzinfo=None), pay=pay)
        received = receive_folder(desk)
        assert all(item.state == "used" for item in received), [item.problem for item in received]
        for number, state in sorted(before.items()):
            page = self._page(desk, number)
            if page and page.state != state:
                self._tell_answer(desk, page)

    def _tell_answer(self, desk: Desk, page: ClaimPage) -> None:
        number, money = page.number, page.money
        if not page.payer_claim_number or page.state in ("accepted by payer", "rejected by payer"):
            files = {
                "ack.999": artifacts.latest_file(desk, number, "999"),
                "ack.277ca": artifacts.latest_file(desk, number, "277CA"),
            }
            self._tell(number, page.state, "", files)
            return
        outcome = f"paid {money.payer_paid}, patient owes {money.patient_open}, {money.payer_open} left open"
        if page.denial:
            outcome = f"{page.denial.codes}: {page.denial.title}"
        self._tell(number, page.state, outcome, {"remit.835": artifacts.latest_file(desk, number, "835")})

    def _bill(self, desk: Desk) -> None:
        billed = list_patients(desk)
        for row in billed:
            made = make_statement(desk, row.number)
            self.thread.keep(f"statements/{made.number}.pdf", made.pdf)
        self.thread.done("statements", f"{counted(len(billed), 'patient')} billed", "artifacts/statements")
        self.thread.keep("ledger.json", artifacts.entries_json(desk))
        self.thread.done("books", "every entry balances", "artifacts/ledger.json")

    def _state(self, desk: Desk, number: str) -> str:
        page = self._page(desk, number)
        return page.state if page else ""

    def _page(self, desk: Desk, number: str) -> ClaimPage | None:
        try:
            return show_claim(desk, number)
        except NotHere:
            return None

    def _tell(self, number: str, what: str, outcome: str, made: dict[str, bytes]) -> None:
        """Write a step down, and its files, when this visit is one of those that are told."""
        if number not in self._told:
            return
        self.thread.made(f"{number} {what}", outcome, {f"{number}/{name}": data for name, data in made.items()})


def _checked(page: ClaimPage) -> str:
    version = page.versions[0]
    stops = ", ".join(sorted({finding.code for finding in page.findings if finding.severity == "stop"}))
    return f"{version.control}, {version.kind}, {version.charge}: {page.state}{f' ({stops})' if stops else ''}"
