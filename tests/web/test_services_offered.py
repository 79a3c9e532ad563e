"""Services beside the sheet: offered with their words, accepted whole, modifiers applied; nothing is saved by it."""

import re

import pytest

from superbill.app.take_note import take_note
from tests.web.conftest import Practice

NOTE = """\
Procedure:
Right knee injected with 40 mg Kenalog under sterile technique.

Assessment and plan:
Primary osteoarthritis of the right knee: injection today.
"""
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def injected(practice: Practice) -> Practice:
    """V3 has a note with an injection."""
    take_note(practice.desk("biller"), "V3", NOTE.encode(), author="Marisol Alvarez")
    return practice


def acted(practice: Practice, act: str, **form: list[str]) -> str:
    return practice.client("coder").post("/visits/V3/sheet/", {"act": act, **form}, headers=FRAGMENT).text


def fields(text: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}"[^>]* value="([^"]*)"', text)


KNEE = {"code": ["M17.11"], "how": ["added"], "spans": [""], "title": [""], "by": [""]}


def test_the_page_offers_services_and_never_a_descriptor(injected: Practice) -> None:
    text = injected.client("coder").get("/visits/V3/").text

    assert "Services that the note supports" in text
    assert 'value="serve:20610"' in text and 'value="serve:J3301"' in text
    assert "joint or bursa, injected or aspirated" in text
    assert 'data-words="20610' in text


def test_accepting_fills_code_modifiers_units_and_pointers(injected: Practice) -> None:
    text = acted(injected, "serve:20610", **KNEE)

    assert fields(text, "procedure") == ["20610", ""]
    assert fields(text, "modifiers") == ["RT", ""]
    assert fields(text, "units") == ["1", "1"]
    assert fields(text, "pointers") == ["A", ""]
    assert 'value="serve:20610"' not in text
    assert "not saved yet" in text


def test_units_of_a_drug_come_along(injected: Practice) -> None:
    text = acted(injected, "serve:J3301")

    assert (fields(text, "procedure"), fields(text, "units")) == (["J3301", ""], ["4", "1"])


def test_a_service_that_is_not_offered_changes_nothing(injected: Practice) -> None:
    assert fields(acted(injected, "serve:27447"), "procedure") == [""]


TYPED = {"procedure": ["99213", "20610"], "modifiers": ["", ""], "units": ["1", "1"], "pointers": ["", ""]}


def test_modifiers_are_proposed_for_typed_lines_and_applied_one_by_one(injected: Practice) -> None:
    asked = acted(injected, "keep:", **TYPED)
    applied = acted(injected, "modify:0:25", **TYPED)

    assert 'value="modify:0:25"' in asked and 'value="modify:1:RT"' in asked
    assert fields(applied, "modifiers") == ["25", "", ""]
    assert 'value="modify:0:25"' not in applied


@pytest.mark.parametrize("act", ["modify:9:25", "modify:x:25", "modify:0:", "modify:0:<b>", "modify:", "modify:0:255"])
def test_an_odd_act_changes_nothing(injected: Practice, act: str) -> None:
    assert fields(acted(injected, act, **TYPED), "modifiers") == ["", "", ""]


def test_a_fifth_modifier_is_refused(injected: Practice) -> None:
    full = TYPED | {"modifiers": ["24 57 59 76", ""]}

    assert "four modifiers" in acted(injected, "modify:0:25", **full)


def test_units_half_typed_are_no_error(injected: Practice) -> None:
    text = acted(injected, "keep:", **(TYPED | {"units": ["x", "1"]}))

    assert fields(text, "procedure") == ["99213", "20610", ""]
