"""The alphabetic indexes of ICD-10-CM as XML (CDC/NCHS): diseases, external causes, neoplasms, drugs and chemicals.

    ICD10CM.index > letter > mainTerm > title (with <nemod>), code | see | seeAlso | seecat | subcat, manif, cell@col, term@level …

A term is named by its path, `Accident > aircraft > due to, caused by cataclysm`; terms of one name at one place are counted: `wall #2`.
What stands in parentheses in the index (nonessential modifiers) is kept beside the title. Codes are kept as printed: `C79.8-`.
"""

from collections.abc import Iterator
from functools import partial

from superbill.codes.book import Column, Layout, Row, Table
from superbill.codes.books.icd10_days import released
from superbill.codes.source import Source
from superbill.codes.xml_lines import Element, pieces

STEP = " > "
_TERM = (
    Column("path", "The term with those above it, such as `Accident > aircraft`."),
    Column("title", "Its own words."),
    Column("nonessential", "Words that may stand there or not without a change of the code."),
    Column("level", "0 for a main term, 1 and on below it.", "whole"),
    Column("place", "Its place among its neighbours, from 1.", "whole"),
    Column("see", "Look there instead."),
    Column("see_also", "Look there as well."),
)
DRUG_COLUMNS = ("accident", "self_harm", "assault", "undetermined", "adverse_effect", "underdosing")
NEOPLASM_COLUMNS = ("primary", "secondary", "in_situ", "benign", "uncertain", "unspecified")

INDEX = Table(
    "index",
    "Terms of the index of diseases (`disease`) and of external causes (`external`).",
    (
        Column("index", "disease or external."),
        *_TERM,
        Column("see_category", "Look at that category or subcategory."),
        Column("code", "The code, as printed."),
        Column("manifestation", "The code that goes second, as printed."),
    ),
    keys=2,
    title="path",
    also_by=("code", "manifestation"),
)
DRUG = Table(
    "drug",
    "The table of drugs and chemicals: a code for poisoning (accident, self-harm, assault, undetermined), adverse effect, underdosing.",
    (*_TERM, *(Column(name, "The code of that column, as printed; empty for none.") for name in DRUG_COLUMNS)),
    title="path",
    also_by=DRUG_COLUMNS,
)
NEOPLASM = Table(
    "neoplasm",
    "The table of neoplasms: a code for each behaviour at a site.",
    (*_TERM, *(Column(name, "The code of that column, as printed; empty for none.") for name in NEOPLASM_COLUMNS)),
    title="path",
    also_by=NEOPLASM_COLUMNS,
)


def _read(source: Source, table: str) -> Iterator[Row]:
    found = False
    seen: dict[str, int] = {}
    for number, main in enumerate(pieces(source, "mainTerm", root="ICD10CM.index"), 1):
        found = True
        yield from _term(source, table, main, "", (0, number), seen)
    if not found:
        raise source.wrong("The index has no main term.", 0)


def _term(source: Source, table: str, term: Element, above: str, place: tuple[int, int], seen: dict[str, int]) -> Iterator[Row]:
    title = term.first("title")
    if title is None or not title.words:
        raise source.wrong("A term has no title.", term.line)
    words, modifiers = title.own_words, " ".join(each.words for each in title.all("nemod"))
    path = f"{above}{STEP}{words}" if above else words
    seen[path] = seen.get(path, 0) + 1
    if seen[path] > 1:
        path = f"{path} #{seen[path]}"
    if term.attributes.get("level", "0") != str(place[0]):
        raise source.wrong(f"A term of level {term.attributes.get('level', 'none')[:5]} stands at level {place[0]}.", term.line)
    see, also = (", ".join(each.words for each in term.all(tag)) for tag in ("see", "seeAlso"))
    common = (path, words, modifiers, *place, see, also)
    yield Row(
        table, ((_which(source), *common, *_codes(term)) if table == "index" else (*common, *_cells(source, term))), term.line
    )
    for number, child in enumerate(term.all("term"), 1):
        yield from _term(source, table, child, path, (place[0] + 1, number), seen)


def _codes(term: Element) -> tuple[str, str, str]:
    category = " ".join(each.words for tag in ("seecat", "subcat") for each in term.all(tag))
    return category, " ".join(each.words for each in term.all("code")), " ".join(each.words for each in term.all("manif"))


def _cells(source: Source, term: Element) -> Iterator[str]:
    """The six cells, in order; a dash is none."""
    cells: dict[str, str] = {}
    for cell in term.all("cell"):
        column = cell.attributes.get("col", "")
        if column not in tuple("234567") or column in cells:
            raise source.wrong(
                f"A cell stands in column {column[:10]!r}, which is no column of the table or told before.", cell.line
            )
        cells[column] = "" if set(cell.words) <= {"-", "–"} else cell.words
    yield from (cells.get(column, "") for column in "234567")


def _which(source: Source) -> str:
    return "external" if "EXTERNAL CAUSE" in source.first.upper() or source.says("eindex") else "disease"


def _is(source: Source, what: str) -> bool:
    """By the heads of the columns, which the two tables have and the two indexes have not."""
    if "<ICD10CM.index" not in source.first:
        return False
    kind = "drug" if ">Substance<" in source.first else "neoplasm" if ">Malignant Primary<" in source.first else "index"
    return kind == what


INDEX_XML = Layout(
    "index XML", "release", ("index",), partial(_is, what="index"), released, partial(_read, table="index"), part=_which
)
DRUG_XML = Layout("drug table XML", "release", ("drug",), partial(_is, what="drug"), released, partial(_read, table="drug"))
NEOPLASM_XML = Layout(
    "neoplasm table XML", "release", ("neoplasm",), partial(_is, what="neoplasm"), released, partial(_read, table="neoplasm")
)
