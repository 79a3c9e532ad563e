"""Where the words of a question stand: in each table the terms that have them, remembered for the questions that come."""

import sqlite3
from array import array
from collections.abc import Collection, Mapping

_REMEMBERED = 300_000
"""So many terms of words are remembered, four bytes each: those of the words that were asked for last."""


class Posting:
    """Where a word stands in a table: its number there, in how many terms, in which (`numbers`, the shortest terms first)."""

    def __init__(self, no: int, terms: int, docs: bytes) -> None:
        self.no, self.terms = no, terms
        self._docs = docs

    def __bool__(self) -> bool:
        """Whether it leads to terms: what is too common does not."""
        return bool(self._docs)

    @property
    def numbers(self) -> "array[int]":
        """The terms, as they are packed."""
        numbers = array("I")
        numbers.frombytes(self._docs)
        return numbers


Postings = Mapping[str, Posting]
"""By word."""


class PostingLists:
    """The postings of an index, for one thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[str, tuple[tuple[int, Posting], ...]] = {}
        self._terms = 0

    def of(self, words: Collection[str]) -> dict[int, dict[str, Posting]]:
        """The postings of words, by the number of the table."""
        if missing := tuple([word for word in words if word not in self._known]):
            self._ask(missing)
        found: dict[int, dict[str, Posting]] = {}
        for word in words:
            self._known[word] = its = self._known.pop(word)
            for table, posting in its:
                found.setdefault(table, {})[word] = posting
        self._forget()
        return found

    def numbered(self, table: int, numbers: Collection[int]) -> dict[str, Posting]:
        """The postings of a table by the numbers that its words have there."""
        sql = f"SELECT word FROM posting WHERE book = ? AND no IN ({_marks(numbers)})"  # noqa: S608  (only marks)
        words = [word for (word,) in self._db.execute(sql, (table, *numbers))]
        return self.of(words).get(table, {})

    def _ask(self, words: tuple[str, ...]) -> None:
        sql = f"SELECT word, book, no, count, docs FROM posting WHERE word IN ({_marks(words)})"  # noqa: S608  (only marks)
        found: dict[str, list[tuple[int, Posting]]] = {word: [] for word in words}
        for word, table, *rest in self._db.execute(sql, words):
            found[word].append((table, Posting(*rest)))
        self._known.update({word: tuple(its) for word, its in found.items()})
        self._terms += sum([_terms(self._known[word]) for word in words])

    def _forget(self) -> None:
        """Where too much is remembered, drop what was not asked for lately."""
        if self._terms > _REMEMBERED:
            for word in list(self._known)[: len(self._known) // 2]:
                self._terms -= _terms(self._known.pop(word))


def _terms(its: Collection[tuple[int, Posting]]) -> int:
    return 1 + sum([posting.terms for _, posting in its])


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
