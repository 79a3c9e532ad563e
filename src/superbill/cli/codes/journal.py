"""Who changes the code books, and when: for the journal."""

import getpass
from datetime import datetime


def who() -> str:
    """The user of the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return "unknown"


def now() -> str:
    """This moment with its offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
