"""edi-835-parser: its pandas frame, a row for each service."""

from edi_835_parser import parse


def work(path: str, kind: str) -> int:
    """Read the file into the frame."""
    sets = parse(path)
    assert len(sets.to_dataframe()), "the frame has rows"
    return sum(len(each.claims) for each in sets)
