"""The help: every command has one with an example, and showing it loads nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from superbill import __version__
from tests.cli.running import superbill, surroundings
from tools.refresh import reference

COMMANDS = reference.commands()
HEAVY = ("django", "typst", "lxml", "pydantic", "sqlite3", "granian", "structlog", "simple_icd_10_cm", "psycopg")
SHOW_HELP = """
import sys
from superbill.cli.main import main
sys.argv = ["superbill", "--help"]
try:
    main()
except SystemExit as end:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
    sys.exit(end.code)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_its_example(name: str) -> None:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name)(COMMANDS[name])

    shown = CliRunner().invoke(app, ["--help"], terminal_width=200)

    assert shown.exit_code == 0
    assert reference.example_of(COMMANDS[name]) in " ".join(shown.output.split())
    assert reference.example_of(COMMANDS[name]).startswith(f"superbill {name}")


def test_the_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW_HELP], capture_output=True, text=True, env=surroundings(tmp_path))

    assert shown.returncode == 0
    assert {name.partition(" ")[0] for name in COMMANDS} - set(shown.stdout.split()) == set()
    assert set(HEAVY) & set(shown.stderr.split()) == set()


def test_the_version_is_told(tmp_path: Path) -> None:
    ended = superbill("--version", cwd=tmp_path)

    assert (ended.code, ended.out) == (0, f"superbill {__version__}\n")


def test_a_command_that_is_not_there_is_refused_on_standard_error(tmp_path: Path) -> None:
    ended = superbill("bill", cwd=tmp_path)

    assert ended.code == 2
    assert ended.data == b""
    assert "No such command" in ended.err and "Traceback" not in ended.err
