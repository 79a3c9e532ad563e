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
    ("pattern", "first"),
    [
        ("abc", "a"),
        ("a?bc", "ab"),
        ("(?:in|ex)cision", "ie"),
        (r"\bi ?(?:&|and) ?d", "i"),
        ("[a-c]x", "abc"),
        (r"\d+ mg", "0123456789"),
        ("(?:x-ray){2}", "x"),
        ("(?<!no )strep", "s"),
    ],
)
def test_the_first_characters_are_told(pattern: str, first: str) -> None:
    assert beginnings(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", [".x", "[^a]x", r"\wx", "a*", "(a)?"])
def test_what_may_begin_with_anything_is_left_open(pattern: str) -> None:
    assert len(beginnings(pattern)) == 128


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
