"""Quarters of NCCI installed on one another, from archives: pairs move between parts, and taking a quarter away undoes it."""

from datetime import date
from pathlib import Path

import pytest

from superbill.codes.archive import files_in
from superbill.codes.book import find_layout
from superbill.codes.source import BadCodeFile, Source
from superbill.storage.shelf import AlreadyInstalled, Found, NoticeNotAccepted, Shelves
from tests.codes.archives import zipped
from tests.codes.books.test_ncci import HEADER

AT = "2026-11-22T06:00:00+00:00"


def download(quarter: int, **parts: str) -> tuple[Found, ...]:
    """The files of a quarter in one archive: parts such as `pra1`, each with its rows."""
    members = {f"cci{part[:3]}-v32{quarter}r0-f{part[3]}.txt": HEADER + rows for part, rows in parts.items()}
    sources = files_in(Source.from_bytes("ncci.zip", zipped(members)))
    return tuple(Found(source, *layout) for source in sources if (layout := find_layout(source)))


def row(first: str, second: str, since: int, last: int | str = "*", *, modifier: int = 1) -> str:
    return f"{first}\t{second}\t\t{since}\t{last}\t{modifier}\tA reason\r\n"


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    made = Shelves(tmp_path)
    first = download(
        2, pra1=row("10000", "20000", 20200101), pra2=row("30000", "40000", 20210101), oph1=row("10000", "20000", 20220101)
    )
    made.install(first, accepted=True, by="Ann", at=AT)
    return made


def digest(shelves: Shelves) -> tuple[str, ...]:
    with shelves.open("ncci") as tables:
        return tuple(table.digest() for table in tables.values())


def test_both_settings_are_open_for_look_ups_by_day(shelves: Shelves) -> None:
    with shelves.open("ncci") as tables:
        assert tables["practitioner"].holds("10000", "20000", on=date(2020, 1, 1))
        assert not tables["practitioner"].holds("10000", "20000", on=date(2019, 12, 31))
        assert not tables["hospital"].holds("10000", "20000", on=date(2021, 12, 31))
        assert tables["hospital"].holds("10000", "20000", on=date(2022, 1, 1))


def test_the_next_quarter_tells_the_past_anew_and_its_removal_brings_the_old_one_back(shelves: Shelves) -> None:
    before = digest(shelves)
    second = download(
        3,
        pra1=row("30000", "40000", 20210101, 20260930) + row("30000", "40000", 20261001, modifier=0),
        pra2=row("10000", "20000", 20200101),
    )

    packs = shelves.install(second, accepted=True, by="Ann", at=AT, may_shrink=True)

    with shelves.open("ncci") as tables:
        pairs = tables["practitioner"]
        assert pairs.holds("10000", "20000", on=date(2026, 12, 1))
        assert [(entry["modifier"], entry.period.since) for entry in pairs.history("30000", "40000")] == [
            (1, date(2021, 1, 1)),
            (0, date(2026, 10, 1)),
        ]
    for pack in packs:
        shelves.remove(pack.id, by="Ann", at=AT)
    assert digest(shelves) == before


def test_nothing_changes_when_one_file_of_several_is_bad_or_the_notice_is_not_accepted(shelves: Shelves) -> None:
    before, state = digest(shelves), shelves.read()

    with pytest.raises(BadCodeFile):
        shelves.install(download(3, pra1=row("10000", "20000", 20200101), pra2="bad\r\n"), accepted=True, by="Ann", at=AT)
    with pytest.raises(NoticeNotAccepted):
        shelves.install(download(3, pra1=row("10000", "30000", 20200101)), by="Ann", at=AT)

    assert (digest(shelves), shelves.read()) == (before, state)


def test_a_file_that_an_archive_repeats_is_left_out_and_refused_only_alone(shelves: Shelves) -> None:
    same = row("10000", "20000", 20200101)

    packs = shelves.install(download(3, pra1=same, pra2=row("30000", "50000", 20261001)), accepted=True, by="Ann", at=AT)

    assert [pack.part for pack in packs] == ["practitioner2"]
    with pytest.raises(AlreadyInstalled):
        shelves.install(download(3, pra1=same), accepted=True, by="Ann", at=AT)


@pytest.mark.parametrize("second", [30_000, 40_000, 50_000, 60_000])
def test_a_corrected_file_of_the_same_quarter_counts_whatever_its_hash(shelves: Shelves, second: int) -> None:
    corrected = download(2, pra1=row("10000", str(second), 20200101))

    shelves.install(corrected, accepted=True, by="Ann", at=AT.replace("06:00", "06:01"))

    with shelves.open("ncci") as tables:
        pairs = tables["practitioner"]
        assert [entry["column2"] for entry in pairs.rows(on=date(2026, 8, 1))] == [str(second), "40000"]
        assert [entry["column2"] for entry in pairs.rows(on=date(2026, 6, 30))] == ["20000", str(second), "40000"]
