"""The list of procedures in the words of clinicians: `procedures.toml` beside this file, read once and checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from superbill.basics.days import FOREVER, Period

BEGAN = date(2015, 10, 1)
"""The first day of ICD-10-PCS."""
DURATION = "duration"
ELSE = "else"

Rule = str | Mapping[str, str]
"""A value, `duration`, the name of a list of sites, or values by the words found beside the procedure."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure. `rules` are by position (4 to 7), `also` is another beginning that it fills: (`0UT`, {4: `C`}).

    Where `unless` is said beside it, the words mean another procedure; where `also_unless` is, they do not mean `also`. A text with none of
    `hints` (in small letters) does not name it; without hints every text is searched.
    """

    name: str
    words: re.Pattern[str]
    table: str
    rules: Mapping[int, Rule]
    unless: re.Pattern[str] | None
    also: tuple[str, Mapping[int, Rule]] | None
    also_unless: re.Pattern[str] | None
    period: Period
    hints: tuple[str, ...]


@cache
def all_procedures() -> tuple[Procedure, ...]:
    """The whole list, in its order."""
    return tuple(_procedure(row) for row in _file()["procedures"])


@cache
def sites(name: str) -> Mapping[str, str]:
    """Values by the words for sites, of the tables of skin or of what is below it."""
    found: Mapping[str, str] = _file()["sites"][name]
    return found


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Words as they may stand in a note: any white space between them, whole words at the beginning."""
    return re.compile(r"(?<!\w)(?:" + words.replace(" ", r"\s+") + ")", re.IGNORECASE)


def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "procedures.toml").read_text("utf-8"))


def _procedure(row: dict[str, Any]) -> Procedure:
    rules = {int(place): row[place] for place in ("4", "5", "6", "7") if place in row}
    also = None
    if told := row.get("also"):
        table, _, rule = told.partition(" ")
        also = (table, {**rules, int(rule[0]): rule[2:]})
    unless, also_unless = (pattern(row[name]) if name in row else None for name in ("unless", "also_unless"))
    period = Period(row.get("since", BEGAN), row.get("until", FOREVER))
    return Procedure(
        row["name"],
        pattern(f"(?:{row['words']})(?!\\w)"),
        row["table"],
        rules,
        unless,
        also,
        also_unless,
        period,
        _hints(row["words"]),
    )


def _hints(words: str) -> tuple[str, ...]:
    """Of each way to write it a run of letters that it cannot be without; none when some way has no such run."""
    found = [max(re.findall(r"[a-z]{3,}(?![a-z?*{])", _outside(way)), key=len, default="") for way in _ways(words)]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _ways(words: str) -> list[str]:
    """The alternatives that are not inside parentheses."""
    ways, depth = [""], 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            ways.append("")
        else:
            ways[-1] += letter
    return ways


def _outside(way: str) -> str:
    """What is in no parentheses and no brackets, with a blank for those, for what is optional, and for escapes."""
    kept, depth = "", 0
    for letter in re.sub(r"\\.|\[[^\]]*\]\??", " ", way):
        depth += letter == "("
        kept += letter if depth == 0 else " "
        depth -= letter == ")"
    return re.sub(r"[a-z]\?", " ", kept.lower())
