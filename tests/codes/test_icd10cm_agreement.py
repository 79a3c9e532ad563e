"""Every code of the tabular list, held against the package `simple-icd-10-cm`, which reads the same list in its own way.

Where the two differ, `icd10cm_agreement.csv` says how often and why; any other difference, or one less, fails here.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from superbill.codes.icd10cm import Icd10cm

EXPLAINED = Path(__file__).with_name("icd10cm_agreement.csv")
LISTED = {
    "excludes1": "get_excludes1",
    "excludes2": "get_excludes2",
    "includes": "get_includes",
    "inclusion": "get_inclusion_term",
}
JOINED = {
    "code_first": "get_code_first",
    "use_additional": "get_use_additional_code",
    "code_also": "get_code_also",
    "seventh": "get_seven_chr_note",
    "note": "get_notes",
}


@dataclass
class Tables:
    """All of our tables in memory, the newest edition."""

    codes: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    sevenths: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def above(self, name: str) -> Iterator[str]:
        """A code and those above it."""
        while name in self.codes:
            yield name
            name = self.codes[name][2]


@pytest.fixture(scope="module")
def ours(icd10cm: Icd10cm) -> Tables:
    db, tables = icd10cm._db, Tables()
    for code, title, billable, parent in db.execute("SELECT code, title, billable, parent FROM icd10cm_code WHERE until = ''"):
        tables.codes[code] = title, billable, parent
    tables.headings = dict(db.execute("SELECT name, title FROM icd10cm_heading WHERE until = ''"))
    for owner, kind, words in db.execute(
        "SELECT owner, kind, words FROM icd10cm_note WHERE until = '' ORDER BY owner, kind, ordinal"
    ):
        tables.notes[owner, kind].append(words)
    for owner, character, meaning in db.execute("SELECT owner, character, meaning FROM icd10cm_seventh WHERE until = ''"):
        tables.sevenths[owner][character] = meaning
    return tables


def own_name(code: str, package: ModuleType) -> str:
    """What we call what the package calls `4`, `E08-E13` or a section of one category."""
    if package.is_chapter(code):
        return f"Chapter {code}"
    return f"{code}-{code}" if package.is_block(code) and "-" not in code else code


def single(words: str) -> str:
    return " ".join(words.split())


def explained(what: str) -> Counter[str]:
    lines = (line for line in EXPLAINED.read_text().splitlines() if not line.startswith("#"))
    return Counter({row["where"]: int(row["count"]) for row in csv.DictReader(lines) if row["what"] == what})


def test_the_same_codes_chapters_and_sections_are_there(simple_icd_10_cm: ModuleType, ours: Tables) -> None:
    theirs = {own_name(code, simple_icd_10_cm) for code in simple_icd_10_cm.get_all_codes(with_dots=True)}
    theirs |= {name[:3] for name in theirs if name[:3] == name[4:]}  # a section of one category has the name of its category

    assert theirs == ours.codes.keys() | ours.headings.keys()


def test_the_same_codes_may_be_billed_and_stand_below_the_same_ones(simple_icd_10_cm: ModuleType, ours: Tables) -> None:
    wrong = [
        code
        for code, (_, billable, parent) in ours.codes.items()
        if bool(billable) != simple_icd_10_cm.is_leaf(code)
        or own_name(simple_icd_10_cm.get_parent(code), simple_icd_10_cm) not in (parent, f"{parent}-{parent}")
    ]

    assert wrong == []


def test_titles_agree(simple_icd_10_cm: ModuleType, ours: Tables) -> None:
    differing = Counter(
        next(name for name in ours.above(code) if name in ours.sevenths)
        for code, (title, _, _) in ours.codes.items()
        if title != single(simple_icd_10_cm.get_description(code))
    )

    assert differing == explained("title")


@pytest.mark.parametrize("kind", [*LISTED, *JOINED])
def test_notes_agree_where_they_stand(simple_icd_10_cm: ModuleType, ours: Tables, kind: str) -> None:
    ask: Callable[..., list[str] | str] = getattr(simple_icd_10_cm, (LISTED | JOINED)[kind])
    wrong = []
    for code in simple_icd_10_cm.get_all_codes(with_dots=True):
        name = own_name(code, simple_icd_10_cm)
        told = ask(code, prioritize_blocks=name in ours.headings)
        notes = ours.notes.get((name, kind), [])
        if (single(told) != " ".join(notes)) if isinstance(told, str) else ([single(each) for each in told] != notes):
            wrong.append(name)

    assert Counter(wrong) == explained(kind)


@pytest.mark.parametrize("kind", ["code_first", "use_additional"])
def test_what_a_code_inherits_agrees(simple_icd_10_cm: ModuleType, ours: Tables, kind: str) -> None:
    ask = getattr(simple_icd_10_cm, JOINED[kind])
    wrong = []
    for code in ours.codes:
        nearest = next((notes for name in ours.above(code) if (notes := ours.notes.get((name, kind)))), None)
        if nearest is not None and single(ask(code, search_in_ancestors=True)) != " ".join(nearest):
            wrong.append(code)

    assert wrong == []


def test_seventh_characters_agree_at_every_code(simple_icd_10_cm: ModuleType, ours: Tables) -> None:
    differing: Counter[str] = Counter()
    for code in ours.codes:
        owner = next((name for name in ours.above(code) if name in ours.sevenths), "")
        told = {
            character: single(words)
            for character, words in simple_icd_10_cm.get_seven_chr_def(code, search_in_ancestors=True).items()
        }
        if told != ours.sevenths.get(owner, {}):
            differing[owner] += 1

    assert differing == explained("definition")
