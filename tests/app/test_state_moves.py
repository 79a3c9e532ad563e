"""Every change of a claim's state goes through the one table: nowhere in the source is it set otherwise, whatever people do."""

import ast
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import superbill
from superbill.app.draft_claim import draft_claim
from superbill.app.send_claims import send_claims
from superbill.app.trail import move_claim
from superbill.basics.errors import NotPossible
from superbill.claims.life import NEXT, NoSuchMove, State
from superbill.storage.models import ClaimRecord, Event
from tests.app.office import Office, file_835, remit, reversed_answer

SOURCE = Path(superbill.__path__[0])
ASSIGNS_THE_STATE_OF_A_CLAIM = {"app/trail.py"}
ASSIGNS_THE_STATE_OF_SOMETHING_ELSE = {"app/receive_files.py", "app/outbox.py", "app/query_steps.py"}  # files, queries


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(SOURCE)): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}


def assigned(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def test_only_one_module_assigns_the_state_of_a_claim() -> None:
    found = {
        name
        for name, tree in trees().items()
        if not name.startswith("x12/")  # which knows no claim; its states are those of a grammar
        for node in ast.walk(tree)
        for target in assigned(node)
        if isinstance(target, ast.Attribute) and target.attr == "state"
    }

    assert found - ASSIGNS_THE_STATE_OF_SOMETHING_ELSE == ASSIGNS_THE_STATE_OF_A_CLAIM


def test_a_claim_is_made_in_one_place_and_begins_as_a_draft() -> None:
    made = {}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("ClaimRecord.objects.create", "ClaimRecord"):
                made[name] = [ast.unparse(word.value) for word in node.keywords if word.arg == "state"]

    assert made == {"app/draft_claim.py": ["State.DRAFT.value"]}


def test_no_row_of_claims_is_changed_past_its_model() -> None:
    calls = [
        (name, ast.unparse(node))
        for name, tree in trees().items()
        if not name.startswith("storage/migrations")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("update", "bulk_update", "setattr", "raw", "execute")
    ]

    past = [(name, text) for name, text in calls if "ClaimRecord" in text or "storage_claimrecord" in text or "state=" in text]

    assert past == []


@pytest.mark.parametrize("state", list(State))
def test_a_move_that_the_table_has_not_is_refused_and_nothing_is_written(office: Office, state: State) -> None:
    office.draft()
    with office.looking():
        claim = ClaimRecord.objects.get()
        claim.state = state.value
        events = Event.objects.count()
        for event in {event for moves in NEXT.values() for event in moves} - NEXT[state].keys() - {"file_received", "accepted"}:
            with pytest.raises(NoSuchMove):
                move_claim(office.desk(), claim, event, "Something happened.")
        assert (claim.state, Event.objects.count()) == (state.value, events)


def test_the_day_of_a_move_is_kept_and_late_news_keeps_it(office: Office) -> None:
    office.draft()
    with office.looking():
        claim = ClaimRecord.objects.get()
        later = office.desk("biller", on=office.desk().on.replace(day=25))
        move_claim(later, claim, "sent", "Sent.")
        move_claim(office.desk(), claim, "accepted", "Accepted.")
        move_claim(later, claim, "file_received", "Received.")

        claim.refresh_from_db()
        last = Event.objects.order_by("-pk")[0]
    assert (claim.state, claim.state_since) == (State.ACCEPTED, office.desk().on)
    assert (last.what, last.state) == ("Received. It came after later news; the state stays.", "")


DEEDS = ("draft", "send", "999", "999 refused", "277CA", "277CA rejected", "paid", "denied", "reversal")
numbers = count(1)


class Life:
    """One claim, and what people and payers may do to it in any order."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.number = f"H{next(numbers)}"
        self.files: dict[int, bytes] = {}
        office.draft(self.number)

    def do(self, deed: str) -> None:
        """Do it where it makes any sense at all; whether it is possible now is not asked."""
        office, versions = self.office, len(self.files)
        if deed == "draft":
            draft_claim(office.desk("coder"), self.number)
        elif deed == "send":
            send_claims(office.desk("biller"), numbers=(self.number,))
            self.files[versions + 1] = office.last_sent()
        elif versions:
            office.receive(self._answer(deed, self._last_sent_control()), f"{next(numbers)}.x12")

    def _last_sent_control(self) -> str:
        with self.office.looking():
            row = ClaimRecord.objects.get(number=self.number)
            return row.versions.filter(files__direction="out").order_by("-version")[0].control

    def _answer(self, deed: str, control: str) -> bytes:
        office, n = self.office, next(numbers)
        data = self.files[len(self.files)]
        paid = office.paid(control) if deed != "denied" else office.denied(control)
        answers: dict[str, Any] = {
            "999": lambda: office.ack_999(data=data),
            "999 refused": lambda: office.ack_999(accepted=False, data=data),
            "277CA": lambda: office.ack_277(control, number=f"N{n}"),
            "277CA rejected": lambda: office.ack_277(control, category="A7", status="164"),
            "reversal": lambda: file_835(remit(reversed_answer(paid), trace=f"T{n}", method="ACH"), control=n),
        }
        return bytes(answers.get(deed, lambda: file_835(remit(paid, trace=f"T{n}"), control=n))())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(st.sampled_from(DEEDS[2:]), max_size=5), again=st.lists(st.sampled_from(DEEDS), max_size=6))
def test_whatever_is_done_in_whatever_order_the_trail_keeps_to_the_table(
    office: Office, deeds: list[str], again: list[str]
) -> None:
    life = Life(office)

    for deed in ("send", *deeds, "draft", "send", *again):
        before = office.path(life.number)
        try:
            life.do(deed)
        except NotPossible:
            assert office.path(life.number) == before
        assert office.path(life.number)[: len(before)] == before

    path = [State(state) for state in office.path(life.number)]
    assert path[0] is State.DRAFT
    assert all(after in NEXT[earlier].values() for earlier, after in pairwise(path))
    assert path[-1] == office.state(life.number)
    assert office.books()[2] == 0
