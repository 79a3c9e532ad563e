import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.note import Note
from superbill.coding.sections import section_at, sections_of, sentences_of


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("CC: x", "reason"),
        ("CHIEF COMPLAINT\n\nx", "reason"),
        ("HPI: x", "history"),
        ("Past Medical History:\nx", "past history"),
        ("FH: x", "family history"),
        ("Family history\nx", "family history"),
        ("ROS: x", "review of systems"),
        ("PHYSICAL EXAM\nx", "exam"),
        ("## Assessment and Plan\nx", "assessment"),
        ("A/P: x", "assessment"),
        ("MDM: x", "assessment"),
        ("Plan: x", "plan"),
        ("PROCEDURE: x", "procedure"),
        ("Discharge instructions: x", "instructions"),
    ],
)
def test_a_heading_as_clinicians_write_it_opens_its_section(heading: str, name: str) -> None:
    (section,) = sections_of(heading)

    assert section.name == name
    assert heading[section.start : section.end].strip() == "x"


@pytest.mark.parametrize(
    "text", ["Respiratory: clear", "Plan to return next week", "Knee pain", "The history was given by the mother."]
)
def test_other_words_open_no_section(text: str) -> None:
    (section,) = sections_of(text)

    assert section.name == ""


def test_the_text_before_the_first_heading_is_the_body() -> None:
    names = [section.name for section in sections_of("Seen with his wife.\nHPI: cough\nPLAN: rest")]

    assert names == ["", "history", "plan"]


def test_a_wrapped_line_goes_on_and_a_bullet_begins_anew() -> None:
    text = "PLAN:\n1. A long line about hypertension that is wrapped by the editor before\n   its end.\n2. Asthma"

    sentences = sentences_of(text)

    assert [text[one.start : one.end] for one in sentences] == [
        "A long line about hypertension that is wrapped by the editor before\n   its end.",
        "Asthma",
    ]
    assert sentences[0].item != sentences[1].item


def test_a_decimal_number_and_a_title_do_not_end_a_sentence() -> None:
    text = "A1c is 9.1 today. Seen by Dr. Alvarez for follow-up."

    assert [text[one.start : one.end] for one in sentences_of(text)] == [
        "A1c is 9.1 today.",
        "Seen by Dr. Alvarez for follow-up.",
    ]


def test_a_place_in_the_note_tells_its_section() -> None:
    note = Note("CC: cough\nPLAN: rest")

    assert section_at(note, note.text.index("cough")) == "reason"
    assert section_at(note, note.text.index("rest")) == "plan"
    assert section_at(note, 0) == ""


@given(st.text(alphabet=st.sampled_from("aB :.\n-1;,)#"), max_size=200))
def test_sentences_come_in_order_and_do_not_overlap(text: str) -> None:
    sentences = sentences_of(text)

    edges = [place for one in sentences for place in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in sentences)
