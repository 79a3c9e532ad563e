"""The commands of the code books: install, look, compare, take away; what is wrong is refused and changes nothing."""

import json
import threading
import zipfile
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

import pytest

from superbill.cli.codes.browse import meant
from superbill.cli.codes.turned import Place, open_place, open_words
from tests.cli.running import Ended, superbill_here
from tests.codes.books.term_files import NEOPLASM
from tests.codes.books.test_hcpcs import RECORDS, as_csv

CODES = ("0DTJ0ZZ", "0DTJ4ZZ", "0DTJ7ZZ", "0DTJ8ZZ")


def run(*words: object) -> Ended:
    return superbill_here(*words, cwd=Path.cwd())


@pytest.fixture
def built_codes(code_tables: Path) -> str:
    """The folder of the code tables that the tests have built."""
    return str(code_tables.parent)


@pytest.fixture(autouse=True)
def empty_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))


def order_file(path: Path, codes: tuple[str, ...], *, of: str = "Appendix") -> Path:
    rows = [(code, f"Resection of {of}, way {code[4]}") for code in codes]
    path.write_text(
        "".join(f"{n:05d} {code} 1 {title:60} {title}\n" for n, (code, title) in enumerate(rows, 1)), encoding="utf-8"
    )
    return path


def test_an_installed_file_is_listed_shown_and_taken_away(tmp_path: Path) -> None:
    file = order_file(tmp_path / "icd10pcs_order_2026.txt", CODES)

    installed = json.loads(run("codes", "install", file, "--json").out)
    listed = json.loads(run("codes", "list", "--on", "2026-01-01", "--json").out)
    shown = json.loads(run("codes", "show", "icd10pcs", "0dtj4zz", "--json").out)
    removed = run("codes", "remove", installed[0]["id"])

    assert installed[0]["since"] == "2025-10-01"
    assert next(book for book in listed if book["name"] == "icd10pcs")["rows"] == 4
    assert shown[0]["cells"]["title"] == "Resection of Appendix, way 4"
    assert removed.code == 0
    assert run("codes", "show", "icd10pcs", "0DTJ4ZZ").code == 3


def test_a_file_that_is_given_twice_is_installed_once(tmp_path: Path) -> None:
    file = order_file(tmp_path / "icd10pcs_order_2026.txt", CODES)

    installed = json.loads(run("codes", "install", file, file, "--json").out)

    assert [pack["file"] for pack in installed] == ["icd10pcs_order_2026.txt"]


def test_a_difference_is_told_before_it_is_installed(tmp_path: Path) -> None:
    run("codes", "install", order_file(tmp_path / "icd10pcs_order_2026.txt", CODES))
    later = order_file(tmp_path / "icd10pcs_order_2027.txt", (*CODES[:3], "0DTJ9ZZ"))
    later.write_text(later.read_text().replace("Appendix, way 0", "appendix, way 0"))

    told = json.loads(run("codes", "diff", later, "--json").out)

    assert [(change["what"], change["key"]) for change in told] == [
        ("revised", ["0DTJ0ZZ"]),
        ("added", ["0DTJ9ZZ"]),
        ("deleted", ["0DTJ8ZZ"]),
    ]
    assert told[0]["before"]["title"] == "Resection of Appendix, way 0"
    assert run("codes", "show", "icd10pcs", "0DTJ9ZZ").code == 1


def test_what_only_fills_empty_cells_is_counted_apart_from_what_revises(tmp_path: Path) -> None:
    full = order_file(tmp_path / "icd10pcs_order_2027.txt", CODES)
    first, *others = full.read_text().splitlines(keepends=True)
    title = first[16:76].strip()
    before = tmp_path / "icd10pcs_order_2026.txt"
    before.write_text(first[:16] + " " * 60 + first[76:] + "".join(others))
    run("codes", "install", before)

    told = json.loads(run("codes", "diff", full, "--json").out)
    listed = run("codes", "diff", full).out

    assert [(change["what"], change["after"]) for change in told] == [("completed", {"short": title})]
    assert "completed" in listed
    assert CODES[0] not in listed


def test_a_code_alone_is_asked_of_every_book(monkeypatch: pytest.MonkeyPatch, built_codes: str) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", built_codes)

    drug, diagnosis = run("codes", "show", "j1010").out, run("codes", "show", "E1165").out
    many = json.loads(run("codes", "show", "11", "--on", "2026-10-01", "--json").out)
    nothing, ended = run("codes", "show", "J0000"), run("codes", "show", "J1030", "--on", "2026-10-01")
    no_code = run("codes", "show", "hcpcs")

    assert "hcpcs" in drug
    assert "E11.65" in diagnosis
    assert {"pos", "carc"} <= {row["book"] for row in many}
    assert (nothing.code, ended.code) == (1, 1)
    assert "on that day" in ended.err
    assert (no_code.code, "codes show hcpcs CODE" in no_code.err) == (2, True)


def test_a_file_that_was_cut_is_refused_with_its_line_and_nothing_changes(tmp_path: Path) -> None:
    file = order_file(tmp_path / "icd10pcs_order_2026.txt", CODES)
    file.write_text(file.read_text()[:-20])

    refused = run("codes", "install", file)

    assert refused.code == 2
    assert "icd10pcs_order_2026.txt, line 4" in refused.err
    assert run("codes", "show", "icd10pcs", "0DTJ0ZZ").code == 3


def test_a_release_that_loses_many_codes_is_refused_unless_that_is_right(tmp_path: Path) -> None:
    many = tuple(f"0DT{a}{b}ZZ" for a in "123456789" for b in "0123456789")
    run("codes", "install", order_file(tmp_path / "icd10pcs_order_2026.txt", many))
    few = order_file(tmp_path / "icd10pcs_order_2027.txt", many[:30])

    refused, wanted = run("codes", "install", few), run("codes", "install", few, "--shrinks")

    assert refused.code == 3
    assert "30 rows of 90" in refused.err
    assert wanted.code == 0


def test_an_april_release_and_its_removal_leave_the_tables_as_they_were(tmp_path: Path) -> None:
    run("codes", "install", order_file(tmp_path / "icd10pcs_order_2026.txt", CODES))
    before = run("codes", "show", "icd10pcs", "0DTJ0ZZ", "--json").out
    april = order_file(tmp_path / "april.txt", CODES, of="appendix")

    packs = json.loads(run("codes", "install", april, "--since", "2026-04-01", "--json").out)
    during = json.loads(run("codes", "show", "icd10pcs", "0DTJ0ZZ", "--json").out)
    run("codes", "remove", packs[0]["id"])

    assert [row["period"]["since"] for row in during] == ["2025-10-01", "2026-04-01"]
    assert run("codes", "show", "icd10pcs", "0DTJ0ZZ", "--json").out == before


def test_a_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")

    refused = run("codes", "install", tmp_path / "letter.txt")

    assert refused.code == 2
    assert "no format that we know" in refused.err


def test_what_was_damaged_since_is_found(tmp_path: Path) -> None:
    run("codes", "install", order_file(tmp_path / "icd10pcs_order_2026.txt", CODES))
    whole = run("codes", "verify")
    (tables,) = (tmp_path / "codes/shelf/books").iterdir()
    tables.write_bytes(tables.read_bytes()[:-4096])

    damaged = run("codes", "verify")

    assert whole.code == 0
    assert damaged.code == 1
    assert "icd10pcs" in damaged.err


def test_the_book_is_opened_at_a_code_or_at_what_words_find(monkeypatch: pytest.MonkeyPatch, built_codes: str) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", built_codes)

    page = run("codes", "browse", "e1165", "--on", "2026-09-08").out
    found = run("codes", "browse", "knee", "pain", "right", "--on", "2026-09-08").out

    assert "E11.65  Type 2 diabetes mellitus with hyperglycemia" in page
    assert "inherited from E11" in page
    assert "M25.561" in found


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("1", Place("", "S52.501A")), ("16", Place("", "S52.501S")), ("17", None), ("0", None), ("1.2", None), ("u", Place("", "S52.50")),
        (".", Place("", "S52.502")), (",", None), ("", Place("", "S52.501")), ("hip", None), ("t", Place("", "")), ("n", Place("neoplasm", "")),
    ],
)  # fmt: skip
def test_a_key_or_a_number_turns_the_page_and_words_do_not(
    built_codes: str, asked: str, opened: Place | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", built_codes)

    assert meant(asked, open_place(Place("", "S52.501"), date(2026, 9, 8))) == opened


def test_the_book_is_walked_from_its_chapters(monkeypatch: pytest.MonkeyPatch, built_codes: str) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", built_codes)

    chapters = run("codes", "browse", "--on", "2026-09-08").out
    chapter = run("codes", "browse", "chapter-4", "--on", "2026-09-08").out
    section = run("codes", "browse", "e08-e13", "--on", "2026-09-08").out

    assert "4  Chapter 4 Endocrine, nutritional and metabolic diseases (E00-E89)" in chapters
    assert "E08-E13   Diabetes mellitus" in chapter
    assert "4  E11       Type 2 diabetes mellitus" in section


def test_a_list_of_terms_that_is_not_installed_says_where_it_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    turned = open_words("breast", "neoplasm", date(2026, 9, 8))

    said = capsys.readouterr().err
    assert "superbill codes install" in said
    assert "cdc.gov" in said
    assert turned.lines == ()


def test_a_site_and_its_behavior_are_found_in_the_table_of_neoplasms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "icd10cm_neoplasm_2026.xml").write_bytes(NEOPLASM)
    run("codes", "install", tmp_path / "icd10cm_neoplasm_2026.xml")

    turned = open_words("breast benign", "neoplasm", date(2026, 9, 8))

    assert "upper-outer quadrant" in " ".join(capsys.readouterr().out.split())
    assert meant("1", turned) == Place("neoplasm", "Neoplasm, neoplastic > breast")
    assert meant("1.4", turned) == Place("", "D24")
    assert meant("u", open_place(Place("neoplasm", "Neoplasm, neoplastic > breast > skin"), date(2026, 9, 8))) == Place(
        "neoplasm", "Neoplasm, neoplastic > breast"
    )


def test_a_code_of_another_book_is_told_with_what_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "# superbill telehealth\n# Holds from: 2026-01-01\ncode,sound_only,limits,since,until\n99213,yes,,,\n"
    (tmp_path / "telehealth 2026.csv").write_text(told)
    run("codes", "install", tmp_path / "telehealth 2026.csv")

    open_place(Place("cpt", "99213"), date(2026, 9, 8))

    assert "on Medicare's list; sound alone is enough" in capsys.readouterr().out


def test_the_newest_file_is_fetched_from_a_copy_of_ones_own_and_installed(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    order_file(folder / "icd10pcs_order_2026.txt", CODES)
    with zipfile.ZipFile(folder / "2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip", "w") as archive:
        archive.write(folder / "icd10pcs_order_2026.txt", "icd10pcs_order_2026.txt")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, mock.patch.object(SimpleHTTPRequestHandler, "log_message"):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mirror = f"http://127.0.0.1:{server.server_address[1]}"
        first = run("codes", "update", "icd10pcs", "--from", mirror, "--on", "2026-06-01", "--json")
        second = run("codes", "update", "icd10pcs", "--from", mirror, "--on", "2026-06-01", "--json")
        none = run("codes", "update", "hcpcs", "--from", mirror, "--on", "2026-06-01")
        server.shutdown()

    assert json.loads(first.out)["files"][0]["did"].startswith("icd10pcs-20251001-")
    assert json.loads(second.out)["files"][0]["did"] == "installed already"
    assert none.code == 1
    assert "Not found" in none.err


def test_dental_codes_are_read_only_by_who_asks_and_holds_the_licence(tmp_path: Path) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.csv"
    file.write_text(as_csv(RECORDS), encoding="utf-8")

    plain = run("codes", "install", file)
    refused = run("codes", "install", file, "--as", "cdt")
    accepted = run("codes", "install", file, "--as", "cdt", "--accept")

    assert plain.code == 0
    assert refused.code != 0
    assert "American Dental Association" in refused.err
    assert accepted.code == 0
    assert "Invented dental service" in run("codes", "show", "cdt", "D9999").out
