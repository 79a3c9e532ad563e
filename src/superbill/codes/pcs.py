"""ICD-10-PCS by its tables: which values may follow, whether a code is one that its table makes, and a code from its choices.

    pcs = Pcs(tables)                                       # the open tables of the book `icd10pcs`
    pcs.choices("0TX", on=day)                              position 4, `Body Part`: {"B": "Bladder", …}
    pcs.is_made("0TXB0ZZ", on=day)                          whether the tables make it
    pcs.code_of("0TX", ["Bladder", "Open", "Z", "Z"], on=day)

Source: ICD-10-PCS Official Guidelines for Coding and Reporting, section A (conventions): A9, values of one row of a table.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from superbill.basics.errors import BadInput
from superbill.codes.shelf import OpenTable

LENGTH = 7
FIRST = ("Section", "Body System", "Operation")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may stand at a position (1 to 7) after the characters before it: values with their labels, in order.

    A value may mean different things in different rows of a table (new technology); its labels are then joined with " / ".
    """

    position: int
    title: str
    values: dict[str, str]


class NoSuchChoice(BadInput):
    """The tables have no such value at that place; `choices` are those that they have."""

    def __init__(self, said: str, choices: Choices) -> None:
        self.choices = choices
        listed = ", ".join(f"{value} {label}" for value, label in list(choices.values.items())[:12])
        super().__init__(
            f"{said[:40]!r} may not stand at character {choices.position}, {choices.title}.", todo=f"It may be: {listed}."
        )


Panel = tuple[tuple[str, Mapping[str, str]], ...]


class Pcs:
    """Look-ups in the tables of procedures, which must be installed."""

    def __init__(self, tables: Mapping[str, OpenTable]) -> None:
        self._tables = tables
        self._heads = lru_cache(maxsize=4)(self._read_heads)

    def choices(self, beginning: str, *, on: date) -> Choices | None:
        """What may follow the first characters; None when no code begins so, or when it is whole."""
        beginning = beginning.strip().upper()
        if len(beginning) >= LENGTH:
            return None
        if len(beginning) < len(FIRST):
            found = {
                table[len(beginning)]: labels[len(beginning)]
                for table, labels in self._heads(on).items()
                if table.startswith(beginning)
            }
            return Choices(len(beginning) + 1, FIRST[len(beginning)], dict(sorted(found.items()))) if found else None
        values: dict[str, list[str]] = {}
        panels = self._panels(beginning, on)
        for panel in panels:
            for value, label in panel[len(beginning) - 3][1].items():
                if label not in values.setdefault(value, []):
                    values[value].append(label)
        if not panels:
            return None
        titles = dict.fromkeys(panel[len(beginning) - 3][0] for panel in panels)
        return Choices(len(beginning) + 1, " / ".join(titles), {value: " / ".join(values[value]) for value in sorted(values)})

    def is_made(self, code: str, *, on: date) -> bool:
        """Whether the tables of that day make this code."""
        code = code.strip().upper()
        return len(code) == LENGTH and bool(self._panels(code, on))

    def labels(self, code: str, *, on: date) -> tuple[tuple[str, str], ...]:
        """What each of the characters means, (title, label), as far as they are told; empty when no code begins so."""
        code = code.strip().upper()
        told = [self.choices(code[:place], on=on) for place in range(min(len(code), LENGTH))]
        first = tuple(
            (each.title, each.values[code[place]]) for place, each in enumerate(told[:3]) if each and code[place] in each.values
        )
        if len(code) <= len(FIRST):
            return first
        panel = next(iter(self._panels(code, on)), None)
        rest = (
            tuple((title, values[code[place]]) for place, (title, values) in enumerate(panel[: len(code) - 3], 3))
            if panel
            else ()
        )
        return first + rest if panel else ()

    def code_of(self, beginning: str, said: Sequence[str], *, on: date) -> str:
        """The code that begins so and goes on with what is said, each a value or its label. Raises `NoSuchChoice`."""
        code = beginning.strip().upper()
        for words in said:
            choices = self.choices(code, on=on)
            if choices is None:
                raise NoSuchChoice(words, Choices(len(code) + 1, "none", {}))
            value = words.strip().upper()
            if value not in choices.values:
                value = next(
                    (each for each, label in choices.values.items() if words.strip().lower() in label.lower().split(" / ")), ""
                )
            if not value:
                raise NoSuchChoice(words, choices)
            code += value
        return code

    def codes_of(self, beginning: str, *, on: date) -> Iterable[str]:
        """Every code that the tables make and that begins so; at least a table (three characters) must be told."""
        choices = self.choices(beginning, on=on) if len(beginning) >= len(FIRST) else None
        if len(beginning) == LENGTH and self.is_made(beginning, on=on):
            yield beginning
        for value in choices.values if choices else ():
            yield from self.codes_of(beginning + value, on=on)

    def _panels(self, beginning: str, on: date) -> list[Panel]:
        """The rows of a table in which these characters may stand."""
        row = self._tables["table"].find(beginning[:3], on=on)
        panels = _panels_of(str(row["panels"])) if row else ()
        return [panel for panel in panels if all(value in panel[place][1] for place, value in enumerate(beginning[3:]))]

    def _read_heads(self, on: date) -> dict[str, tuple[str, str, str]]:
        return {
            str(row["table"]): (str(row["section"]), str(row["system"]), str(row["operation"]))
            for row in self._tables["table"].rows(on=on)
        }


@lru_cache(maxsize=256)
def _panels_of(text: str) -> tuple[Panel, ...]:
    return tuple(tuple((title, values) for title, values in panel) for panel in json.loads(text))
