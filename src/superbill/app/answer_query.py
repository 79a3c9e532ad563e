"""The answer to a query, which is a later document of its own: the note stays as it was written. And the end of the query."""

from superbill.app.desk import Desk, at_desk
from superbill.app.query_steps import answers_in, asked_in, get_query, take_step
from superbill.basics.errors import BadInput
from superbill.claims.query import Answer, Form, OptionKind, Query

LONGEST_ANSWER = 4000
LONGEST_NAME = 120


class NoAnswer(BadInput):
    """The answer says nothing, or not who gave it."""


@at_desk(may="answer")
def answer_query(desk: Desk, number: str, *, chosen: tuple[int, ...] = (), words: str = "", by: str = "") -> None:
    """Keep the clinician's answer: places of the chosen options (from 0), words, or both.

    Whoever may also ask enters it for somebody else, and must say whose answer it is (`by`). Raises `NotHere`, `NoSuchQueryMove`,
    `NoAnswer`.
    """
    row = get_query(desk, number, lock=True)
    query, said = asked_in(row), words.strip()
    _check(query, chosen, said)
    who = desk.by if not desk.may("ask") else " ".join(by.split())[:LONGEST_NAME]
    if not who:
        raise NoAnswer("It is not said whose answer this is.", where="answered by", todo="Write the clinician's name.")
    answer = Answer(tuple(query.options[place].words for place in sorted(set(chosen))), said, who)
    if any(kept == answer and step.by == desk.by for kept, step in answers_in(row)[-1:]):
        return  # the same form was sent twice
    take_step(desk, row, "answered", f"Query {row.number} answered.", content=answer)


def _check(query: Query, chosen: tuple[int, ...], said: str) -> None:
    """Raises `NoAnswer` for an answer that says nothing, too much, or two things that exclude one another."""
    options = query.options
    if any(not 0 <= place < len(options) for place in chosen):
        raise NoAnswer("One of the chosen options is not on the query.", todo="Look at the query again.")
    if not chosen and not said:
        raise NoAnswer("The answer is empty.", todo="Choose an option, write, or both.")
    if any(options[place].kind is OptionKind.OTHER for place in chosen) and not said:
        raise NoAnswer("“Other” was chosen without saying what.", todo="Write it.")
    if len(said) > LONGEST_ANSWER:
        raise NoAnswer(f"The answer is longer than {LONGEST_ANSWER} characters.", todo="Say it shorter, or write an addendum.")
    kinds = [options[place].kind for place in set(chosen)]
    if OptionKind.UNDETERMINED in kinds and len(kinds) > 1:
        raise NoAnswer("“Unable to determine” was chosen beside another option.", todo="Choose the one or the other.")
    if query.form is Form.YES_NO and kinds.count(OptionKind.CLINICAL) > 1:
        raise NoAnswer("Yes and no were both chosen.", todo="Choose one, or “other” and write.")


@at_desk(may="ask")
def close_query(desk: Desk, number: str, *, words: str = "") -> None:
    """End an answered query: the coder has read the answer and done what follows. Raises `NotHere`, `NoSuchQueryMove`."""
    row = get_query(desk, number, lock=True)
    take_step(desk, row, "closed", f"Query {row.number} closed.", words=" ".join(words.split())[:LONGEST_ANSWER])
