"""The life of a query: every move of the table, and none that it does not have."""

import pytest

from superbill.claims.query import NEXT_QUERY, NoSuchQueryMove, QueryState, next_query_state

EVENTS = ("changed", "sent", "answered", "closed", "withdrawn")
ALLOWED = {(state, event) for state, moves in NEXT_QUERY.items() for event in moves}


@pytest.mark.parametrize("state", QueryState)
@pytest.mark.parametrize("event", EVENTS)
def test_a_move_is_made_when_the_table_has_it_and_refused_otherwise(state: QueryState, event: str) -> None:
    if (state, event) in ALLOWED:
        assert next_query_state(state, event) is NEXT_QUERY[state][event]
        return

    with pytest.raises(NoSuchQueryMove, match=f"A query that is {state.value} cannot be {event}"):
        next_query_state(state, event)


def test_every_state_but_draft_is_reached_and_the_ends_are_ends() -> None:
    reached = {state for moves in NEXT_QUERY.values() for state in moves.values()}

    assert reached == set(QueryState)
    assert [state for state, moves in NEXT_QUERY.items() if not moves] == [QueryState.CLOSED, QueryState.WITHDRAWN]
    assert "changed" not in NEXT_QUERY[QueryState.SENT]  # what was sent stays as it was sent
