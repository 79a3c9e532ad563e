"""`superbill codes build`: the books that come with the program, and the index of the search."""

from superbill.cli import talk


def build() -> None:
    """Build the code books that come with the program and the index of the search, where they are missing or have changed.

    Other commands do it when they need them.

    Example:

        superbill codes build
    """
    from superbill.app.code_tables import build_code_tables

    talk.ready_books()
    talk.say(f"The code tables stand in {build_code_tables().parent}.")
