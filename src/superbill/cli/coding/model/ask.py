"""`superbill coding model ask`: ask the site's language model about the note of a visit."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def ask(
    visit: str = typer.Argument(help="The visit's number, such as V1004."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Ask the language model that the site turned on for facts with quotes, and for the order of what these led to.

    Only what it quotes word for word counts, and only our own dictionary and rules make codes of it. What is sent and answered is kept
    for the auditor. Without SUPERBILL_MODEL_URL no model is asked, and the exit code is 3.

    Example:

        superbill coding model ask V1004 --data ~/practice
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.ask_model import ask_model

    asked = ask_model(desk, visit)
    if as_json:
        talk.put_json(asked)
        return
    rows = [
        (one.suggestion.code, f"{one.suggestion.confidence} %", one.suggestion.title, "; ".join(map(repr, one.quotes)))
        for one in asked.suggestions
    ]
    talk.put_table(("code", "sure", "title", "the model quoted"), rows, right=(1,))
    for what, counts in (("dropped", asked.dropped), ("led to no further code", asked.unused)):
        for one in counts:
            talk.say(f"{what}: {one.count}, {one.reason}")
    if asked.order:
        typer.echo(f"The model's order: {', '.join(asked.order)}")
    if asked.order_refused:
        talk.say(f"The order stays as it was: {asked.order_refused}")
