"""Write the index of one book: which words stand in which terms, and what the terms lead to.

    segment   a book's share of the index: what it was made from, how many terms; words with a number below `digits` are numbers
    packed    what ranking looks at of a book, by name (`PACKED`)
    node      a code or heading with what a hit shows and what filters look at; `leaf` is the code to bill where nothing more is said
    doc       a term as it is written
    word      every word with its root, its sound and its letters, for words that nearly meet; `whole` unless it stands in shortened
              titles only
    slip      every whole word of letters, as it is and with each one letter left out: words one slip apart share such a form
    posting   the terms of a book in which a word stands, as packed numbers; the shortest terms come first; `no` names the word
              in what is packed
    relation  words that people say and what the books say for it (`relations`)

A term's mass is what its words tell all together, each by how few terms have it; words that only choose (right, other) have
a small fixed mass.
"""

import math
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from superbill.codes.book import ALWAYS, NEVER
from superbill.codes.search.entries import Entry
from superbill.codes.search.related import related_words
from superbill.codes.search.relations import relations
from superbill.codes.search.words import SIDES, SOFT, letters_of, root, sound, without_one, words_in

SOFT_MASS = {"unspecified": 0.3, "other": 2.0, "disease": 0.8, "disorder": 0.8, "condition": 0.8}
SIDE_MASS = 2.5
NODES = 1 << 24
"""More than any book has: a node's id is the book's number times this, and its own."""
NONE = (1 << 32) - 1
"""No node and no term, in what is packed."""
SOURCES = ("title", "short", "inclusion", "includes", "own", "disease", "external", "neoplasm", "drug")
"""Where a term may be from, as `entries.Term` names it."""
TOO_COMMON = 0.4
"""A word in more than this share of all terms finds nothing and gets no posting."""

TABLES = """
CREATE TABLE IF NOT EXISTS segment (
    no INTEGER PRIMARY KEY, book TEXT NOT NULL UNIQUE, made_from TEXT NOT NULL, docs INTEGER NOT NULL,
    last_begun INTEGER NOT NULL, first_ended INTEGER NOT NULL, digits INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS packed (
    id INTEGER PRIMARY KEY, book INTEGER NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (book, name));
CREATE TABLE IF NOT EXISTS node (
    id INTEGER PRIMARY KEY, book INTEGER NOT NULL, no INTEGER NOT NULL, code TEXT NOT NULL, bare TEXT NOT NULL, title TEXT NOT NULL, parent TEXT NOT NULL, billable INTEGER,
    chapter TEXT NOT NULL, sex TEXT NOT NULL, age_from INTEGER, age_to INTEGER, since INTEGER NOT NULL, until INTEGER NOT NULL,
    added TEXT NOT NULL, leaf INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS node_code ON node (code, book);
CREATE INDEX IF NOT EXISTS node_bare ON node (bare, book);
CREATE INDEX IF NOT EXISTS node_added ON node (parent, book) WHERE added <> '';
CREATE TABLE IF NOT EXISTS doc (
    book INTEGER NOT NULL, no INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (book, no)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS word (
    word TEXT PRIMARY KEY, root TEXT NOT NULL, sound TEXT NOT NULL, whole INTEGER NOT NULL, letters INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_root ON word (root);
CREATE INDEX IF NOT EXISTS word_sound ON word (sound);
CREATE INDEX IF NOT EXISTS word_whole ON word (word, letters) WHERE whole;
CREATE TABLE IF NOT EXISTS slip (form TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS related (
    word TEXT NOT NULL, book INTEGER NOT NULL, other TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (word, book, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS posting (
    word TEXT NOT NULL, book INTEGER NOT NULL, no INTEGER NOT NULL, count INTEGER NOT NULL, docs BLOB NOT NULL,
    PRIMARY KEY (word, book)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS posting_no ON posting (book, no);
CREATE TABLE IF NOT EXISTS relation (
    first TEXT NOT NULL, said TEXT NOT NULL, means TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (first, said, means)) WITHOUT ROWID;
"""


class _Doc(NamedTuple):
    """A term on its way into the index."""

    mass: float
    node: int
    source: str
    text: str
    words: tuple[str, ...]


def create_index(db: sqlite3.Connection) -> None:
    """Make the tables where they are missing, empty but for the relations of words."""
    db.executescript(TABLES)
    if not db.execute("SELECT 1 FROM relation LIMIT 1").fetchone():
        rows = ((one.said.partition(" ")[0], *one) for one in relations())
        db.execute("SAVEPOINT relations")  # or each row would be written to the disk by itself
        db.executemany("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?)", rows)
        db.execute("RELEASE relations")


def drop_book(db: sqlite3.Connection, book: str) -> None:
    """Take a book out of the index; nothing happens when it is not there. Its words stay for corrections."""
    row = db.execute("SELECT no FROM segment WHERE book = ?", (book,)).fetchone()
    for table, column in (
        (("segment", "no"), ("packed", "book"), ("node", "book"), ("doc", "book"), ("related", "book"), ("posting", "book"))
        if row
        else ()
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
        _Doc(
            sum(mass_of[word] for word in words),
            node,
            term.source,
            term.words,
            tuple(dict.fromkeys(word.removeprefix("+") for word in words)),
        )
        for node, term, words in spoken
        if words
    ]
    docs.sort(key=lambda doc: (doc.mass, doc.node))
    whole = {word.removeprefix("+") for _, term, words in spoken if term.source != "short" for word in words}
    leaves = _leaves(nodes)
    _write_nodes(db, number, nodes, leaves)
    db.executemany("INSERT INTO doc VALUES (?, ?, ?)", ((number, place, doc.text) for place, doc in enumerate(docs)))
    numbers = _write_postings(db, number, docs, whole)
    by_node: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for node, _, words in spoken:
        by_node[node].append(words)
    rows = ((word, number, other, weight) for word, other, weight in related_words(by_node.values()))
    db.executemany("INSERT INTO related VALUES (?, ?, ?, ?)", rows)
    days = max((entry.since for entry in nodes), default=ALWAYS), min((entry.until for entry in nodes), default=NEVER)
    packed = {**_packed_docs(docs, numbers), **_packed_nodes(nodes, docs, numbers), "leaves": array("I", leaves), "is_billable": _billable(nodes),
              "sides": array("I", (numbers[word] for word in SIDES if word in numbers))}  # fmt: skip
    db.executemany("INSERT INTO packed VALUES (NULL, ?, ?, ?)", ((number, name, bytes(data)) for name, data in packed.items()))
    values = (number, book, made_from, len(docs), *days, sum(map(str.isdigit, numbers)))
    db.execute(f"INSERT INTO segment VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608  (only marks)
    return len(docs)


def _packed_docs(docs: Sequence[_Doc], numbers: Mapping[str, int]) -> dict[str, "array[Any] | bytes"]:
    """By term its node, mass and source, and where its words begin; and the words of all."""
    begin, words = _runs([numbers[word] for word in doc.words] for doc in docs)
    return {
        "doc_node": array("I", (doc.node for doc in docs)),
        "doc_mass": array("f", (doc.mass for doc in docs)),
        "doc_source": bytes(SOURCES.index(doc.source) for doc in docs),
        "doc_begin": begin,
        "doc_words": words,
    }


def _packed_nodes(nodes: Sequence[Entry], docs: Sequence[_Doc], numbers: Mapping[str, int]) -> dict[str, "array[Any] | bytes"]:
    """By node where its words begin; the words of all its terms, or of its title; the node above it; the term of its title."""
    own: list[dict[int, None]] = [{} for _ in nodes]
    titles = array("I", (NONE,)) * len(nodes)
    for place, doc in enumerate(docs):
        own[doc.node].update((numbers[word], None) for word in doc.words)
        if doc.source == "title":
            titles[doc.node] = place
    place_of: dict[str, int] = {}
    for place, entry in enumerate(nodes):
        place_of.setdefault(entry.code, place)
        if not own[place] and not entry.added:
            own[place].update((numbers[word], None) for word in words_in(entry.title) if word in numbers)
    begin, words = _runs(own)
    above = (place_of.get(entry.parent, NONE) for entry in nodes)
    parents = array("I", (one if one != place else NONE for place, one in enumerate(above)))
    return {"node_begin": begin, "node_words": words, "parents": parents, "titles": titles}


def _runs(lists: Iterable[Iterable[int]]) -> tuple["array[int]", "array[int]"]:
    """Lists one after the other, and where each begins; the last number is where all end. Small numbers take two bytes each."""
    begin, all_of_them = array("I", (0,)), array("I")
    for one in lists:
        all_of_them.extend(one)
        begin.append(len(all_of_them))
    return begin, array("H", all_of_them) if max(all_of_them, default=0) < 1 << 16 else all_of_them


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


def _write_postings(db: sqlite3.Connection, book: int, docs: Sequence[_Doc], whole: Set[str]) -> dict[str, int]:
    """Write the words and where they stand; give the number of each word. Those of nothing but digits come first."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, doc in enumerate(docs):
        for word in doc.words:
            postings[word].append(number)
    often = max(TOO_COMMON * len(docs), 50)
    words = sorted(postings, key=lambda word: (not word.isdigit(), word))
    db.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?, ?) ON CONFLICT (word) DO UPDATE SET whole = max(whole, excluded.whole)",
        ((word, root(word), sound(word), word in whole, letters_of(word)) for word in words),
    )
    slips = ((form, word) for word in words if word in whole and word.isalpha() for form in without_one(word))
    db.executemany("INSERT OR IGNORE INTO slip VALUES (?, ?)", slips)
    rows = (
        (word, book, number, len(postings[word]), b"" if word in SOFT or len(postings[word]) > often else bytes(postings[word]))
        for number, word in enumerate(words)
    )
    db.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?)", rows)
    return {word: number for number, word in enumerate(words)}
