"""What other books say of a diagnosis: its flags, risk categories, crosswalks both ways, what excludes it, articles and index terms.

Only books that are installed have a say; a book that is not is left out.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from superbill.app.code_tables import icd10cm, which_tables
from superbill.app.read_terms import LISTS
from superbill.app.told import Told, has_rows, rows_having, rows_of
from superbill.codes.books.alphabetic_index import STEP
from superbill.codes.diagnosis_rules import flags_of, status_of
from superbill.codes.icd10cm import dotted
from superbill.codes.references import Reference, references_in
from superbill.codes.shelf import Entry

__all__ = ["Told", "about_code"]

_MOST_TERMS, _MOST_ARTICLES, _MOST_NOTES, _MOST_CODES = 40, 8, 12, 24
_ALL = 100_000
_LACKS = {"characters": "More characters", "seventh": "A 7th character", "side": "A side of the body"}
_EXCLUDES = {"excludes1": "Excluded at (Excludes 1)", "excludes2": "Told apart at (Excludes 2)"}


def about_code(code: str, *, on: date) -> tuple[Told, ...]:
    """What is told of a diagnosis on a day beyond its place in the book. Raises `UnknownCode`."""
    with icd10cm() as book:
        status, flags = status_of(book, code, on=on), flags_of(book, code, on=on)
        name = book.get(code, on=on).code
        path = {step.name for step in book.on_day(on).path(name)}
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
    return (
        *told, *(_stay(name, on) if status.is_billable else ()), *_risk(name, on), *_index(name, on), *_excluded(name, path, on), *_forth(name, on), *_back(name, on), *_articles(name, on)
    )  # fmt: skip


def _stay(code: str, on: date) -> Iterator[Told]:
    """Source: MS-DRG tables 6I and 6J, CMS. Which principal diagnosis takes the effect away (6K) is not known here."""
    if rows_of("cc", "mcc", code, on=on):
        yield Told(
            "MS-DRG", "MCC: a major complication or comorbidity as a second diagnosis, unless the principal one excludes it"
        )
    elif rows_of("cc", "cc", code, on=on):
        yield Told("MS-DRG", "CC: a complication or comorbidity as a second diagnosis, unless the principal one excludes it")
    elif has_rows("cc", "mcc", on=on) and has_rows("cc", "cc", on=on):
        yield Told("MS-DRG", "neither CC nor MCC as a second diagnosis")


def _risk(code: str, on: date) -> Iterator[Told]:
    """Source: CMS-HCC and RxHCC mappings, by payment year."""
    for entry in sorted(rows_of("hcc", "diagnoses", code.replace(".", ""), on=on), key=_newest_first):
        found = rows_of("hcc", "hcc", str(entry["model"]), str(entry["hcc"]), on=on)
        title = next((str(each["title"]) for each in found), "")
        status = "" if entry["status"] == "final" else f" ({entry['status']})"
        yield Told("Risk categories", f"{entry['model']}: HCC {entry['hcc']} {title}{status}".rstrip())


def _newest_first(entry: Entry) -> tuple[bool, str, int]:
    """The models of Medicare Advantage before those of dialysis and drugs, each kind with its newest first."""
    kind, _, version = str(entry["model"]).rpartition("V")
    return bool(kind), kind, -int(version)


def _forth(code: str, on: date) -> Iterator[Told]:
    """What it was in ICD-9-CM. Source: General Equivalence Mappings, CMS 2018."""
    for entry in rows_of("gems", "icd10_to_icd9", code.replace(".", ""), on=on):
        old = str(entry["target"])
        yield _crossed("In ICD-9-CM", old, entry, on) if old else Told("In ICD-9-CM", "none")


def _back(code: str, on: date) -> Iterator[Told]:
    """Which codes of ICD-9-CM became this one; the other direction has other pairs."""
    found = rows_having("gems", "icd9_to_icd10", ("target",), (code.replace(".", ""),), on=on, limit=_MOST_CODES)
    yield from (_crossed("From ICD-9-CM", str(entry["source"]), entry, on) for entry in found)


def _crossed(heading: str, old: str, entry: Entry, on: date) -> Told:
    title = next((str(each["title"]) for each in rows_of("gems", "icd9_diagnoses", old, on=on)), "")
    notes = [words for words, is_so in (("approximate", entry["approximate"]), ("with others", entry["combination"])) if is_so]
    return Told(heading, f"{title}{' (' + ', '.join(notes) + ')' if notes else ''}".strip(), old, "gems")


def _excluded(code: str, path: set[str], on: date) -> Iterator[Told]:
    """The notes elsewhere that name this code; of the widest, which name a chapter, the last."""
    found = [
        (kind, -max(len(each.first) + len(each.last) for each in named if each.covers(code)), owner, words)
        for owner, kind, words, named in _excluding(which_tables(), on)
        if owner not in path and any(each.covers(code) for each in named)
    ]
    for kind, _, owner, words in sorted(found)[:_MOST_NOTES]:
        yield Told(_EXCLUDES[kind], words, owner)
    if len(found) > _MOST_NOTES:
        last = sorted(found)[_MOST_NOTES - 1][0]
        yield Told(_EXCLUDES[last], f"and at {len(found) - _MOST_NOTES} more places, which name wider ranges")


@lru_cache(maxsize=2)
def _excluding(tables: str, on: date) -> tuple[tuple[str, str, str, tuple[Reference, ...]], ...]:
    """Every Excludes note of the book with the codes that it names; `tables` says which book it is remembered for."""
    assert tables, "the tables have a name"
    with icd10cm() as book:
        return tuple((*note, references_in(note[2])) for note in book.on_day(on).all_notes(tuple(_EXCLUDES)))


def _index(code: str, on: date) -> Iterator[Told]:
    """The terms of the alphabetic indexes, the neoplasm and the drug table that lead to the code or to a heading above it."""
    bare = code.replace(".", "")
    stem = {dotted(bare[:6].rstrip("X"))} if len(bare) == 7 else set()
    printed = {code, *stem, *(f"{dotted(bare[:length])}{dash}-" for length in range(3, len(bare) + 1) for dash in ("", "."))}
    for table in ("index", "neoplasm", "drug"):
        lists = [each for each in LISTS.values() if each.table == table]
        headings = dict(lists[0].columns)
        found = rows_having("icd10cm", table, tuple(headings), sorted(printed), on=on, limit=_MOST_TERMS)
        for entry in found:
            name = str(entry["index"]) if table == "index" else table
            where = [words for column, words in headings.items() if entry[column] in printed and column != "code"]
            said = str(entry["path"]).replace(STEP, ", ")
            yield Told(LISTS[name].title, f"{said}: {', '.join(where).lower()}" if where else said, "", name, str(entry["path"]))


def _articles(code: str, on: date) -> Iterator[Told]:
    """Articles of Medicare's contractors in whose lists the diagnosis stands."""
    found = rows_having("mcd", "diagnosis", ("code",), (code.replace(".", ""),), on=on, limit=_ALL)
    for covered, heading in ((1, "Supports the services of"), (0, "Does not support the services of")):
        articles = sorted({(str(each["article"]), str(each["version"])) for each in found if each["covered"] == covered})
        for article in articles[:_MOST_ARTICLES]:
            for entry in rows_of("mcd", "article", *article, on=on):
                yield Told(heading, f"{entry['shown_as']} {entry['title']}", "/".join(article), "mcd")
        if len(articles) > _MOST_ARTICLES:
            yield Told(heading, f"and {len(articles) - _MOST_ARTICLES} more articles")
