"""What a person typed, as a question to the index: one slot for each thing said, with everything that may answer it.

A slot holds the word itself first, and beside it what it may stand for: an abbreviation or lay word written out, a word of its
family, the rest of an unfinished word, a misspelled or shortened word put right. Every reading has a weight and says why.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from superbill.codes.search.words import SOFT, Meaning, Said, edits_of, meanings, root, said_in, sound

MOST_WORDS = 24
_WEIGHTS = {"lay": 0.95, "short": 0.97, "near": 0.75}
_FAMILY, _UNFINISHED, _JOINED, _RELATED = 0.88, 0.8, 0.97, 0.7
_MOST_READINGS = 6
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
    known = _known(db, said)
    slots, place = [], 0
    while place < len(said):
        length, meant = _meant(said, place)
        raw = " ".join(dict.fromkeys(one.raw for one in said[place : place + length]))
        words = tuple(one.word for one in said[place : place + length])
        found = [Reading(words)] if all(word in known for word in words) else []
        found += [Reading(one.words, _WEIGHTS[one.kind], f"{raw}: {' '.join(one.words)}") for one in meant]
        if length == 1:
            is_last = unfinished and place == len(said) - 1 and text[-1:].isalnum()
            found += _nearby(db, said, place, known, is_last=is_last, is_found=bool(meant) or known.get(words[0], False))
        if found:
            slots.append(Slot(raw, tuple(found), soft=length == 1 and words[0] in SOFT))
        place += length
    meant_words = {word for slot in slots for reading in slot.readings for word in reading.words}
    return Question(tuple(slots), frozenset(meant_words | {one.word for one in said}))


def _known(db: sqlite3.Connection, said: Sequence[Said]) -> dict[str, bool]:
    """Those words that the index has, and whether they are whole words, not only the shortened ones of some titles."""
    words = {one.word for one in said}
    sql = f"SELECT word, whole FROM word WHERE word IN ({','.join('?' * len(words))})"  # noqa: S608  (only marks)
    return {word: bool(whole) for word, whole in db.execute(sql, tuple(words))}


def _meant(said: Sequence[Said], place: int) -> tuple[int, list[Meaning]]:
    """How many words from here on are said as one, and what they stand for; one word and nothing where none are."""
    rows = [
        (len(key), meaning)
        for key, meaning in meanings().get(said[place].word, ())
        if tuple(one.word for one in said[place : place + len(key)]) == key
    ]
    length = max((count for count, _ in rows), default=1)
    return length, [meaning for count, meaning in rows if count == length]


def _nearby(
    db: sqlite3.Connection, said: Sequence[Said], place: int, known: Mapping[str, bool], *, is_last: bool, is_found: bool
) -> Iterator[Reading]:
    """Readings by words that nearly are the one here."""
    word, raw = said[place]
    if word in SOFT or any(letter.isdigit() for letter in word):
        return
    if is_found:
        yield from _family(db, word, raw)
        yield from _related(db, word, raw)
        if is_last and len(word) > 2:
            yield from _finished(db, word, raw)
        return
    if joined := _joined(db, said, place, known):
        yield joined
    elif len(word) > 2:
        found = {
            reading.words: reading for reading in (*_corrected(db, word, raw), *_finished(db, word, raw), *_family(db, word, raw))
        }
        yield from sorted(found.values(), key=lambda reading: -reading.weight)[:_MOST_READINGS]


def _family(db: sqlite3.Connection, word: str, raw: str) -> Iterator[Reading]:
    """Words of one root: fractured for fracture."""
    for (other,) in db.execute("SELECT word FROM word WHERE root = ? AND word <> ? LIMIT 6", (root(word), word)):
        yield Reading((other,), _FAMILY, f"{raw}: {other}")


def _related(db: sqlite3.Connection, word: str, raw: str) -> Iterator[Reading]:
    """Words that a book uses for it elsewhere."""
    for other, weight in db.execute("SELECT other, max(weight) FROM related WHERE word = ? GROUP BY other", (word,)):
        yield Reading((other,), _RELATED * weight, f"{raw}: {other}")


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
    slips = tuple(edits_of(word)) if len(word) > 3 else ()
    marks = ",".join("?" * len(slips))
    near = {row[0]: 1 - 1 / len(word) for row in db.execute(f"SELECT word FROM word WHERE whole AND word IN ({marks})", slips)}  # noqa: S608
    for (other,) in db.execute("SELECT word FROM word WHERE whole AND sound = ? LIMIT 40", (sound(word),)):
        if other not in near and abs(len(other) - len(word)) < 4:
            near[other] = SequenceMatcher(None, word, other, autojunk=False).ratio()
    for other, alike in near.items():
        if alike >= _LEAST_ALIKE:
            yield Reading((other,), 0.95 * alike, f"{raw}: {other}")
    pattern = "%".join(word) + "%"
    sql = "SELECT word FROM word WHERE word >= ? AND word < ? AND length(word) > ? AND whole AND word LIKE ? LIMIT 12"
    for (other,) in db.execute(sql, (word[0], word[0] + "\U0010ffff", len(word) + 1, pattern)):
        yield Reading((other,), 0.6 + 0.6 * len(word) / (len(word) + len(other)), f"{raw}: {other}")
