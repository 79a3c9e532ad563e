"""`superbill coding model show`: one prompt and its answer, word for word."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def show(
    number: int = typer.Argument(min=1, help="The prompt's number in the list."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Show a prompt as it was sent and its answer as it was received.

    Example:

        superbill coding model show 1 --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_model_calls import show_model_call

    page = show_model_call(desk, number)
    if as_json:
        talk.put_json(page)
        return
    typer.echo(f"{page.row.at}  {page.row.by}  visit {page.row.visit}, for {page.row.about}: {page.row.outcome}")
    typer.echo(f"{page.row.model} at {page.row.endpoint}")
    typer.echo(f"\nsent ({page.prompt_sha256}):\n{page.prompt}")
    typer.echo(f"\nreceived ({page.answer_sha256 or 'nothing'}):\n{page.answer}")
