"""The documentation is true: every command on a page runs and prints what the page shows; nothing is left out; links hold."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.docs.console import is_as_shown, steps_of, terminal
from tools import tidy
from tools.refresh import reference

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BOOKS = shutil.ignore_patterns("books")
WITH_COMMANDS = [page for page in PAGES if steps_of(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=[str(page.relative_to(ROOT)) for page in WITH_COMMANDS])
def test_every_command_of_the_page_prints_what_it_shows(page: Path, tmp_path: Path, visited: Played) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=BOOKS)
    if "how-to" in page.parts:  # these pages begin where the example visit has been run
        shutil.copytree(visited.folder / "examples", tmp_path / "examples", dirs_exist_ok=True)

    with terminal(tmp_path) as shell:
        for step in steps_of(page.read_text(encoding="utf-8")):
            if not step.is_run:
                continue
            code, printed = shell.run(step)
            assert is_as_shown(step.shown, printed), (
                f"line {step.line}: $ {step.command}\nshown:\n{step.shown}\nprinted:\n{printed}"
            )
            assert "Traceback" not in printed
            assert code in (0, 1), f"line {step.line}: $ {step.command} ended with {code}"
        codes = shell.end()

    assert set(codes) <= {0}


def test_the_readme_and_the_tutorial_are_among_the_pages_that_run() -> None:
    assert {ROOT / "README.md", ROOT / "docs/tutorial.md"} <= set(WITH_COMMANDS)


def test_every_link_leads_to_something_that_is_there() -> None:
    tree = tidy.Tree(ROOT)

    assert [str(breach) for breach in tidy.check_links_lead_somewhere(tree) if breach.path.startswith(("docs/", "README"))] == []


def test_every_anchor_is_a_heading_of_its_page() -> None:
    lost = []
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^)\s#:]*)#([^)\s]+)\)", page.read_text(encoding="utf-8")):
            there = (page.parent / target).resolve() if target else page
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            if anchor not in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}:
                lost.append(f"{page.relative_to(ROOT)}: {target}#{anchor}")

    assert lost == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached, waiting = set(), [ROOT / "docs/README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            (page.parent / target).resolve() for target in re.findall(r"\]\(([^)\s#:]+)", page.read_text(encoding="utf-8"))
        ]

    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in reached] == []


def test_every_command_is_named_outside_the_reference() -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES if "reference" not in page.parts)

    assert [name for name in reference.commands() if not re.search(rf"\bsuperbill {name}\b", told)] == []


def test_the_reference_says_what_the_program_says() -> None:
    assert reference.stale() == []


def test_a_stale_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)

    written = reference.main([])
    (tmp_path / "edits.md").write_text("old")
    code = reference.main(["--check"])

    assert (written, code) == (0, 1)
    assert "docs/reference/edits.md is stale" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\nb", "\n a\nb  \n\n".replace(" a", "a")),
        ("a … c", "a b c"),
        ("a…c", "ac"),
        ("…\nlast", "one\ntwo\nlast"),
        ("first\n…", "first"),
        ("first\n…\nlast", "first\nlast"),
        ("", ""),
        ("(1) [x]*", "(1) [x]*"),
    ],
)
def test_output_is_as_shown(shown: str, printed: str) -> None:
    assert is_as_shown(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a", "b"),
        ("a", "a\nb"),
        ("a\nb", "a"),
        ("a … c", "a\nb\nc"),
        ("", "a"),
        ("a", ""),
        ("…\nlast", "last\nmore"),
        ("a.c", "abc"),
        ("a … c", "ac"),
        ("a …", "ab"),
    ],
)
def test_output_is_not_as_shown(shown: str, printed: str) -> None:
    assert not is_as_shown(shown, printed)


def test_the_steps_of_a_page_are_its_commands_with_their_output() -> None:
    page = "# Page\n\n```console\n$ one\nout\nput\n$ two\n```\n\n```sh\n$ not run\n```\n\n```console\n$ superbill demo\n…\n```\n"

    steps = steps_of(page)

    assert [(step.command, step.shown, step.line, step.serves) for step in steps] == [
        ("one", "out\nput", 4, False),
        ("two", "", 7, False),
        ("superbill demo", "…", 15, True),
    ]
