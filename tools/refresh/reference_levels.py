"""The page of the visit level: its tables, as the calculator reads them, each number with what it was held against."""

from collections.abc import Callable
from datetime import date, timedelta

from superbill.basics.days import FOREVER
from superbill.places.us.levels import critical_care, prolonged, shared, telehealth
from superbill.places.us.levels.families import FAMILIES, Family, Row
from superbill.places.us.levels.grid import PROBLEM_TABLE, RISK_TABLE
from superbill.places.us.levels.preventive import AGES
from superbill.places.us.levels.withdrawn import WITHDRAWN
from tools.refresh.markdown import markdown_page, markdown_table


def pages() -> dict[str, Callable[[], str]]:
    """The page by its name below the folder of the reference."""
    return {"visit-levels.md": _page}


def _page() -> str:
    head = (
        "The numbers from which `superbill coding level` and the page of a visit work, by the day of service. Codes are numbers alone: "
        "descriptors belong to the American Medical Association. **Seen in** names the publication of CMS or of one of its contractors "
        "in which a number was looked up; “–” means that it was found in none: it is then the AMA's. [How to use it](../how-to/visit-level.md)."
    )
    return markdown_page(
        "# Visit levels",
        head,
        _grid(),
        "## Families",
        *(_family(family) for family in FAMILIES.values()),
        _critical_care(),
        _preventive(),
        _prolonged(),
        _shared(),
        _distance(),
        _withdrawn(),
    )


def _grid() -> str:
    problems = [
        (words, "; ".join(f"{count} or more: {level.words}" for count, level in steps)) for _, words, steps in PROBLEM_TABLE
    ]
    risks = [(words, level.words) for _, words, level in RISK_TABLE]
    data = [
        ("two items (tests, results, outside notes), or a historian", "low"),
        ("three items (a historian is one), or an own interpretation, or a discussion outside", "moderate"),
        ("two of those three", "high"),
    ]
    return "\n\n".join(
        (
            "## The grid\n\nTwo of the three columns must reach the level. What is nowhere here counts as straightforward.",
            markdown_table(("problem", "level"), problems),
            markdown_table(("data", "level"), data),
            markdown_table(("risk of what was decided", "level"), risks),
        )
    )


def _family(family: Family) -> str:
    rows = [
        (
            row.code,
            row.patient if family.has_new else "",
            " or ".join(level.words for level in row.levels) or ("" if row.least is not None else "a person chooses"),
            _minutes(row),
            _days(row.since, row.until),
            row.seen or "–",
        )
        for row in family.rows
    ]
    table = markdown_table(("code", "patient", "decision making", "minutes", "days", "seen in"), rows)
    ways = {"mdm": "decision making", "time": "time"}
    by = " or ".join(ways[way] for way in family.by)
    return f"### {family.words.capitalize()}\n\n`{family.name}`, by {by}, since {family.since}.\n\n{table}\n\nSource: {family.source}."


def _minutes(row: Row) -> str:
    if row.least is None:
        return ""
    if row.most is not None:
        return f"to {row.most}" if row.least == 0 else f"{row.least} to {row.most}"
    return f"from {row.least}"


def _days(since: date, until: date) -> str:
    return f"since {since}" if until == FOREVER else f"{since} to {until - timedelta(days=1)}"


def _critical_care() -> str:
    rows = [
        (critical_care.FIRST, f"{critical_care.LEAST}", f"{critical_care.LEAST}", "–"),
        (critical_care.MORE, str(critical_care.MORE_BY_CPT), str(critical_care.MORE_BY_MEDICARE), critical_care.SEEN),
    ]
    each = f"One more {critical_care.MORE} after each {critical_care.EACH} minutes. Medicare's number holds since {critical_care.MEDICARE_SINCE}."
    return (
        f"## Critical care\n\n{markdown_table(('code', 'from minute, CPT', 'from minute, Medicare', 'seen in'), rows)}\n\n{each}"
    )


def _preventive() -> str:
    rows = [(f"{low} to {high}" if high < 200 else f"from {low}", f"9938{digit}", f"9939{digit}") for digit, low, high in AGES]
    said = "Medicare: G0402 within twelve months of Part B; then G0438 once, and G0439 when eleven full months lie between."
    return f"## Preventive visits\n\n{markdown_table(('years of age', 'new', 'established'), rows)}\n\n{said}"


def _prolonged() -> str:
    rows = [
        (
            row.code,
            row.beside,
            "Medicare" if row.medicare else "CPT",
            f"{row.first}",
            row.days,
            _days(row.since, row.until),
            row.seen or "–",
        )
        for row in prolonged.PROLONGED
    ]
    head = ("code", "beside", "by", "first unit from minute", "days that count", "days", "seen in")
    staff = [(row.beside, str(row.typical), str(row.typical + 30), str(row.typical + 75)) for row in prolonged.STAFF]
    staff_head = ("beside", "minutes of its own", f"{prolonged.STAFF_FIRST} from", f"{prolonged.STAFF_MORE} from")
    return "\n\n".join(
        (
            "## Prolonged services\n\nOne more unit after each fifteen full minutes; the visit itself is chosen by time.",
            markdown_table(head, rows),
            f"Clinical staff, since {prolonged.STAFF_SINCE} (held against no publication of CMS):",
            markdown_table(staff_head, staff),
            f"{prolonged.OTHER_DAY_FIRST} from 30 minutes, {prolonged.OTHER_DAY_MORE} from 75 on another day; not by Medicare since 2023-01-01.",
        )
    )


def _shared() -> str:
    places = ", ".join(shared.FACILITIES)
    return (
        f"## Shared visits and residents\n\nMedicare knows shared visits since {shared.FS_SINCE} at places of service {places}, with modifier FS. The "
        "substantive portion is more than half of the time of both; or, until 2023-12-31, the history, examination or decision making whole, "
        f"and since {shared.DECISION_SINCE} a substantive part of the decision making. Critical care: time alone. The primary care exception "
        f"(GE) ends at {', '.join(shared.EXCEPTION)}, by decision making alone."
    )


def _distance() -> str:
    rows = [
        (
            row.how,
            "Medicare" if row.medicare else "others",
            " or ".join(row.places) or "as in person",
            row.modifier,
            _days(row.since, row.until),
        )
        for row in telehealth.DISTANCE
    ]
    listed = f"CPT lists by video: {', '.join(telehealth.BY_VIDEO)}; by sound alone: {', '.join(telehealth.BY_AUDIO)}."
    return f"## At a distance\n\n{markdown_table(('how', 'payer', 'place of service', 'modifier', 'days'), rows)}\n\n{listed}"


def _withdrawn() -> str:
    rows = [(", ".join(row.codes), str(row.since), row.instead) for row in WITHDRAWN]
    return f"## Codes that are gone\n\n{markdown_table(('codes', 'since', 'use'), rows)}"
