"""Pages and tables of the generated reference, in Markdown."""

from collections.abc import Sequence

MADE = "<!-- Made by tools/refresh/reference.py; do not edit by hand. -->"


def markdown_page(*parts: str) -> str:
    """A page of these paragraphs, with where it comes from."""
    return "\n\n".join((MADE, *parts)) + "\n"


def markdown_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table; a bar in a cell stays a bar."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)
