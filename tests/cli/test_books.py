"""The commands that look into books: documented examples, JSON, exit codes, and files that are posted once."""

import io
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from superbill.cli.books_on_disk import shaping_empty_books
from tests.cli.conftest import Played
from tests.cli.running import check_complaint, check_shape, superbill
from tools.refresh import reference

BOOKS = ("--data", "examples/visit/books")
COMMANDS = reference.commands()


@pytest.mark.parametrize("name", ["aging", "books", "trace", "statement", "post"])
def test_the_documented_example_runs(visit_copy: Path, name: str) -> None:
    ended = superbill(*shlex.split(reference.example_of(COMMANDS[name]))[1:], cwd=visit_copy)

    assert ended.code == 0, ended.err
    assert ended.data or name == "statement"


@pytest.mark.parametrize(
    ("name", "words"), [("aging", ()), ("books", ()), ("trace", ("5",)), ("post", ("examples/visit/remit.835",))]
)
def test_json_has_the_documented_shape(visit_copy: Path, name: str, words: tuple[str, ...]) -> None:
    ended = superbill(name, *words, *BOOKS, "--json", cwd=visit_copy)

    assert ended.code == 0, ended.err
    assert ended.json
    check_shape(reference.json_shapes()[name], ended.json)


def test_the_denials_of_the_demonstration_are_told_with_what_to_do_first(played: Played) -> None:
    told = superbill("denials", "--owner", "coder", "--data", "demo", cwd=played.folder, env=played.env)
    rows = superbill("denials", "--json", "--data", "demo", cwd=played.folder, env=played.env)

    assert told.code == 0, told.err
    assert "The note supports M17.12." in told.out
    assert told.err == "Denied claims that wait: 1.\n"
    check_shape(reference.json_shapes()["denials"], rows.json)
    assert {row["owner"] for row in rows.json} == {"coder", "front desk"}


def test_a_trace_walks_back_to_the_words_of_the_note(visited: Played) -> None:
    postings = superbill("books", "--claim", "V1001", *BOOKS, "--json", cwd=visited.folder).json["entries"]
    paid = next(posting["id"] for entry in postings for posting in entry["postings"] if posting["memo"] == "paid")

    ended = superbill("trace", paid, *BOOKS, cwd=visited.folder)

    for step in ("posting", "835", "claim", "superbill", "code A", "[Type 2 diabetes mellitus with hyperglycemia]"):
        assert step in ended.out


def test_a_file_that_came_before_changes_nothing(visit_copy: Path) -> None:
    before = superbill("books", *BOOKS, "--json", cwd=visit_copy).json

    again = superbill("post", "examples/visit/remit.835", "examples/visit/ack.999", *BOOKS, "--json", cwd=visit_copy)
    after = superbill("books", *BOOKS, "--json", cwd=visit_copy).json

    assert again.code == 0, again.err
    assert [item["state"] for item in again.json] == ["again", "again"]
    assert after == before


def test_a_file_that_cannot_be_used_is_kept_and_the_exit_code_is_1(visit_copy: Path) -> None:
    remit = (visit_copy / "examples/visit/remit.835").read_bytes()
    before = superbill("books", *BOOKS, "--json", cwd=visit_copy).json

    ended = superbill("post", "-", *BOOKS, cwd=visit_copy, stdin=remit.replace(b"*116.64*", b"*116.65*", 1))
    after = superbill("books", *BOOKS, "--json", cwd=visit_copy).json
    doctor = superbill("doctor", *BOOKS, cwd=visit_copy)

    assert ended.code == 1
    assert "kept" in ended.out and ended.err.strip() and "Traceback" not in ended.err
    assert after == before
    assert "1 kept" in doctor.out


def test_a_statement_can_be_written_on_standard_output(visit_copy: Path) -> None:
    ended = superbill("statement", "P0001", "--to", "-", *BOOKS, cwd=visit_copy)

    with pikepdf.open(io.BytesIO(ended.data)) as pdf:
        assert len(pdf.pages) >= 1
    assert ended.err.startswith("Statement ")


@pytest.mark.parametrize(
    "words",
    [("trace", "9999"), ("statement", "P9999"), ("statement", "P0001", "--to", "nowhere/statement.pdf")],
    ids=["posting", "patient", "folder"],
)
def test_what_is_not_there_ends_with_3(visit_copy: Path, words: tuple[str, ...]) -> None:
    ended = superbill(*words, *BOOKS, cwd=visit_copy)

    check_complaint(ended, code=3)


@pytest.mark.parametrize("words", [("aging",), ("books",), ("denials",), ("trace", "1"), ("statement", "P1"), ("post", "-")])
def test_a_folder_without_books_ends_with_3_and_stays_as_it_was(
    tmp_path: Path, code_tables: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "empty").mkdir()

    ended = superbill(*words, "--data", "empty", cwd=tmp_path)

    check_complaint(ended, code=3)
    assert "where: empty" in ended.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_whoever_forgets_where_the_demonstration_is_gets_told(tmp_path: Path, visited: Played) -> None:
    shutil.copytree(visited.folder / "examples/visit/books", tmp_path / "own/demo")

    ended = superbill("aging", cwd=tmp_path, env={"SUPERBILL_DATA": str(tmp_path / "own")})

    check_complaint(ended, code=3)
    assert f"--data {tmp_path / 'own/demo'}" in ended.err


def test_a_settings_file_that_is_not_toml_is_named(visit_copy: Path) -> None:
    (visit_copy / "examples/visit/books/superbill.toml").write_text("demo =")

    ended = superbill("aging", *BOOKS, cwd=visit_copy)

    check_complaint(ended, code=2)
    assert "superbill.toml" in ended.err


def test_empty_books_are_shaped_beside_the_code_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))
    monkeypatch.setenv("SUPERBILL_DATA", str(tmp_path / "data"))
    with shaping_empty_books():
        pass
    (shaped,) = (tmp_path / "codes").iterdir()
    with closing(sqlite3.connect(shaped)) as books:
        assert books.execute("SELECT count(*) FROM django_migrations").fetchone() > (0,)
    assert not (tmp_path / "data").exists()
