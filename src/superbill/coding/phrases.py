"""The runs of telling words of a note, as they are written: what learning counts.

English notes are read as the dictionary reads them (`codes.terms`): abbreviations written out, plurals evened, small words left out,
and only what is said plainly of the patient. Of other languages only the forms of words are known: accents and endings are evened,
and what is denied counts as said. A phrase keeps the order of its words: `cancer breast` is not `breast cancer`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from superbill.claims.note import Note
from superbill.codes.terms import Token
from superbill.coding.charts import ENGLISH
from superbill.coding.context import Context, context_at
from superbill.coding.mentions import Line, lines_of
from superbill.coding.sections import BODY, Sentence

LONGEST, LONGEST_MARKED = 5, 8
"""Telling words of a phrase: of one that only stood beside a code, and of one that is marked."""

_NOT_OF_THE_PATIENT = frozenset({Context.NEGATED, Context.FAMILY, Context.HYPOTHETICAL})
_DENYING = frozenset("no not without denies denied never".split())
"""They say what the context already tells."""

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.;:](?=\s)|\n")
_SMALL = frozenset("de la el los las del en con y o a por un una al su e lo que se".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of telling words with its half-open place in the note, and the section it stands in."""

    words: str
    start: int
    end: int
    section: str = BODY


def phrases_of(note: Note, *, language: str = ENGLISH) -> tuple[Phrase, ...]:
    """Every run of telling words within a sentence, in order: up to `LONGEST`, or where only marked words count `LONGEST_MARKED`."""
    if language != ENGLISH:
        return tuple(
            phrase
            for line in _lines_of_other(note)
            for phrase in _in_line([token for token in line.tokens if token.words], LONGEST_MARKED, BODY)
        )
    return tuple(
        phrase for line in lines_of(note) for run in _plain_runs(line) for phrase in _in_line(run, LONGEST, line.sentence.section)
    )


def words_of_phrase(text: str, *, language: str) -> str:
    """Marked words as the phrase that they are."""
    tokens = (
        token for line in (_lines_of_other(Note(text)) if language != ENGLISH else lines_of(Note(text))) for token in line.tokens
    )
    return " ".join(word for token in tokens for word in token.words)


def _in_line(run: Sequence[Token], longest: int, section: str) -> Iterator[Phrase]:
    for first in range(len(run)):
        words: list[str] = []
        for token in run[first : first + longest]:
            words += token.words
            yield Phrase(" ".join(words), run[first].start, token.end, section)


def _plain_runs(line: Line) -> Iterator[list[Token]]:
    """The telling words of a line, cut where something is said that is not of this patient."""
    run: list[Token] = []
    for token in line.tokens:
        if not token.words:
            continue
        if token.raw.lower() in _DENYING:
            yield run
            run = []
            continue
        over = context_at(line.scopes, token.start, token.end) if line.scopes else None
        if over is not None and over.context in _NOT_OF_THE_PATIENT:
            yield run
            run = []
        else:
            run.append(token)
    yield run


def _lines_of_other(note: Note) -> tuple[Line, ...]:
    edges = [0, *(found.end() for found in _STOP.finditer(note.text)), len(note.text)]
    return tuple(
        Line(Sentence(start, end, BODY, number), tuple(_tokens(note.text, start, end)))
        for number, (start, end) in enumerate(pairwise(edges))
    )


def _tokens(text: str, start: int, end: int) -> Iterable[Token]:
    return (
        Token(found.start(), found.end(), found.group(), _evened(found.group())) for found in _WORD.finditer(text, start, end)
    )


@lru_cache(maxsize=65_536)
def _evened(word: str) -> tuple[str, ...]:
    """A word without its accents and its ending of number and gender; a small word is none."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))
    if plain in _SMALL:
        return ()
    if len(plain) > 4 and plain.endswith("es"):
        plain = plain[:-2]
    elif len(plain) > 3 and plain.endswith("s"):
        plain = plain[:-1]
    return (plain[:-1] if len(plain) > 4 and plain[-1] in "ao" else plain,)
