"""Payer lists of clearinghouses, the taxonomy of the NUCC, and Medicare's telehealth list: read as they are downloaded."""

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

PAYERS = (
    "Payer ID,Payer Name,Type,Professional,Institutional,Eligibility (270),ERA (835)\n"
    "00X01,Invented Health,commercial,Y,N,yes,Enrollment\n00X01,Invented Health of the West,commercial,Y,,,\nXMED,Invented Medicaid,,,,,\n"
)


def test_a_payer_list_tells_names_and_transactions() -> None:
    rows = rows_in("payers 2026-10-01.csv", PAYERS)

    assert layout_of("payers 2026-10-01.csv", PAYERS) == "payers: payer list"
    assert [row.cells for row in rows] == [
        ("00X01", "Invented Health", "commercial", "270 835 837P", "835"),
        ("00X01", "Invented Health of the West", "commercial", "837P", ""),
        ("XMED", "Invented Medicaid", "", "", ""),
    ]


@pytest.mark.parametrize(("name", "day"), [("payers 20261001.csv", "2026-10-01"), ("payers.csv", "None")])
def test_a_payer_list_holds_from_the_day_in_its_name(name: str, day: str) -> None:
    source = Source.from_bytes(name, PAYERS.encode())
    found = find_layout(source)

    assert found is not None
    assert str(found[1].released(source)) == day


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (PAYERS[:-4], "line 4: The row has"),
        (PAYERS.replace("XMED,", ",XMED,"), "line 4: The row has 8 columns and should have 7"),
        (PAYERS.replace("XMED,Invented Medicaid", "Invented Medicaid,XMED"), "line 4: 'Invented Medicaid' is no payer id"),
        (PAYERS + "XMED,Invented Medicaid,,,,,\n", "line 5: XMED Invented Medicaid was told before"),
        (PAYERS.replace("Invented Medicaid", "Inv\0"), "line 4: The line holds binary zeros"),
    ],
)
def test_a_damaged_payer_list_is_refused_with_its_line(broken: str, says: str) -> None:
    assert says in refusal("payers.csv", broken)


TAXONOMY = (
    "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
    '207XX9999X,Invented Group,Invented Profession,Invented Specialty,"Says, what it is",,Invented Physician,Individual\n'
    "261QX9999X,Invented Group,Invented Clinic,,,,,Non-Individual\n"
)


def test_a_taxonomy_gives_the_name_that_is_shown_or_makes_it() -> None:
    rows = rows_in("nucc_taxonomy_261.csv", TAXONOMY)

    assert [row.cells for row in rows] == [
        ("207XX9999X", "Invented Physician", "Invented Group", "Invented Profession", "Invented Specialty", "Individual", "Says, what it is"),
        ("261QX9999X", "Invented Clinic", "Invented Group", "Invented Clinic", "", "Non-Individual", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "day"), [("nucc_taxonomy_260.csv", "2026-01-01"), ("nucc_taxonomy_261.csv", "2026-07-01"), ("taxonomy.csv", "None")]
)
def test_a_taxonomy_holds_from_its_version(name: str, day: str) -> None:
    source = Source.from_bytes(name, TAXONOMY.encode())
    found = find_layout(source)

    assert found is not None
    assert str(found[1].released(source)) == day


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TAXONOMY[: TAXONOMY.index(",,,,Non")], "line 3: The row has 4 columns and should have 8"),
        (TAXONOMY.replace("261QX9999X,", "x,261QX9999X,"), "line 3: The row has 9 columns and should have 8"),
        (
            TAXONOMY.replace("261QX9999X,Invented Group", "Invented Group,261QX9999X"),
            "line 3: 'INVENTED GROUP' is no taxonomy code",
        ),
        (TAXONOMY.replace("Display Name", "Shown"), "line 1: The column 'display name' is missing"),
        (TAXONOMY + TAXONOMY.splitlines()[2] + "\n", "line 4: 261QX9999X was told before"),
        (TAXONOMY.replace("Clinic", "Cli\0ic"), "line 3: The line holds binary zeros"),
    ],
)
def test_a_damaged_taxonomy_is_refused_with_its_line(broken: str, says: str) -> None:
    assert says in refusal("nucc_taxonomy_261.csv", broken)


TELEHEALTH = (
    '"LIST OF MEDICARE TELEHEALTH SERVICES effective January 1, 2026",,,\n'
    'Code,Short Descriptor,"Can Audio-only Interaction Meet the Requirements?",Medicare Payment Limitations\n'
    "G9999,Invented,Yes,\n99999,Licensed words,No,Non-covered service\n,,,\nInvented note,,,\n"
)


@pytest.mark.parametrize("text", [TELEHEALTH, TELEHEALTH.replace(",", "\t").replace("1\t 2026", "1, 2026")])
def test_the_telehealth_list_gives_codes_and_leaves_the_words(text: str) -> None:
    rows = rows_in("list of telehealth services.csv", text)

    assert layout_of("list of telehealth services.csv", text) == "telehealth: list of services"
    assert [row.cells for row in rows] == [("G9999", "yes", ""), ("99999", "no", "Non-covered service")]


def test_the_telehealth_list_holds_from_its_year() -> None:
    source = Source.from_bytes("list.csv", TELEHEALTH.encode())
    found = find_layout(source)

    assert found is not None
    assert str(found[1].released(source)) == "2026-01-01"


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TELEHEALTH[: TELEHEALTH.index(",Non-covered")], "line 4: The row is no code with 4 columns"),
        (TELEHEALTH.replace("99999,", ",99999,"), "line 4: The row is no code with 4 columns"),
        (TELEHEALTH.replace("99999,Licensed words", "Licensed words,99999"), "line 4: The row is no code with 4 columns"),
        (TELEHEALTH + "G9999,Again,,\n", "line 7: G9999 was told before"),
        (TELEHEALTH.replace("Licensed", "Lic\0nsed"), "line 4: The line holds binary zeros"),
    ],
)
def test_a_damaged_telehealth_list_is_refused_with_its_line(broken: str, says: str) -> None:
    assert says in refusal("list.csv", broken)


def test_no_payer_list_comes_with_the_program() -> None:
    assert get_book("payers").shipped() == ()
