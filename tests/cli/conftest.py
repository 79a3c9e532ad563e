"""A visit and a demonstration that were played once, and copies of them to be spoilt."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import GIVEN, ROOT, Ended, superbill
from tests.demo import fresh_database

FORMER = {"superbill.toml": "demo = true\n", "demo-day.json": "[]", "mine.txt": "of the former one"}


@dataclass(frozen=True)
class Played:
    """A folder in which something was played: what the command said, and the environment that its books need."""

    folder: Path
    ended: Ended
    env: dict[str, str]


def copy_example(target: Path) -> Path:
    """The six files that people write, as a visit folder in `target/examples/visit`."""
    folder = target / "examples" / "visit"
    folder.mkdir(parents=True)
    for name in GIVEN:
        shutil.copy(ROOT / "examples" / "visit" / name, folder)
    return folder


@pytest.fixture(scope="session")
def visited(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Played:
    """The folder above `examples/visit`, after `superbill visit examples/visit`. Only read it."""
    folder = tmp_path_factory.mktemp("visited")
    copy_example(folder)
    return Played(folder, superbill("visit", "examples/visit", cwd=folder), {})


@pytest.fixture
def visit_copy(visited: Played, tmp_path: Path) -> Path:
    """A copy of that folder to write in; the command runs in it."""
    folder = tmp_path / "copy"
    shutil.copytree(visited.folder, folder)
    return folder


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Iterator[Played]:
    """The folder that holds `demo`, which was begun anew over a former one; its books are on PostgreSQL in such a run."""
    folder = tmp_path_factory.mktemp("played")
    (folder / "demo").mkdir()
    for name, text in FORMER.items():
        (folder / "demo" / name).write_text(text)
    with fresh_database() as database_url:
        env = {"SUPERBILL_DATABASE_URL": database_url} if database_url else {}
        yield Played(folder, superbill("demo", "--no-serve", "--again", "--data", "demo", cwd=folder, env=env), env)
