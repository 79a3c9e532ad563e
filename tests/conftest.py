"""What every test shares: the browser, the demonstration server, the built code tables, and how hypothesis looks for examples."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ("tests.browser", "tests.demo")

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))

LONG, AS_MANY = {"browser", "session"}, 10
"""Fixtures of the tests that take long, in a browser or in Spark, and how many others one of them takes the time of."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the files, begin with those that take longest: none waits long for another at the end."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        weights: Counter[Path] = Counter()
        for item in items:
            weights[item.path] += 1 if LONG.isdisjoint(getattr(item, "fixturenames", ())) else AS_MANY
        items.sort(key=lambda item: (-weights[item.path], item.path))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for this process while others wait: pytest-xdist starts several, and one of them builds."""
    deadline = time.monotonic() + 300
    lock = folder / "held"
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > deadline or time.time() - lock.stat().st_mtime > 300:
                lock.rmdir()  # left behind by a run that was killed
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def code_tables() -> Path:
    """Where the ICD-10-CM tables stand: built on first use, then kept for the next run of the tests. Two small books are on the shelf."""
    from superbill.storage.code_tables import build_tables
    from superbill.storage.config import Config
    from superbill.storage.shelf import Shelves

    config = Config()
    with alone(config.codes):
        for book in ("pos", "hcpcs"):
            Shelves(config.codes / "shelf").build_shipped(only=book)
        return build_tables(config)
