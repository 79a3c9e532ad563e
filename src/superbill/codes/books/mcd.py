"""The Medicare coverage database: what each contractor's articles say of procedures and diagnoses.

The export of articles (`current_article.zip`, in it `current_article_csv.zip`, in it CSV files with a header) is one publication: this
book reads the inner archive whole. The lists of codes that LCDs once had stand in articles. Only an article has days; what belongs to
it holds as long as it does. Paragraphs tell in words which group of procedures goes with which group of diagnoses; titles of codes
are not kept. The day of an export is the newest day on which something in it was changed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

from superbill.codes.archive import is_archive, member_of, names_in
from superbill.codes.book import ALWAYS, NEVER, Book, Column, Layout, Row, Table, day_number
from superbill.codes.sheet import Sheet
from superbill.codes.source import BadCodeFile, Source

Key = tuple[str, str]
Days = dict[Key, tuple[int, int]]

_ARTICLE, _PROCEDURES = "article.csv", "article_x_hcpc_code.csv"
_ID = ("article_id", "article_version")
_PROCEDURE = r"\d{4}[0-9A-Z]|[A-Z]\d{4}"
_DIAGNOSIS = r"[A-Z](\d[0-9A-Z]|[A-Z]\d)(\.?[0-9A-Z]{1,4})?"

_NONE = ("XX000", "N/A")
"""What an article lists where its form wants a code and there is none."""

_CODES: tuple[tuple[str, str, str, str, str], ...] = (
    # file, table, column of the code without `_id`, column of the group, what a code looks like
    ("article_x_hcpc_code.csv", "procedure", "hcpc_code", "hcpc_code_group", _PROCEDURE),
    ("article_x_hcpc_modifier.csv", "modifier", "hcpc_modifier_code", "hcpc_modifier_group", "[0-9A-Z]{2}"),
    ("article_x_bill_code.csv", "bill", "bill_code", "no_group?", "[0-9X]{3,4}"),
    ("article_x_revenue_code.csv", "revenue", "revenue_code", "no_group?", "[0-9X]{3,4}"),
)
_GROUPS = (
    # file, which kind of group, column of the group, column of what the asterisk means
    ("article_x_hcpc_code_group.csv", "procedure", "hcpc_code_group", ""),
    ("article_x_icd10_covered_group.csv", "covered", "icd10_covered_group", "icd10_covered_ast"),
    ("article_x_icd10_noncovered_group.csv", "noncovered", "icd10_noncovered_group", ""),
)
_RELATED = (
    ("article_related_documents.csv", "lcd", "r_lcd_id"),
    ("article_related_ncd_documents.csv", "ncd", "r_ncd_id"),
)
_TABLES = ("article", "procedure", "diagnosis", "group", "modifier", "bill", "revenue", "contractor", "state", "related")


def _recognises(source: Source) -> bool:
    try:
        return is_archive(source) and {_ARTICLE, _PROCEDURES} <= names_in(source).keys()
    except BadCodeFile:
        return False


def _rows(source: Source, file: str, *columns: str) -> Iterator[tuple[Source, int, tuple[str, ...]]]:
    """Rows of a file of the export, with the file for messages; none where the export lacks the file."""
    if name := names_in(source).get(file):
        member = member_of(source, name)
        for line, cells in Sheet({column: re.escape(column.removesuffix("?")) for column in columns}).rows(member):
            yield member, line, cells


def _day(source: Source, text: str, line: int) -> int:
    """The day in `2026-10-01 00:00:00` or `10/01/2026`; 0 for none."""
    if not text:
        return 0
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", text, re.ASCII):
        return source.day(found[1] + found[2] + found[3], line)
    if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", text, re.ASCII):
        return source.day(found[3] + found[1].zfill(2) + found[2].zfill(2), line)
    raise source.wrong(f"{text[:20]!r} is no day written as 2026-10-01.", line)


def _released(source: Source) -> date | None:
    days = [_day(file, text, line) for file, line, (_, text) in _rows(source, _ARTICLE, "article_id", "last_updated")]
    return date.fromisoformat(str(max(days))) if any(days) else None


def _after(day: int) -> int:
    return day_number(date.fromisoformat(str(day)) + timedelta(days=1))


def _words(text: str) -> str:
    """A paragraph without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _read(source: Source) -> Iterator[Row]:
    articles: dict[Key, Row] = {}
    for row in _articles(source):
        key = (str(row.cells[0]), str(row.cells[1]))
        if articles.setdefault(key, row) is not row:
            raise source.wrong(f"Version {key[1]} of article {key[0]} was told before, in {_ARTICLE}.", row.line)
    days = {key: (row.since, row.until) for key, row in articles.items()}
    yield from _codes(source, days)
    listed: Counter[tuple[object, ...]] = Counter()
    for row in _diagnoses(source, days):
        article, version, _, covered, *_ = row.cells
        listed[article, version, covered] += 1
        yield row
    for key, row in articles.items():
        yield row._replace(cells=(*row.cells, listed[*key, 1], listed[*key, 0]))
    yield from _groups(source, days)
    yield from _contractors(source, days)
    yield from _states(source)
    yield from _related(source, days)


def _articles(source: Source) -> Iterator[Row]:
    columns = (*_ID, "title", "article_eff_date", "article_end_date", "date_retired?", "display_id?", "status?")
    for file, line, (article, version, title, begins, ends, retired, shown, status) in _rows(source, _ARTICLE, *columns):
        if status == "P" or shown.startswith("DA"):
            continue  # a draft, which binds nobody
        if not (article.isdecimal() and version.isdecimal()):
            raise file.wrong(f"{article[:20]!r} {version[:20]!r} is no article and its version.", line)
        since = _day(file, begins, line) or ALWAYS
        lasts = [last for text in (ends, retired) if (last := _day(file, text, line))]
        until = _after(min(lasts)) if lasts else NEVER
        if since < until:
            yield Row("article", (article, version, _words(title), shown or f"A{article}"), line, since, until)


def _held(table: str, days: Days, key: Key, cells: tuple[str | int, ...], line: int) -> Iterator[Row]:
    """A row of an article, as long as the article holds; nothing for one that never did."""
    if key in days:
        yield Row(table, cells, line, *days[key])


def _listed(source: Source, file: str, code: str, pattern: str, *more: str) -> Iterator[tuple[Source, int, tuple[str, ...]]]:
    """Rows of a list of codes: article, version, code, and more. A code that stands there in two of its own versions counts once."""
    looks = re.compile(pattern, re.ASCII)
    article, versions = ("", ""), dict[tuple[str, ...], str]()
    for member, line, (*key, found, version, group, other, another) in _rows(
        source, file, *_ID, f"{code}_id", f"{code}_version", *more
    ):
        if found in _NONE:
            continue
        if not looks.fullmatch(found.upper()):
            raise member.wrong(f"{found[:20]!r} is no code of this list.", line)
        if (key[0], key[1]) != article:
            article, versions = (key[0], key[1]), {}
        if versions.setdefault((found, group), version) == version:
            yield member, line, (*key, found.upper(), group, other, another)


def _codes(source: Source, days: Days) -> Iterator[Row]:
    for name, table, column, grouped, pattern in _CODES:
        for file, line, (article, version, code, group, *_) in _listed(source, name, column, pattern, grouped, "a?", "b?"):
            first = (code, article, version) if table == "procedure" else (article, version, code)
            yield from _held(table, days, (article, version), (*first, _number(file, group, line)), line)


def _diagnoses(source: Source, days: Days) -> Iterator[Row]:
    for kind, covered in (("covered", 1), ("noncovered", 0)):
        more = (f"icd10_{kind}_group", "range?", "asterisk?")
        for file, line, cells in _listed(source, f"article_x_icd10_{kind}.csv", "icd10_code", _DIAGNOSIS, *more):
            article, version, code, group, span, asterisk = cells
            if held := days.get((article, version)):
                found = (article, version, code.replace(".", ""), covered, _number(file, group, line), span, 1 if asterisk else 0)
                yield Row("diagnosis", found, line, *held)


def _number(source: Source, text: str, line: int) -> int:
    """The number of a group; 0 where an article has none."""
    if text and not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise source.wrong(f"{text[:20]!r} is no group of codes.", line)
    return int(text or 0)


def _groups(source: Source, days: Days) -> Iterator[Row]:
    for name, kind, column, asterisk in _GROUPS:
        columns = (*_ID, column, "paragraph", asterisk or "no_asterisk?")
        for file, line, (article, version, group, paragraph, means) in _rows(source, name, *columns):
            cells = (article, version, kind, _number(file, group, line), _words(paragraph), _words(means))
            yield from _held("group", days, (article, version), cells, line)


def _contractors(source: Source, days: Days) -> Iterator[Row]:
    named: dict[tuple[str, ...], tuple[str, str]] = {}
    who = ("contractor_id", "contractor_type_id", "contractor_version")
    for _, _, (*contractor, name, number) in _rows(source, "contractor.csv", *who, "contractor_bus_name", "contractor_number"):
        named[tuple(contractor)] = named[contractor[0],] = (number, name)
    seen: set[tuple[str, ...]] = set()
    for file, line, (article, version, *contractor) in _rows(source, "article_x_contractor.csv", *_ID, *who):
        known = named.get(tuple(contractor)) or named.get((contractor[0],))  # the list may have a later version only
        if known is None:
            raise file.wrong(f"No contractor {' '.join(contractor)[:30]!r} stands in contractor.csv.", line)
        number, name = known
        if (article, version, number) not in seen:
            seen.add((article, version, number))
            yield from _held("contractor", days, (article, version), (number, article, version, name), line)


def _states(source: Source) -> Iterator[Row]:
    abbreviations = {state: short for _, _, (state, short) in _rows(source, "state_lookup.csv", "state_id", "state_abbrev")}
    who = ("contractor_id", "contractor_type_id", "contractor_version")
    numbers = {tuple(it): number for _, _, (*it, number) in _rows(source, "contractor.csv", *who, "contractor_number")}
    told: dict[tuple[str, str], Row] = {}
    columns = (*who, "state_id", "active_date?", "term_date?")
    for file, line, (*it, state, begins, ends) in _rows(source, "contractor_jurisdiction.csv", *columns):
        since, last = _day(file, begins, line), _day(file, ends, line)
        key = (numbers.get(tuple(it), ""), abbreviations.get(state, ""))
        if all(key) and (not last or since < last):
            row = Row("state", key, line, since or ALWAYS, _after(last) if last else NEVER)
            told[key] = max(told.get(key, row), row, key=lambda one: one.until)
    yield from told.values()


def _related(source: Source, days: Days) -> Iterator[Row]:
    seen: set[tuple[str, ...]] = set()
    for name, kind, column in _RELATED:
        for _, line, (article, version, other) in _rows(source, name, *_ID, column):
            if other and (article, version, kind, other) not in seen:
                seen.add((article, version, kind, other))
                yield from _held("related", days, (article, version), (article, version, kind, other), line)


_IS = (Column("article", "The number of the article."), Column("version", "Its version."))


def _list(name: str, words: str, code: str) -> Table:
    return Table(name, words, (*_IS, Column("code", code), Column("group", "Its group; 0 for none.", "whole")), keys=4)


BOOK = Book(
    name="mcd",
    title="Medicare coverage articles",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx",
    licence="articles: public domain; CPT codes: licensed by the American Medical Association",
    every="each week",
    tables=(
        Table(
            "article",
            "Articles of contractors on the coding and billing of what an LCD or NCD covers.",
            (
                *_IS,
                Column("title", "Its title."),
                Column("shown_as", "Its name, such as A52840."),
                Column("covered", "How many diagnoses it lists that support the service.", "whole"),
                Column("noncovered", "How many it lists that do not.", "whole"),
            ),
            keys=2,
            title="title",
        ),
        Table(
            "procedure",
            "The articles that speak of a procedure.",
            (Column("code", "The procedure."), *_IS, Column("group", "Its group in the article.", "whole")),
            keys=4,
        ),
        Table(
            "diagnosis",
            "Diagnoses that an article says support the service, or do not.",
            (
                *_IS,
                Column("code", "The diagnosis, without a dot."),
                Column("covered", "1 where it supports the service, 0 where it does not.", "flag"),
                Column("group", "Its group in the article.", "whole"),
                Column("range", "Whether it begins or ends a range, as told."),
                Column("asterisk", "1 where the article's asterisk adds a condition: see the group.", "flag"),
            ),
            keys=5,
            also_by=("code",),
        ),
        Table(
            "group",
            "What an article says of a group of codes: which procedures a group of diagnoses is for.",
            (
                *_IS,
                Column("kind", "procedure, covered or noncovered."),
                Column("group", "The number of the group.", "whole"),
                Column("words", "The paragraph above the list."),
                Column("asterisk", "What the asterisk at a diagnosis means."),
            ),
            keys=4,
        ),
        _list("modifier", "Modifiers that an article asks for.", "The modifier."),
        _list("bill", "Types of bill that an article is for.", "The type of bill, as told."),
        _list("revenue", "Revenue codes that an article is for.", "The revenue code, as told."),
        Table(
            "contractor",
            "The articles of a contractor.",
            (Column("number", "The contractor, five digits."), *_IS, Column("name", "What the contractor is called.")),
            keys=3,
        ),
        Table(
            "state",
            "The states of a contractor.",
            (Column("number", "The contractor, five digits."), Column("state", "The state, two letters.")),
            keys=2,
        ),
        Table(
            "related",
            "The LCDs and NCDs that an article belongs to.",
            (*_IS, Column("kind", "lcd or ncd."), Column("document", "Its number.")),
            keys=4,
        ),
    ),
    layouts=(Layout("articles", "release", _TABLES, _recognises, _released, _read, is_ama=True),),
)
