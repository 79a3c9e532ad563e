"""From the terms of the code set to the rows of `icd10cm_term`: which key leads to which code.

What is left out, because it misleads more than it finds (measured on coded notes): one-word keys that are not in the
project's own list and do not name a disease by their ending; "Other …" and "… in diseases classified elsewhere"; external
causes (chapter 20) and reasons for contact (chapter 21) unless listed by us; the newborn's and the pregnant woman's chapters
unless the term itself says so.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from superbill.codes.shipped import shipped_rows
from superbill.codes.terms import MOST_WORDS, key_of_term

OWN, TITLE, INCLUSION, INCLUDES = "own", "title", "inclusion", "includes"
_RANK = {OWN: 0, TITLE: 1, INCLUSION: 2, INCLUDES: 3}
MOST_ROWS = 3

_DISEASE_ENDING = re.compile(
    r".{3,}(itis|osis|emia|uria|pathy|algia|oma|penia|plegia|paresis|ectasis|lithiasis|megaly|rrhea|rrhagia|phobia|dynia|iasis)\Z"
)
_NOT_ALONE = frozenset(
    "carcinoma neoplasm sarcoma diagnosis prognosis hematoma trauma coma stoma anastomosis symptoma acidosis mitosis osmosis hypnosis".split()
)
_LEFT_OUT = re.compile(r"\Aother\b|classified elsewhere|\bcode\b|\bas in\b|\bconditions? in\b|\bsee\b", re.IGNORECASE)
_PREGNANCY = re.compile(r"pregnan|labor|deliver|puerper|partum|obstet|gestation|abortion|eclampsia|placent|natal", re.IGNORECASE)
_NEWBORN = re.compile(r"newborn|neonat|fetal|fetus|birth|perinatal|preterm", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the code set: the code it belongs to, its words as printed, where from, and the chapter number."""

    code: str
    words: str
    source: str
    chapter: str


def index_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, int, str, str, str]]:
    """Rows (key, rank, code, source, term); a key with several codes keeps at most three, best first."""
    by_key: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    for row in shipped_rows("synonyms.csv"):
        for term in row["terms"].split(";"):
            by_key[key_of_term(term)].append((_RANK[OWN], row["code"], OWN, term.strip()))
    for entry in entries:
        if not _is_wanted(entry):
            continue
        for term in _spoken(entry.words):
            key = key_of_term(term)
            if _is_telling(key):
                by_key[key].append((_RANK[entry.source], entry.code, entry.source, term))
    for key, found in by_key.items():
        for rank, (code, source, term) in enumerate(_best(found)):
            yield key, rank, code, source, term


def _is_wanted(entry: Entry) -> bool:
    if entry.chapter in ("20", "21") or _LEFT_OUT.search(entry.words):
        return False
    if entry.chapter == "15":
        return bool(_PREGNANCY.search(entry.words))
    return entry.chapter != "16" or bool(_NEWBORN.search(entry.words))


def _spoken(words: str) -> Iterator[str]:
    """A printed term as people say it: without its bracketed synonyms, and each of those on its own."""
    yield " ".join(_BRACKETS.sub(" ", words).split())
    yield from _BRACKETS.findall(words)


def _is_telling(key: str) -> bool:
    count = len(key.split())
    if count == 1:
        return bool(_DISEASE_ENDING.match(key)) and key not in _NOT_ALONE
    return 2 <= count <= MOST_WORDS


def _best(found: list[tuple[int, str, str, str]]) -> list[tuple[str, str, str]]:
    """Of the codes under one key: our own term wins; among the rest, codes of one family become their common heading."""
    top = min(rank for rank, *_ in found)
    if top == _RANK[OWN]:
        found = [row for row in found if row[0] == top]
    families: dict[str, tuple[int, str, str, str]] = {}
    for row in sorted(found, key=lambda row: (row[0], row[1])):
        category = row[1][:3]
        if category not in families:
            families[category] = row
        else:
            rank, code, source, term = families[category]
            families[category] = (rank, common_stem(code, row[1]), source, term)
    return [(code, source, term) for _, code, source, term in list(families.values())[:MOST_ROWS]]


def common_stem(one: str, other: str) -> str:
    """The longest beginning that two codes of one category share: `M25.561` and `M25.569` give `M25.56`."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length].rstrip(".")
