"""Write the index of one book: which words stand in which terms, and what the terms lead to.

    segment   a book's share of the index: what it was made from, how many terms, and per term its node and its mass
    node      a code or heading with what a hit shows and what filters look at; `leaf` is the code to bill where nothing more is said
    doc       a term; `words` are those of the index
    word      every word with its root and its sound, for words that nearly meet; `whole` unless it stands in shortened titles only
    posting   the terms of a book in which a word stands, as packed numbers; the shortest terms come first

A term's mass is what its words tell all together, each by how few terms have it; words that only choose (right, other) have
a small fixed mass.
"""

import math
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from superbill.codes.book import ALWAYS, NEVER
from superbill.codes.search.entries import Entry
from superbill.codes.search.related import related_words
from superbill.codes.search.words import SOFT, root, sound, words_in

SOFT_MASS = {"unspecified": 0.3, "other": 2.0, "disease": 0.8, "disorder": 0.8, "condition": 0.8}
SIDE_MASS = 2.5
NODES = 1 << 24
"""More than any book has: a node's id is the book's number times this, and its own."""
TOO_COMMON = 0.4
"""A word in more than this share of all terms finds nothing and gets no posting."""

TABLES = """
CREATE TABLE IF NOT EXISTS segment (
    no INTEGER PRIMARY KEY, book TEXT NOT NULL UNIQUE, made_from TEXT NOT NULL, docs INTEGER NOT NULL,
    last_begun INTEGER NOT NULL, first_ended INTEGER NOT NULL, doc_node BLOB NOT NULL, doc_mass BLOB NOT NULL,
    leaves BLOB NOT NULL, is_billable BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS node (
    id INTEGER PRIMARY KEY, book INTEGER NOT NULL, no INTEGER NOT NULL, code TEXT NOT NULL, bare TEXT NOT NULL, title TEXT NOT NULL, parent TEXT NOT NULL, billable INTEGER,
    chapter TEXT NOT NULL, sex TEXT NOT NULL, age_from INTEGER, age_to INTEGER, since INTEGER NOT NULL, until INTEGER NOT NULL,
    added TEXT NOT NULL, leaf INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS node_code ON node (code, book);
CREATE INDEX IF NOT EXISTS node_bare ON node (bare, book);
CREATE INDEX IF NOT EXISTS node_added ON node (parent, book) WHERE added <> '';
CREATE TABLE IF NOT EXISTS doc (
    book INTEGER NOT NULL, no INTEGER NOT NULL, words TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (book, no)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS word (
    word TEXT PRIMARY KEY, root TEXT NOT NULL, sound TEXT NOT NULL, whole INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_root ON word (root);
CREATE INDEX IF NOT EXISTS word_sound ON word (sound);
CREATE TABLE IF NOT EXISTS related (
    word TEXT NOT NULL, book INTEGER NOT NULL, other TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (word, book, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS posting (
    word TEXT NOT NULL, book INTEGER NOT NULL, count INTEGER NOT NULL, docs BLOB NOT NULL, PRIMARY KEY (word, book)) WITHOUT ROWID;
"""


class _Doc(NamedTuple):
    """A term on its way into the index."""

    mass: float
    node: int
    source: str
    text: str
    words: tuple[str, ...]


def create_index(db: sqlite3.Connection) -> None:
    """Make the empty tables where they are missing."""
    db.executescript(TABLES)


def drop_book(db: sqlite3.Connection, book: str) -> None:
    """Take a book out of the index; nothing happens when it is not there. Its words stay for corrections."""
    row = db.execute("SELECT no FROM segment WHERE book = ?", (book,)).fetchone()
    for table, column in (
        (("segment", "no"), ("node", "book"), ("doc", "book"), ("related", "book"), ("posting", "book")) if row else ()
    ):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", row)  # noqa: S608  (our own names)


def index_book(db: sqlite3.Connection, book: str, entries: Iterable[Entry], *, made_from: str) -> int:
    """Put a book into the index in place of what was there of it. Returns how many terms it has."""
    drop_book(db, book)
    (number,) = db.execute("SELECT coalesce(max(no), 0) + 1 FROM segment").fetchone()
    nodes = list(entries)
    spoken = [(number_of, term, words_in(term.words)) for number_of, entry in enumerate(nodes) for term in entry.terms]
    frequency: dict[str, int] = defaultdict(int)
    for _, _, words in spoken:
        for word in words:
            frequency[word] += 1
    mass_of = {word: mass(word, count, len(spoken)) for word, count in frequency.items()}
    docs = [
        _Doc(sum(mass_of[word] for word in words), node, term.source, term.words, words) for node, term, words in spoken if words
    ]
    docs.sort(key=lambda doc: (doc.mass, doc.node))
    leaves = _leaves(nodes)
    _write_nodes(db, number, nodes, leaves)
    _write_docs(db, number, docs)
    _write_postings(db, number, docs)
    by_node: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for node, _, words in spoken:
        by_node[node].append(words)
    rows = ((word, number, other, weight) for word, other, weight in related_words(by_node.values()))
    db.executemany("INSERT INTO related VALUES (?, ?, ?, ?)", rows)
    packed = (
        array("I", (doc.node for doc in docs)), array("f", (doc.mass for doc in docs)), array("I", leaves), _billable(nodes),
    )  # fmt: skip
    days = max((entry.since for entry in nodes), default=ALWAYS), min((entry.until for entry in nodes), default=NEVER)
    values = (number, book, made_from, len(docs), *days, *(bytes(one) for one in packed))
    db.execute("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return len(docs)


def mass(word: str, count: int, docs: int) -> float:
    """What a word tells that stands in `count` of so many terms."""
    if word in SOFT_MASS:
        return SOFT_MASS[word]
    if word in SOFT:
        return SIDE_MASS
    return 0.0 if word.startswith("+") else math.log(1 + docs / (count + 0.5))


def _write_nodes(db: sqlite3.Connection, book: int, nodes: Sequence[Entry], leaves: Sequence[int]) -> None:
    db.executemany(
        "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                book * NODES + number, book, number, entry.code, entry.code.upper().replace(".", ""), entry.title, entry.parent, entry.billable, entry.chapter, entry.sex,
                *(entry.ages or (None, None)), entry.since, entry.until, entry.added, leaves[number],
            )
            for number, entry in enumerate(nodes)
        ),
    )  # fmt: skip


def _leaves(nodes: Sequence[Entry]) -> list[int]:
    """For each node the one to bill where nothing more is said: its unspecified leaf, or itself."""
    below: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(nodes):
        below[entry.parent].append(number)
    leaves = list(range(len(nodes)))
    for number in sorted(range(len(nodes)), key=lambda number: -len(nodes[number].code)):
        entry = nodes[number]
        if entry.billable is False and entry.terms and below[entry.code]:
            leaves[number] = leaves[max(below[entry.code], key=lambda child: _plainness(nodes[child]))]
    return leaves


def _billable(nodes: Sequence[Entry]) -> bytes:
    """By node, 1 when it may be billed as it is or with a 7th character, or when the book does not say."""
    stems = {entry.parent for entry in nodes if entry.added}
    return bytes(entry.billable is not False or entry.code in stems for entry in nodes)


def _plainness(child: Entry) -> tuple[bool, ...]:
    """How much a code says that nothing more is known; the first encounter before later ones."""
    title = child.title.lower()
    return (
        child.added in ("A", "0", ""),
        "without complication" in title,
        "unspecified" in title and "other" not in title,
        child.code.endswith("9"),
        child.code.endswith("0"),
    )


def _write_docs(db: sqlite3.Connection, book: int, docs: Sequence[_Doc]) -> None:
    rows = ((book, number, " ".join(doc.words).replace("+", ""), doc.source, doc.text) for number, doc in enumerate(docs))
    db.executemany("INSERT INTO doc VALUES (?, ?, ?, ?, ?)", rows)


def _write_postings(db: sqlite3.Connection, book: int, docs: Sequence[_Doc]) -> None:
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, doc in enumerate(docs):
        for word in doc.words:
            postings[word.removeprefix("+")].append(number)
    often = max(TOO_COMMON * len(docs), 50)
    whole = {word.removeprefix("+") for doc in docs if doc.source != "short" for word in doc.words}
    db.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?) ON CONFLICT (word) DO UPDATE SET whole = max(whole, excluded.whole)",
        ((word, root(word), sound(word), word in whole) for word in sorted(postings)),
    )
    db.executemany(
        "INSERT INTO posting VALUES (?, ?, ?, ?)",
        (
            (word, book, len(numbers), b"" if word in SOFT or len(numbers) > often else numbers.tobytes())
            for word, numbers in sorted(postings.items())
        ),
    )
