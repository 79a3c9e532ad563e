"""What every test shares: the browser, the demonstration server, the built code tables, and how hypothesis looks for examples."""

import os
import time
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
