"""The level speaks neither of money nor of what could be written: nothing that it can say does."""

import re
from datetime import date, timedelta
from itertools import product

from superbill.claims.plain import to_plain
from superbill.places.us.levels import shared
from superbill.places.us.levels.beside import Beside
from superbill.places.us.levels.grid import PROBLEM_TABLE, RISK_TABLE, DataElements, ProblemElements, RiskElements
from superbill.places.us.levels.level import MINUTES_THAT_COUNT, WORDS, level_of
from superbill.places.us.levels.visit import Encounter, PartB, VisitLevel
from superbill.places.us.levels.withdrawn import WITHDRAWN

DAY = date(2026, 9, 8)
MONEY = re.compile(
    r"\$|\b(?:dollars?|cents?|pay(?!er\b|ers\b)\w*|paid|fees?|charges?|rvus?|revenue|reimburs\w+|income|earn\w*|profit\w*|money|collect\w*|worth|higher[- ]paying)\b",
    re.I,
)
COACHING = re.compile(
    r"\b(?:should (?:document|write|add|state|mention)|document(?:ing)? (?:that|the|more)|add (?:a|the|more) (?:words?|sentences?|statements?)|"
    r"to (?:reach|support|satisfy|justify|qualify for|get to|bump) (?:a |the )?(?:\w+ )?(?:level|code|visit)|would (?:satisfy|qualify|support|raise)|"
    r"(?:only |just )?\d+ more minutes?|one more (?:item|test|problem|minute)|missing for|upgrade|maximi[sz]e|optimi[sz]e|upcod\w*|if you (?:document|add|write)|"
    r"consider (?:documenting|adding|writing)|next (?:higher )?level|short of)\b",
    re.IGNORECASE,
)  # fmt: skip


def everything() -> list[VisitLevel]:
    """A level of each family in many surroundings: what can be said is said somewhere."""
    beside = (
        Beside("20610", DAY, "000"),
        Beside("27447", DAY + timedelta(days=1), "090"),
        Beside("G0439", DAY),
        Beside("11042", DAY),
    )
    elements = {
        "problems": ProblemElements(*[2] * 11), "data": DataElements(2, 2, 2, True, True, True), "risk": RiskElements(*[True] * 13),
    }  # fmt: skip
    found = []
    for family, medicare, minutes, resident in product(
        WORDS, (False, True), (None, 5, 35, 150), ("", shared.IN_PART, shared.ALONE)
    ):
        for how, colleague in (("in person", None), ("video", 10), ("audio", 200)):
            visit = Encounter(
                DAY, family, True, minutes, medicare, "11", how, colleague, False, resident, 90, 30, date(1955, 1, 1),
                PartB(date(2020, 1, 1), date(2025, 10, 1), had_first=True), beside, ("25",),
            )  # fmt: skip
            found += [level_of(visit), level_of(visit, **elements)]
    return found


def words_of(value: object) -> list[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in words_of(each)]
    return [text for each in value for text in words_of(each)] if isinstance(value, list) else []


def test_no_output_speaks_of_money_or_coaches() -> None:
    said = {text for found in everything() for text in words_of(to_plain(found))}
    said |= {*WORDS.values(), MINUTES_THAT_COUNT, *(row.instead for row in WITHDRAWN)}
    said |= {words for _, words, _ in (*PROBLEM_TABLE, *RISK_TABLE)}
    sources = {text for text in said if "Physician Fee Schedule" in text}  # the title of a publication

    assert len(said) > 100
    assert [text for text in said - sources if MONEY.search(text)] == []
    assert [text for text in said if COACHING.search(text)] == []
    assert [text for text in sources if MONEY.search(text.replace("Physician Fee Schedule", ""))] == []


def test_the_lists_find_what_they_are_for() -> None:
    assert MONEY.search("This code pays $40 more.")
    assert COACHING.search("Only 3 more minutes would raise it.")
    assert COACHING.search("You should document the risk to reach a higher level.")
