"""What a person typed, as a question to the index: one slot for each thing said, with everything that may answer it.

A slot holds the word itself first, and beside it what it may stand for: an abbreviation or lay word written out, a word of its
family, the rest of an unfinished word, a misspelled or shortened word put right. Every reading has a weight and says why.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
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
_REMEMBERED = 2_000
"""Words of which is remembered what the index has for them."""


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
    """The slots, for each the words of its readings, and all the words that were said or may be meant."""

    slots: tuple[Slot, ...]
    words: tuple[frozenset[str], ...]
    said: frozenset[str]


def question_of(vocabulary: "Vocabulary", text: str, *, unfinished: bool = True) -> Question:
    """The question in a text; its last word may be unfinished. Words after the first two dozen are not looked at."""
    said = said_in(text)[:MOST_WORDS]
    near = vocabulary.near(said)
    slots, place = [], 0
    while place < len(said):
        length, meant = _meant(said, place, near)
        here = said[place : place + length]
        raw, words = " ".join(dict.fromkeys(one.raw for one in here)), tuple(one.word for one in here)
        found = [Reading(words)] if all(near[word].is_known is not None for word in words) else []
        found += [Reading(one.words, _WEIGHTS[one.kind], f"{raw}: {' '.join(one.words)}") for one in meant]
        if length == 1:
            is_last = unfinished and place == len(said) - 1 and text[-1:].isalnum()
            found += _nearby(vocabulary, said, place, near[words[0]], is_last=is_last, is_meant=bool(meant))
        if found:
            slots.append(Slot(raw, _telling(found), soft=length == 1 and words[0] in SOFT))
        place += length
    of_slots = tuple([frozenset([word for reading in slot.readings for word in reading.words]) for slot in slots])
    return Question(tuple(slots), of_slots, frozenset({one.word for one in said}.union(*of_slots)))


def _telling(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings without those that tell nothing more: the same words again, or the word itself with others."""
    best: dict[tuple[str, ...], Reading] = {}
    for reading in readings:
        if reading.words not in best or best[reading.words].weight < reading.weight:
            best[reading.words] = reading
    itself = readings[0].words if not readings[0].why else ()
    return tuple([one for one in best.values() if one.words == itself or not itself or not set(itself) <= set(one.words)])


class _Word(NamedTuple):
    """What an index has for a word.

    `is_known` tells whether it stands there as a whole word: False where only in the shortened ones of some titles, None where not at
    all. `family` are words of one root; `related` what a book uses for it elsewhere; `relations` what the language has for it.
    """

    is_known: bool | None
    family: Sequence[str]
    related: Sequence[tuple[str, float]]
    relations: Sequence[tuple[tuple[str, ...], tuple[str, ...], str]]


_Near = Mapping[str, _Word]


class Vocabulary:
    """The words of an index: what it has for one is asked once, and remembered for the questions that come."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._words: dict[str, _Word] = {}
        self.finished = lru_cache(_REMEMBERED)(partial(_finished, db))
        self.corrected = lru_cache(_REMEMBERED)(partial(_corrected, db))
        self.joined = lru_cache(_REMEMBERED)(partial(_joined, db))

    def near(self, said: Sequence[Said]) -> _Near:
        """What there is for the words of a question, asked for all of them at once."""
        if len(self._words) > _REMEMBERED:
            self._words = {}
        if missing := tuple({one.word for one in said} - self._words.keys()):
            self._words.update(self._asked(missing))
        return self._words

    def _asked(self, words: Sequence[str]) -> Iterator[tuple[str, _Word]]:
        telling = tuple([word for word in words if _is_telling(word)])
        family, related, found = defaultdict(list), defaultdict(list), defaultdict(list)
        sql = f"SELECT root, word FROM word WHERE root IN ({_marks(telling)})"  # noqa: S608  (only marks)
        for kin, word in self._db.execute(sql, tuple(map(root, telling))):
            family[kin].append(word)
        sql = f"SELECT word, other, max(weight) FROM related WHERE word IN ({_marks(telling)}) GROUP BY word, other"  # noqa: S608  (only marks)
        for word, other, weight in self._db.execute(sql, telling):
            related[word].append((other, weight))
        sql = f"SELECT first, said, means, kind FROM relation WHERE first IN ({_marks(telling)})"  # noqa: S608  (only marks)
        for first, key, means, kind in self._db.execute(sql, telling):
            found[first].append((tuple(key.split()), tuple(means.split()), kind))
        sql = f"SELECT word, whole FROM word WHERE word IN ({_marks(words)})"  # noqa: S608  (only marks)
        known = {word: bool(whole) for word, whole in self._db.execute(sql, words)}
        for word in words:
            its = [other for other in family.get(root(word), ()) if other != word][:_MOST_READINGS]
            yield word, _Word(known.get(word), its, related.get(word, ()), found.get(word, ()))


def _is_telling(word: str) -> bool:
    return word not in SOFT and not any(letter.isdigit() for letter in word)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _meant(said: Sequence[Said], place: int, near: _Near) -> tuple[int, list[Meaning]]:
    """How many words from here on are said as one, and what they stand for; one word and nothing where none are."""
    first = said[place].word
    spoken = [(key, Meaning(means, kind)) for key, means, kind in near[first].relations if len(key) > 1]
    rows = [
        (len(key), meaning)
        for key, meaning in (*meanings().get(first, ()), *spoken)
        if tuple(one.word for one in said[place : place + len(key)]) == key
    ]
    length = max((count for count, _ in rows), default=1)
    return length, [meaning for count, meaning in rows if count == length]


def _nearby(
    vocabulary: Vocabulary, said: Sequence[Said], place: int, near: _Word, *, is_last: bool, is_meant: bool
) -> Iterator[Reading]:
    """Readings by words that nearly are the one here."""
    word, raw = said[place]
    if not _is_telling(word):
        return
    related = sorted(_by_relation(word, raw, near), key=lambda reading: -reading.weight)
    yield from related[:_MOST_RELATED]
    if is_meant or near.is_known:
        yield from _family(near, raw)
        yield from (Reading((other,), _RELATED * weight, f"{raw}: {other}") for other, weight in near.related)
        if is_last and len(word) > 2 and not is_meant:
            yield from _unfinished(vocabulary, word, raw)
        return
    if halves := vocabulary.joined(word):
        yield Reading(halves, _JOINED, f"{raw}: {' '.join(halves)}")
    elif len(word) > 2:
        found = {
            reading.words: reading
            for written in dict.fromkeys((word, raw if raw.isalpha() else word))
            for reading in (
                *(Reading((other,), weight, f"{raw}: {other}") for other, weight in vocabulary.corrected(written)),
                *_unfinished(vocabulary, written, raw),
                *_family(near, raw),
            )
        }
        doubt = _DOUBTED if related else 1.0
        readings = sorted(found.values(), key=lambda reading: -reading.weight)[:_MOST_READINGS]
        yield from (reading._replace(weight=reading.weight * doubt) for reading in readings)


def _by_relation(word: str, raw: str, near: _Word) -> Iterator[Reading]:
    """What the language has for a word: kinds and wholes only where no book has the word."""
    for key, means, kind in near.relations:
        if len(key) == 1 and not (near.is_known and kind in ("kind", "part")):
            yield Reading(means, WEIGHTS[kind], f"{raw}: {' '.join(means)}")


def _family(near: _Word, raw: str) -> Iterator[Reading]:
    """Words of one root: fractured for fracture."""
    return (Reading((other,), _FAMILY, f"{raw}: {other}") for other in near.family)


def _unfinished(vocabulary: Vocabulary, word: str, raw: str) -> Iterator[Reading]:
    return (
        Reading((other,), _UNFINISHED + 0.15 * len(word) / len(other), f"{raw}…: {other}") for other in vocabulary.finished(word)
    )


def _finished(db: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Words that begin so; the shortest first."""
    sql = "SELECT word FROM word WHERE word > ? AND word < ? ORDER BY length(word) LIMIT 8"
    return tuple([other for (other,) in db.execute(sql, (word, word + "\U0010ffff"))])


def _joined(db: sqlite3.Connection, word: str) -> tuple[str, str] | None:
    """The halves of a word that the index has in two: `backpain`."""
    halves = [(word[:cut], word[cut:]) for cut in range(4, len(word) - 3)]
    if not halves:
        return None
    sql = f"SELECT word FROM word WHERE word IN ({_marks(2 * halves)})"  # noqa: S608  (only marks)
    there = {row[0] for row in db.execute(sql, [half for pair in halves for half in pair])}
    both = [pair for pair in halves if pair[0] in there and pair[1] in there]
    return max(both, key=lambda pair: min(len(pair[0]), len(pair[1])), default=None)


def _corrected(db: sqlite3.Connection, word: str) -> tuple[tuple[str, float], ...]:
    """Words one slip away, words that sound alike, and long words that are shortened so; each with how well it answers."""
    near: dict[str, float] = {}
    if len(word) > 3:
        forms = tuple(without_one(word))
        found = db.execute(f"SELECT DISTINCT word FROM slip WHERE form IN ({_marks(forms)}) ORDER BY word", forms)  # noqa: S608  (only marks)
        near = {other: 1 - 1 / len(word) for (other,) in found if is_slip(word, other)}
    for (other,) in db.execute("SELECT word FROM word WHERE whole AND sound = ? LIMIT 40", (sound(word),)):
        if other not in near and abs(len(other) - len(word)) < 4:
            near[other] = SequenceMatcher(None, word, other, autojunk=False).ratio()
    pattern = "*".join(word) + "*"
    sql = """SELECT word FROM word WHERE word >= ?1 AND word < ?2 AND whole AND letters & ?3 = ?3 AND word GLOB ?4 AND length(word) > ?5
             LIMIT 12"""
    rows = db.execute(sql, (word[0], word[0] + "\U0010ffff", letters_of(word), pattern, len(word) + 1))
    return (
        *[(other, 0.95 * alike) for other, alike in near.items() if alike >= _LEAST_ALIKE],
        *[(other, 0.6 + 0.6 * len(word) / (len(word) + len(other))) for (other,) in rows],
    )
