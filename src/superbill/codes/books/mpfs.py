"""The Medicare physician fee schedule: relative value units, payment indicators and conversion factors (PPRRVU).

A file of each quarter: title rows, a header whose names are stacked over four rows, a row for each code and modifier. The factor of
the file stands in every row. From 2026 there are two files, `…_nonQPP` and `…_QPP`, one for each of two factors, with the same RVUs:
the first fills both tables, the second only adds its factor. The column of descriptors is licensed, and is not read.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Kind, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in, modifier_in, month_in, one_of, rate_in
from superbill.codes.source import Source

_TWO_FACTORS_SINCE = 2026
_RVU = "an RVU in ten-thousandths"

_COLUMNS: tuple[tuple[str, str, str, Kind, str], ...] = (
    ("status", ".*status code", "Status: A active, B bundled, C priced by contractor, I and N not paid by Medicare …", "text", "[A-Z]"),
    ("work", ".*work rvu", "Work", "rate", ""),
    ("nonfacility_pe", "(.* )?non-fac pe rvu", "Practice expense outside a facility", "rate", ""),
    ("nonfacility_na", "(.* )?non-fac na indicator", "NA where the service is not done outside a facility.", "text", "NA|"),
    ("facility_pe", "(.* )?facility pe rvu", "Practice expense in a facility", "rate", ""),
    ("facility_na", "(.* )?facility na indicator", "NA where the service is not done in a facility.", "text", "NA|"),
    ("malpractice", "(.* )?mp rvu", "Malpractice", "rate", ""),
    ("nonfacility_total", "(.* )?non-facility total", "All three outside a facility", "rate", ""),
    ("facility_total", "(.* )?(?<!non-)facility total", "All three in a facility", "rate", ""),
    ("pctc", "(.* )?pctc ind", "Professional and technical parts: 1 has both, 2 is the one, 3 the other …", "text", r"\d?"),
    ("global_days", "(.* )?glob days", "Days after the service that its payment covers: 000, 010, 090, MMM, XXX, YYY, ZZZ.", "text", r"\w{3}|"),
    ("pre_op", "(.* )?pre op", "Share of the payment for care before", "rate", ""),
    ("intra_op", "(.* )?intra op", "Share for the operation itself", "rate", ""),
    ("post_op", "(.* )?post op", "Share for care after", "rate", ""),
    ("multiple", "(.* )?mult proc", "How several procedures of one day are paid.", "text", r"\d?"),
    ("bilateral", "(.* )?bilat surg", "How both sides are paid.", "text", r"\d?"),
    ("assistant", "(.* )?asst surg", "Whether an assistant at surgery is paid.", "text", r"\d?"),
    ("cosurgeons", "(.* )?co- surg", "Whether two surgeons are paid.", "text", r"\d?"),
    ("team", "(.* )?team surg", "Whether a team of surgeons is paid.", "text", r"\d?"),
    ("pricing?", "(.* )?pric ind", "Pricing indicator, since 2026.", "text", r"\w?"),
    ("endoscopic_base", "(.* )?endo base", "The endoscopy that this one belongs to.", "text", r"\w{5}|"),
    ("supervision", ".*supervision of diagnostic procedures", "How a physician supervises the test.", "text", r"\w{0,2}"),
    ("calculation", ".*calculation flag", "1 where a multiple-service reduction takes part in the calculation.", "text", r"\w?"),
    ("imaging_family", "(.* )?imaging family indicator", "The family of the imaging reduction; 99 none.", "text", r"\w{0,2}"),
    ("opps_nonfacility_pe", "non-facility pe used.* amount", "Practice expense that compares with the hospital's, outside a facility", "rate", ""),
    ("opps_facility_pe", "facility pe used.* amount", "The same in a facility", "rate", ""),
    ("opps_malpractice", "mp used.* amount", "Malpractice that compares with the hospital's", "rate", ""),
)  # fmt: skip
_SHEET = Sheet(
    {"code": "(.* )?hcpcs", "modifier": "(.* )?mod"}
    | {name: pattern for name, pattern, *_ in _COLUMNS}
    | {"factor": "(.* )?conv factor"},
    above=4,
)


def _released(source: Source) -> date | None:
    """The quarter stands in the name (PPRRVU2026_Oct, PPRRVU25_JAN) or in the first title; `RELEASED` is the day of publication."""
    named = source.says(r"PPRRVU(?:20)?(\d\d)[_-]?([A-Z]{3})")
    told = re.search(r"(20\d\d) National Physician Fee Schedule Relative Value File (\w+) Release", source.first, re.IGNORECASE)
    if named:
        return month_in(f"{named[2]} 20{named[1]}")
    return month_in(f"{told[2]} {told[1]}") if told else None


def _programs(source: Source) -> tuple[str, ...]:
    """Whose factor the file has: of the non-qualifying, of the qualifying participants, or of both."""
    if source.says("nonQPP"):
        return ("nonqpp",)
    if source.says("QPP"):
        return ("qpp",)
    released = _released(source)
    if released and released.year < _TWO_FACTORS_SINCE:
        return ("nonqpp", "qpp")
    raise source.wrong(
        "Nothing in the file says whose conversion factor it has; its name must.",
        0,
        todo="Give it its own name: …_nonQPP or …_QPP.",
    )


def _rows(source: Source) -> Iterator[tuple[int, tuple[str | int, ...], int]]:
    """Line, cells and conversion factor of every row."""
    for line, (code, modifier, *cells, factor) in _SHEET.rows(source):
        values = tuple(
            rate_in(source, cell, line)
            if kind == "rate"
            else one_of(source, cell, line, pattern=pattern, what=name.removesuffix("?").replace("_", " "))
            for cell, (name, _, _, kind, pattern) in zip(cells, _COLUMNS, strict=True)
        )
        names = (code_in(source, code, line), modifier_in(source, modifier, line))
        yield line, (*names, *values), rate_in(source, factor, line)


def _factors(source: Source, factors: set[int]) -> Iterator[Row]:
    if len(factors - {0}) != 1:
        raise source.wrong("The rows do not have one conversion factor.", 0)
    for program in _programs(source):
        yield Row("factor", (program, max(factors)))


def _read(source: Source) -> Iterator[Row]:
    factors = set()
    for line, cells, factor in _rows(source):
        factors.add(factor)
        yield Row("rvu", cells, line)
    yield from _factors(source, factors)


def _read_factor(source: Source) -> Iterator[Row]:
    yield from _factors(source, {factor for _, _, factor in _rows(source)})


def _is_qpp(source: Source) -> bool:
    return bool(source.says("QPP")) and not source.says("nonQPP")


def _column(name: str, words: str, kind: Kind) -> Column:
    return Column(name.removesuffix("?"), f"{words}, {_RVU}." if kind == "rate" else words, kind)


BOOK = Book(
    name="mpfs",
    title="Medicare physician fee schedule",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
    licence="values: public domain; CPT codes: licensed by the American Medical Association, descriptors never kept",
    every="each January 1, changed each quarter",
    tables=(
        Table(
            "rvu",
            "Relative value units and indicators of a procedure.",
            (
                Column("code", "The procedure."),
                Column("modifier", "26, TC, 53 or none."),
                *(_column(name, words, kind) for name, _, words, kind, _ in _COLUMNS),
            ),
            keys=2,
        ),
        Table(
            "factor",
            "Dollars for one RVU.",
            (
                Column("program", "nonqpp; or qpp, for qualifying participants in advanced payment models."),
                Column("conversion_factor", "Dollars for one RVU, in ten-thousandths.", "rate"),
            ),
        ),
    ),
    layouts=(
        Layout(
            "RVU of qualifying participants", "release", ("factor",),
            lambda source: _is_qpp(source) and _SHEET.recognises(source), _released, _read_factor, lambda source: "qpp", is_ama=True,
        ),
        Layout(
            "RVU", "release", ("rvu", "factor"),
            lambda source: not _is_qpp(source) and _SHEET.recognises(source), _released, _read, is_ama=True,
        ),
    ),
)  # fmt: skip
