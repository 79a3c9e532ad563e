"""The life of a claim: only the moves of the table, and every state can be reached."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.life import NEXT, NoSuchMove, State, is_late, next_state

EVENTS = sorted({event for moves in NEXT.values() for event in moves})
states = st.sampled_from(list(State))
events = st.lists(st.sampled_from(EVENTS), max_size=25)


def reached_from(start: State) -> set[State]:
    found, waiting = {start}, [start]
    while waiting:
        for state in NEXT[waiting.pop()].values():
            if state not in found:
                found.add(state)
                waiting.append(state)
    return found


def follow(state: State, steps: Iterable[str]) -> list[State]:
    path = [state]
    for step in steps:
        path.append(next_state(path[-1], step))
    return path


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(NEXT) == set(State)


def test_every_state_is_reached_from_a_draft_except_that_a_draft_is_where_it_begins() -> None:
    assert reached_from(State.DRAFT) == set(State)


def test_no_state_is_a_trap() -> None:
    for state in State:
        assert NEXT[state], state
        assert State.PAID in reached_from(state), state


@given(states, st.sampled_from(EVENTS))
def test_a_move_is_the_one_in_the_table_or_refused_with_those_there_are(state: State, event: str) -> None:
    if event in NEXT[state]:
        assert next_state(state, event) is NEXT[state][event]
        return
    with pytest.raises(NoSuchMove) as refused:
        next_state(state, event)

    assert state.value in refused.value.what and event in refused.value.what
    assert all(move in refused.value.todo for move in NEXT[state])


@given(events)
def test_any_sequence_of_events_ends_by_the_table_or_is_refused_at_one_of_them(steps: list[str]) -> None:
    state = State.DRAFT
    for step in steps:
        try:
            after = next_state(state, step)
        except NoSuchMove:
            assert step not in NEXT[state]
            return
        assert NEXT[state][step] is after
        state = after
    assert state in reached_from(State.DRAFT)


def test_the_way_of_a_paid_claim() -> None:
    path = follow(State.DRAFT, ("edits_passed", "sent", "file_received", "accepted", "paid"))

    assert [state.value for state in path] == ["draft", "ready to send", "sent", "file received", "accepted by payer", "paid"]


def test_the_way_of_a_denied_claim_that_is_corrected() -> None:
    path = follow(State.ACCEPTED, ("denied", "corrected", "edits_passed", "sent", "accepted", "paid"))

    assert path[-1] is State.PAID


def test_answers_may_overtake_each_other() -> None:
    for event, after in (
        ("accepted", State.ACCEPTED),
        ("rejected", State.REJECTED),
        ("paid", State.PAID),
        ("denied", State.DENIED),
    ):
        assert next_state(State.SENT, event) is after


@pytest.mark.parametrize("state", [State.DRAFT, State.HELD, State.READY, State.REFUSED, State.REJECTED])
def test_a_claim_that_is_not_with_the_payer_cannot_be_answered(state: State) -> None:
    for event in ("paid", "partly_paid", "denied", "accepted", "rejected", "file_received", "reversed"):
        with pytest.raises(NoSuchMove):
            next_state(state, event)


@pytest.mark.parametrize("state", [State.SENT, State.RECEIVED, State.ACCEPTED])
def test_a_claim_that_is_with_the_payer_is_not_corrected_or_sent_twice(state: State) -> None:
    for event in ("corrected", "sent"):
        with pytest.raises(NoSuchMove):
            next_state(state, event)


AFTER_RECEIVED = {State.RECEIVED, State.ACCEPTED, State.PAID, State.PARTLY_PAID, State.DENIED, State.REVERSED, State.CLOSED}


@pytest.mark.parametrize("state", list(State))
def test_a_999_is_late_once_anything_later_is_known(state: State) -> None:
    assert is_late(state, "file_received") is (state in AFTER_RECEIVED)


@pytest.mark.parametrize("state", list(State))
def test_an_acceptance_is_late_once_the_payer_has_accepted_or_answered(state: State) -> None:
    assert is_late(state, "accepted") is (state in AFTER_RECEIVED - {State.RECEIVED})


@given(states, st.sampled_from([event for event in EVENTS if event not in ("file_received", "accepted")]))
def test_bad_news_and_money_are_never_late(state: State, event: str) -> None:
    assert not is_late(state, event)


@given(states, st.sampled_from(["file_received", "accepted"]))
def test_what_is_late_is_never_a_move_that_the_table_offers(state: State, event: str) -> None:
    assert not (is_late(state, event) and event in NEXT[state])
