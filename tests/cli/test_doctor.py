"""`superbill doctor`: good books are in order; each thing that is not is named, and nothing is changed by looking."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import Ended, check_shape, superbill
from tools.refresh import reference

BOOKS = "examples/visit/books"


def doctor(folder: Path, *words: str, data: str = BOOKS) -> Ended:
    return superbill("doctor", "--data", data, *words, cwd=folder)


def out_of_order(ended: Ended) -> list[str]:
    """Names of what is not in order, as a script reads them."""
    check_shape(reference.json_shapes()["doctor"], ended.json)
    return [check["name"] for check in ended.json if not check["ok"]]


def change(folder: Path, *statements: str) -> None:
    """Change the database as someone would who went around the program."""
    with closing(sqlite3.connect(folder / BOOKS / "superbill.sqlite3")) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def guard(folder: Path, table: str, act: str) -> str:
    """The text of a guard, to put it back afterwards."""
    with closing(sqlite3.connect(folder / BOOKS / "superbill.sqlite3")) as db:
        (text,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_no_{act}",)).fetchone()
    return str(text)


def test_the_books_of_a_visit_are_in_order(visited: Played) -> None:
    ended = doctor(visited.folder)

    assert ended.code == 0, ended.out + ended.err
    assert ended.err == ""
    assert "NOT OK" not in ended.out


def test_the_demonstration_is_in_order(played: Played) -> None:
    ended = superbill("doctor", "--data", "demo", "--json", cwd=played.folder, env=played.env)

    assert ended.code == 0, ended.out
    assert out_of_order(ended) == []


def test_looking_changes_nothing(visit_copy: Path) -> None:
    books = visit_copy / BOOKS
    before = {path: path.read_bytes() for path in books.rglob("*") if path.is_file()}

    doctor(visit_copy)

    assert {path: path.read_bytes() for path in books.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path, code_tables: Path) -> None:
    ended = doctor(tmp_path, "--json", data="nowhere")

    assert ended.code == 1
    assert out_of_order(ended) == ["data folder"]
    assert not (tmp_path / "nowhere").exists()


def test_missing_code_tables_are_named_with_the_command_that_builds_them(visited: Played, tmp_path: Path) -> None:
    ended = superbill("doctor", "--data", BOOKS, cwd=visited.folder, env={"SUPERBILL_CODES": str(tmp_path / "none")})

    assert ended.code == 1
    assert ended.err == "code tables: Run `superbill codes build` to build them.\n"
    assert not (tmp_path / "none").exists()


def test_a_missing_database_is_named_and_not_made(visit_copy: Path) -> None:
    (visit_copy / BOOKS / "superbill.sqlite3").unlink()

    ended = doctor(visit_copy, "--json")

    assert ended.code == 1
    assert out_of_order(ended) == ["database"]
    assert not (visit_copy / BOOKS / "superbill.sqlite3").exists()


def test_a_database_that_is_something_else_is_named(visit_copy: Path) -> None:
    (visit_copy / BOOKS / "superbill.sqlite3").write_bytes(b"this is no database " * 100)

    ended = doctor(visit_copy, "--json")

    assert ended.code == 1
    assert out_of_order(ended) == ["database"]


def test_a_key_that_others_can_read_is_named(visit_copy: Path) -> None:
    (visit_copy / BOOKS / "secret.key").chmod(0o644)

    ended = doctor(visit_copy, "--json")

    assert ended.code == 1
    assert out_of_order(ended) == ["data folder"]


def spoil_posting(folder: Path) -> None:
    change(
        folder,
        "DROP TRIGGER postingrecord_no_update",
        "UPDATE storage_postingrecord SET cents = cents + 1 WHERE id = (SELECT min(id) FROM storage_postingrecord)",
    )


def spoil_posting_and_put_the_guard_back(folder: Path) -> None:
    text = guard(folder, "postingrecord", "update")
    spoil_posting(folder)
    change(folder, text)


def spoil_account(folder: Path) -> None:
    text = guard(folder, "postingrecord", "update")
    rename = "UPDATE storage_postingrecord SET account = 'Assets:Pocket' WHERE account = 'Assets:Cash:Bank'"
    change(folder, "DROP TRIGGER postingrecord_no_update", rename, text)


def spoil_file(folder: Path) -> None:
    text = guard(folder, "filerecord", "update")
    spoil = "UPDATE storage_filerecord SET content = x'49' WHERE kind = '835'"
    change(folder, "DROP TRIGGER filerecord_no_update", spoil, text)


def spoil_claim(folder: Path) -> None:
    text = guard(folder, "claimversion", "update")
    change(
        folder, "DROP TRIGGER claimversion_no_update", "UPDATE storage_claimversion SET charge_cents = charge_cents + 100", text
    )


def spoil_state(folder: Path) -> None:
    change(folder, "UPDATE storage_claimrecord SET state = 'denied'")


SPOILT: list[tuple[Callable[[Path], None], list[str]]] = [
    (spoil_posting, ["append-only guards", "ledger"]),
    (spoil_posting_and_put_the_guard_back, ["ledger"]),
    (spoil_account, ["accounts"]),
    (spoil_file, ["files"]),
    (spoil_claim, ["claims"]),
    (spoil_state, ["states"]),
]


@pytest.mark.parametrize(("spoil", "named"), SPOILT, ids=[spoil.__name__ for spoil, _ in SPOILT])
def test_what_was_changed_from_outside_is_named(visit_copy: Path, spoil: Callable[[Path], None], named: list[str]) -> None:
    spoil(visit_copy)

    ended = doctor(visit_copy, "--json")

    assert ended.code == 1
    assert out_of_order(ended) == named
    assert all(check["todo"] for check in ended.json if not check["ok"])


def test_a_person_reads_what_to_do(visit_copy: Path) -> None:
    spoil_file(visit_copy)

    ended = doctor(visit_copy)

    assert "NOT OK" in ended.out and "changed: " in ended.out
    assert "files: The database was changed from outside: stop, and restore a backup." in ended.err
