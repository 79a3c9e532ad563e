"""The name that was probably meant, where one is written that nobody knows."""

from collections.abc import Collection
from difflib import get_close_matches


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that looks most like this one; empty when none is near."""
    return next(iter(get_close_matches(name, known, n=1)), "")


def did_you_mean(name: str, known: Collection[str], *, otherwise: str = "") -> str:
    """The question whether the nearest known name was meant; `otherwise` when none is near."""
    near = nearest(name, known)
    return f"Did you mean {near!r}?" if near else otherwise
