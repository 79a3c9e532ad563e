"""The visit that was played once is shared with the tests of the commands."""

from tests.cli.conftest import visited

__all__ = ["visited"]
