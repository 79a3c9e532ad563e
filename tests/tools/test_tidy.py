"""Every rule of tools/tidy.py, on a made-up tree that keeps it and on one that breaks it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import tidy
from tools.tidy import Breach, Tree

Check = Callable[[Tree], Iterator[Breach]]
EDIT = 'EDIT = Row(code="NPI-01", title="Wrong digit", source=Source("45 CFR 162.406"))\n'
BOTH_SIDES = "cases:\n  - name: wrong\n    finds: [1]\n  - name: right\n    finds: []\n"
ONE_SIDE = "cases:\n  - name: wrong\n    finds: [1]\n"
TABLE = "# Fees of the made-up payer. Source: written for this test.\ncode,fee_cents\nX0001,100\n"
MADE_TABLE = "# Source: a made-up agency. Made by tools/refresh/fees.py.\ncode,fee_cents\n"
UPDATER = 'TARGET = "src/superbill/pricing/data/fees.csv"\n'
COMMAND = '@app.command()\ndef send() -> None:\n    """Send the batch.\n\n    {example}\n    """\n'
SKIPS = "import pytest\n\n\n@pytest.mark.{mark}\ndef test_x() -> None:\n    pytest.{call}\n"


def lines(count: int) -> str:
    return "".join(f"    x = {number}\n" for number in range(count))


KEPT: list[tuple[Check, dict[str, str]]] = [
    (tidy.check_files_are_python, {"tools/a.py": "x = 1\n", "notes.txt": "if not in\n"}),
    (tidy.check_function_length, {"src/superbill/claims/a.py": "def f():\n" + lines(59)}),
    (tidy.check_file_length, {"src/superbill/claims/a.py": "x = 1\n" * 400}),
    (tidy.check_file_length, {"src/superbill/storage/migrations/0001.py": "x = 1\n" * 401, "tests/test_a.py": "x = 1\n" * 401}),
    (tidy.check_names_say_something, {"src/superbill/claims/life.py": "", "docs/common/README.md": ""}),
    (
        tidy.check_packages_say_what_they_are,
        {"src/superbill/claims/__init__.py": '"""The nouns."""\n', "src/superbill/claims/a.py": ""},
    ),
    (tidy.check_edits, {"src/superbill/edits/identifiers/npi_01.py": EDIT, "tests/cases/npi_01.yaml": BOTH_SIDES}),
    (
        tidy.check_edits,
        {"src/superbill/edits/kinds.py": "ROW = Kind()\n", "src/superbill/codes/npi_01.py": 'EDIT = Row(code="X")\n'},
    ),
    (tidy.check_tables_name_their_source, {"src/superbill/pricing/data/fees.csv": TABLE}),
    (tidy.check_tables_name_their_source, {"src/superbill/pricing/data/fees.csv": MADE_TABLE, "tools/refresh/fees.py": UPDATER}),
    (tidy.check_tables_name_their_source, {"tests/samples/fees.csv": "code,fee\n"}),
    (tidy.check_commands_show_an_example, {"src/superbill/cli/send.py": COMMAND.format(example="superbill send --all")}),
    (tidy.check_commands_show_an_example, {"src/superbill/cli/send.py": "def not_a_command() -> None:\n    pass\n"}),
    (tidy.check_commands_show_an_example, {"src/superbill/cli/main.py": "def main() -> None:\n    app()\n"}),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/ledger/a.py": "half = paid_cents // 2\nrate = Decimal(paid_cents) * 100 / total_cents\nx: int = 2.0\n"},
    ),
    (tidy.check_money_is_whole_cents, {"src/superbill/measures/a.py": "days = float(total_days)\n"}),
    (
        tidy.check_who_reads_the_clock,
        {"src/superbill/cli/a.py": "day = date.today()\n", "src/superbill/storage/clock.py": "x = datetime.now()\n"},
    ),
    (tidy.check_who_reads_the_clock, {"src/superbill/claims/a.py": "day = desk.today()\ndate.fromisoformat('2026-09-18')\n"}),
    (tidy.check_no_machine_is_named, {"README.md": "See https://example.org/home/page, ~/.local/share and src/work/home.\n"}),
    (
        tidy.check_links_lead_somewhere,
        {
            "docs/a.md": "[b](b.md#part) [up](../LICENSE) [it](../src) [x](https://x.example)",
            "docs/b.md": "",
            "LICENSE": "",
            "src/a.py": "[no](link)",
        },
    ),
    (tidy.check_nothing_prints, {"src/superbill/cli/a.py": "print('done')\n", "src/superbill/forms/a.py": "sheet.print('x')\n"}),
    (
        tidy.check_skips_have_reasons,
        {"tests/test_a.py": SKIPS.format(mark="skipif(True, reason='no server')", call="skip('no server')")},
    ),
]

BROKEN: list[tuple[Check, dict[str, str], str]] = [
    (tidy.check_files_are_python, {"tools/a.py": "x = 1\nif not in\n"}, "tools/a.py:2: This is not Python: invalid syntax."),
    (
        tidy.check_function_length,
        {"src/superbill/claims/a.py": "\ndef f():\n" + lines(60)},
        "src/superbill/claims/a.py:2: f has 61 lines.",
    ),
    (
        tidy.check_function_length,
        {"tests/test_a.py": "class A:\n  async def f():\n" + lines(60)},
        "tests/test_a.py:2: f has 61 lines.",
    ),
    (tidy.check_file_length, {"src/superbill/claims/a.py": "x = 1\n" * 401}, "a.py:401: The file has 401 lines."),
    (
        tidy.check_names_say_something,
        {"src/superbill/claims/utils/a.py": "", "src/superbill/claims/utils/b.py": ""},
        "claims/utils:1: 'utils' names",
    ),
    (tidy.check_names_say_something, {"tests/helpers.py": ""}, "tests/helpers.py:1: 'helpers' names a drawer"),
    (
        tidy.check_packages_say_what_they_are,
        {"src/superbill/claims/a.py": ""},
        "claims/__init__.py:1: The package has no __init__.py.",
    ),
    (
        tidy.check_packages_say_what_they_are,
        {"src/superbill/claims/__init__.py": "# nouns\n"},
        "__init__.py:1: The package does not say what it is.",
    ),
    (
        tidy.check_edits,
        {"src/superbill/edits/npi_02.py": EDIT, "tests/cases/npi_01.yaml": BOTH_SIDES},
        "npi_02.py:1: The edit's code is NPI-01",
    ),
    (tidy.check_edits, {"src/superbill/places/us/edits/npi_01.py": EDIT}, "edits/npi_01.py:1: NPI-01 has no cases."),
    (
        tidy.check_edits,
        {"src/superbill/edits/npi_01.py": EDIT, "tests/cases/npi_01.yaml": ONE_SIDE},
        "tests/cases/npi_01.yaml:1: The cases of NPI-01",
    ),
    (
        tidy.check_edits,
        {"src/superbill/edits/a.py": '\nEDIT: Row = Row(code="A")\n', "tests/cases/a.yaml": BOTH_SIDES},
        "a.py:2: A names no source.",
    ),
    (tidy.check_edits, {"src/superbill/edits/a.py": 'EDIT = Row(source=Source("x"))\n'}, "a.py:1: The edit has no code."),
    (
        tidy.check_tables_name_their_source,
        {"src/superbill/pricing/data/fees.csv": "code,source\nX0001,100\n"},
        "fees.csv:1: The table does not say where",
    ),
    (
        tidy.check_tables_name_their_source,
        {"src/superbill/pricing/data/fees.csv": MADE_TABLE},
        "fees.csv:1: The table names tools/refresh/fees.py, which is not",
    ),
    (
        tidy.check_tables_name_their_source,
        {"src/superbill/pricing/data/fees.csv": TABLE, "tools/refresh/fees.py": UPDATER},
        "fees.csv:1: The table does not name its updater tools/refresh/fees.py.",
    ),
    (
        tidy.check_commands_show_an_example,
        {"src/superbill/cli/send.py": COMMAND.format(example="send --all")},
        "send.py:2: The command send shows",
    ),
    (
        tidy.check_commands_show_an_example,
        {"src/superbill/cli/send.py": 'def send() -> None:\n    """Send."""\n'},
        "send.py:1: The command send shows",
    ),
    (
        tidy.check_commands_show_an_example,
        {"src/superbill/cli/send.py": "@app.command\ndef send():\n    pass\n"},
        "send.py:2: The command send shows",
    ),
    (tidy.check_money_is_whole_cents, {"src/superbill/ledger/a.py": "x = float(share)\n"}, "ledger/a.py:1: float( where money"),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/measures/a.py": "x = float(line.paid_cents)\n"},
        "measures/a.py:1: float( where money",
    ),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/web/a.py": "x = claim.paid_cents / 100\n"},
        "web/a.py:1: Cents divided by / become",
    ),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/web/a.py": "x = 0.2 * paid_cents\n"},
        "web/a.py:1: Cents and a float number are mixed.",
    ),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/web/a.py": "paid_cents: float | None\n"},
        "web/a.py:1: paid_cents is a float.",
    ),
    (
        tidy.check_money_is_whole_cents,
        {"src/superbill/web/a.py": "def f(*, paid_cents: float): ...\n"},
        "web/a.py:1: paid_cents is a float.",
    ),
    (
        tidy.check_who_reads_the_clock,
        {"src/superbill/claims/a.py": "x = 1\nday = date.today()\n"},
        "claims/a.py:2: date.today reads the clock.",
    ),
    (
        tidy.check_who_reads_the_clock,
        {"src/superbill/storage/a.py": "x = datetime.datetime.now(tz=UTC)\n"},
        "a.py:1: datetime.datetime.now reads",
    ),
    (
        tidy.check_who_reads_the_clock,
        {"src/superbill/storage/a.py": "x = Field(default=timezone.now)\n"},
        "a.py:1: timezone.now reads",
    ),
    (
        tidy.check_who_reads_the_clock,
        {"src/superbill/storage/a.py": "x = Field(auto_now_add=True)\n"},
        "a.py:1: auto_now_add reads",
    ),
    (
        tidy.check_no_machine_is_named,
        {"docs/a.md": "Start\ncd " + "/ho" + "me/ann/superbill\n"},
        "docs/a.md:2: '/ho" + "me/a' is a place on one machine.",
    ),
    (tidy.check_no_machine_is_named, {"a.cfg": "C:" + "\\Users\\ann\n"}, "is a place on one machine."),
    (
        tidy.check_no_machine_is_named,
        {"a.txt": "get it from https://py" + "pi.org/simple\n"},
        "a.txt:1: A package registry is named.",
    ),
    (tidy.check_links_lead_somewhere, {"docs/a.md": "# A\n[b](b.md)\n"}, "docs/a.md:2: The link to b.md leads nowhere."),
    (
        tidy.check_links_lead_somewhere,
        {"docs/a.md": "[b](../../b.md)\n", "b.md": ""},
        "docs/a.md:1: The link to ../../b.md leads nowhere.",
    ),
    (tidy.check_nothing_prints, {"src/superbill/forms/a.py": "x = 1\nprint(x)\n"}, "forms/a.py:2: print( outside the commands."),
    (
        tidy.check_skips_have_reasons,
        {"tests/test_a.py": SKIPS.format(mark="slow", call="skip()")},
        "test_a.py:6: pytest.skip gives no reason.",
    ),
    (
        tidy.check_skips_have_reasons,
        {"tests/test_a.py": SKIPS.format(mark="skip", call="fail()")},
        "test_a.py:4: pytest.mark.skip gives no reason.",
    ),
    (
        tidy.check_skips_have_reasons,
        {"tests/test_a.py": SKIPS.format(mark="skipif(True)", call="fail()")},
        "a.py:4: pytest.mark.skipif gives no",
    ),
    (
        tidy.check_skips_have_reasons,
        {"tests/test_a.py": SKIPS.format(mark="xfail", call="skip(reason='')")},
        "a.py:4: pytest.mark.xfail gives no",
    ),
]


def planted(root: Path, files: dict[str, str]) -> Tree:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return Tree(root)


@pytest.mark.parametrize(("check", "files"), KEPT)
def test_a_tree_that_keeps_the_rule_has_no_breach(tmp_path: Path, check: Check, files: dict[str, str]) -> None:
    tree = planted(tmp_path, files)

    found = list(check(tree))

    assert found == []


@pytest.mark.parametrize(("check", "files", "expected"), BROKEN)
def test_a_tree_that_breaks_the_rule_has_a_breach_with_its_place(
    tmp_path: Path, check: Check, files: dict[str, str], expected: str
) -> None:
    tree = planted(tmp_path, files)

    found = [str(breach) for breach in check(tree)]

    assert found
    assert expected in found[0]


def test_one_drawer_is_told_once(tmp_path: Path) -> None:
    tree = planted(tmp_path, {"src/superbill/utils/a.py": "", "src/superbill/utils/b.py": ""})

    found = list(tidy.check_names_say_something(tree))

    assert len(found) == 1


def test_every_check_has_a_tree_on_each_side() -> None:
    kept, broken = {check for check, _ in KEPT}, {check for check, _, _ in BROKEN}

    assert set(tidy.CHECKS) == kept == broken


def test_every_breach_says_what_to_do_and_the_exit_code_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planted(tmp_path, {"src/superbill/claims/a.py": "day = date.today()\nprint(day)\n"})

    code = tidy.main([str(tmp_path)])

    told = capsys.readouterr()
    assert code == 1
    assert told.out.splitlines() == [
        "src/superbill/claims/__init__.py:1: The package has no __init__.py. Add one whose docstring says what the folder holds.",
        "src/superbill/claims/a.py:1: date.today reads the clock. Take the day as an argument: on: date.",
        "src/superbill/claims/a.py:2: print( outside the commands. Return the value, or log it without patient data.",
    ]
    assert told.err == "tidy: 3 to mend\n"


def test_a_tidy_tree_ends_with_exit_code_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planted(tmp_path, {"src/superbill/__init__.py": '"""A program."""\n', "logo.bin": "\0/root/x"})

    code = tidy.main([str(tmp_path)])

    assert code == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed; with it this test runs")
def test_files_that_git_ignores_are_not_looked_at(tmp_path: Path) -> None:
    planted(tmp_path, {".gitignore": "build/\n", "build/a.py": "", "kept.py": ""})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    paths = Tree(tmp_path).paths

    assert paths == [".gitignore", "kept.py"]


def test_without_git_what_tools_leave_behind_is_not_looked_at(tmp_path: Path) -> None:
    planted(tmp_path, {".venv/lib/a.py": "", "src/__pycache__/a.pyc": "", ".ci/run": "", ".editorconfig": "", "kept.py": ""})

    paths = Tree(tmp_path).paths

    assert paths == [".ci/run", ".editorconfig", "kept.py"]
