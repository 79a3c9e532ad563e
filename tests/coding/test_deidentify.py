"""A note without what tells whose it is: the eighteen identifiers, the way back to the note, and the second look."""

import re
import string
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.codes.icd10cm import Icd10cm
from superbill.coding.model import deidentify, identifiers
from superbill.coding.model.deidentify import Masked, left_over, masked
from superbill.coding.model.identifiers import Known, Ordinary, ordinary_words

KNOWN = Known(
    ("Zofia Maria Kowalski", "Marisol Alvarez"),
    ("12 Maple Street", "Lakeside"),
    ("P4410072", "AHP4410072/01", "6085550142", "03141968"),
)
NOBODY = Known(())
COMPOUND = Known(("Maura O'Brien", "Ada Smith-Jones"))


def patterns_in(values: Iterable[object]) -> Iterator[re.Pattern[str]]:
    """Every pattern of a module, those in its tables too."""
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, tuple):
            yield from patterns_in(value)


@pytest.fixture(scope="module")
def ordinary(icd10cm: Icd10cm) -> Ordinary:
    return ordinary_words(icd10cm.words)


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("Zofia is better.", "Zofia", "NAME"),
        ("seen with kowalski's sister", "kowalski's", "NAME"),
        ("KOWALSKI, ZOFIA", "KOWALSKI", "NAME"),
        ("Her neighbor Ewelina drove her.", "Ewelina", "NAME"),
        ("Referred by Dr. Okonkwo.", "Okonkwo", "NAME"),
        ("Signed: Alan Brightwater, MD", "Brightwater", "NAME"),
        ("Lives at 12 Maple Street.", "12 Maple", "PLACE"),
        ("Lives at 4 Old Mill Road now.", "4 Old Mill", "PLACE"),
        ("Comes from Lakeside.", "Lakeside", "PLACE"),
        ("P.O. Box 17", "17", "PLACE"),
        ("zip 53999-0200", "53999", "NUMBER"),
        ("seen 9/14/2026", "9/14", "DATE"),
        ("seen 2026-09-14", "2026-09-14", "DATE"),
        ("since March 3rd, 2025", "3rd", "DATE"),
        ("on 3 march", "3 march", "DATE"),
        ("in October", "October", "DATE"),
        ("since 10/2024", "10/2024", "DATE"),
        ("a 93-year-old man", "93", "AGE"),
        ("aged 101", "101", "AGE"),
        ("ninety-one years old", "ninety-one", "AGE"),
        ("call (608) 555-0142", "555-0142", "PHONE"),
        ("call 608.555.9999", "555.9999", "PHONE"),
        ("fax: 555-0199", "555-0199", "PHONE"),
        ("write to a.k@example.org", "a.k@example", "EMAIL"),
        ("SSN 900-12-3456", "900-12-3456", "NUMBER"),
        ("MRN: 77A12", "77A12", "NUMBER"),
        ("member AHP4410072-01", "AHP4410072", "NUMBER"),
        ("policy no. B-204", "B-204", "NUMBER"),
        ("license D1234567", "D1234567", "NUMBER"),
        ("plate no. ABC 1234 of the car; VIN 1HGBH41JXMN109186", "1HGBH41JXMN109186", "NUMBER"),
        ("pacemaker serial SN-99812", "SN-99812", "NUMBER"),
        ("see https://portal.example.org/x?id=4", "portal.example", "URL"),
        ("see www.example.org", "www.example", "URL"),
        ("from 10.12.0.4", "10.12.0.4", "IP"),
        ("born 03 14 1968", "03 14 1968", "NUMBER"),
    ],
)
def test_each_kind_of_identifier_is_taken_out(text: str, told: str, kind: str, ordinary: Ordinary) -> None:
    found = masked(text, KNOWN, ordinary)

    assert told not in found.text
    assert kind in found.kinds
    assert left_over(found.text, KNOWN, ordinary) == ()


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("92F with chest pain", "92", "AGE"),
        ("93M seen", "93", "AGE"),
        ("94 y F", "94", "AGE"),
        ("94 yo female", "94", "AGE"),
        ("Pt is 93 now", "93", "AGE"),
        ("she turned 101 today", "101", "AGE"),
        ("age is 92", "92", "AGE"),
        ("94/F, well", "94", "AGE"),
        ("F/94", "94", "AGE"),
        ("she's 93", "93", "AGE"),
        ("mother died at 93", "93", "AGE"),
        ("ID: 12 34", "34", "NUMBER"),
        ("555\t0142", "555", "NUMBER"),
        ("id is 123 45 6789", "123", "NUMBER"),
        ("SSN 123 45 6789", "6789", "NUMBER"),
        ("SSN 123 45 6789", "45", "NUMBER"),
        ("MRN 12 34 56", "34", "NUMBER"),
        ("123.45.6", "45", "NUMBER"),
        ("555 0142", "555", "NUMBER"),
        ("20 7946 0958", "0958", "NUMBER"),
        ("(555) 555–0142", "0142", "PHONE"),
        ("555\u20110142", "555", "PHONE"),
        ("555\u00a00142", "555", "NUMBER"),
        ("٥٥٥ ٠١٤٢", "٥٥٥", "NUMBER"),
        ("DOB 1 2 1950", "1950", "DATE"),
        ("DOB: 1 2 50", "1 2", "DATE"),
        ("DATE 2026 03 14", "2026", "DATE"),
        ("born 01 02 1950", "1950", "DATE"),
        ("SEEN IN JULY", "JULY", "DATE"),
        ("pain in june and again in march", "june", "DATE"),
        ("pain in june and again in march", "march", "DATE"),
        ("since may", "may", "DATE"),
        ("may 2025", "may", "DATE"),
        ("SEEN WITH DR. SHAH AND MR. WANG", "SHAH", "NAME"),
        ("SEEN WITH DR. SHAH AND MR. WANG", "WANG", "NAME"),
        ("seen by dr shah", "shah", "NAME"),
        ("wife LUPE", "LUPE", "NAME"),
        ("HER WIFE LUPE HAS ASTHMA", "LUPE", "NAME"),
        ("daughter Addison", "Addison", "NAME"),
        ("DAUGHTER ADDISON", "ADDISON", "NAME"),
        ("discussed with Hodgkin", "Hodgkin", "NAME"),
        ("DISCUSSED WITH HODGKIN", "HODGKIN", "NAME"),
        ("HERE WITH LUPE", "LUPE", "NAME"),
        ("mrs obrien", "obrien", "NAME"),
        ("smithjones", "smithjones", "NAME"),
        ("Smith\u2010Jones", "Jones", "NAME"),
    ],
)
def test_identifiers_are_taken_out_however_they_are_typed(text: str, told: str, kind: str, ordinary: Ordinary) -> None:
    found = masked(text, COMPOUND, ordinary)

    assert told not in found.text
    assert kind in found.kinds
    assert left_over(found.text, COMPOUND, ordinary) == ()


@pytest.mark.parametrize(
    "text",
    [
        "HTN, COPD.",
        "BP 120/80, HR 72.",
        "T 98.6 120/80 72 16 98%",
        "T 99 F, temp 101 F, fever of 102 F",
        "HR is 98, glucose is 110, SpO2 is 95%.",
        "for 3 days",
        "march in place",
        "may have",
        "Glucose 182. 100 mg daily.",
        "Sodium 138, potassium 4.2, chloride 101.",
        "MR and MS are stable; mother HTN, father COPD.",
        "DISCUSSED WITH PATIENT. MOTHER HAS ASTHMA.",
        "Mother: Diabetes. Father: Hypertension.",
        "82F with chest pain, 45M, 7 y F. Mother died at 72.",
        "Addison disease, Hodgkin lymphoma",
        "seen with Bell's palsy; mother Hodgkin lymphoma",
        "HERE WITH CHEST PAIN",
    ],
)
def test_their_harmless_neighbours_stay(text: str, ordinary: Ordinary) -> None:
    assert masked(text, COMPOUND, ordinary) == Masked(text)
    assert left_over(text, COMPOUND, ordinary) == ()


@pytest.mark.parametrize(
    "pattern",
    [one for module in (identifiers, deidentify) for one in patterns_in(vars(module).values())],
    ids=lambda pattern: pattern.pattern[:40],
)
def test_no_pattern_runs_on_without_an_end(pattern: re.Pattern[str]) -> None:
    """So that what a pattern tries at one place has a limit, and a text of four times the length takes four times the steps."""
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])[^\]]*\]", "x", pattern.pattern)
    at_the_end = re.sub(r"x[+*](?=\||$|\)\?$|\)\?\|)", "x", bare)

    assert not re.search(r"[+*]|\{\d*,\}", at_the_end), at_the_end


@pytest.mark.parametrize(
    "text",
    [
        "Assessment and plan:\n1. Type 2 diabetes with hyperglycemia: raise metformin.\n2. Hypertension: continue lisinopril.",
        "58-year-old woman. Denies chest pain. BP 120/80, HR 72, SpO2 98% on room air. A1c 8.2.",
        "Bell's palsy. Wilson disease. COPD, GERD, T2DM, HTN. Follow up in 3 weeks.",
        "Primary osteoarthritis of the left knee: injection of the left knee today.",
    ],
)
def test_the_words_of_medicine_are_left_in(text: str, ordinary: Ordinary) -> None:
    assert masked(text, NOBODY, ordinary) == Masked(text)
    assert left_over(text, NOBODY, ordinary) == ()


def test_the_same_words_have_the_same_placeholder_and_others_another(ordinary: Ordinary) -> None:
    found = masked("Zofia came. Her sister Ewelina and ZOFIA left.", KNOWN, ordinary)

    assert found.text == "[NAME_1] came. Her sister [NAME_2] and [NAME_1] left."


@given(
    text=st.lists(
        st.sampled_from(["Zofia", "Kowalski", "knee", "pain", "9/14/2026", "the", "\n", ".", "Lakeside", "608 555 0142"]),
        max_size=30,
    )
)
def test_every_place_of_a_masked_note_leads_back_to_its_own(text: list[str], ordinary: Ordinary) -> None:
    note = " ".join(text)

    found = masked(note, KNOWN, ordinary)

    at = 0
    for here, here_end, there, there_end in found.pieces:
        assert found.place(here, here_end) == (there, there_end)
        assert found.place(here + 1, here + 2) == (there, there_end)
        for start in range(at, here):
            first, last = found.place(start, start + 1)
            assert found.text[start] == note[first:last]
        at = here_end


@given(
    first=st.text(string.ascii_lowercase, min_size=5, max_size=12),
    wrapped=st.sampled_from(["{}", "({})", "Mr. {}", "'{}'", "{},", "{}'s", "-{}-"]),
)
def test_a_name_that_the_visit_knows_never_stays_however_it_is_written(first: str, wrapped: str, ordinary: Ordinary) -> None:
    known = Known((f"{first.title()} Novak",))

    for written in (first, first.title(), first.upper()):
        text = masked(f"The patient {wrapped.format(written)} has pain.", known, ordinary).text
        assert first not in text.casefold() or left_over(text, known, ordinary)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("z-o-f-i-a-m-a-r-i-a-k-o-w-a-l-s-k-i", "a name of the visit"),
        ("zofía", "a name of the visit"),
        ("12maplestreet", "an address of the visit"),
        ("P 44 100 72", "a number of the visit"),
        ("x@y", "an e-mail address"),
        ("12345", "a long number"),
        ("on 14-9-2026", "a date"),
        ("A Brightwater drove", "a word that may be a name"),
        ("a 95 yo man", "an age above 89"),
    ],
)
def test_the_second_look_finds_what_the_first_left(text: str, says: str, ordinary: Ordinary) -> None:
    """Asked of texts that were not masked at all: it knows nothing of how the first look works."""
    assert says in left_over(text, KNOWN, ordinary)


def test_what_the_second_look_says_repeats_nothing(ordinary: Ordinary) -> None:
    said = " ".join(left_over("Zofia Kowalski 12345 x@y Brightwater 9/14/2026", KNOWN, ordinary)).casefold()

    assert not any(word in said for word in ("zofia", "kowalski", "12345", "brightwater", "2026"))
