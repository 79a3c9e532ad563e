"""What a pattern's matches may begin with: nothing that does begin one is left out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.coding.procedures.beginnings import beginnings
from superbill.coding.procedures.lookup import Lookup
from superbill.places.us.procedures.drugs import drugs
from superbill.places.us.procedures.suggest import table
from superbill.places.us.procedures.vaccines import vaccines

PATTERNS = [row.words for row in table().rows] + [one.words for one in (*drugs(), *vaccines())]
LETTERS = st.characters(max_codepoint=127)


@pytest.mark.parametrize(
    ("pattern", "first", "two"),
    [
        ("abc", "a", "ab"),
        ("a?bc", "a b", "ab bc"),
        ("(?:in|ex)cision", "i e", "in ex"),
        (r"\bi ?(?:&|and) ?d", "i", "i_ i& ia"),
        ("[a-c]x", "a b c", "ax bx cx"),
        ("[12] ?mg", "1 2", "1_ 2_ 1m 2m"),
        ("(?:x-ray){2}", "x", "x-"),
        ("(?<!no )strep", "s", "st"),
        ("a+b", "a", "aa ab"),
        ("a{2}b?|c", "a c", "aa c"),
        ("ab?", "a", "a ab"),
        ("(?:a|b(?:c|d))e", "a b", "ae bc bd"),
        ("x.", "x", "x"),
        (r"x\w+y", "x", "x"),
        ("xé", "x", "x"),
    ],
)
def test_the_first_characters_are_told(pattern: str, first: str, two: str) -> None:
    assert beginnings(pattern, upto=1) == frozenset(first.split())
    assert beginnings(pattern, upto=2) == frozenset(one.replace("_", " ") for one in two.split())


@pytest.mark.parametrize("pattern", [".x", "[^a]x", r"\wx", "a*", "(a)?", "éa", "(?i:ab)"])
def test_what_may_begin_with_anything_is_left_open(pattern: str) -> None:
    assert "" in beginnings(pattern)


def test_of_too_many_beginnings_shorter_ones_are_told() -> None:
    assert beginnings("[a-z][a-z][a-z]") == frozenset("abcdefghijklmnopqrstuvwxyz")


def test_signs_of_other_scripts_hide_no_match() -> None:
    lookup = Lookup([r"\d+ mg", "caf(?:é|e)", "x-?ray"])

    found = [(number, match.group()) for number, match in lookup.find("٣ mg café cafe xé x-ray")]

    assert found == [(0, "٣ mg"), (1, "café"), (1, "cafe"), (2, "x-ray")]


@given(said=st.sampled_from(PATTERNS).flatmap(lambda pattern: st.from_regex(f"(?:{pattern})", fullmatch=True, alphabet=LETTERS)))
def test_the_words_of_every_table_are_found_as_by_each_pattern_alone(said: str) -> None:
    text = f"knee {said.lower()} today"

    found = [(number, match.span()) for number, match in LOOKUP.find(text)]

    places = [place.start() for place in re.finditer(r"(?<![\w-])\S", text)]
    alone = [
        (number, match.span()) for start in places for number, pattern in enumerate(EACH) if (match := pattern.match(text, start))
    ]
    assert found == alone


LOOKUP = Lookup(PATTERNS)
EACH = [re.compile(rf"(?:{pattern})(?!\w)") for pattern in PATTERNS]
