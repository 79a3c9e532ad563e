"""The trailers SE, GE and IEA: what they count, and the control number that they repeat; and which numbers were used before."""

from collections.abc import Iterator, Sequence

_MOST_CONTROLS = 1_000_000


def trailer_faults(
    tag: str, values: Sequence[str], counted: int, *, what: str, control: str, header: str
) -> Iterator[tuple[int, str, str]]:
    """(element, code, sentence) for what is wrong. `values` begin with the name; `what` was counted and `header` has the number.

    Groups and interchanges may write their number with or without leading zeros; a set may not, for ST02 is text.
    """
    stated, given = (*values[1:], "", "")[:2]
    if plain_number(stated) != str(counted):
        yield 1, "SNIP1-COUNT", f"{tag}01 does not say how many {what} there are: {counted} counted."
    number = plain_number(given) if tag != "SE" else ""
    if given != control and not (number and number == plain_number(control)):
        yield 2, "SNIP1-CONTROL", f"{tag}02 is not the control number of {header}."
    if place := first_beyond(2, values):
        yield place, "SNIP1-TOO-MANY", f"{tag}{place:02d} is beyond the last element of {tag}."


def first_beyond(last: int, values: Sequence[str]) -> int:
    """The first element that says anything behind the last one that there is; 0 for none. `values` begin with the name."""
    return next((place for place in range(last + 1, len(values)) if values[place]), 0)


def plain_number(text: str) -> str:
    """The digits of a whole number without leading zeros, however many; empty for anything else."""
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else ""


def is_used(used: set[str], control: str) -> bool:
    """Whether a control number was used before; it is now. Of very many, the first million are remembered."""
    if control in used:
        return True
    if len(used) < _MOST_CONTROLS:
        used.add(control)
    return False
