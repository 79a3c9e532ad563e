"""Claims as tables of Spark: those at hand, and those in folders of Parquet, whose parts may each number their claims from 0.

A relation is `claim.parquet`, `line.parquet` …: a file, or a folder of files as Spark itself writes them; in the folder that is named or
in folders `part-00000`, `part-00001` … of it. In parts the number of a claim is that of its part times `STEP`, and its own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from superbill.edits.conditions import Row
from superbill.edits.context import Context
from superbill.edits.facts import Facts
from superbill.edits.relations import RELATIONS, SENT, SUBSCRIBER, ClaimRows
from superbill.edits.sql_views import tables
from superbill.storage.claims_folder import NoClaims

STEP = 1 << 40
"""More claims than any part has."""
NAMES = {name: columns for name, columns in tables().items() if name.endswith("_own") or name in (SENT, "ask")}
"""The tables that hold the rows of claims, with their columns and types."""
_SPARK = {"VARCHAR": "STRING", "BIGINT": "BIGINT", "INTEGER": "INT", "DATE": "DATE", "BOOLEAN": "BOOLEAN"}
_PART = r"/part-([0-9]+)/[^/]+\\.parquet"


@dataclass(frozen=True)
class Own:
    """The rows of a relation, and which of its columns are there."""

    frame: DataFrame
    there: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "there", frozenset(self.frame.columns))

    def whole(self, name: str) -> DataFrame:
        """With all columns of the table: one that is not there is empty everywhere, which Spark then knows."""
        lacking = self.lacking(name)
        shown = (f"CAST({lacking.get(each, f'`{each}`')} AS {_SPARK[kind]}) AS `{each}`" for each, kind in NAMES[name].items())
        return self.frame.selectExpr(*shown)

    def lacking(self, name: str) -> dict[str, str]:
        """The columns of the table that are not there, each with what stands there instead."""
        empty = {each: "''" if kind == "VARCHAR" and each not in SUBSCRIBER else "NULL" for each, kind in NAMES[name].items()}
        return {each: text for each, text in empty.items() if each not in self.there}


def rows_of_all(asked: Iterable[tuple[ClaimRows, Context, int | None]]) -> Mapping[str, list[Row]]:
    """The rows of claims by the table they belong to; each comes with the number of its payer's rules."""
    rows: dict[str, list[Row]] = {name: [] for name in NAMES}
    for claim_at, (claim, context, rules) in enumerate(asked):
        rows["ask"].append({"claim_at": claim_at, "checked_on": context.on, "rules": rules})
        for name in RELATIONS:
            own = claim.rows.get(name, ())
            rows[f"{name}_own"] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(own)]
        sent = Facts(claim, context).rows(SENT) if context.history else ()
        rows[SENT] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(sent)]
    return rows


def rows_in(session: SparkSession, folder: str, *, payer_id: str = "", since: date | None = None) -> dict[str, Own]:
    """The tables of a folder, of the claims to one payer, or with a service on a day or later. Raises `NoClaims`."""
    read = {name: _read(session, folder, name.removesuffix("_own")) for name in NAMES if name != "ask"}
    claims = read["claim_own"]
    if claims is None or "claim_at" not in claims.columns:
        todo = "Name a folder that `superbill check --save-parquet` made, or one with the files that docs/reference/edit-columns.md names."
        raise NoClaims("There is no claim.parquet with a column claim_at.", where=folder, todo=todo)
    own = {name: Own(session.createDataFrame([], _schema(NAMES[name])) if made is None else made) for name, made in read.items()}
    if payer_id or since is not None:
        wanted = _wanted(own, payer_id, since).persist()
        own = {name: Own(each.frame.join(wanted, "claim_at", "left_semi")) for name, each in own.items()}
    return own


def _wanted(own: Mapping[str, Own], payer_id: str, since: date | None) -> DataFrame:
    """The numbers of the claims that are wanted."""
    wanted = own["claim_own"].whole("claim_own")
    if payer_id:
        wanted = wanted.where(wanted["payer_id"] == payer_id)
    if since is not None:
        lines = own["line_own"].whole("line_own")
        wanted = wanted.join(lines.where(lines["served_on"] >= since).select("claim_at"), "claim_at", "left_semi")
    return wanted.select("claim_at")


def _read(session: SparkSession, folder: str, relation: str) -> DataFrame | None:
    """A relation of the folder, or of all its parts; None when it is not there. Raises `NoClaims` for what is no Parquet."""
    whole = _frame(session, f"{folder}/{relation}.parquet")
    if whole is not None:
        return whole
    parts = _frame(session, f"{folder}/part-*/{relation}.parquet")
    if parts is None:
        return None
    at = f"CAST(regexp_extract(_metadata.file_path, '{_PART}', 1) AS BIGINT) * {STEP} + claim_at AS claim_at"
    return parts.selectExpr(at, *(f"`{column}`" for column in parts.columns if column != "claim_at"))


def _frame(session: SparkSession, path: str) -> DataFrame | None:
    try:
        return session.read.option("mergeSchema", "true").parquet(path)  # a part may have a column that another lacks
    except (PySparkException, Py4JJavaError) as error:
        if isinstance(error, PySparkException) and error.getCondition() == "PATH_NOT_FOUND":
            return None
        raise NoClaims("This cannot be read as Parquet.", where=path, todo="Make it anew.") from error


def _schema(columns: Mapping[str, str]) -> str:
    return ", ".join(f"`{column}` {_SPARK[kind]}" for column, kind in columns.items())


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """Every word that may be the name of a column."""
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))
