"""A Spark session with the machine's Java: on this machine by default, on a cluster where its master is named.

    with spark_session(master="local[2]", memory="4GB") as session: …

A session that is already there, as in a notebook, is used and left running; one that was started here is stopped at the end. Under
`spark-submit` the master and the memory are what was said there.
"""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from superbill.basics.errors import NotPossible

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = "local[2]"
"""The master when none is named: two tasks at a time on this machine."""
_LOOPBACK = "127.0.0.1"
_LOGGING = Path(__file__).with_name("spark_log4j2.properties")
_SETTINGS = {
    # Claims are put side by side once, by their number; then no step moves them again, and nothing is decided anew on the way.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.requireAllClusterKeysForCoPartition": "false",
    "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.constraintPropagation.enabled": "false",
    # What DuckDB does too: an overflow is an error and no other number, and days are those of the calendar that is used everywhere now.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}
_MEMORY = {
    # What Spark keeps of queries that are done, to be looked at: of ours it would be most of its memory.
    "spark.sql.ui.retainedExecutions": "1",
    "spark.ui.retainedJobs": "20",
    "spark.ui.retainedStages": "20",
    "spark.ui.retainedTasks": "1000",
    "spark.sql.debug.maxToStringFields": "10",
    "spark.sql.maxPlanStringLength": "10000",
}


class NoSpark(NotPossible):
    """Spark cannot be started here: a package or Java is missing, or the master does not answer."""


@contextmanager
def spark_session(*, master: str = "", memory: str = "", more: dict[str, str] | None = None) -> "Iterator[SparkSession]":
    """A session, set as the edits need it; `memory` such as 4GB is that of one process which computes. Raises `NoSpark`.

    `more` are further settings by their names in Spark.
    """
    _prove_installed()
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    there = SparkSession.getActiveSession()
    try:
        session = there or _builder(master, memory, more or {}).getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        todo = "Look at the lines above; on Debian: apt-get install openjdk-17-jre-headless. Then try again."
        raise NoSpark("Java did not start Spark.", where=master or HERE, todo=todo, again=True) from error
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # it would tell what stands in a query
    before = {name: session.conf.get(name, None) for name in _SETTINGS}
    try:
        for name, value in (_SETTINGS | (more or {} if there is None else {})).items():
            if session.conf.isModifiable(name):
                session.conf.set(name, value)
        yield session
    finally:
        if there is None:
            session.stop()
        else:
            _put_back(session, before)


def _put_back(session: "SparkSession", before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if not session.conf.isModifiable(name):
            continue
        if value is None:
            session.conf.unset(name)
        else:
            session.conf.set(name, value)


def _prove_installed() -> None:
    """Raise `NoSpark` for the first thing that is missing."""
    missing = [name for name in ("pyspark", "sqlglot", "pyarrow") if find_spec(name) is None]
    if missing:
        what = f"Spark was asked for, but {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed."
        raise NoSpark(what, todo='Install it with: pip install "superbill[spark]"')
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if java is None and not _is_submitted():
        todo = "Install Java 17 or newer, on Debian: apt-get install openjdk-17-jre-headless; or name its folder in JAVA_HOME."
        raise NoSpark("Spark was asked for, but there is no Java on this machine.", todo=todo)


def _is_submitted() -> bool:
    """Whether `spark-submit` started this process, and Java with it."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def _builder(master: str, memory: str, more: dict[str, str]) -> "SparkSession.Builder":
    from pyspark.sql import SparkSession

    builder = SparkSession.Builder().appName("superbill check")
    told = _MEMORY | more
    if master or not _is_submitted():
        master = master or HERE
        builder = builder.master(master)
        if memory:
            told["spark.driver.memory" if master.startswith("local") else "spark.executor.memory"] = _as_java(memory)
        if master.startswith("local"):
            told |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK, "spark.ui.enabled": "false"}
            os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)
        java = told.get("spark.driver.extraJavaOptions", "")
        told["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={_LOGGING.as_uri()} {java}".strip()
    told["spark.ui.showConsoleProgress"] = "false"
    for name, value in told.items():
        builder = builder.config(name, value)
    return builder


def _as_java(memory: str) -> str:
    """`2GB` as Java writes it: 2g."""
    found = re.fullmatch(r"([0-9]+)([MG])i?B", memory)
    assert found, "the command has looked at it"
    return f"{found[1]}{found[2].lower()}"
