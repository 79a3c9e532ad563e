"""What was heard in a dictation: words with their times and how sure the hearing is; and the text that a person reads against the sound."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SURE_PERCENT = 60
"""A word that was heard less surely is marked: the person looks at it first. They read all of it."""

_PAUSE_MS = 900
_MARK = re.compile(r"\[[^\[\]\n]*\?\]")
_NO_BRACKETS = str.maketrans("", "", "[]")


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as it was heard, with its punctuation; times from the beginning of the recording, half-open."""

    word: str
    start_ms: int
    end_ms: int
    percent: int

    @property
    def is_sure(self) -> bool:
        """Whether it needs no mark."""
        return self.percent >= SURE_PERCENT


def text_of(words: Sequence[HeardWord], *, marked: bool = False) -> str:
    """The words as text, a line for each stretch between pauses at the end of a sentence; with marks a doubtful word is `[table?]`.

    Brackets are for marks only: those of a word itself are left out, so that no mark is hidden by them.
    """
    parts: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is not None:
            ends = before.word.endswith((".", "?", "!", ":")) and word.start_ms - before.end_ms >= _PAUSE_MS
            parts.append("\n" if ends else " ")
        plain = word.word.translate(_NO_BRACKETS)
        parts.append(f"[{plain}?]" if marked and not word.is_sure else plain)
    return "".join(parts)


def marks_in(text: str) -> int:
    """How many words are still marked as doubtful."""
    return len(_MARK.findall(text))


def heard_from(rows: Iterable[Sequence[object]]) -> tuple[HeardWord, ...]:
    """The words as they are kept: [word, start_ms, end_ms, percent]."""
    return tuple(HeardWord(str(word), int(str(start)), int(str(end)), int(str(percent))) for word, start, end, percent in rows)
