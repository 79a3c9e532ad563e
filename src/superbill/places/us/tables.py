"""The dated tables that the edits of the United States ask: those that ship with the program, and those of the installed books.

An edit names a table and columns of its own; `_BOOKS` says in which book they stand and under which names. A table whose book is
not installed is not there, and its edits say that they were not run; of NCCI pairs and MUEs a small sample ships for practice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from importlib import resources

from superbill.codes.shelf import Cell, Entry, OpenTable
from superbill.codes.shipped import period_of, shipped_rows
from superbill.edits.conditions import Row, Value
from superbill.edits.kinds import Edit
from superbill.edits.tables import DatedTable, Table, table_from_csv, table_from_rows
from superbill.places.us.code_days import CodeDays, EndedOn, KnownSince
from superbill.places.us.coverage_tables import BOOK as COVERAGE_BOOK
from superbill.places.us.coverage_tables import NAMES as COVERAGE
from superbill.places.us.coverage_tables import coverage_tables

Opener = Callable[[str, str], OpenTable | None]
"""A table of an installed book by the names of both, or None."""


@dataclass(frozen=True, slots=True)
class FromBook:
    """Where a table of the edits stands: `columns` from their name to the book's; `always` are cells that its rows have.

    `days` tells when its codes were known, or had ended, in place of its rows; those of the tables `beside` it too. It is only there
    when one of them has `least` rows: a site's list of the codes that it uses says nothing of others.
    """

    book: str
    table: str
    columns: Mapping[str, str]
    always: Mapping[str, Cell]
    days: type[CodeDays] | None = None
    beside: tuple[str, ...] = ()
    least: int = 0


class BookTable:
    """A table of an installed book, asked by the names that edits use."""

    def __init__(self, name: str, told: FromBook, table: OpenTable) -> None:
        self.name = name
        self._told, self._table = told, table

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows with this key that hold on the day."""
        asked: dict[str, Cell] = dict(self._told.always)
        for column, value in key.items():
            if value is None or isinstance(value, date):
                return ()
            asked[self._told.columns[column]] = value
        names = self._table.table.key_names
        leading = [asked[name] for name in _leading(names, asked)]
        if len(leading) == len(names) == len(asked):
            entry = self._table.find(*leading, on=on)
            return () if entry is None else (self._row(entry),)
        return tuple(
            self._row(entry)
            for entry in self._table.beginning(*leading)
            if on in entry.period and all(entry[name] == value for name, value in asked.items())
        )

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, of every day."""
        always = self._told.always.items()
        return (self._row(entry) for entry in self._table.rows() if all(entry[name] == value for name, value in always))

    def _row(self, entry: Entry) -> Row:
        row: dict[str, Value] = {
            name: str(entry[column]) if name in _TEXTS else entry[column] for name, column in self._told.columns.items()
        }
        return row | {"since": entry.period.since, "until": entry.period.until}


def _leading(names: tuple[str, ...], asked: Mapping[str, Cell]) -> Iterator[str]:
    for name in names:
        if name not in asked:
            return
        yield name


def _in(book: str, table: str, *, always: Mapping[str, Cell] | None = None, **columns: str) -> FromBook:
    return FromBook(book, table, columns, always or {})


def _mue(setting: str) -> FromBook:
    return _in("mue", "mue", always={"setting": setting}, procedure="code", most="units", mai="mai")


_PAIR = {"whole": "column1", "part": "column2", "modifier_indicator": "modifier"}
_DAYS: Mapping[str, type[CodeDays]] = {"known": KnownSince, "ended": EndedOn}
_WHOLE_CPT = 8_000
"""Codes of CPT of which a file has at least so many is the whole set, which has more than ten thousand."""

_BOOKS: dict[str, FromBook] = {
    "ncci_pair": FromBook("ncci", "practitioner", _PAIR, {}),
    "ncci_pair_hospital": FromBook("ncci", "hospital", _PAIR, {}),
    "mue": _mue("practitioner"),
    "mue_hospital": _mue("hospital"),
    "mue_supplier": _mue("dme"),
    "add_on": _in("addon", "addon", always={"type": 1}, code="code", partner="primary"),
    "add_on_some": _in("addon", "addon", always={"type": 3}, code="code", partner="primary"),
    "fee_schedule": _in(
        "mpfs", "rvu", always={"modifier": ""}, code="code", status="status", parts="pctc", global_days="global_days",
        bilateral="bilateral", assistant="assistant", cosurgeons="cosurgeons", team="team", multiple="multiple",
    ),
    "hcpcs": _in("hcpcs", "hcpcs", code="code", coverage="coverage"),
    "hcpcs_modifier": _in("hcpcs", "modifiers", code="code"),
    **{
        f"{name}_{how}": FromBook("hcpcs", table, {"code": "code"}, {}, days)
        for name, table in (("hcpcs", "hcpcs"), ("hcpcs_modifier", "modifiers"))
        for how, days in _DAYS.items()
    },
    **{f"cpt_{how}": FromBook("cpt", "long", {"code": "code"}, {}, days, ("medium", "short"), _WHOLE_CPT) for how, days in _DAYS.items()},
    "revenue_code": _in("revenue", "revenue", code="code"),
    "bill_type": _in("bill_type", "bill_type", code="code", inpatient="inpatient"),
    "bill_frequency": _in("bill_type", "frequency", code="code"),
    "taxonomy": _in("taxonomy", "taxonomy", code="code"),
    "telehealth": _in("telehealth", "telehealth", code="code", sound_only="sound_only"),
    "opps": _in("opps", "opps", code="code", status="status"),
    "poa_exempt": _in("icd10cm", "poa_exempt", code="code"),
}  # fmt: skip

_TEXTS = frozenset(("modifier_indicator",))
"""Columns that edits read as texts, though the book has numbers."""

# name of the table: its file in places/us/data, and the columns that hold whole numbers
_SAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ncci_pair": ("ncci_ptp_sample.csv", ()),
    "mue": ("mue_sample.csv", ("most", "mai")),
}

_EDITOR = {"mce_diagnosis": ("unacceptable", "questionable", "unspecified"), "mce_operation": ("noncovered", "limited")}
"""Tables of the Medicare Code Editor that ship, and which of its lists stand in each: `code`, `list`."""

_OF_THE_SITE = ("clia_waived", "single_dose_drug")
"""Tables of one column, `code`, of which there is no book yet: a site that has them hands them over in `Context.tables`."""

_PAIRS, _LIMITS = ("ncci_pair", "ncci_pair_hospital"), ("mue", "mue_hospital", "mue_supplier")
_KEYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PAIRS, ("whole", "part")),
    **dict.fromkeys(_LIMITS, ("procedure",)),
    "coverage_article": ("code", "state"),
    "coverage_diagnosis": ("list", "code"),
}

BOOK_OF: Mapping[str, str] = {**{name: told.book for name, told in _BOOKS.items()}, **dict.fromkeys(COVERAGE, COVERAGE_BOOK)}
"""The tables that are made of installed books, each of one."""

LICENSED = frozenset(f"cpt_{how}" for how in _DAYS)
"""Tables of a code set that its owner licenses: many a practice has no file of it."""

NAMES = frozenset((*_BOOKS, *_SAMPLES, *_OF_THE_SITE, *COVERAGE, *_EDITOR, "place_of_service"))
"""The tables that edits may name, beside `icd10cm` and `payer_rules`."""


def us_tables(opened: Opener | None = None, packed: Callable[[str], Table | None] = lambda name: None) -> Mapping[str, Table]:
    """The tables by name: those that ship, and those of `opened` books, which stand before a sample of the same name.

    A table that is `packed` is not opened: it is the same, and quicker.
    """
    found: dict[str, Table] = dict(_shipped())
    if opened is None:
        return found
    for name, told in _BOOKS.items():
        if (copy := packed(name)) is not None:
            found[name] = copy
        elif table := _of_book(name, told, opened):
            found[name] = table
    copies = {name: copy for name in COVERAGE if (copy := packed(name)) is not None}
    return {**found, **(copies if len(copies) == len(COVERAGE) else coverage_tables(opened))}


def _of_book(name: str, told: FromBook, opened: Opener) -> Table | None:
    tables = [table for each in (told.table, *told.beside) if (table := opened(told.book, each)) is not None]
    if not tables or max(table.size() for table in tables) < told.least:
        return None
    return told.days(name, tables) if told.days else BookTable(name, told, tables[0])


def unlicensed(edits: Iterable[Edit], tables: Mapping[str, Table]) -> frozenset[str]:
    """The codes of the edits that nobody runs here, because the site has no file of a licensed code set."""
    return frozenset(edit.code for edit in edits if edit.table in LICENSED and edit.table not in tables)


def key_of(name: str) -> tuple[str, ...]:
    """The columns by which edits ask a table of a book."""
    return _KEYS.get(name, ("code",))


@cache
def _shipped() -> Mapping[str, Table]:
    folder = resources.files("superbill.places.us") / "data"
    tables = {
        name: table_from_csv(name, text=(folder / file).read_text(encoding="utf-8"), whole_numbers=numbers)
        for name, (file, numbers) in _SAMPLES.items()
    }
    editor = {name: Later(partial(_editor, name)) for name in _EDITOR}
    return {**tables, **editor, "place_of_service": _place_of_service()}


class Later:
    """A table that ships and is large: read when it is first asked."""

    def __init__(self, make: Callable[[], DatedTable]) -> None:
        self._make = make

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows with this key that hold on the day."""
        return self._table.find(on=on, **key)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, of every day."""
        return self._table.rows

    @cached_property
    def _table(self) -> DatedTable:
        return self._make()


def _editor(name: str) -> DatedTable:
    rows = [row for row in shipped_rows("mce.csv.gz") if row["list"] in _EDITOR[name]]
    return table_from_rows(name, [{"code": row["code"], "list": row["list"], **_days(row)} for row in rows])


def _days(row: Mapping[str, str]) -> dict[str, Value]:
    return {name: date.fromisoformat(row[name]) for name in ("since", "until") if row[name]}


def _place_of_service() -> DatedTable:
    rows = ((row, period_of(row)) for row in shipped_rows("place_of_service.csv"))
    return table_from_rows("place_of_service", [{**row, "since": period.since, "until": period.until} for row, period in rows])
