"""A place in the diagnosis book: chapters, sections and codes, what stands above, below and beside them."""

from datetime import date

import pytest

from superbill.app.read_code import CodePage, read_chapters, read_code
from superbill.codes.icd10cm import UnknownCode

DAY = date(2026, 9, 8)


@pytest.fixture(autouse=True)
def _tables(code_tables: object) -> None:
    """The tables are built."""


def names(page: CodePage) -> list[str]:
    return [line.name for line in page.below]


def test_the_chapters_stand_in_their_order() -> None:
    chapters = [line.name for line in read_chapters(on=DAY)]

    assert chapters == [f"Chapter {number}" for number in range(1, 23)]


@pytest.mark.parametrize("name", ["Chapter 4", "chapter-4", "chapter 4", "CHAPTER4"])
def test_a_chapter_shows_its_sections(name: str) -> None:
    page = read_code(name, on=DAY)

    assert (page.name, page.title, page.above) == ("Chapter 4", "Endocrine, nutritional and metabolic diseases", "")
    assert (page.before, page.after) == ("Chapter 3", "Chapter 5")
    assert names(page)[:2] == ["E00-E07", "E08-E13"]
    assert page.code is None


def test_narrower_sections_stand_in_below_wider_ones() -> None:
    below = {line.name: line.depth for line in read_code("chapter-2", on=DAY).below}

    assert (below["C00-C96"], below["C00-C75"], below["C00-C14"], below["D00-D09"]) == (0, 1, 2, 0)
    assert list(below)[:3] == ["C00-C96", "C00-C75", "C00-C14"]


def test_a_section_shows_its_categories_and_the_sections_within_it() -> None:
    assert names(read_code("e08-e13", on=DAY)) == ["E08", "E09", "E10", "E11", "E13"]
    assert names(read_code("C00-C75", on=DAY))[0] == "C00-C14"


def test_a_code_is_walked_up_to_its_chapter() -> None:
    steps, name = [], "S52.501A"
    while name:
        page = read_code(name, on=DAY)
        steps.append(page.name)
        name = page.above

    assert steps == ["S52.501A", "S52.501", "S52.50", "S52.5", "S52", "S50-S59", "Chapter 19"]


def test_the_choices_are_the_7th_characters_of_a_code_that_lacks_one_or_has_one() -> None:
    lacking, having, without = (read_code(name, on=DAY) for name in ("S52.501", "S52.501D", "E11.65"))

    assert "".join(line.seventh for line in lacking.choices) == "ABCDEFGHJKMNPQRS"
    assert lacking.choices == having.choices
    assert having.stem == lacking.title
    assert without.choices == ()


def test_its_own_notes_stand_apart_from_those_that_it_inherits() -> None:
    page = read_code("E11", on=DAY)

    assert {said.owner for said in page.own} == {"E11"}
    assert {said.owner for said in page.inherited} == {"Chapter 4"}


@pytest.mark.parametrize("name", ["E99.99", "chapter-40", "A00-Z99", ""])
def test_what_is_not_in_the_book_is_refused(name: str) -> None:
    with pytest.raises(UnknownCode):
        read_code(name, on=DAY)
