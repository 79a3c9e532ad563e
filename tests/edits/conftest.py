"""A Spark session for the tests that want one.

Outside CI a machine without Java or pyspark skips them and says how to get them; in CI their absence is a failure.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from superbill.storage.spark_session import NoSpark, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from superbill.storage.spark import Spark

HOW_TO_GET_IT = "Java or pyspark is not installed; on Debian: apt-get install openjdk-17-jre-headless; pip install '.[spark]'"
QUICK = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""To compile what runs once takes longer than to run it."""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SparkSession]":
    """One session for all tests: to start Java is what takes it long."""
    folder = tmp_path_factory.mktemp("spark")
    try:
        with spark_session(
            memory="3GB", more=QUICK | {"spark.sql.warehouse.dir": str(folder), "spark.local.dir": str(folder)}
        ) as opened:
            yield opened
    except NoSpark:
        if os.environ.get("CI"):
            raise
        pytest.skip(reason=HOW_TO_GET_IT)


@pytest.fixture
def spark(session: "SparkSession") -> "Iterator[Spark]":
    """No claims yet, in two partitions."""
    from superbill.storage.spark import Spark

    with Spark(session, partitions=2) as opened:
        yield opened
