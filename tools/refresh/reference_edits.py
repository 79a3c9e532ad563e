"""The pages of the edits: the catalogue, a page for each family with its cases as examples, and what edits can read."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import yaml

from superbill.basics.days import FOREVER
from superbill.claims.claim import Line
from superbill.claims.payer_rules import PayerRules
from superbill.edits.example import TODAY, base_claim
from superbill.edits.explain import EditRow, catalogue_row
from superbill.edits.from_claim import rows_of
from superbill.edits.functions import FUNCTIONS
from superbill.edits.kinds import Edit
from superbill.edits.relations import FROM_CONTEXT, FROM_LINES, RELATIONS, SENT, SORTS, SUBSCRIBER
from superbill.places.us.edits import us_edits
from superbill.places.us.repairs import us_repairs
from tools.refresh.markdown import markdown_page, markdown_table

ROOT = Path(__file__).resolve().parents[2]
_BEGUN = ("claim", "line", "diagnosis")
_SIGNS = "`AND` `OR` `NOT` `=` `<>` `<` `<=` `>` `>=` `IN (…)` `IS NULL` `IS NOT NULL`, texts in single quotes, whole numbers, `TRUE`, `FALSE`"


def pages() -> dict[str, Callable[[], str]]:
    """Each page by its name below the folder of the reference."""
    made: dict[str, Callable[[], str]] = {"edits.md": _index, "edit-columns.md": _columns, "repairs.md": _repairs}
    for name in _families():
        made[f"edits/{name.lower()}.md"] = lambda name=name: _family(name)  # type: ignore[misc]  # bound now, not later
    return made


def _repairs() -> str:
    """Every repair with what it changes and what it leaves alone, from its cases."""
    parts = [
        f"## {repair.code}\n\n**{repair.title}.** {repair.help.finds}\n\n{repair.help.matters} {repair.help.todo}"
        f"\n\n**Source:** {repair.source}\n\n{markdown_table(('before', 'after', ''), list(_mended(repair.code)))}"
        for repair in us_repairs()
    ]
    head = (
        f"{len(us_repairs())} repairs write values another way that mean the same. Nothing is repaired unless a person asks: on the page "
        "of a claim, or with `superbill repair`. [How](../how-to/repairs.md)."
    )
    return markdown_page("# The repairs", head, *parts)


def _mended(code: str) -> Iterator[tuple[str, str, str]]:
    cases = yaml.safe_load((ROOT / f"tests/cases/repairs/{code.lower().replace('-', '_')}.yaml").read_text(encoding="utf-8"))[
        "cases"
    ]
    for case in cases:
        before, after = str(case["before"]), str(case["after"])
        yield (
            f"`{before}`" if before.strip() else "blanks",
            "left as it is" if after == before else f"`{after}`",
            str(case["name"]),
        )


def _families() -> dict[str, list[Edit]]:
    """The edits by the beginning of their codes."""
    found: dict[str, list[Edit]] = {}
    for edit in us_edits():
        found.setdefault(edit.code.rpartition("-")[0], []).append(edit)
    return found


def _index() -> str:
    rows = []
    for name, edits in _families().items():
        for row in map(catalogue_row, edits):
            rows.append((f"[{row.code}](edits/{name.lower()}.md#{row.code.lower()})", row.severity, row.title))
    return markdown_page(
        "# The edits",
        (
            f"{len(rows)} edits check every claim before it goes. One that stops holds the claim until somebody corrects it; one that "
            "warns asks a person to look. `superbill edits show CODE` shows the same on the command line; "
            "[how to add one](../how-to/add-an-edit.md)."
        ),
        markdown_table(("edit", "severity", "what is wrong"), rows),
    )


def _family(name: str) -> str:
    return markdown_page(f"# Edits {name}", "[All edits](../edits.md)", *(_edit(edit) for edit in _families()[name]))


def _edit(edit: Edit) -> str:
    row: EditRow = catalogue_row(edit)
    force = f"\n\n**In force:** {row.in_force}." if row.in_force else ""
    about = f"\n\n**About claims with:** `{edit.about}`" if edit.about else ""
    table = f"\n\n**Asks the table:** `{edit.table}`" if edit.table else ""
    return (
        f"## {row.code}\n\n**{row.title}** ({row.severity})\n\n**What it finds:** {row.finds}\n\n**Why it matters:** {row.matters}\n\n"
        f"**What to do:** {row.todo}\n\n**Source:** {row.source}{force}{about}{table}\n\n{_cases(edit)}"
    )


def _cases(edit: Edit) -> str:
    """The names of its cases, as examples on both sides."""
    file = ROOT / "tests" / "cases" / f"{edit.code.lower().replace('-', '_')}.yaml"
    cases = yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]
    found, passed = ([str(case["name"]) for case in cases if bool(case["finds"]) is wanted] for wanted in (True, False))
    return f"**Found:** {'; '.join(found)}.\n\n**Passed:** {'; '.join(passed)}."


def _columns() -> str:
    return markdown_page(
        "# What edits can read",
        (
            "An edit looks at the rows of one relation (`over`) by their columns. A row also carries the columns of what it belongs "
            "to: a modifier those of its line and its claim. A text that is not there is empty; a day, a number or a flag is NULL."
        ),
        *_relations(),
        "## The language of conditions",
        f"{_SIGNS}, and these functions. NULL behaves as in SQL: a comparison with it is unknown, and only what is true is found.",
        markdown_table(("function", "takes"), [(f"`{name}`", function.wants) for name, function in sorted(FUNCTIONS.items())]),
        *_clean_claim(),
    )


def _clean_claim() -> Iterator[str]:
    """What the cases of edits begin with, by the columns that an edit reads and by the names that a case may give."""
    yield "## The clean claim of the cases"
    yield (
        f"A case says what differs from this claim, which is looked at on {TODAY}. Only these columns have a value there; `rows` gives "
        "another one, or one to the others: `rows: {claim: {filing: MB}}`."
    )
    rows = rows_of(base_claim()).rows
    begun = {name: {column: shown for column, value in rows[name][0].items() if (shown := _shown(value))} for name in _BEGUN}
    told = [(name, "; ".join(f"`{column}` {shown}" for column, shown in row.items())) for name, row in begun.items()]
    yield markdown_table(("relation", "columns"), told)
    yield "The fields that `change` knows, by their path, with what the clean claim has there:"
    yield markdown_table(("path", "value"), [(f"`{path}`", _shown(value)) for path, value in _paths(base_claim())])
    yield f"A line of `lines` knows {_names(Line)}: a day of service stands there, not under `change`."
    yield f"`payer` knows {_names(PayerRules)}."


def _paths(thing: object, before: str = "") -> Iterator[tuple[str, object]]:
    """Each field below a thing with its path; lines and diagnoses have words of their own in a case."""
    for each in fields(thing):  # type: ignore[arg-type]
        value, path = getattr(thing, each.name), f"{before}{each.name}"
        if is_dataclass(value):
            yield from _paths(value, f"{path}.")
        elif path not in ("lines", "diagnoses"):
            yield path, value


def _names(kind: type) -> str:
    return ", ".join(f"`{each.name}`" for each in fields(kind))


def _shown(value: object) -> str:
    return "" if value in (None, "", (), FOREVER) else str(value)


def _relations() -> Iterator[str]:
    for relation in RELATIONS.values():
        own = dict(relation.own)
        if not relation.of:
            own |= {name: SORTS["claim"][name] for name in SUBSCRIBER} | FROM_LINES | FROM_CONTEXT
        kinds: dict[str, list[str]] = {}
        for name, sort in own.items():
            kinds.setdefault(sort, []).append(f"`{name}`")
        belongs = f" Carries the columns of its {relation.of}." if relation.of else ""
        rows = [(sort, " ".join(names)) for sort, names in kinds.items()]
        yield f"## {relation.name}\n\n{relation.says[0].upper()}{relation.says[1:]}.{belongs}\n\n{markdown_table(('sort', 'columns'), rows)}"
    yield f"## {SENT}\n\nThe lines of claims that were sent before for the same patient: the columns of a line, and `control`, their claim."
