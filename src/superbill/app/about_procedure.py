"""What other books say of a procedure or supply: the edits that name it, coverage articles, telehealth, and what Medicare pays.

Bare codes only: no words of CPT are needed. Only books that are installed have a say.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from superbill.app.told import Told, rows_having, rows_of
from superbill.codes.shelf import Entry

__all__ = ["Told", "about_procedure", "book_of"]

MOST = 40
_ALL = 100_000
_PROCEDURE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}", re.ASCII)
_MODIFIER = {0: "no modifier allows both", 1: "a modifier may allow both", 9: "not applicable"}
_MAI = {1: "for each line", 2: "a day, by policy: never more", 3: "a day, by clinical data: more may be appealed"}
_ADDON = {1: "", 2: "the contractor decides", 3: "and others as the contractor decides"}
_STATUS = {"A": "paid by its RVUs", "B": "bundled", "C": "priced by the contractor", "I": "not valid for Medicare", "N": "not covered",
    "P": "bundled or excluded", "R": "restricted coverage", "T": "paid only when nothing else is", "X": "excluded by law"}  # fmt: skip


def book_of(code: str) -> str:
    """The book in which a procedure stands: hcpcs, cdt or cpt; empty for what does not look like one."""
    if not _PROCEDURE.fullmatch(code):
        return ""
    return "cpt" if code[0].isdigit() else "cdt" if code[0] == "D" else "hcpcs"


def about_procedure(code: str, *, on: date) -> tuple[Told, ...]:
    """What is told of a procedure on a day; nothing for what does not look like one."""
    code = code.strip().upper()
    if not book_of(code):
        return ()
    return (
        *_units(code, on),
        *_addons(code, on),
        *_pairs(code, on),
        *_articles(code, on),
        *_telehealth(code, on),
        *_paid(code, on),
    )


def _pairs(code: str, on: date) -> Iterator[Told]:
    """Source: NCCI procedure-to-procedure edits."""
    for setting, whose in (("practitioner", "practitioners"), ("hospital", "hospitals")):
        first = rows_of("ncci", setting, code, on=on)
        second = rows_having("ncci", setting, ("column2",), (code,), on=on, limit=_ALL)
        yield from _sides(f"Pairs for {whose}: is paid, and not", first, "column2")
        yield from _sides(f"Pairs for {whose}: is not paid beside", second, "column1")


def _sides(heading: str, pairs: tuple[Entry, ...], other: str) -> Iterator[Told]:
    for entry in pairs[:MOST]:
        named = str(entry[other])
        yield Told(heading, f"{_MODIFIER[int(entry['modifier'])]}; {entry['rationale']}", named, book_of(named))
    if len(pairs) > MOST:
        yield Told(heading, f"and {len(pairs) - MOST:,} more")


def _units(code: str, on: date) -> Iterator[Told]:
    """Source: NCCI medically unlikely edits."""
    for setting, whose in (("practitioner", "practitioners"), ("hospital", "hospital outpatients"), ("dme", "suppliers")):
        for entry in rows_of("mue", "mue", setting, code, on=on):
            yield Told("Most units (MUE)", f"{entry['units']} for {whose}, {_MAI[int(entry['mai'])]}; {entry['rationale']}")


def _addons(code: str, on: date) -> Iterator[Told]:
    """Source: NCCI add-on code edits."""
    rows = rows_of("addon", "addon", code, on=on)
    yield from _listed("Add-on: only beside", ((str(each["primary"]), each) for each in rows))
    rows = rows_having("addon", "addon", ("primary",), (code,), on=on, limit=_ALL)
    yield from _listed("Its add-ons", ((str(each["code"]), each) for each in rows))


def _listed(heading: str, found: Iterable[tuple[str, Entry]]) -> Iterator[Told]:
    rows = tuple(found)
    for named, entry in rows[:MOST]:
        words = "; ".join(filter(None, (_ADDON[int(entry["type"])], str(entry["note"]))))
        yield Told(heading, words) if not book_of(named) else Told(heading, words, named, book_of(named))
    if len(rows) > MOST:
        yield Told(heading, f"and {len(rows) - MOST:,} more")


def _articles(code: str, on: date) -> Iterator[Told]:
    """Articles of Medicare's contractors that name it, each with how many diagnoses it lists."""
    articles = sorted({(str(each["article"]), str(each["version"])) for each in rows_of("mcd", "procedure", code, on=on)})
    for article in articles[:MOST]:
        for entry in rows_of("mcd", "article", *article, on=on):
            lists = f"{entry['covered']} diagnoses support it, {entry['noncovered']} do not"
            yield Told("Coverage articles", f"{entry['shown_as']} {entry['title']}: {lists}", "/".join(article), "mcd")
    if len(articles) > MOST:
        yield Told("Coverage articles", f"and {len(articles) - MOST} more")


def _telehealth(code: str, on: date) -> Iterator[Told]:
    for entry in rows_of("telehealth", "telehealth", code, on=on):
        sound = {"yes": "sound alone is enough", "no": "with picture and sound"}.get(str(entry["sound_only"]), "")
        yield Told("Telehealth", "; ".join(filter(None, ("on Medicare's list", sound, str(entry["limits"])))))


def _paid(code: str, on: date) -> Iterator[Told]:
    """What Medicare's fee schedules say, before the place and the year's factor; weights and money are in ten-thousandths."""
    for entry in rows_of("mpfs", "rvu", code, on=on):
        name = f"{code} {entry['modifier']}".strip()
        status = _STATUS.get(str(entry["status"]), f"status {entry['status']}")
        rvu = f"{_decimal(entry['nonfacility_total'])} RVUs in an office, {_decimal(entry['facility_total'])} in a facility"
        yield Told("Physician fee schedule", f"{name}: {status}; {rvu}; global period {entry['global_days']}")
    for entry in rows_of("opps", "opps", code, on=on):
        paid = f", {_decimal(entry['payment'], '$')}" if entry["payment"] else ""
        yield Told("Hospital outpatient", f"status {entry['status']}{', APC ' + str(entry['apc']) if entry['apc'] else ''}{paid}")
    for entry in rows_of("asc", "asc", code, on=on):
        yield Told("Surgery center", f"indicator {entry['indicator']}, {_decimal(entry['payment'], '$')}")
    for entry in rows_of("clfs", "clfs", code, on=on):
        yield Told("Laboratory fee schedule", f"{entry['modifier']} ${int(entry['payment_cents']) / 100:,.2f}".strip())
    for entry in rows_of("asp", "asp", code, on=on):
        yield Told("Drug payment limit", f"{_decimal(entry['limit'], '$')} for {entry['dosage']}")


def _decimal(cell: str | int, sign: str = "") -> str:
    """Ten-thousandths as people write them, with two decimals at least: 12300 is 1.23."""
    whole, rest = f"{int(cell) / 10_000:,.4f}".split(".")
    return f"{sign}{whole}.{rest[:2]}{rest[2:].rstrip('0')}"
