"""The help of an edit, for the page and the command line: what it finds, why it matters, what to do, and its source."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from superbill.basics.days import FOREVER
from superbill.basics.errors import BadInput
from superbill.edits.catalogue import everywhere
from superbill.edits.kinds import ALWAYS, Edit


class NoSuchEdit(BadInput):
    """No edit has this code."""


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit as a row of the catalogue; cells are text. `in_force` is empty when it always was and is, `own` is one of the site's."""

    code: str
    title: str
    severity: str
    kind: str
    source: str
    in_force: str
    finds: str
    matters: str
    todo: str
    own: bool = False


def find_edit(code: str, *, edits: Iterable[Edit] | None = None) -> Edit | None:
    """The edit with this code, in capitals or not; None when there is none."""
    wanted = code.strip().upper()
    return next((edit for edit in _or_all(edits) if edit.code == wanted), None)


def get_edit(code: str, *, edits: Iterable[Edit] | None = None) -> Edit:
    """The edit with this code. Raises `NoSuchEdit`, naming those with the same beginning."""
    chosen = tuple(_or_all(edits))
    found = find_edit(code, edits=chosen)
    if found is None:
        family = code.strip().upper().partition("-")[0]
        near = [edit.code for edit in chosen if edit.code.startswith(f"{family}-")]
        todo = f"There are {', '.join(near)}." if near else "List the edits to see their codes."
        raise NoSuchEdit(f"No edit has the code {code.strip()[:24]!r}.", todo=todo)
    return found


def catalogue_rows(edits: Iterable[Edit] | None = None, *, own: Container[Edit] = ()) -> tuple[EditRow, ...]:
    """Every edit as a row of text, by code; `own` are the site's."""
    return tuple(catalogue_row(edit, own=edit in own) for edit in sorted(_or_all(edits), key=lambda edit: edit.code))


def catalogue_row(edit: Edit, *, own: bool = False) -> EditRow:
    """One edit as a row of text."""
    return EditRow(
        code=edit.code,
        title=edit.title,
        severity=edit.severity.value,
        kind=type(edit).__name__,
        source=str(edit.source),
        in_force=_in_force(edit),
        finds=edit.help.finds,
        matters=edit.help.matters,
        todo=edit.help.todo,
        own=own,
    )


def explain(edit: Edit, *, own: bool = False) -> str:
    """The whole help of an edit as text for a terminal."""
    row = catalogue_row(edit, own=own)
    parts = [
        f"{row.code}  {row.title}{'  (an edit of this site)' if own else ''}",
        f"Holds up: {row.severity}{f' · in force {row.in_force}' if row.in_force else ''}",
        f"What it finds: {row.finds}",
        f"Why it matters: {row.matters}",
        f"What to do: {row.todo}",
        f"Source: {row.source}",
    ]
    return "\n\n".join(parts) + "\n"


def _in_force(edit: Edit) -> str:
    since = "" if edit.since == ALWAYS else f"for services since {edit.since.isoformat()}"
    until = "" if edit.until == FOREVER else f"for services before {edit.until.isoformat()}"
    return " and ".join(part for part in (since, until) if part)


def _or_all(edits: Iterable[Edit] | None) -> Iterable[Edit]:
    return everywhere() if edits is None else edits
