"""Whether words of a note speak of this visit: not denied, not only if, not of another day. For what a visit level is proposed from.

The scopes are those of `coding.context`. They were made for lists of conditions and reach far; here one that crosses a comma holds
only inside a list (“no wheeze, cough or flare”), for a clause after a comma mostly says something new (“no pain, sugars worse”).
"""

import re
from collections.abc import Iterable

from superbill.coding.context import Context, Scope, scopes_of
from superbill.coding.procedures.lookup import small

_NEAR = re.compile(r"\b(?:no|not|never|without|denie[sd]|if|unless|until|returns?)(?: \w+){0,2} $", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
_OVER_LISTS = re.compile(r"den(?:ies|ied|ying)|negative for|absence of", re.IGNORECASE)
_AND_DONE = re.compile(r"\band\b", re.IGNORECASE)
"""“Denies pain and was admitted …”: what was done is not denied."""
_ANAMNESIS = re.compile(r"history of|h/o|hx of|hx|status post|s/p", re.IGNORECASE)
"""Openers of what the patient has had, not of what was done on another day: “history of asthma admitted to …” is of today."""


_ALIKE = (("\u017f", "s"), ("\u0131", "i"), ("\u0130", "i"), ("\u212a", "k"))
"""Letters that a pattern takes for another where it does not regard case, though their small letter is a third: long s, Turkish i, kelvin."""


def folded(text: str) -> str:
    """The text in small letters, each in its place, as patterns see it that do not regard case."""
    for one, other in _ALIKE if not text.isascii() else ():
        text = text.replace(one, other)
    return small(text)


def may_say(low: str, words: Iterable[str]) -> bool:
    """Whether a folded text has one of the words, without which a pattern cannot match: much quicker than to try it."""
    return any(word in low for word in words)


def context_of(text: str, sentence: tuple[int, int], words: tuple[int, int], *, done: bool = False) -> Context | None:
    """The context that takes words of a sentence (half-open places in the text) out of this visit; None where they stand.

    `done` is for words that tell what was done (admitted, seen by video): a history of a condition before them does not move them.
    """
    for scope in scopes_of(text, *sentence):
        if not scope.start <= words[0] <= words[1] <= scope.end or not _reaches(text, scope, words):
            continue
        if scope.context is Context.UNCERTAIN and scope.concludes:
            continue
        says_more = scope.context is Context.NEGATED and _AND_DONE.search(text, scope.start, words[0])
        if not (done and (says_more or _ANAMNESIS.fullmatch(scope.trigger))):
            return scope.context
    near = text[sentence[0] : words[0]].replace("\n", " ")
    return Context.NEGATED if _NEAR.search(near) else None


def clause_around(text: str, sentence: tuple[int, int], words: tuple[int, int]) -> tuple[str, str]:
    """What stands before and after the words within their clause."""
    before, after = text[sentence[0] : words[0]], text[words[1] : sentence[1]]
    return re.split(r"[,;:]|\. ", before)[-1], re.split(r"[,;]|\.(?:\s|$)", after, maxsplit=1)[0]


def _reaches(text: str, scope: Scope, words: tuple[int, int]) -> bool:
    """Whether a scope that crosses a comma is one of a list; conditions (“return if …”) hold to the end of the sentence."""
    if scope.context is Context.HYPOTHETICAL or _OVER_LISTS.fullmatch(scope.trigger):
        return True
    comma = text.rfind(",", scope.start, words[0])
    return comma < 0 or (scope.context is Context.NEGATED and _LISTED.search(text, comma, scope.end) is not None)
