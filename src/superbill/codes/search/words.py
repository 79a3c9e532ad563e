"""Words of a search brought to one form: the same for the titles in the index and for what a person types.

`said_in` gives the words in their order. A word is evened (American spelling, singular, ordinals as numbers) and takes the name
that the index uses for it: `renal` and `kidney` are one word, and so are `malignant neoplasm` and `cancer`. What stands for
something else only when a person says it (lay words, abbreviations) is told by `meanings`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from superbill.codes.shipped import shipped_rows
from superbill.codes.terms import stem

SIDES = frozenset(("right", "left", "bilateral"))
SOFT = SIDES | frozenset(("unspecified", "other", "initial", "subsequent", "sequela"))
"""Words that choose among the codes of a condition and do not find it."""

_TOKEN = re.compile(r"[a-z]{1,2}/[a-z]{1,2}(?![a-z])|[a-z0-9]+(?:['’]s\b)?")
_SMALL = frozenset(
    "a an the of in on at to for by and or as from into its his her their this that with is are was has have i my me it be due "
    "w type site side encounter mellitus code elsewhere classified "
    "classifiable pt patient".split()
)
_WEAK = frozenset("encounter type site side mellitus classified elsewhere".split())
"""Small words that stay when nothing else is said."""
_SPELLINGS = (
    ("oestr", "estr"), ("foet", "fet"), ("caec", "cec"), ("sulph", "sulf"), ("isation", "ization"), ("colour", "color"),
    ("fibre", "fiber"), ("centre", "center"), ("litre", "liter"), ("behaviour", "behavior"), ("coeliac", "celiac"),
    ("anaesth", "anesth"), ("labour", "labor"), ("odour", "odor"), ("paralyse", "paralyze"), ("haemo", "hemo"), ("rhoea", "rhea"),
    ("orthopaed", "orthoped"), ("aetiol", "etiol"), ("neighbour", "neighbor"), ("tumour", "tumor"), ("faeces", "feces"),
)  # fmt: skip
_ONE_NAME = {
    "rt": "right", "lt": "left", "r": "right", "l": "left", "rgt": "right", "lft": "left", "bilaterally": "bilateral", "both": "bilateral", "b/l": "bilateral",
    "nos": "unspecified", "unsp": "unspecified", "nec": "other", "oth": "other", "others": "other", "specified": "other",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "6th": "6", "ii": "2", "iii": "3", "two": "2", "three": "3", "four": "4",
    "init": "initial", "subs": "subsequent", "subsequ": "subsequent", "sqla": "sequela", "sequelae": "sequela",
    "teeth": "tooth", "feet": "foot", "vertebrae": "vertebra", "women": "woman", "men": "man", "children": "child", "mice": "mouse",
    "w/o": "without", "wo": "without", "not": "without", "no": "without", "w/": "with", "d/t": "due", "f/u": "follow-up",
}  # fmt: skip


class Said(NamedTuple):
    """A word as the index has it, and the text it came from: `("kidney", "renal")`."""

    word: str
    raw: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words that a person says and what they stand for; `kind` is lay, short, near or part."""

    words: tuple[str, ...]
    kind: str


def said_in(text: str) -> list[Said]:
    """The words of a text in order, small ones left out. A text of nothing but small words keeps the last ones."""
    tokens = _TOKEN.findall(text.lower().replace("-", " ").replace("w/o", "without "))
    said = list(_named(tokens, _same()))
    return [one for one in said if one.word not in _SMALL] or [one for one in said if one.word in _WEAK]


def words_in(text: str) -> tuple[str, ...]:
    """The words of a title for the index, each once, in order; what is joined by a hyphen is found as one word, too."""
    words = [one.word for one in said_in(text)]
    joined = ("".join(pair) for pair in re.findall(r"\b([a-z]+)-([a-z]+)\b", text.lower()) if len(pair[0]) < 8)
    return tuple(dict.fromkeys((*words, *(f"+{even(word)}" for word in joined))))


@lru_cache(maxsize=100_000)
def even(token: str) -> str:
    """One word in American spelling, in the singular, ordinals as numbers."""
    if token in _ONE_NAME:
        return _ONE_NAME[token]
    word = stem(token)
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    return _ONE_NAME.get(word, word)


def _named(tokens: list[str], table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]) -> Iterator[Said]:
    """Each word, or run of words, under the name that the index has for it."""
    words = [even(token) for token in tokens]
    place = 0
    while place < len(words):
        for said, means in table.get(words[place], ()):
            if tuple(words[place : place + len(said)]) == said:
                raw = " ".join(tokens[place : place + len(said)])
                yield from (Said(word, raw) for word in means)
                place += len(said)
                break
        else:
            if words[place]:
                yield Said(words[place], tokens[place])
            place += 1


@cache
def _same() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """By first word: what has one name in the index; the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for row in shipped_rows("search_words.csv"):
        if row["kind"] == "same":
            said = tuple(even(word) for word in row["said"].split())
            table[said[0]].append((said, tuple(even(word) for word in row["means"].split())))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in table.items()}


@cache
def meanings() -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    """By first word: what people say and what it stands for; the longest first. Words are as `said_in` gives them."""
    table: dict[str, list[tuple[tuple[str, ...], Meaning]]] = defaultdict(list)
    rows = [(row["said"], row["means"], row["kind"]) for row in shipped_rows("search_words.csv") if row["kind"] != "same"]
    rows += [(row["short"], row["words"], "short") for row in shipped_rows("abbreviations.csv")]
    for said, means, kind in rows:
        key = tuple(one.word for one in said_in(said))
        words = tuple(one.word for one in said_in(means))
        if key and words and key != words:
            table[key[0]].append((key, Meaning(words, kind)))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in table.items()}


# --- nearness of words

_SOUNDS = (
    ("ph", "f"),
    ("ps", "s"),
    ("gh", "g"),
    ("rh", "r"),
    ("th", "t"),
    ("ch", "k"),
    ("sch", "sk"),
    ("kn", "n"),
    ("wr", "r"),
    ("x", "ks"),
    ("ck", "k"),
    ("q", "k"),
    ("z", "s"),
)
_ENDINGS = (
    "ically", "osis", "otic", "oses", "ations", "ation", "itional", "ional", "ically", "ical", "ions", "ious", "ion", "ive", "ous", "ing", "ity", "ety", "ial", "ary", "ic",
    "al", "ar", "ed", "es", "ia", "ly", "cy", "y", "e", "a", "t",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """What words of one family share: hypertension and hypertensive, infection and infected. Not itself a word."""
    if word.isdigit() or len(word) < 5:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def sound(word: str) -> str:
    """The consonants that are heard, so that `neumonia` meets `pneumonia` and `hemorage` meets `hemorrhage`."""
    word = re.sub(r"\Apn", "n", word)
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    word = re.sub(r"c(?=[eiy])", "s", word).replace("c", "k").replace("h", "")
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub(r"[aeiouy]", "", word[1:]))


def letters_of(word: str) -> int:
    """Which of the letters a to z stand in a word, as bits."""
    return sum({1 << ord(letter) - 97 for letter in word if "a" <= letter <= "z"})


def without_one(word: str) -> set[str]:
    """The word, and what is left of it without one letter. Words that are one slip apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_slip(one: str, other: str) -> bool:
    """Whether one slip of the finger lies between two words: a letter more, less, other, or two changed about."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    rest, its = one[same:], other[same:]
    if len(one) != len(other):
        return rest[1:] == its or rest == its[1:]
    return rest[1:] == its[1:] or (rest[1::-1] == its[:2] and rest[2:] == its[2:])
