"""`superbill x12 join`: several files as one."""

from pathlib import Path

import typer

from superbill.cli.x12.output import put_whole
from superbill.cli.x12.validate import FILES, chunks_of

CONTROL = typer.Option(None, help="ISA13 and GS06 of the joined file. Default: those of the first file.")


def join(files: list[Path] = FILES, control: int | None = CONTROL) -> None:
    """Join X12 files of one sender, receiver and version: one interchange, its sets numbered anew.

    Nothing is printed unless every file is whole and belongs to the others.

    Example:

        superbill x12 join parts/claims-0001.837 parts/claims-0002.837 > claims.837
    """
    from superbill.x12.tools.join import join as joined

    put_whole(joined((chunks_of(file) for file in files), control=control))
