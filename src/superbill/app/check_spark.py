"""Check claims in Parquet with Spark, for more of them than one machine holds: told claim by claim as `check_folder` does, or written.

With `into` no claim and no finding comes to this process: the findings are written as Parquet where they are found, and counted. Needs
`superbill[spark]` and Java; raises `NoSpark` where they are missing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from superbill.app.check_file import CheckedClaim, FileCheck, ReadFile, Take
from superbill.app.check_folder import named
from superbill.edits.context import Context
from superbill.storage.config import Config
from superbill.storage.findings_by_claim import by_claim
from superbill.storage.spark_session import spark_session

if TYPE_CHECKING:
    from superbill.storage.spark import Spark
    from superbill.storage.spark_findings import Summary

Progress = Callable[[int, int], None]


@contextmanager
def _filled(folder: str, run: FileCheck, *, master: str, memory: str) -> "Iterator[Spark]":
    """The claims of a folder that are wanted, counted in the run."""
    with spark_session(master=master or Config().spark_master, memory=memory) as session:
        from superbill.storage.spark import Spark

        with Spark(session) as spark:
            context = Context(on=run.on, icd10cm=run.codes, tables=run.tables)
            run.claims += spark.read(
                folder,
                context,
                rules_of=lambda payer, claims: run.rules_of(payer, claims=claims),
                payer_id=run.payer_id,
                since=run.since,
            )
            yield spark
            run.note(spark.not_run)


def check_with_spark(
    folder: str,
    run: FileCheck,
    *,
    name: str,
    take: Take,
    master: str = "",
    memory: str = "",
    progress: Progress = lambda done, of: None,
) -> ReadFile:
    """Check the claims of a folder, or of an address that Spark can read, and count in `run`. Raises `NoSpark`, `NoClaims`.

    `master` is that of a cluster, or local[N]; `memory` that of one process which computes, such as 4GB.
    """
    with _filled(folder, run, master=master, memory=memory) as spark:
        found = by_claim(spark.check(run.edits, progress=lambda done: progress(done, len(run.edits))))
        for claim in named(spark.names(), found):
            take(CheckedClaim(name, *claim))
    return ReadFile(name, many=True)


def write_with_spark(
    folder: str, run: FileCheck, *, into: str, master: str = "", memory: str = "", progress: Progress = lambda done, of: None
) -> "Summary":
    """Write the findings into a new folder, or under an address, as Parquet. Raises `NoSpark`, `NoClaims`, `FolderNotEmpty`."""
    with _filled(folder, run, master=master, memory=memory) as spark:
        return spark.write(run.edits, into, progress=lambda done: progress(done, len(run.edits)))
