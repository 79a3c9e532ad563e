"""`superbill x12 to-parquet`: claims and remittances as tables for analytics."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import NotPossible
from superbill.cli import talk
from superbill.cli.x12.validate import chunks_of

if TYPE_CHECKING:
    from superbill.x12.layouts import Layout


class NoArrow(NotPossible):
    """pyarrow is not installed."""


def to_parquet(
    files: list[Path] = typer.Argument(..., help="837 or 835 files, all of one kind.", metavar="FILE…"),
    to: Path = typer.Option(..., "--to", help="The folder for the tables; made when it is not there.", metavar="DIR"),
) -> None:
    """Write the claims of 837 files, or the payments of 835 files, as Parquet tables: one file for each table.

    Claims, lines, diagnoses, adjustments …; or remittances, claims, services, adjustments, provider adjustments … Money is whole
    cents, and `balanced` says whether the sums hold. The table `problems` says what is not in the others, and why. Memory stays
    flat however large the files. Needs the extra `fast` (pip install 'superbill[fast]').

    Example:

        superbill x12 to-parquet examples/visit/claim.837 --to tables
    """
    try:
        import pyarrow as pa  # noqa: F401  (asked for first, so that its absence is told in words)
        from pyarrow import parquet
    except ImportError as error:
        raise NoArrow("Tables need pyarrow.", todo="Install it: pip install 'superbill[fast]'.") from error
    from superbill.x12.arrow import schemas, stream_tables

    layout = _layout_of(files[0])
    to.mkdir(parents=True, exist_ok=True)
    writers = {name: parquet.ParquetWriter(to / f"{name}.parquet", schema) for name, schema in schemas(layout).items()}
    rows = dict.fromkeys(writers, 0)
    try:
        for batch in stream_tables(_all_chunks(files), layout=layout):
            for name, table in batch.items():
                writers[name].write_batch(table)
                rows[name] += table.num_rows
    finally:
        for writer in writers.values():
            writer.close()
    talk.put_table(("table", "rows"), [(f"{name}.parquet", f"{count:,}") for name, count in rows.items()], right=(1,))


def _all_chunks(files: list[Path]) -> Iterable[bytes]:
    for path in files:
        yield from chunks_of(path)


def _layout_of(path: Path) -> "Layout":
    """The tables of the file's kind. Raises `NotPossible` when it is neither claims nor remittances."""
    from superbill.x12.check import check
    from superbill.x12.layouts.claims import CLAIM_TABLES
    from superbill.x12.layouts.remittances import REMITTANCE_TABLES

    report = check(next(chunks_of(path), b""), levels=())
    kinds = [one.kind for each in report.interchanges for group in each.groups for one in group.sets]
    for layout in (CLAIM_TABLES, REMITTANCE_TABLES):
        if kinds[:1] == [layout.kind]:
            return layout
    raise NotPossible("The file holds no 837 and no 835.", where=str(path), todo="Only claims and remittances have tables.")
