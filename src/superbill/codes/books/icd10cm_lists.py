"""The plain files of ICD-10-CM: order file, code list, their addenda (CDC/NCHS and CMS), and the list of codes exempt from POA (CMS).

Order file, columns: 1-5 number, 7-13 code without its dot, 15 `0` for a heading and `1` for a code, 17-76 short title, 78 and on the
long one. Code list: 1-7 code, 9 and on the title. Addenda, after `Add:`, `Delete:`, `Revise from:` or `Revise to:`: 14 the flag, 16-22
code, 24-83 short title, 85 and on the long one; without a flag the code is at 14-20 and a title at 22.
POA: tab-separated, `Order26`, `POAexemptCode` with its dot, `Description`; additions, deletions and revisions of the same year beside it.
"""

import re
from collections.abc import Iterator

from superbill.codes.book import Layout, Row
from superbill.codes.books.icd10_days import released
from superbill.codes.source import Source

_CODE = re.compile(r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)[0-9A-Z]{0,4}", re.ASCII)
_ORDER = re.compile(r"(\d{5}) (.{7}) ([01]) (.{60}) (\S.*)", re.ASCII)
_LISTED = re.compile(r"(.{7}) (\S.*)")
_ACTION = r"(?=(Add|Delete|Revise from|Revise to): ).{13}"
_CHANGE = re.compile(_ACTION + r"([01]) (.{7}) (.{60}) (\S.*)")
_CHANGE_LISTED = re.compile(_ACTION + r"(.{7}) (\S.*)")
_COUNTED = re.compile(r"\s*(Headers|Codes|of which|\d+ (headers|codes|additions|deletions|revisions)\b.*)?\s*")


def dotted(bare: str) -> str:
    """A code as it is printed: `E1165` is `E11.65`."""
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def _code(source: Source, field: str, line: int) -> str:
    """The code in a field of seven characters."""
    if not _CODE.fullmatch(field.rstrip()):
        raise source.wrong(f"{field!r} is not an ICD-10-CM code without its dot.", line)
    return field.rstrip()


def _order(source: Source) -> Iterator[Row]:
    """Rows of `code`; the heading above a code is the last one whose characters it begins with."""
    above: list[str] = []
    last = 0
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _ORDER.fullmatch(text.rstrip())
        if not found or int(found[1]) <= last:
            raise source.wrong("The line is not as in an ICD-10-CM order file: number, code, 0 or 1, two titles.", line)
        last, code = int(found[1]), _code(source, found[2], line)
        while above and not code.startswith(above[-1]):
            above.pop()
        yield Row(
            "code", (dotted(code), found[5].strip(), found[4].strip(), int(found[3]), dotted(above[-1]) if above else ""), line
        )
        above.append(code)


def _listed(source: Source) -> Iterator[Row]:
    """Rows of `code`: all may be billed; headings are not told."""
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _LISTED.fullmatch(text.rstrip())
        if not found:
            raise source.wrong("The line is not as in an ICD-10-CM code list: code, title.", line)
        code = _code(source, found[1], line)
        yield Row("code", (dotted(code), found[2].strip(), "", 1, _above(code)), line)


def _addenda(source: Source) -> Iterator[Row]:
    """What is true after the changes: a code that is taken away and added again has another flag or another title."""
    after: dict[str, Row] = {}
    for line, text in source.lines(ended=True):
        full, listed = _CHANGE.fullmatch(text.rstrip()), _CHANGE_LISTED.fullmatch(text.rstrip())
        if full:
            did, field, cells = full[1], full[3], (full[5].strip(), full[4].strip(), int(full[2]))
        elif listed:
            did, field, cells = listed[1], listed[2], (listed[3].strip(), "", 1)
        elif _COUNTED.fullmatch(text):
            continue
        else:
            raise source.wrong("The line is not as in ICD-10-CM addenda: Add, Delete or Revise, code, titles.", line)
        code = _code(source, field, line)
        _take(source, after, did, Row("code", (dotted(code), *cells, _above(code)), line))
    yield from after.values()


def _take(source: Source, after: dict[str, Row], did: str, row: Row) -> None:
    code = str(row.cells[0])
    before = after.get(code)
    if did == "Revise from":
        return
    if did == "Delete":
        after.setdefault(code, row._replace(gone=True))
    elif before and not before.gone:
        raise source.wrong(f"{code} is added or worded anew twice.", row.line)
    else:
        after[code] = row


def _above(bare: str) -> str:
    """The heading above, as far as the code itself tells: without its last character and the placeholders before it."""
    return dotted(bare[:-1].rstrip("X")) if len(bare) > 3 else ""


# --- exempt from the present-on-admission indicator


def _exempt(source: Source) -> Iterator[Row]:
    for line, cells in source.cells(3, mark="\t", skip=1):
        yield _exempt_row(source, cells[1], cells[2], line)


def _exempt_changes(source: Source) -> Iterator[Row]:
    """Additions (3 columns), deletions (2) and revisions (4, each told as before and after)."""
    columns = source.first.partition("\n")[0].count("\t") + 1
    for line, cells in source.cells(columns, mark="\t", skip=1):
        if columns == 4 and cells[1] not in ("Revise from:", "Revise to:"):
            raise source.wrong(f"{cells[1][:20]!r} is neither `Revise from:` nor `Revise to:`.", line)
        if columns != 4 or cells[1] == "Revise to:":
            yield _exempt_row(source, cells[-2], cells[-1], line)._replace(gone=columns == 2)


def _exempt_row(source: Source, code: str, title: str, line: int) -> Row:
    if not re.fullmatch(r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?", code, re.ASCII):
        raise source.wrong(f"{code[:20]!r} is not written as an ICD-10-CM code.", line)
    return Row("poa_exempt", (code, title), line)


# --- how they are told apart


def _is_order(source: Source) -> bool:
    return bool(re.match(r"\d{5} A00[ 0-9A-Z]{4} [01] ", source.first)) or (
        bool(source.says(r"icd10cm[-_]order")) and not source.says("addenda")
    )


def _is_listed(source: Source) -> bool:
    return bool(re.match(r"A00[0-9 ]{4} \S", source.first)) or (
        bool(source.says(r"icd10cm[-_]codes")) and not source.says("addenda")
    )


def _is_addenda(source: Source) -> bool:
    return bool(source.says(r"icd10cm.*addenda.*\.txt")) or bool(
        re.match(r"\s*(Add|Delete|Revise from): +[01] [A-Z]\d[0-9A-Z]", source.first)
    )


def _is_exempt(source: Source) -> bool:
    return bool(re.match(r"Order\d\d\tPOAexemptCode\tDescription\r?\n", source.first)) and not source.says("add")


def _is_exempt_change(source: Source) -> bool:
    return bool(re.match(r"(Order\d\d\t(Action\t)?)?POAexemptCode\tDescription\r?\n", source.first))


ORDER_FILE = Layout("order file", "release", ("code",), _is_order, released, _order)
CODE_LIST = Layout("code list", "release", ("code",), _is_listed, released, _listed)
ADDENDA = Layout("addenda", "changes", ("code",), _is_addenda, released, _addenda)
POA_EXEMPT = Layout("POA exempt list", "release", ("poa_exempt",), _is_exempt, released, _exempt)
POA_CHANGES = Layout("POA exempt changes", "changes", ("poa_exempt",), _is_exempt_change, released, _exempt_changes)
