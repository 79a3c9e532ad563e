"""What a person typed, as a question to the index: one slot for each thing said, with everything that may answer it.

A slot holds the word itself first, and beside it what it may stand for: an abbreviation or lay word written out, a word of its
family, the rest of an unfinished word, a misspelled or shortened word put right. Every reading has a weight and says why.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from superbill.codes.search.relations import WEIGHTS
from superbill.codes.search.words import SOFT, Meaning, Said, is_slip, letters_of, meanings, root, said_in, sound, without_one

MOST_WORDS = 24
_WEIGHTS = {"lay": 0.95, "short": 0.97, "near": 0.75, **WEIGHTS}
_FAMILY, _UNFINISHED, _JOINED, _RELATED = 0.88, 0.8, 0.97, 0.7
_MOST_READINGS, _MOST_RELATED = 6, 6
_DOUBTED = 0.8
"""How much a correction counts of a word that the language has."""
_LEAST_ALIKE = 0.7


class Reading(NamedTuple):
    """Words that may answer for what was said, how well, and why: empty for the word itself."""

    words: tuple[str, ...]
    weight: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that was said; `soft` when it only chooses among the codes of a condition."""

    raw: str
    readings: tuple[Reading, ...]
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The slots, and all the words that were said or may be meant."""

    slots: tuple[Slot, ...]
    said: frozenset[str]


def question_of(db: sqlite3.Connection, text: str, *, unfinished: bool = True) -> Question:
    """The question in a text; its last word may be unfinished. Words after the first two dozen are not looked at."""
    said = said_in(text)[:MOST_WORDS]
    near = _Near.of(db, said)
    slots, place = [], 0
    while place < len(said):
        length, meant = _meant(said, place, near)
        here = said[place : place + length]
        raw, words = " ".join(dict.fromkeys(one.raw for one in here)), tuple(one.word for one in here)
        found = [Reading(words)] if all(word in near.known for word in words) else []
        found += [Reading(one.words, _WEIGHTS[one.kind], f"{raw}: {' '.join(one.words)}") for one in meant]
        if length == 1:
            is_last = unfinished and place == len(said) - 1 and text[-1:].isalnum()
            found += _nearby(db, said, place, near, is_last=is_last, is_meant=bool(meant))
        if found:
            slots.append(Slot(raw, tuple(found), soft=length == 1 and words[0] in SOFT))
        place += length
    meant_words = {word for slot in slots for reading in slot.readings for word in reading.words}
    return Question(tuple(slots), frozenset(meant_words | {one.word for one in said}))


@dataclass(frozen=True, slots=True)
class _Near:
    """What the index has for the words of a question, asked for all of them at once.

    `known` are the words that it has, and whether they are whole words, not only the shortened ones of some titles. `family` are
    words of one root, by the root; `related` what a book uses for a word elsewhere; `relations` what the language has for it, by
    the first word.
    """

    known: Mapping[str, bool]
    family: Mapping[str, Sequence[str]]
    related: Mapping[str, Sequence[tuple[str, float]]]
    relations: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...], str]]]

    @classmethod
    def of(cls, db: sqlite3.Connection, said: Sequence[Said]) -> "_Near":
        words = tuple({one.word for one in said})
        telling = tuple(word for word in words if _is_telling(word))
        family, related, found = defaultdict(list), defaultdict(list), defaultdict(list)
        for kin, word in db.execute(f"SELECT root, word FROM word WHERE root IN ({_marks(telling)})", tuple(map(root, telling))):  # noqa: S608  (only marks)
            family[kin].append(word)
        sql = f"SELECT word, other, max(weight) FROM related WHERE word IN ({_marks(telling)}) GROUP BY word, other"  # noqa: S608  (only marks)
        for word, other, weight in db.execute(sql, telling):
            related[word].append((other, weight))
        sql = f"SELECT first, said, means, kind FROM relation WHERE first IN ({_marks(telling)})"  # noqa: S608  (only marks)
        for first, key, means, kind in db.execute(sql, telling):
            found[first].append((tuple(key.split()), tuple(means.split()), kind))
        sql = f"SELECT word, whole FROM word WHERE word IN ({_marks(words)})"  # noqa: S608  (only marks)
        return cls({word: bool(whole) for word, whole in db.execute(sql, words)}, family, related, found)


def _is_telling(word: str) -> bool:
    return word not in SOFT and not any(letter.isdigit() for letter in word)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _meant(said: Sequence[Said], place: int, near: _Near) -> tuple[int, list[Meaning]]:
    """How many words from here on are said as one, and what they stand for; one word and nothing where none are."""
    first = said[place].word
    spoken = [(key, Meaning(means, kind)) for key, means, kind in near.relations.get(first, ()) if len(key) > 1]
    rows = [
        (len(key), meaning)
        for key, meaning in (*meanings().get(first, ()), *spoken)
        if tuple(one.word for one in said[place : place + len(key)]) == key
    ]
    length = max((count for count, _ in rows), default=1)
    return length, [meaning for count, meaning in rows if count == length]


def _nearby(
    db: sqlite3.Connection, said: Sequence[Said], place: int, near: _Near, *, is_last: bool, is_meant: bool
) -> Iterator[Reading]:
    """Readings by words that nearly are the one here."""
    word, raw = said[place]
    if not _is_telling(word):
        return
    is_known = near.known.get(word, False)
    related = sorted(_by_relation(said, place, near, is_known=is_known), key=lambda reading: -reading.weight)
    yield from related[:_MOST_RELATED]
    if is_meant or is_known:
        yield from _family(near, word, raw)
        yield from (Reading((other,), _RELATED * weight, f"{raw}: {other}") for other, weight in near.related.get(word, ()))
        if is_last and len(word) > 2:
            yield from _finished(db, word, raw)
        return
    if joined := _joined(db, said, place, near.known):
        yield joined
    elif len(word) > 2:
        found = {
            reading.words: reading
            for written in dict.fromkeys((word, raw if raw.isalpha() else word))
            for reading in (*_corrected(db, written, raw), *_finished(db, written, raw), *_family(near, written, raw))
        }
        doubt = _DOUBTED if related else 1.0
        readings = sorted(found.values(), key=lambda reading: -reading.weight)[:_MOST_READINGS]
        yield from (reading._replace(weight=reading.weight * doubt) for reading in readings)


def _by_relation(said: Sequence[Said], place: int, near: _Near, *, is_known: bool) -> Iterator[Reading]:
    """What the language has for a word: kinds and wholes only where no book has the word."""
    word, raw = said[place]
    for key, means, kind in near.relations.get(word, ()):
        if len(key) == 1 and not (is_known and kind in ("kind", "part")):
            yield Reading(means, WEIGHTS[kind], f"{raw}: {' '.join(means)}")


def _family(near: _Near, word: str, raw: str) -> Iterator[Reading]:
    """Words of one root: fractured for fracture."""
    others = [other for other in near.family.get(root(word), ()) if other != word]
    return (Reading((other,), _FAMILY, f"{raw}: {other}") for other in others[:_MOST_READINGS])


def _finished(db: sqlite3.Connection, word: str, raw: str) -> Iterator[Reading]:
    """Words that begin so; the shortest first."""
    sql = "SELECT word FROM word WHERE word > ? AND word < ? ORDER BY length(word) LIMIT 8"
    for (other,) in db.execute(sql, (word, word + "\U0010ffff")):
        yield Reading((other,), _UNFINISHED + 0.15 * len(word) / len(other), f"{raw}…: {other}")


def _joined(db: sqlite3.Connection, said: Sequence[Said], place: int, known: Mapping[str, bool]) -> Reading | None:
    """A word that the index has in two: `backpain`."""
    word = said[place].word
    halves = [(word[:cut], word[cut:]) for cut in range(4, len(word) - 3)]
    if not halves:
        return None
    marks = ",".join("?" * (2 * len(halves)))
    sql = f"SELECT word FROM word WHERE word IN ({marks})"  # noqa: S608  (only marks)
    there = {row[0] for row in db.execute(sql, [half for pair in halves for half in pair])}
    both = [pair for pair in halves if pair[0] in there and pair[1] in there]
    if not both:
        return None
    best = max(both, key=lambda pair: min(len(pair[0]), len(pair[1])))
    return Reading(best, _JOINED, f"{said[place].raw}: {' '.join(best)}")


def _corrected(db: sqlite3.Connection, word: str, raw: str) -> Iterator[Reading]:
    """Words one slip away, words that sound alike, and long words that are shortened so."""
    near: dict[str, float] = {}
    if len(word) > 3:
        forms = tuple(without_one(word))
        found = db.execute(f"SELECT DISTINCT word FROM slip WHERE form IN ({_marks(forms)}) ORDER BY word", forms)  # noqa: S608  (only marks)
        near = {other: 1 - 1 / len(word) for (other,) in found if is_slip(word, other)}
    for (other,) in db.execute("SELECT word FROM word WHERE whole AND sound = ? LIMIT 40", (sound(word),)):
        if other not in near and abs(len(other) - len(word)) < 4:
            near[other] = SequenceMatcher(None, word, other, autojunk=False).ratio()
    for other, alike in near.items():
        if alike >= _LEAST_ALIKE:
            yield Reading((other,), 0.95 * alike, f"{raw}: {other}")
    pattern = "*".join(word) + "*"
    sql = """SELECT word FROM word WHERE word >= ?1 AND word < ?2 AND whole AND letters & ?3 = ?3 AND word GLOB ?4 AND length(word) > ?5
             LIMIT 12"""
    for (other,) in db.execute(sql, (word[0], word[0] + "\U0010ffff", letters_of(word), pattern, len(word) + 1)):
        yield Reading((other,), 0.6 + 0.6 * len(word) / (len(word) + len(other)), f"{raw}: {other}")
