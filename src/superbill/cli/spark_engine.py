"""`superbill check --engine spark`: its options, what does not go with them, and what is printed when findings go into Parquet."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.check_file import FileCheck, ReadFile, Take
    from superbill.app.check_report import Tally

ENGINE = typer.Option(
    "duckdb", "--engine", help="What checks claims in Parquet: duckdb, or spark for more than one machine holds."
)
MASTER = typer.Option(
    "", "--master", help="Where Spark runs: spark://host:7077, yarn, local[4] (default: local[2]).", metavar="URL"
)
FINDINGS = typer.Option(
    "", "--findings", help="With Spark: write the findings as Parquet into this new folder, and count them.", metavar="DIR"
)
_ADDRESS = re.compile(r"([a-z][a-z0-9]+):/+")


@dataclass(frozen=True)
class Spark:
    """How Spark was asked for."""

    master: str
    memory: str
    findings: str

    def check(self, run: "FileCheck", path: Path, take: "Take") -> "ReadFile":
        """Check a folder; its claims are told one by one."""
        from superbill.app.check_spark import check_with_spark

        with talk.progress(f"Checking {path.name} with Spark") as tell:
            return check_with_spark(
                _address(path), run, name=path.name, take=take, master=self.master, memory=self.memory, progress=tell
            )

    def write(self, run: "FileCheck", path: Path, tally: "Tally", *, put: Callable[[str], object]) -> "ReadFile":
        """Check a folder and write the findings; `put` takes how often each edit found something, as lines."""
        from superbill.app.check_file import ReadFile
        from superbill.app.check_spark import write_with_spark
        from superbill.app.wording import counted

        with talk.progress(f"Checking {path.name} with Spark") as tell:
            summary = write_with_spark(
                _address(path), run, into=_address(Path(self.findings)), master=self.master, memory=self.memory, progress=tell
            )
        tally.claims += run.claims
        tally.worst.update(summary.worst)
        tally.worst["clean"] = run.claims - sum(summary.worst.values())
        for edit, severity, findings, claims in summary.edits:
            put(f"{edit} {severity}: {counted(findings, 'finding')} on {counted(claims, 'claim')}\n")
        return ReadFile(path.name, many=True)


def asked(
    files: Sequence[Path], *, engine: str, master: str, findings: str, memory: str, others: bool, shown: bool
) -> Spark | None:
    """How Spark was asked for; None when DuckDB was. Raises `BadInput` for options that do not go together."""
    if engine not in ("duckdb", "spark"):
        raise BadInput(f"{engine[:20]!r} is no engine.", where="--engine", todo="Write duckdb or spark.")
    if engine == "duckdb":
        if master or findings:
            where = "--master" if master else "--findings"
            raise BadInput("This is for Spark only.", where=where, todo="Add --engine spark, or leave it out.")
        return None
    if others or not all(path.is_dir() or _ADDRESS.match(str(path)) for path in files):
        todo = "Make a folder with `superbill check FILE… --save-parquet DIR`, and check that."
        raise BadInput("Spark checks folders of claims in Parquet only.", where="--engine", todo=todo)
    if findings and (shown or len(files) != 1):
        todo = "Leave out --csv, --json and --html, and name one folder."
        raise BadInput("Findings that go into Parquet are counted, not shown.", where="--findings", todo=todo)
    return Spark(master, memory, findings)


def _address(path: Path) -> str:
    """A folder of this machine, or an address such as s3a://bucket/claims, of which a path has lost a slash."""
    found = _ADDRESS.match(str(path))
    if found is None or path.exists():
        return str(path.absolute())
    return f"{found[1]}://{str(path)[found.end() :]}" if found[1] != "file" else f"file:///{str(path)[found.end() :]}"
