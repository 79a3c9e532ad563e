"""`superbill coding model list`: what the language model was asked."""

from pathlib import Path

from superbill.cli import books_on_disk, talk


def list_(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """List what the language model was asked: who, when, about which visit, where, and what came of it.

    Example:

        superbill coding model list --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_model_calls import list_model_calls

    rows = list_model_calls(desk)
    if as_json:
        talk.put_json(rows)
        return
    columns = ("", "at", "by", "visit", "for", "model", "endpoint", "identifiers", "outcome")
    talk.put_table(
        columns,
        [
            (
                str(row.id),
                row.at,
                row.by,
                row.visit,
                row.about,
                row.model,
                row.endpoint,
                "taken out" if row.masked else "sent",
                row.outcome,
            )
            for row in rows
        ],
    )
