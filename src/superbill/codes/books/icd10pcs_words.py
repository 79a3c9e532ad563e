"""The index and the definitions of ICD-10-PCS (CMS), as XML and as the text of the yearly addenda.

    ICD10PCS.index > letter > mainTerm > title, see | use | code | codes | tab, term@level …
    ICD10PCS.definitions > section@code > axis@pos > terms > title, definition, explanation, includes …

The index leads to a code, to the beginning of codes (a table), to another term (`see`), or to the value that stands for a word (`use`).
Addenda of the index: `Main` or a depth by indentation, with Add, Delete or Revise before what changes; what is not marked only shows
where it stands. Addenda of the definitions: Section, Axis, Row, Term, then Definition, Explanation or Includes with Add, Delete or Revise.
"""

import re
from collections.abc import Iterator
from functools import partial

from superbill.codes.book import Column, Layout, Row, Table
from superbill.codes.books.alphabetic_index import STEP
from superbill.codes.books.icd10_days import released
from superbill.codes.source import Source
from superbill.codes.xml_lines import Element, pieces

PCS_INDEX = Table(
    "index",
    "Terms of the index.",
    (
        Column("path", "The term with those above it, such as `Bypass > Vagina`."),
        Column("title", "Its own words."),
        Column("level", "0 for a main term, 1 and on below it.", "whole"),
        Column("see", "Look there instead."),
        Column("use", "The value of a table that stands for these words."),
        Column("code", "The code, or the characters with which it begins."),
    ),
    title="path",
)
DEFINITION = Table(
    "definition",
    "What the values of the tables mean, and which words of medicine they stand for.",
    (
        Column("section", "The first character of the codes."),
        Column("axis", "Which character of the code, 1 to 7.", "whole"),
        Column("term", "The label of the value."),
        Column("kind", "definition, explanation or includes."),
        Column("words", "Its words."),
    ),
    keys=5,
    title="term",
)
KINDS = ("definition", "explanation", "includes")

# --- index


def _read_index(source: Source) -> Iterator[Row]:
    found, seen = False, dict[str, int]()
    for main in pieces(source, "mainTerm", root="ICD10PCS.index"):
        found = True
        yield from _term(source, main, "", 0, seen)
    if not found:
        raise source.wrong("The index has no main term.", 0)


def _term(source: Source, term: Element, above: str, level: int, seen: dict[str, int]) -> Iterator[Row]:
    title = term.text("title")
    if not title:
        raise source.wrong("A term has no title.", term.line)
    if term.attributes.get("level", str(level)) != str(level):
        raise source.wrong(f"A term of level {term.attributes['level'][:5]} stands at level {level}.", term.line)
    path = f"{above}{STEP}{title}" if above else title
    seen[path] = seen.get(path, 0) + 1
    if seen[path] > 1:
        path = f"{path} #{seen[path]}"
    see, use = (", ".join(each.words for each in term.all(tag)) for tag in ("see", "use"))
    holders = (term, *term.all("see"))
    codes = " ".join(each.words for holder in holders for tag in ("code", "codes", "tab") for each in holder.all(tag))
    yield Row("index", (path, title, level, see, use, codes), term.line)
    for child in term.all("term"):
        yield from _term(source, child, path, level + 1, seen)


_INDEX_LINE = re.compile(r"(Lttr|Main|    ) (Add   |Delete|Revise|From  |To    |      ) {6}( *)(\S.*)")
_LEADS = re.compile(r"(.*?)(?: see (.+)| use (.+))?")
_CODE_LAST = re.compile(r"(.*\S) ((?=[A-Z]*\d)[0-9A-HJ-NP-Z]{3,7})", re.ASCII)


def _read_index_addenda(source: Source) -> Iterator[Row]:
    above: list[str] = []
    after: dict[str, Row] = {}
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _INDEX_LINE.fullmatch(text.rstrip())
        level = len(found[3]) // 2 if found else 0
        if not found or level > len(above) or ((found[1] != "Main") != bool(level) and found[1] != "Lttr"):
            raise source.wrong("The line is not as in the addenda of the ICD-10-PCS index.", line)
        if found[1] == "Lttr":
            above = []
            continue
        title, see, use, code = _parted(found[4])
        above = [*above[:level], title]
        did = found[2].strip()
        if did:
            row = Row("index", (STEP.join(above), title, level, see, use, code), line, gone=did in ("Delete", "From"))
            if not row.gone or str(row.cells[0]) not in after:
                after[str(row.cells[0])] = row
    yield from after.values()


def _parted(words: str) -> tuple[str, str, str, str]:
    """The title of a term, what it sends to, which value it stands for, its code."""
    found = _LEADS.fullmatch(words)
    title, see, use = (found[1], found[2] or "", found[3] or "") if found else (words, "", "")
    last = _CODE_LAST.fullmatch(title) if not (see or use) else None
    return (last[1], "", "", last[2]) if last else (title, see, use, "")


# --- definitions


def _read_definitions(source: Source) -> Iterator[Row]:
    found = False
    told: set[tuple[str | int, ...]] = set()
    for section in pieces(source, "section", root="ICD10PCS.definitions"):
        found = True
        for axis in section.all("axis"):
            for terms in axis.all("terms"):
                for row in _definitions(source, section, axis, terms):
                    if row.cells not in told:  # the same word is listed under a value more than once
                        yield row
                    told.add(row.cells)
    if not found:
        raise source.wrong("The file has no section.", 0)


def _definitions(source: Source, section: Element, axis: Element, terms: Element) -> Iterator[Row]:
    code, position = section.attributes.get("code", ""), axis.attributes.get("pos", "")
    if not re.fullmatch(r"[0-9A-HJ-NP-Z]", code) or position not in tuple("1234567") or not terms.text("title"):
        raise source.wrong("A definition does not say its section, character and term.", terms.line)
    for kind in KINDS:
        for each in terms.all(kind):
            for title in terms.all("title"):
                yield Row("definition", (code, int(position), title.words, kind, each.words), each.line)


_DEFINITION_LINE = re.compile(r"(?=(Section|Axis|Row|Term|Definition|Explanation|Includes)\b *(\S?) *).{12}(.{12}) ?(.*)")
_DID = ("", "Add", "Delete", "Revise", "Revise from", "Revise to")


def _read_definition_addenda(source: Source) -> Iterator[Row]:
    where = {"Section": "", "Axis": "", "Term": ""}
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _DEFINITION_LINE.fullmatch(text.rstrip().ljust(24))
        did = found[3].strip() if found else ""
        if not found or did not in _DID:
            raise source.wrong("The line is not as in the addenda of the ICD-10-PCS definitions.", line)
        what, words = found[1], found[4].strip()
        if what in where:
            where[what] = words if what == "Term" else found[2]
        elif what.lower() in KINDS and did:
            if not all(where.values()) or not where["Axis"].isdigit():
                raise source.wrong("Section, axis and term are not told before this.", line)
            cells = (where["Section"], int(where["Axis"]), where["Term"], what.lower(), words)
            yield Row("definition", cells, line, gone=did in ("Delete", "Revise from"))


def _is(source: Source, what: str) -> bool:
    return f"<ICD10PCS.{what}" in source.first


def _is_index_addenda(source: Source) -> bool:
    return bool(source.says(r"index_addenda.*\.txt")) or bool(re.match(r"\s*Lttr {13}\S", source.first))


def _is_definition_addenda(source: Source) -> bool:
    return bool(source.says(r"definitions_addenda.*\.txt")) or bool(re.match(r"\s*Section \S.*\r?\nAxis [1-7]", source.first))


INDEX_XML = Layout("index XML", "release", ("index",), partial(_is, what="index"), released, _read_index)
INDEX_ADDENDA = Layout("index addenda", "changes", ("index",), _is_index_addenda, released, _read_index_addenda)
DEFINITIONS_XML = Layout(
    "definitions XML", "release", ("definition",), partial(_is, what="definitions"), released, _read_definitions
)
DEFINITION_ADDENDA = Layout(
    "definitions addenda", "changes", ("definition",), _is_definition_addenda, released, _read_definition_addenda
)
