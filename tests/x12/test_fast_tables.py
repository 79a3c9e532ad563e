"""Both readers give the same tables, whatever stands in the file and however it is cut into chunks."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12 import arrow
from superbill.x12.arrow import PROBLEMS, read_tables, stream_tables
from superbill.x12.fast import reader
from superbill.x12.layouts import Layout
from superbill.x12.layouts.claims import CLAIM_TABLES
from superbill.x12.layouts.remittances import REMITTANCE_TABLES
from superbill.x12.tools.generate import generate
from superbill.x12.transactions.t837p import T837P
from tests.x12.one_set import file_of
from tests.x12.test_harvest import CLAIM

KINDS = {"837P": CLAIM_TABLES, "837I": CLAIM_TABLES, "837D": CLAIM_TABLES, "835": REMITTANCE_TABLES}


def made(kind: str, *, seed: int = 1, claims: int = 8) -> bytes:
    return b"".join(generate(kind, seed=seed, claims=claims, on=date(2026, 9, 1), claims_per_set=3))


FILES = {kind: made(kind) for kind in KINDS}


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def as_lists(tables: dict[str, pa.Table]) -> dict[str, list[dict[str, object]]]:
    return {name: table.to_pylist() for name, table in tables.items()}


def assert_the_same(data: bytes, layout: Layout, *, chunk: int = 1 << 17) -> dict[str, pa.Table]:
    plain = read_tables(cut(data, chunk), layout=layout, fast=False)
    fast = read_tables(cut(data, chunk), layout=layout, fast=True)
    for name, table in plain.items():
        assert fast[name].schema == table.schema
        assert fast[name].to_pylist() == table.to_pylist(), name
    return fast


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BLOCK", 2000)


@pytest.mark.parametrize(("seed", "claims"), [(1, 1), (2, 25)])
@pytest.mark.parametrize("kind", KINDS)
def test_generated_files_give_the_same_tables_without_problems(kind, seed, claims):
    data = made(kind, seed=seed, claims=claims)

    tables = assert_the_same(data, KINDS[kind])

    assert tables["claims"].num_rows == claims
    assert tables["claims"]["balanced"].to_pylist() == [True] * claims
    assert tables[PROBLEMS].num_rows == 0


@pytest.mark.parametrize("chunk", [61, 1000, 1 << 20])
@pytest.mark.parametrize("kind", KINDS)
def test_sets_that_stand_in_several_blocks_are_read_whole(kind, chunk, small_blocks):
    tables = assert_the_same(FILES[kind] + FILES[kind], KINDS[kind], chunk=chunk)

    assert tables["claims"].num_rows == 16


def test_a_set_that_is_too_large_for_the_kernels_is_read_plainly(small_blocks, monkeypatch):
    monkeypatch.setattr(reader, "MOST_BYTES", 10)

    tables = assert_the_same(FILES["837P"], CLAIM_TABLES, chunk=500)

    assert tables["claims"].num_rows == 8


SHAPES = {
    "no line ends": lambda data: data.replace(b"\n", b""),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "wrapped at 80 columns": lambda data: b"\r\n".join(cut(data.replace(b"\n", b""), 80)),
    "line feed as terminator": lambda data: data.replace(b"~\n", b"\n"),
    "other delimiters": lambda data: data.translate(bytes.maketrans(b"*:^~", b"|>!\x1c")),
    "control characters as delimiters": lambda data: data.translate(bytes.maketrans(b"*:^~", b"\x1d\x1f\x1e\x1c")),
    "small letters": lambda data: data.lower(),
    "UTF-8": lambda data: data.replace(b"A", "Ä".encode()),
    "Windows-1252": lambda data: data.replace(b"O", b"\xd6"),
    "blanks around values": lambda data: data.replace(b"*", b"* ").replace(b"ISA* ", b"ISA*", 1),
    "a control character in place of a separator": lambda data: data.replace(b"REF*6R*", b"REF*6R\x1f"),
    "two interchanges": lambda data: data + b"\r\n\r\n" + data,
    "another interchange with other delimiters": lambda data: data + data.replace(b"*", b"|"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("kind", ["837P", "835"])
def test_files_of_every_shape_give_the_same_tables(kind, shape):
    assert_the_same(shape(FILES[kind]), KINDS[kind])


@pytest.mark.parametrize(
    "amount",
    ["1", "0", "-1.5", ".5", "1.", "1.234", "$1,000.25", "1,0", "", "-", "x", "999999999999999.99", "9" * 40, "+1", "1e3", "٣"],
)
def test_amounts_of_every_form_are_read_alike(amount):
    data = file_of(T837P, CLAIM).replace(b"*197.5*", f"*{amount}*".encode())

    assert_the_same(data, CLAIM_TABLES)


@pytest.mark.parametrize(
    "day",
    [
        "20240229",
        "20230229",
        "19691231",
        "00010101",
        "00000101",
        "20261301",
        "202609",
        "20260901-20260902",
        "202609011030",
        "-20260901",
        "20260901-",
        "2026 901",
    ],
)
def test_days_of_every_form_are_read_alike(day):
    data = file_of(T837P, CLAIM).replace(b"RD8*20260901-20260903", f"RD8*{day}".encode())

    assert_the_same(data, CLAIM_TABLES)


@pytest.mark.parametrize("units", ["1", "0.0001", "0.00001", "-2.5", "12345678901234", "123456789012345", "1.", "."])
def test_units_of_every_form_are_read_alike(units):
    data = file_of(T837P, CLAIM).replace(b"*UN*1.5*", f"*UN*{units}*".encode())

    assert_the_same(data, CLAIM_TABLES)


pieces = st.sampled_from(
    [b"\n", b"\r\n", b" ", b"\t", b"\xe9", "é\xa0".encode(), b"\xa0", b"\x85", b"\x00", b"\x1f", b"~", b"*", b":", b"~~", b"ISA*", b"ss", b"\xdf",
     b"IEA*1*000000002~", b"iea*1*2~", b"SE*3*0001~", b"SE *1*2~", b"ST*837*0009*005010X222A1~", b"ST*835*0009~", b"GE*1*2~", b"BIN*3*a~b~",
     b"HL*9*1*22*0~", b"LX*1~", b"CLM*X*1~", b"CLP*X*1*1~", b"CAS*CO*45*1~", b"ZZ*1~", b"TA1*1~", b"99999999999999", b"20260230", b"\n\n \n"]
)  # fmt: skip
changes = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), pieces | st.binary(max_size=3)), min_size=1, max_size=6
)


@given(kind=st.sampled_from(list(KINDS)), changes=changes, chunk=st.sampled_from([97, 1500, 1 << 17]))
def test_damaged_files_give_the_same_tables_and_problems(kind, changes, chunk):
    data = FILES[kind]
    for where, length, piece in changes:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + length :]

    assert_the_same(data, KINDS[kind], chunk=chunk)


@given(data=st.binary(max_size=200) | st.binary(max_size=200).map(lambda more: FILES["835"][:700] + more))
def test_any_bytes_give_tables_and_problems(data):
    tables = assert_the_same(data, REMITTANCE_TABLES)

    assert tables[PROBLEMS].num_rows > 0


def test_columns_have_their_types():
    tables = read_tables(file_of(T837P, CLAIM), layout=CLAIM_TABLES, fast=True)

    line = tables["lines"].to_pylist()[1]
    assert (line["charge_cents"], line["units"], line["served_from"]) == (1250, Decimal("1.5000"), date(2026, 9, 1))
    assert tables["claims"].schema.field("billing_npi").type == pa.dictionary(pa.int32(), pa.string())


@pytest.mark.parametrize("fast", [False, True])
def test_rows_are_numbered_through_the_file(fast):
    data = FILES["837P"]

    tables = read_tables(data + data, layout=CLAIM_TABLES, fast=fast)

    assert tables["claims"]["claim"].to_pylist() == list(range(16))
    assert tables["sets"]["set"].to_pylist() == list(range(6))
    assert tables["claims"]["set"].to_pylist() == [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5]
    assert all(0 <= line["claim"] < 16 for line in tables["lines"].to_pylist())


@pytest.mark.parametrize("fast", [False, True])
def test_batches_hold_whole_sets_and_add_up_to_the_file(fast, small_blocks, monkeypatch):
    monkeypatch.setattr(arrow, "ROWS_AT_ONCE", 5)

    batches = list(stream_tables(cut(FILES["835"], 500), layout=REMITTANCE_TABLES, fast=fast))

    assert len(batches) > 1
    assert sum(batch["claims"].num_rows for batch in batches) == 8
    for batch in batches:
        assert set(batch["claims"]["set"].to_pylist()) <= set(batch["remittances"]["set"].to_pylist())


def test_small_files_do_without_the_accelerator(monkeypatch):
    monkeypatch.setattr(arrow, "has_kernels", lambda: pytest.fail("a small file is not worth its start"))

    tables = read_tables(FILES["835"], layout=REMITTANCE_TABLES)

    assert tables["claims"].num_rows == 8


def test_large_files_are_read_without_numba_too(monkeypatch):
    monkeypatch.setattr(arrow, "WORTH_THE_START", 1)
    monkeypatch.setattr(arrow, "has_kernels", lambda: False)

    tables = read_tables(FILES["835"], layout=REMITTANCE_TABLES)

    assert as_lists(tables) == as_lists(read_tables(FILES["835"], layout=REMITTANCE_TABLES, fast=True))


@pytest.mark.parametrize("error", [ImportError, RuntimeError])
def test_the_accelerator_is_left_out_where_it_cannot_start(error, monkeypatch):
    def fail(name: str) -> None:
        raise error(name)

    monkeypatch.setattr(arrow.importlib, "import_module", fail)

    assert arrow.has_kernels.__wrapped__() is False


def test_nothing_heavy_is_loaded_before_it_is_needed():
    program = "import sys, superbill.x12.arrow, superbill.cli.main; print({'numpy', 'numba', 'pyarrow'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert said.stdout.strip() == "set()"
