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

    Where `unless` is said beside it, the words mean another procedure; where `also_unless` is, they do not mean `also`.
    """

    name: str
    words: re.Pattern[str]
    table: str
    rules: Mapping[int, Rule]
    unless: re.Pattern[str] | None
    also: tuple[str, Mapping[int, Rule]] | None
    also_unless: re.Pattern[str] | None
    period: Period


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
    return Procedure(row["name"], pattern(f"(?:{row['words']})(?!\\w)"), row["table"], rules, unless, also, also_unless, period)
