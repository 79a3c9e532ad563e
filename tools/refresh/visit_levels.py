"""Hold the tables of the visit level against those of CMS's Integrated Outpatient Code Editor: levels, minutes and last days.

The editor has a short name of each code by quarter, which says the level of decision making and the minutes. Only what disagrees is
printed, as numbers; the names themselves are licensed, and are neither printed nor kept.

python tools/refresh/visit_levels.py
"""

import re
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.places.us.levels.families import FAMILIES, Row
from superbill.places.us.levels.withdrawn import WITHDRAWN
from tools.refresh.ioce import Editor, editor

LEVELS = {"sf": 1, "straightforward": 1, "low": 2, "mod": 3, "moderate": 3, "hi": 4, "high": 4}

Told = tuple[date, date, str]
"""The first day of the first and of the last quarter of a short name, and the name in small letters."""


def disagreements(told: dict[str, list[Told]]) -> list[str]:
    """What the editor says otherwise than the tables; nothing where they agree."""
    wrong = [text for family in FAMILIES.values() for row in family.rows if (text := _row(row, told.get(row.code, [])))]
    for gone in WITHDRAWN:
        for code in gone.codes:
            last = max((last for _, last, _ in told.get(code, [])), default=date.min)
            if _quarters_between(last, gone.since) != 1:
                wrong.append(f"{code}: gone on {gone.since}, last seen in the quarter of {last}")
    return wrong


def _row(row: Row, told: list[Told]) -> str:
    during = [each for each in told if row.since <= each[0] < row.until]
    for _, _, name in during:
        levels = {LEVELS[word] for word in re.findall(r"[a-z]+", name) if word in LEVELS}
        minutes = [int(number) for number in re.findall(r"(?<![a-z0-9])\d+(?!st|\d)", name)]
        expected = [each for each in (30 if row.least == 31 else row.least, row.most) if each]
        if (row.levels and levels != set(row.levels)) or (row.least is not None and minutes != expected):
            return f"{row.code} since {row.since}: {sorted(levels)}, {minutes}; in the table {[int(x) for x in row.levels]}, {expected}"
    return "" if during and min(first for first, _, _ in during) == row.since else f"{row.code}: not there on {row.since}"


def _quarters_between(one: date, other: date) -> int:
    return (other.year - one.year) * 4 + (other.month - one.month) // 3


def _told(found: Editor) -> dict[str, list[Told]]:
    told: dict[str, list[Told]] = {}
    for key, row in found.tables["data_hcpcs"]:
        first, last = (_day(found.starts[int(row[name])]) for name in ("lo_version", "hi_version"))
        told.setdefault(key.split("|")[0], []).append((first, last, str(row["description"]).lower()))
    return told


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


if __name__ == "__main__":
    with editor("data_hcpcs") as opened:
        for line in disagreements(_told(opened)):
            print(line)
