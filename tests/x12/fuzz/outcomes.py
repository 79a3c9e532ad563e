"""What a target may raise: `Broken` when an outcome is wrong, and nothing else; a typed refusal is an outcome, too."""

from collections.abc import Callable

from superbill.basics.errors import SuperbillError


class Broken(Exception):
    """An outcome that must not be."""


def refused(run: Callable[[], object]) -> bool:
    """Run something that may refuse its input; whether it did."""
    try:
        run()
    except SuperbillError:
        return True
    return False
