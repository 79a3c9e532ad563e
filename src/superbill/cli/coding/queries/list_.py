"""`superbill coding queries list`: the queries, how long they wait, and how long answers take."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def list_(
    state: str = typer.Option(
        "", "--state", help="draft, sent, answered, closed, withdrawn or all; by default those that are open."
    ),
    provider: str = typer.Option("", "--provider", help="Only those to this clinician, by the full name."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """List the queries with how long they have waited, and by clinician how long answers take.

    Example:

        superbill coding queries list --state all --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_queries import list_queries
    from superbill.basics.errors import BadInput
    from superbill.claims.query import QueryState

    known = [one.value for one in QueryState]
    if state not in ("", "all", *known):
        raise BadInput(f"There is no state {state[:20]!r}.", where="--state", todo=f"Known: {', '.join(known)}, all.")
    found = list_queries(desk, state=state, provider=provider)
    if as_json:
        talk.put_json(found)
        return
    columns = ("query", "state", "visit", "clinician", "about", "waits", "answered in")
    rows = [(row.number, row.state, row.visit, row.provider, row.about, row.waiting, row.turnaround) for row in found.rows]
    talk.put_table(columns, rows, right=(5, 6))
    if found.providers:
        talk.put_table(
            ("clinician", "sent", "answered", "half within", "waiting", "longest wait"),
            [
                (row.provider, str(row.sent), str(row.answered), row.median, str(row.waiting), row.longest_wait)
                for row in found.providers
            ],
            right=(1, 2, 3, 4, 5),
        )
