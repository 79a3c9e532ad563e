"""Findings in Spark: their words, made where the claims are (what `edits.check.finding_of` says of a row, as an expression), and Parquet.

`COLUMNS` are those of a finding in Parquet. Its title, what to do and the source stand in the edit, by its code.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import count, countDistinct, expr, min_by

from superbill.basics.days import FOREVER
from superbill.basics.findings import Finding, Severity
from superbill.edits.kinds import Edit
from superbill.edits.say import finding_of
from superbill.edits.sql_select import words_of
from superbill.storage.claims_folder import FolderNotEmpty, NotWritten
from superbill.storage.spark_claims import STEP

COLUMNS = {
    "part": "BIGINT", "claim_at": "BIGINT", "claim": "STRING", "edit": "STRING", "severity": "STRING", "line_no": "BIGINT", "place": "STRING",
    "message": "STRING",
}  # fmt: skip
"""With their types: the part of the folder and the number of the claim in it, its name, the code of the edit; the rest as in every finding."""


@dataclass(frozen=True)
class Summary:
    """What was written, counted: `worst` is of how many claims this is the worst, `edits` the edit, severity, findings and claims."""

    worst: Mapping[str, int]
    edits: tuple[tuple[str, str, int, int], ...]


def said(edit: Edit, found: str) -> str:
    """The rows that an edit finds, as findings; both are queries of Spark."""
    line_no = "h.line_no" if "line_no" in words_of(edit) else "NULL"
    return (
        f"SELECT h.claim_at, {_text(edit.code)} AS edit, {_text(edit.severity.value)} AS severity, CAST({line_no} AS BIGINT) AS line_no,"
        f" {_filled(edit.place)} AS place, {_filled(edit.says)} AS message FROM ({found}) h"
    )


def as_payers_want(edit: Edit, found: str) -> str:
    """Findings as the rules of each claim's payer make them: left out where an edit is off, changed where it says so."""
    return (
        f"SELECT f.claim_at, f.edit, COALESCE(p.severity, f.severity) AS severity, f.line_no, f.place, CASE WHEN p.edit IS NULL THEN f.message"
        f" ELSE f.message || ' (For this payer: ' || p.severity || '. ' || p.reason || ')' END AS message FROM ({found}) f"
        f" JOIN ask a ON a.claim_at = f.claim_at LEFT JOIN payer_change p ON p.rules = a.rules AND p.edit = {_text(edit.code)}"
        f" WHERE p.edit IS NULL OR p.severity <> 'off'"
    )


def _filled(words: str) -> str:
    """A text with columns in braces as an expression."""
    parts = []
    for before, name, form, conversion in Formatter().parse(words):
        assert not form and not conversion, "the words of edits name columns and no more"
        parts += [_text(before)] if before else []
        parts += [_word(name)] if name else []
    return f"concat({', '.join(parts)})" if parts else "''"


def _word(name: str) -> str:
    """A column as `edits.check` tells it: money in dollars, an open end of a period as such. Of what sort it is, Spark knows."""
    column = f"h.`{name}`"
    text = f"CAST({column} AS STRING)"
    if name.endswith("_cents"):
        whole, part = f"format_number(abs({column}) DIV 100, 0)", f"lpad(CAST(abs({column}) % 100 AS STRING), 2, '0')"
        return f"CASE WHEN {column} IS NULL THEN '(empty)' ELSE concat(if({column} < 0, '-', ''), {whole}, '.', {part}) END"
    return (
        f"CASE WHEN {column} IS NULL OR {text} = '' THEN '(empty)' WHEN typeof({column}) = 'date' AND {text} = '{FOREVER}' THEN '(no end)'"
        f" WHEN typeof({column}) = 'boolean' THEN initcap({text}) ELSE {text} END"
    )


def _text(words: str) -> str:
    """A text of ours between quotes, as Spark reads it."""
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"


def finding_of_row(edit: Edit, row: Mapping[str, Any]) -> Finding:
    """The finding of a row with the `COLUMNS`."""
    blank = finding_of(edit, dict.fromkeys(words_of(edit)))
    severity = Severity(row["severity"])
    return replace(blank, severity=severity, line_no=row["line_no"], place=row["place"], message=row["message"])


# --- in Parquet


@contextmanager
def new_folder(session: SparkSession, folder: str) -> Iterator[str]:
    """Where to write what is to stand in a folder when all of it is there; nothing is left when something fails on the way.

    The folder may be anywhere that Spark can write to. Raises `FolderNotEmpty`.
    """
    java: Any = session.sparkContext._jvm
    there, unfinished = (java.org.apache.hadoop.fs.Path(f"{folder.rstrip('/')}{end}") for end in ("", ".unfinished"))
    files = there.getFileSystem(session._jsparkSession.sessionState().newHadoopConf())
    if files.exists(there) and not (files.isDirectory(there) and len(files.listStatus(there)) == 0):
        raise FolderNotEmpty("There is something in this folder.", where=folder, todo="Name a new one.")
    files.delete(unfinished, True)
    try:
        yield str(unfinished.toString())
        files.delete(there, True)
        if not files.rename(unfinished, there):
            raise NotWritten(
                "The findings could not be put in their place.", where=folder, todo="Name another folder.", again=True
            )
    finally:
        files.delete(unfinished, True)


def written(session: SparkSession, found: DataFrame | None = None, *, folder: str) -> None:
    """Add findings to a folder; without any, a file with the columns and no rows."""
    if found is None:
        found = session.createDataFrame([], ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items()))
    else:
        at = {"part": f"claim_at DIV {STEP} AS part", "claim_at": f"claim_at % {STEP} AS claim_at"}
        found = found.selectExpr(*(at.get(name, name) for name in COLUMNS))
    found.write.mode("append").parquet(folder)


def summary_of(session: SparkSession, folder: str) -> Summary:
    """What was written, counted there."""
    found = session.read.parquet(folder)
    order = "CASE severity WHEN 'stop' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END"
    worst = (
        found.groupBy("part", "claim_at").agg(min_by("severity", expr(order)).alias("worst")).groupBy("worst").count().collect()
    )
    edits = found.groupBy("edit", "severity").agg(count("*"), countDistinct("part", "claim_at")).collect()
    return Summary(dict(worst), tuple(sorted((*row,) for row in edits)))
