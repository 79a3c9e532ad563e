"""The reference pages of X12, made from the tables that the engine runs on: one page a transaction, and the catalogue of findings."""

from collections.abc import Callable, Iterator
from itertools import groupby

from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.guides import all_tables
from superbill.x12.rules import load_all
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from tools.refresh.markdown import markdown_page, markdown_table

TYPES = {
    "AN": "text", "W": "text", "ID": "code", "R": "number", "$": "money", "N": "whole number", "DT": "day", "TM": "time", "B": "bytes",
}  # fmt: skip
LEVELS = {
    1: "syntax: what X12 itself demands",
    2: "the implementation guide",
    3: "amounts that must add up",
    4: "situations: what one segment says of another",
    5: "external code lists, as of the day of service",
    7: "the payer's companion guide",
}


def pages() -> dict[str, Callable[[], str]]:
    """Each page by its name below the folder of the reference."""
    made: dict[str, Callable[[], str]] = {"x12/README.md": _index, "x12/findings.md": _findings}
    for table in all_tables():
        made[f"x12/{name_of(table)}.md"] = lambda table=table: _transaction(table)  # type: ignore[misc]  # bound now, not later
    return made


def name_of(table: Transaction) -> str:
    """The page of a table: `837-005010X222A1`; a request and its response of one guide are told apart by a word."""
    same = [each for each in all_tables() if (each.kind, each.guide) == (table.kind, table.guide)]
    word = f"-{table.title.split(':')[-1].strip().split()[0].lower()}" if len(same) > 1 else ""
    return f"{table.kind}-{table.guide}{word}"


def _index() -> str:
    rows = [
        (
            f"[{table.kind}]({name_of(table)}.md)",
            table.title,
            f"`{table.guide}`",
            ", ".join(f"`{each}`" for each in table.guides[1:]),
        )
        for table in all_tables()
    ]
    return markdown_page(
        "# The transactions",
        "Each page is made from the table in `src/superbill/x12/transactions/` that drives reader, writer, validator and answers. "
        "What may be wrong with a file is in [findings](findings.md); where an independent validator differs, in [pyx12](pyx12.md).",
        markdown_table(("ST01", "transaction", "guide", "also serves"), rows),
        "TA1 stands in an interchange without a group; `superbill x12 ack --kind TA1` writes it.",
    )


def _findings() -> str:
    load_all()
    import superbill.x12.companion
    import superbill.x12.level5  # noqa: F401  (each registers its findings)

    about = (
        "Each finding has a code that stays the same; its first number is the WEDI SNIP level. A payer would reject an error; a "
        "warning was read all the same, or its list moves fast."
    )
    parts = ["# What may be wrong with a file", about]
    kinds = sorted(CATALOGUE.values(), key=lambda kind: (kind.level, kind.code))
    for level, group in groupby(kinds, key=lambda kind: kind.level):
        rows = [(f"`{kind.code}`", _SEVERITIES[kind.severity], kind.title, kind.todo, _codes(kind)) for kind in group]
        parts += [f"## Level {level}: {LEVELS[level]}", markdown_table(("code", "", "what is wrong", "what to do", "999"), rows)]
    return markdown_page(*parts)


_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def _codes(kind: object) -> str:
    """The codes that a 999 gives for it."""
    names = (("IK304", "segment_code"), ("IK403", "element_code"), ("IK502", "set_code"))
    return ", ".join(f"{name} {code}" for name, spot in names if (code := getattr(kind, spot)))


def _transaction(table: Transaction) -> str:
    more = f" It serves {', '.join(table.guides[1:])} too." if table.guides[1:] else ""
    about = (
        f"ST01 is `{table.kind}`, GS01 `{table.function}`, the guide `{table.guide}`.{more} In the column *need*, `R` is required and "
        "`S` depends on the situation; in *times*, `>1` is any number."
    )
    parts = [
        f"# {table.kind} {table.title}",
        about,
        "## The loops",
        markdown_table(("loop", "segment", "name", "need", "times"), list(_outline(table.body, 0))),
        *_loop_parts(table.body),
    ]
    return markdown_page(*parts)


def _outline(loop: Loop, depth: int) -> Iterator[tuple[str, ...]]:
    pad = "&nbsp;&nbsp;" * depth
    for child in loop.children:
        need, times = "R" if child.need else "S", str(child.most) if child.most else ">1"
        if isinstance(child, Loop):
            yield f"{pad}**{child.id}**", "", f"**{_words(child.name)}**", need, times
            yield from _outline(child, depth + 1)
        else:
            yield f"{pad}{loop.id or 'header'}", child.tag, _words(child.name), need, times


def _loop_parts(loop: Loop) -> Iterator[str]:
    segments = [child for child in loop.children if isinstance(child, Seg)]
    if segments:
        yield f"## {loop.id or 'Header'}{f': {_words(loop.name)}' if loop.id else ''}"
    for segment in segments:
        yield f"### {segment.tag} {_words(segment.name)}"
        yield markdown_table(("element", "name", "need", "type", "length", "codes"), list(_rows(segment)))
    for child in loop.children:
        if isinstance(child, Loop):
            yield from _loop_parts(child)


def _rows(segment: Seg) -> Iterator[tuple[str, ...]]:
    for each in sorted(segment.fields, key=lambda spot: spot.place):
        spot = f"{segment.tag}{each.place:02d}"
        if isinstance(each, Composite):
            yield spot, f"{_words(each.name)}{_times(each.repeat)}", "R" if each.need else "S", "composite", "", ""
            for part in each.parts:
                yield _row(f"{spot}-{part.place}", part)
        else:
            yield _row(spot, each)


def _row(spot: str, each: Field) -> tuple[str, ...]:
    kind, least, most = each.element
    length = str(most) if least == most else f"{least}–{most}"
    codes = " ".join(f"`{code}`" for code in each.allowed)
    return spot, f"{_words(each.name)}{_times(each.repeat)}", "R" if each.need else "S", TYPES[kind], length, codes


def _times(repeat: int) -> str:
    return "" if repeat == 1 else f" (up to {repeat} times)" if repeat else " (any number of times)"


def _words(name: str) -> str:
    return name.replace("_", " ")
