"""The repository as a whole: it is tidy, its layers hold, its pins cover what it asks for, and CI does what the README says."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import tidy
from tools.refresh import constraints

ROOT = Path(__file__).resolve().parents[1]


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def shell_lines(markdown: str) -> list[str]:
    """The lines of every fenced block of shell commands, without the prompt."""
    blocks = re.findall(r"^```(?:sh|bash|console|shell)\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def test_the_repository_is_tidy() -> None:
    found = [str(breach) for breach in tidy.breaches(ROOT)]

    assert found == []


def test_nobody_imports_against_the_layers() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_requirement_has_a_pin_that_fits() -> None:
    pins = constraints.pins_in(text_of("constraints.txt"))

    assert constraints.missing_from(pins) == []


def test_the_pins_read_as_their_updater_writes_them() -> None:
    text = text_of("constraints.txt")

    assert constraints.as_text(constraints.pins_in(text)) == text


def test_ci_types_what_the_readme_tells_people_to_type() -> None:
    told = shell_lines(text_of("README.md"))
    install_and_try, install_and_test = (
        "pip install -c constraints.txt . && superbill demo",
        "pip install -c constraints.txt '.[test]' && pytest",
    )

    ci = [line.strip() for line in text_of(".ci/run").splitlines()]

    assert install_and_try in told
    assert install_and_test in told
    assert f"{install_and_try} --no-serve" in ci
    install, test = install_and_test.split(" && ")
    assert install in ci
    assert f'step "The suite on SQLite, as the README says" {test}' in ci


def test_ci_runs_every_check_that_the_contributors_are_told_of() -> None:
    told = [line.split("#")[0].strip() for line in shell_lines(text_of("CONTRIBUTING.md"))]

    ci = text_of(".ci/run")

    for check in ("ruff check .", "ruff format --check .", "mypy", "lint-imports", "python tools/tidy.py"):
        assert check in told
        assert re.search(rf'^step "[^"]+" {re.escape(check)}$', ci, re.MULTILINE), check


def test_the_wheel_takes_everything_in_the_package() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    built = project["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert built == {"packages": ["src/superbill"]}  # no include or exclude list: tables, templates and static files go along


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs git and a clone; CI has both")
def test_nothing_in_the_package_is_ignored_by_git() -> None:
    # hatchling leaves out of the wheel what git ignores.
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "src"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert [path for path in listed if "__pycache__" not in path and not path.endswith(".pyc")] == []
