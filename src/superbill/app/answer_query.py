"""The answer to a query, which is a later document of its own: the note stays as it was written. And the end of the query."""

from superbill.app.desk import Desk, at_desk
from superbill.app.query_steps import asked_in, get_query, take_step
from superbill.basics.errors import BadInput
from superbill.claims.query import Answer, OptionKind

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
    options, said = asked_in(row).options, words.strip()
    if any(not 0 <= place < len(options) for place in chosen):
        raise NoAnswer("One of the chosen options is not on the query.", todo="Look at the query again.")
    if not chosen and not said:
        raise NoAnswer("The answer is empty.", todo="Choose an option, write, or both.")
    if any(options[place].kind is OptionKind.OTHER for place in chosen) and not said:
        raise NoAnswer("“Other” was chosen without saying what.", todo="Write it.")
    if len(said) > LONGEST_ANSWER:
        raise NoAnswer(f"The answer is longer than {LONGEST_ANSWER} characters.", todo="Say it shorter, or write an addendum.")
    who = desk.by if not desk.may("ask") else " ".join(by.split())[:LONGEST_NAME]
    if not who:
        raise NoAnswer("It is not said whose answer this is.", where="answered by", todo="Write the clinician's name.")
    answer = Answer(tuple(options[place].words for place in sorted(set(chosen))), said, who)
    take_step(desk, row, "answered", f"Query {row.number} answered.", content=answer)


@at_desk(may="ask")
def close_query(desk: Desk, number: str, *, words: str = "") -> None:
    """End an answered query: the coder has read the answer and done what follows. Raises `NotHere`, `NoSuchQueryMove`."""
    row = get_query(desk, number, lock=True)
    take_step(desk, row, "closed", f"Query {row.number} closed.", words=" ".join(words.split())[:LONGEST_ANSWER])
