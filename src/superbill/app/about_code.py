"""What other books say of a diagnosis: its flags, risk categories, the old code it maps to, the index terms that lead to it.

Only books that are installed have a say; a book that is not is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.app.code_tables import icd10cm
from superbill.codes.diagnosis_rules import flags_of, status_of
from superbill.codes.shelf import Entry
from superbill.storage.shelf import NoBook

_MOST_TERMS = 40
_LACKS = {"characters": "More characters", "seventh": "A 7th character", "side": "A side of the body"}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its heading; `code` is another code that it leads to, empty for none."""

    heading: str
    words: str
    code: str = ""


def about_code(code: str, *, on: date) -> tuple[Told, ...]:
    """What is told of a diagnosis on a day beyond its place in the book. Raises `UnknownCode`."""
    with icd10cm() as book:
        status, flags = status_of(book, code, on=on), flags_of(book, code, on=on)
        name = book.get(code, on=on).code
    told = [
        Told(f"{_LACKS[missing.what]} {'may' if status.is_billable else 'must'} be chosen", words, choice)
        for missing in status.missing
        if missing.what == "side"
        for choice, words in missing.choices
        if choice != name
    ]
    if flags.is_manifestation:
        told.append(Told("Sequence", "A manifestation: never listed first (Guidelines I.A.13)."))
    if flags.is_external_cause:
        told.append(Told("Sequence", "An external cause: never listed first (Guidelines I.C.20)."))
    if flags.poa_exempt is not None:
        told.append(Told("Present on admission", "exempt from telling" if flags.poa_exempt else "must be told by a hospital"))
    return (*told, *_risk(name, on), *_crosswalk(name, on), *_index(name, on))


def _risk(code: str, on: date) -> Iterator[Told]:
    """Source: CMS-HCC and RxHCC mappings, by payment year."""
    for entry in _rows("hcc", "diagnoses", code.replace(".", ""), on):
        found = _rows("hcc", "hcc", str(entry["model"]), on, str(entry["hcc"]))
        title = next((str(each["title"]) for each in found), "")
        status = "" if entry["status"] == "final" else f" ({entry['status']})"
        yield Told(f"Risk, {entry['model']}", f"HCC {entry['hcc']} {title}{status}".replace("  ", " "))


def _crosswalk(code: str, on: date) -> Iterator[Told]:
    """Source: General Equivalence Mappings, CMS 2018."""
    for entry in _rows("gems", "icd10_to_icd9", code.replace(".", ""), on):
        about = "about " if entry["approximate"] else ""
        yield Told("ICD-9-CM", f"{about}{entry['target']}" if entry["target"] else "none")


def _index(code: str, on: date) -> Iterator[Told]:
    """The terms of the alphabetic indexes, the neoplasm and the drug table that lead to the code or to a heading above it."""
    bare = code.replace(".", "")
    printed = {code, f"{code}-", *(f"{code[:length]}-" for length in range(3, len(code)))} | (
        {f"{bare[:3]}.-"} if len(bare) > 3 else set()
    )
    try:
        with shelves_here().open("icd10cm") as tables:
            for name, columns in (("index", ("code", "manifestation")), ("neoplasm", None), ("drug", None)):
                table = tables[name]
                cells = columns or tuple(column.name for column in table.table.columns[7:])
                found = table.having(cells, sorted(printed), on=on, limit=_MOST_TERMS)
                yield from (Told(f"{name.capitalize()} term", _said(entry, cells, printed)) for entry in found)
    except NoBook:
        return


def _said(entry: Entry, columns: tuple[str, ...], printed: set[str]) -> str:
    """The term, and in a table the column that the code stands in."""
    path = str(entry["path"]).replace(" > ", ", ")
    where = [
        column.replace("_", " ") for column in columns if entry[column] in printed and column not in ("code", "manifestation")
    ]
    return f"{path}: {', '.join(where)}" if where else path


def _rows(book: str, table: str, code: str, on: date, *rest: str) -> tuple[Entry, ...]:
    try:
        with shelves_here().open(book) as tables:
            return tuple(entry for entry in tables[table].beginning(code, *rest) if on in entry.period)
    except NoBook:
        return ()
