"""`superbill codes build`: the books that come with the program, and the index of the search."""

import typer

from superbill.cli import talk

DENSE = typer.Option(
    None,
    "--dense/--no-dense",
    help="Search by the sense of terms too, with the extra `superbill[dense]`; or by words alone again.",
)


def build(dense: bool | None = DENSE) -> None:
    """Build the code books that come with the program and the index of the search, where they are missing or have changed.

    Other commands do it when they need them. With `--dense` every term gets a vector as well, once; that takes minutes.

    Example:

        superbill codes build
    """
    from superbill.app.code_tables import build_code_tables
    from superbill.app.search_books import build_senses, remove_senses

    talk.ready_books()
    talk.say(f"The code tables stand in {build_code_tables().parent}.")
    if dense:
        with talk.progress("Comparing terms by their sense") as bar:
            terms = build_senses(progress=bar)
        talk.say(f"{terms:,} terms are searched by their sense, too.")
    elif dense is False:
        remove_senses()
        talk.say("The search goes by words alone.")
