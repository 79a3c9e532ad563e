"""Archives: what is found inside, and everything that is no honest archive refused."""

import io
import zipfile
from itertools import chain

import pytest

from superbill.codes import archive
from superbill.codes.archive import files_in, members
from superbill.codes.book import find_layout
from superbill.codes.source import BadCodeFile, Source
from tests.codes.archives import sheet_of, text_of, workbook, zipped

MUE = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
HEADER = "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n"
UNITS = HEADER + "".join(f"{number},2,3 Date of Service Edit: Clinical,Clinical: Data\r\n" for number in range(10_000, 15_000))


def source(name: str, data: bytes) -> Source:
    return Source.from_bytes(name, data)


def refused(data: bytes) -> BadCodeFile:
    with pytest.raises(BadCodeFile) as told:
        all_texts(source("download.zip", data))
    return told.value


def all_texts(packed: Source) -> list[str]:
    return [text_of(member) for member in members(packed)]


def test_a_file_that_is_no_archive_is_itself() -> None:
    plain = source(MUE, UNITS.encode())

    assert files_in(plain) == (plain,)


def test_the_files_that_we_know_are_found_however_deep_and_the_others_left_out() -> None:
    inner = zipped({f"folder/{MUE}": UNITS, "notes.txt": "words"})
    data = zipped({"readme.pdf": b"%PDF", "inner.zip": inner, "GPCI.csv": "not one"})

    found = files_in(source("download.zip", data))

    assert [(member.name, text_of(member)) for member in found] == [(MUE, UNITS)]


def test_an_archive_that_is_called_as_the_file_in_it_is_opened() -> None:
    rows = "Column 1\tColumn 2\t*\r\n0001U\t0030U\t\t20180701\t*\t1\tMisuse\r\n"

    (found,) = files_in(source("medicare-ncci-2026q3-ccipra-v322r0-f1.zip", zipped({"ccipra-v322r0-f1.TXT": rows})))

    assert (found.name, text_of(found)) == ("ccipra-v322r0-f1.TXT", rows)


def test_an_archive_with_nothing_that_we_know_gives_all_its_files() -> None:
    found = files_in(source("download.zip", zipped({"a.txt": "one", "b/": b"", "b/c.txt": "two", "__MACOSX/._a.txt": "x"})))

    assert [(member.name, text_of(member)) for member in found] == [("a.txt", "one"), ("c.txt", "two")]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\windows\\system.ini", "C:\\secret.txt"])
def test_a_name_is_never_a_path(name: str) -> None:
    (member,) = members(source("download.zip", zipped({name: "x"})))

    assert member.name in ("passwd", "system.ini", "secret.txt")
    assert text_of(member) == "x"


def test_the_text_is_taken_before_the_sheet_of_the_same_table() -> None:
    rows = [line.split(",") for line in UNITS.splitlines()[:3]]
    data = zipped({MUE.replace(".csv", ".xlsx"): workbook({"MUE": sheet_of(rows)}), MUE: UNITS})

    (found,) = files_in(source("download.zip", data))

    assert found.name == MUE


def test_a_sheet_alone_is_read_like_the_text() -> None:
    rows = [line.split(",") for line in UNITS.splitlines()[:3]]
    data = zipped({MUE.replace(".csv", ".xlsx"): workbook({"Notes": "", "MUE": sheet_of(rows)})})

    (found,) = files_in(source("download.zip", data))

    layout = find_layout(found)
    assert layout is not None
    assert found.name == f"{MUE.replace('.csv', '.xlsx')} [MUE]"
    assert [row.cells[1] for row in layout[1].read(found)] == ["10000", "10001"]


@pytest.mark.parametrize("cut", [30, 1_000, -1, -30])
def test_a_cut_archive_is_refused(cut: int) -> None:
    assert refused(zipped({MUE: UNITS})[:cut]).what == "The archive is cut or damaged."


def test_a_changed_byte_is_found_by_the_checksum_when_the_file_is_read() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        made.writestr(MUE, UNITS)
    data = stored.getvalue().replace(b"14999,2", b"14999,3")

    told = refused(data)

    assert (told.what, told.where) == ("The archive is cut or damaged.", "download.zip")


def test_a_changed_byte_in_what_is_packed_is_refused_too() -> None:
    data = bytearray(zipped({MUE: UNITS}))
    data[200:210] = bytes(10)

    assert refused(bytes(data)).what == "The archive is cut or damaged."


def test_an_archive_that_asks_for_a_password_is_refused() -> None:
    data = bytearray(zipped({MUE: UNITS}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refused(bytes(data)).what == "The archive asks for a password."


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)

    assert len(list(members(source("a.zip", zipped({"a": "", "b": ""}))))) == 2
    assert "The archive holds 3 files." in refused(zipped({"a": "", "b": "", "c": ""})).what


def test_more_than_any_publication_is_refused_before_a_byte_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", len(UNITS))

    assert len(list(members(source("a.zip", zipped({MUE: UNITS}))))) == 1
    assert "unpacks to more than any publication" in refused(zipped({MUE: UNITS, "b": "1"})).what


def test_a_file_packed_more_than_tables_can_be_is_refused() -> None:
    assert len(list(members(source("a.zip", zipped({"zeros": bytes(1_000_000)}))))) == 1
    assert "packed more than tables can be" in refused(zipped({"zeros": bytes(2_000_000)})).what


def test_a_file_that_unpacks_to_more_than_it_says_is_refused() -> None:
    data = bytearray(zipped({"a.txt": "x" * 5_000}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")

    assert refused(bytes(data)).what == "The archive is cut or damaged."


def test_archives_too_deep_in_one_another_are_refused() -> None:
    data = zipped({"a.txt": "x"})
    for _ in range(archive.MOST_DEPTH - 1):
        data = zipped({"inner.zip": data})

    assert len(list(members(source("a.zip", data)))) == 1
    assert "Archives stand in archives" in refused(zipped({"inner.zip": data})).what


def test_an_archive_inside_is_held_in_memory_only_when_it_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({"a.txt": "x"})
    monkeypatch.setattr(archive, "MOST_INSIDE", len(inner) - 1)

    assert "The archive inside is too large" in refused(zipped({"inner.zip": inner})).what


def test_every_cut_of_an_archive_is_refused_or_gives_whole_files() -> None:
    data = zipped({MUE: UNITS[:2_000], "inner.zip": zipped({"b.txt": "two"})})

    for cut in chain(range(0, len(data), 37), range(len(data) - 60, len(data))):
        told = refused_or_read(data[:cut])
        assert told == "refused" or told == "none"


def refused_or_read(data: bytes) -> str:
    cut = source("download.zip", data)
    if not archive.is_archive(cut):
        return "none"
    try:
        all_texts(cut)
    except BadCodeFile:
        return "refused"
    return "read"
