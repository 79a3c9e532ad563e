"""`superbill codes update`: the newest official files, from the network."""

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.codes.journal import now, who

MIRROR = typer.Option(
    "", "--from", help="The address of a folder with files of the same names, instead of the publishers'.", metavar="URL"
)
ONLY = typer.Option(False, "--fetch-only", help="Fetch, and install nothing: look first with `superbill codes diff`.")


def update(
    books: list[str] = typer.Argument(
        None, help="Books, as `superbill codes list` calls them; all whose address is known when none is given."
    ),
    mirror: str = MIRROR,
    fetch_only: bool = ONLY,
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Fetch the newest official files over HTTPS and install those that are new. The only command that uses the network.

    An interrupted file is continued by the next try. Files with CPT codes are fetched and left for `superbill codes install --accept`.
    Exit code 1 when a file was not to be found: publishers rename them; give it to `install` by hand.

    Example:

        superbill codes update icd10pcs hcpcs
    """
    from superbill.app.code_books import AlreadyInstalled, NoticeNotAccepted, install_codes
    from superbill.app.update_codes import fetch_codes

    with talk.progress("Fetching") as bar:
        fetched, missing = fetch_codes(books or (), on=talk.day_from(on), mirror=mirror, progress=bar)
    rows = []
    for file in fetched:
        did = "fetched"
        if not fetch_only:
            try:
                did = ", ".join(pack.id for pack in install_codes([file.path], since=file.since, by=who(), at=now()))
            except AlreadyInstalled:
                did = "installed already"
            except (NoticeNotAccepted, BadInput) as error:
                did = f"not installed: {error.what}"
        rows.append((file.book, str(file.path), did))
    if as_json:
        talk.put_json({"files": [dict(zip(("book", "file", "did"), row, strict=True)) for row in rows], "missing": missing})
    elif rows:
        talk.put_table(("book", "file", ""), rows)
    for url in missing:
        talk.say(f"Not found: {url}")
    if missing:
        raise typer.Exit(1)
