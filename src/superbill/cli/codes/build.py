"""`superbill codes build`: the tables that come with the program."""

from superbill.cli import talk


def build() -> None:
    """Build the code tables that come with the program, where they are missing. Other commands do it when they need them.

    Example:

        superbill codes build
    """
    from superbill.app.code_tables import build_code_tables

    talk.ready_tables()
    talk.say(f"The code tables stand in {build_code_tables()}.")
