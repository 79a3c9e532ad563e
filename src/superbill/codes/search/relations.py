"""Words that people say and what the code books say for it, from a dictionary of the language: same, of, kind or part.

They are many and none of them is sure, so that they stand in the index, and are asked for by the words of a question.
"""

from collections.abc import Iterator
from typing import NamedTuple

from superbill.codes.shipped import shipped_rows

WEIGHTS = {"same": 0.7, "of": 0.75, "kind": 0.5, "part": 0.5}
"""How much a word tells by way of a relation: that of the same sense, of the noun of an adjective, of a kind, of a whole."""


class Relation(NamedTuple):
    """Words as the search has them, with blanks between, and what they stand for."""

    said: str
    means: str
    kind: str


def relations() -> Iterator[Relation]:
    """All relations of the table that comes with the program."""
    return (Relation(row["said"], row["means"], row["kind"]) for row in shipped_rows("word_relations.csv.gz"))
