"""The export of coverage articles: read whole from an archive in an archive, with the days of its articles, or refused."""

import sqlite3
from datetime import date

import pytest

from superbill.codes.archive import files_in
from superbill.codes.book import NEVER, Row, find_layout
from superbill.codes.pack import read_pack
from superbill.codes.source import BadCodeFile, Source
from tests.codes.coverage_export import FILES, download, export


def read(data: bytes) -> dict[str, list[Row]]:
    (source,) = files_in(Source.from_bytes("current_article.zip", data))
    found = find_layout(source)
    assert found is not None
    rows: dict[str, list[Row]] = {}
    for row in found[1].read(source):
        rows.setdefault(row.table, []).append(row)
    return rows


def refusal(data: bytes) -> str:
    (source,) = files_in(Source.from_bytes("current_article.zip", data))
    found = find_layout(source)
    assert found is not None
    with pytest.raises(BadCodeFile) as refused:
        read_pack(sqlite3.connect(":memory:"), source, *found)
    return f"{refused.value.where}: {refused.value.what}"


def test_articles_hold_from_their_first_to_the_end_of_their_last_day() -> None:
    rows = read(download())["article"]

    assert [(row.cells, row.since, row.until) for row in rows] == [
        (("50001", "7", "Billing: Imaging & more", "A50001", 3, 1), 20240301, NEVER),
        (("50002", "2", "Billing of tests", "A50002", 0, 1), 20230101, 20260701),
    ]


def test_what_belongs_to_an_article_holds_as_long_as_it_does() -> None:
    rows = read(download())

    assert [(row.cells, row.since, row.until) for row in rows["procedure"]] == [
        (("70551", "50001", "7", 1), 20240301, NEVER),
        (("70552", "50001", "7", 2), 20240301, NEVER),
        (("70551", "50002", "2", 1), 20230101, 20260701),
    ]


def test_diagnoses_stand_without_dots_with_their_groups_and_asterisks() -> None:
    rows = read(download())["diagnosis"]

    assert [row.cells for row in rows] == [
        ("50001", "7", "G43909", 1, 1, "N", 0),
        ("50001", "7", "R519", 1, 1, "N", 1),
        ("50001", "7", "R519", 1, 2, "N", 0),
        ("50001", "7", "Z0000", 0, 1, "N", 0),
        ("50002", "2", "Z0000", 0, 1, "N", 0),
    ]


def test_paragraphs_lose_their_markup_and_other_lists_their_licensed_words() -> None:
    rows = read(download())

    assert [row.cells[2:] for row in rows["group"]] == [
        ("procedure", 1, "Group 1: imaging", ""),
        ("covered", 1, "For group 1:", "R51.9 only after trauma"),
        ("covered", 2, "For group 2:", ""),
    ]
    assert [rows[name][0].cells for name in ("modifier", "bill", "revenue")] == [
        ("50001", "7", "KX", 1),
        ("50001", "7", "013X", 0),
        ("50001", "7", "0610", 0),
    ]
    assert len(rows["bill"]) == 1


def test_contractors_have_their_articles_and_states() -> None:
    rows = read(download())

    assert [row.cells for row in rows["contractor"]] == [
        ("05901", "50001", "7", "First Contractor"),
        ("05901", "50002", "2", "First Contractor"),
        ("06102", "50002", "2", "Second Contractor"),
    ]
    assert [(row.cells, row.since, row.until) for row in rows["state"]] == [
        (("05901", "MO"), 20120507, NEVER),
        (("05901", "MT"), 20120507, 20210101),
    ]
    assert [row.cells[2:] for row in rows["related"]] == [("lcd", "33333"), ("ncd", "177")]


def test_the_day_of_an_export_is_the_newest_change_in_it_and_it_carries_cpt() -> None:
    source = Source.from_bytes("anything.zip", export())

    found = find_layout(source)

    assert found is not None
    assert (found[0].name, found[1].released(source), found[1].is_ama) == ("mcd", date(2026, 10, 1), True)


def test_files_that_an_export_lacks_leave_their_tables_empty() -> None:
    source = Source.from_bytes("a.zip", export())
    kept = {"article.csv", "article_x_hcpc_code.csv"}
    names = {f"{name}.csv" for name in FILES} - kept

    rows = read(
        download(**{name.removesuffix(".csv"): FILES[name.removesuffix(".csv")].splitlines()[0] + "\r\n" for name in names})
    )

    assert source.head
    assert set(rows) == {"article", "procedure"}


def changed(name: str, old: str, new: str, *, last: bool = False) -> bytes:
    assert old in FILES[name]
    before, _, after = FILES[name].rpartition(old) if last else FILES[name].partition(old)
    return export(**{name: before + new + after})


def test_a_contractor_of_another_version_is_the_same_contractor() -> None:
    rows = read(download(article_x_contractor=FILES["article_x_contractor"].replace("50001,7,1,1,9,1,", "50001,7,1,1,9,2,")))

    assert rows["contractor"][0].cells == ("05901", "50001", "7", "First Contractor")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed("article", ",P\r\n", ",P", last=True), "article.csv, line 7: The file ends in the middle of a line"),
        (changed("article", ",A50003,R", "", last=True), "article.csv, line 5: The row has 9 columns and should have 11"),
        (changed("article", '"<p>One', '<p>One"'), "article.csv"),
        (changed("article", "50002,2,", "2,50002x,"), "article.csv, line 4: '2' '50002x' is no article"),
        (changed("article", "2023-01-01", "2023-02-30"), "article.csv, line 4: '20230230' is no day"),
        (changed("article", "50002,2,1", "50001,7,1"), "line 4: Version 7 of article 50001 was told before, in article.csv"),
        (changed("article_x_hcpc_code", "70551,100,1", "100,70551,1"), "article_x_hcpc_code.csv, line 2: '100' is no code"),
        (changed("article_x_hcpc_code", "50002,2,70551", "50001,7,70551"), "70551 50001 7 1 was told before"),
        (changed("article_x_icd10_covered", "G43.909,100,1", "G43.909,100,one"), "line 2: 'one' is no group of codes"),
        (changed("article_x_icd10_covered", "G43.909", "G43.9099X"), "line 2: 'G43.9099X' is no code of this list"),
        (changed("article_x_icd10_covered", "R51.9", "G43.909"), "50001 7 G43909 1 1 was told before"),
        (changed("article_x_icd10_covered", "icd10_code_id", "icd_code"), "article_x_icd10_covered.csv: No row among the first"),
        (changed("article_x_contractor", "1,2,9,1", "1,3,9,1"), "line 4: No contractor '3 9 1' stands in contractor.csv"),
        (
            export(article=FILES["article"].replace("tests", "t\x81sts").encode("latin-1")),
            "article.csv, line 4: Byte 23 of the line is no CP1252",
        ),
    ],
)
def test_a_damaged_export_is_refused_with_its_file_and_line(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_a_cut_download_is_refused() -> None:
    with pytest.raises(BadCodeFile, match="cut or damaged"):
        files_in(Source.from_bytes("current_article.zip", download()[:-50]))


def test_diagnoses_whose_second_character_is_a_letter_are_read() -> None:
    rows = read(export(article_x_icd10_covered=FILES["article_x_icd10_covered"].replace("G43.909", "QA0.011")))["diagnosis"]

    assert rows[0].cells[2] == "QA0011"
