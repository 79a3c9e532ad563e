"""The tables of the diagnosis code set for many claims: they answer as the code set does, of any code, pair and day."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from superbill.codes.icd10cm import Icd10cm
from superbill.edits.diagnosis_rows import diagnosis_row
from superbill.storage import diagnosis_tables
from superbill.storage.code_tables import InstalledIcd10cm
from superbill.storage.diagnosis_tables import diagnosis_file, diagnosis_path
from superbill.storage.duck_codes import CodesHere

DAYS = (
    None, date(2019, 6, 30), date(2019, 7, 1), date(2020, 9, 30), date(2020, 10, 1), date(2021, 10, 1), date(2022, 9, 30),
    date(2022, 10, 1), date(2023, 10, 1), date(2025, 9, 30), date(2025, 10, 1), date(2026, 9, 14), date(9999, 12, 30),
)  # fmt: skip
STRANGE = ("", " ", "J", "J3", "J30.199", "T50.9X9", "T36.1X9Z", "A5", "Z99.99", "250.00", "É11", "E08-E13", "Chapter 4", "O9A")
WRITTEN = (str, str.lower, lambda code: code.replace(".", ""), lambda code: f" {code} ")


@pytest.fixture(scope="module")
def codes(code_tables: Path) -> Iterator[InstalledIcd10cm]:
    with closing(sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True)) as db, diagnosis_file(code_tables):
        yield InstalledIcd10cm(db, code_tables)


Claim = tuple[date | None, tuple[str, ...]]


def made(codes: InstalledIcd10cm, name: str, claims: list[Claim]) -> list[dict[str, object]]:
    """The rows of a table that edits read, for claims with these diagnoses."""
    with closing(duckdb.connect(":memory:")) as db:
        columns = 'claim_at INT, "at" INT, diagnosis VARCHAR, first_served_on DATE, last_served_on DATE'
        db.execute(f"CREATE TABLE diagnosis ({columns})")
        db.execute("CREATE VIEW diagnosis_own AS FROM diagnosis")
        rows = [(number, at, code, day) for number, (day, there) in enumerate(claims) for at, code in enumerate(there)]
        lists = [list(column) for column in zip(*rows, strict=True)]
        db.execute("INSERT INTO diagnosis SELECT UNNEST(?), UNNEST(?), UNNEST(?), UNNEST(?::DATE[]) AS day, day", lists)
        here = CodesHere(db, codes)
        here.make(name)
        found = db.execute(f"SELECT * FROM {name}")  # noqa: S608  (a constant)
        names = [one[0] for one in found.description]
        told = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        here.close()
        return told


def all_codes(codes: Icd10cm) -> list[str]:
    return [str(code) for (code,) in codes._db.execute("SELECT DISTINCT code FROM icd10cm_code ORDER BY code")]


def drawn(codes: InstalledIcd10cm, kind: str, *, seed: int, count: int) -> list[Claim]:
    """Claims of codes of which notes speak, of any others, and of what is no code, written in any way."""
    chance, every = random.Random(seed), all_codes(codes)  # noqa: S311  (nothing here is secret)
    below: dict[str, list[str]] = {}
    for code in every:
        below.setdefault(code[:3], []).append(code)
    with closing(duckdb.connect(str(diagnosis_path(codes.tables)), read_only=True)) as db:
        categories = sorted(below)
        near = [(categories[one], categories[other]) for one, other in db.execute(f"FROM {kind}_near ORDER BY ALL").fetchall()]

    def claim() -> Claim:
        there = [chance.choice(below[category]) for category in chance.choice(near)]
        if chance.random() < 0.3:
            there.append(chance.choice((*STRANGE, chance.choice(every), f"{chance.choice(every)}9", chance.choice(every)[:4])))
        chance.shuffle(there)
        written = (chance.choice(WRITTEN) if chance.random() < 0.2 else str for _ in there)
        return chance.choice(DAYS), tuple(dict.fromkeys(write(code) for write, code in zip(written, there, strict=True)))

    return [claim() for _ in range(count)]


@pytest.mark.parametrize("kind", ["excludes1", "code_first"])
def test_notes_between_codes_are_those_of_the_code_set(codes: InstalledIcd10cm, kind: str) -> None:
    claims = drawn(codes, kind, seed=5, count=1_000)
    between = codes.excludes1_between if kind == "excludes1" else codes.code_first_between
    asked = {
        (one, other, day)
        for day, there in claims
        for place, one in enumerate(there)
        for other in (there[place + 1 :] if kind == "excludes1" else there)
        if one != other
    }
    wanted = {(one, other, day): note for one, other, day in asked if (note := between(one, other, on=day))}

    rows = made(codes, kind, claims)

    found = {key: row["note"] for row in rows if (key := (row["one"], row["other"], row["on_day"])) in asked}
    assert found == wanted
    assert len(wanted) > 100


def test_what_is_said_of_codes_is_what_the_code_set_says(codes: InstalledIcd10cm) -> None:
    chance, every = random.Random(7), all_codes(codes)  # noqa: S311
    sample = [*chance.sample(every, 2_000), *STRANGE, *(code for code in every if code[:3] in ("D63", "F02", "M25", "S05"))]
    sample = [*sample, "e119", "E119", " M25.561", "s52509a"]

    rows = made(codes, "icd10cm", [(date(2026, 9, 14), tuple(sample))])

    for day in filter(None, DAYS[1:]):
        there = {str(row["code"]): row for row in rows if row["since"] <= day < row["until"]}  # type: ignore[operator]
        for code in sample:
            found, wanted = there.get(code), diagnosis_row(codes, code, on=day)
            assert (found is None) == (wanted is None), (code, day)
            assert wanted is None or {name: found[name] for name in wanted} == wanted, (code, day)  # type: ignore[index]


def test_the_file_is_made_once_and_is_whole(codes: InstalledIcd10cm) -> None:
    path = diagnosis_path(codes.tables)
    before = path.stat().st_mtime_ns

    with diagnosis_file(codes.tables) as again:
        pass

    assert again == path
    assert path.stat().st_mtime_ns == before
    assert not list(path.parent.glob("edits-*.building"))


def test_where_nothing_can_be_written_the_tables_are_made_for_the_run(
    codes: InstalledIcd10cm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, tables = diagnosis_path(codes.tables).read_bytes(), tmp_path / "icd10cm-x.sqlite3"
    tables.write_bytes(codes.tables.read_bytes())

    def make(tables: Path, folder: Path, path: Path) -> None:
        if folder == tmp_path:
            raise PermissionError
        path.write_bytes(whole)

    monkeypatch.setattr(diagnosis_tables, "_make", make)

    with diagnosis_file(tables) as path:
        there = path.exists()

    assert there
    assert not path.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["icd10cm-x.sqlite3"]
