"""The watch itself: a test whose page complains, breaks the policy or asks elsewhere does fail."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.demo import Demo

ROOT = Path(__file__).resolve().parents[2]
PAGE_TESTS = """
import pytest


@pytest.fixture(scope="session")
def django_db_setup():
    "These pages have no database."


def test_quiet(page):
    page.set_content("<h1>Claims</h1>")


def test_complains(page):
    page.evaluate("console.error('a table did not load')")


def test_throws(page):
    page.evaluate("setTimeout(() => { throw new Error('no such row') })")
    page.wait_for_timeout(200)


def test_breaks_the_policy(page):
    page.set_content("<meta http-equiv=Content-Security-Policy content=\\"script-src 'none'\\"><script>1</script>")
    page.wait_for_timeout(200)


def test_asks_elsewhere(page):
    page.set_content("<img src=https://tracker.example/dot.png>")
    page.wait_for_timeout(200)
"""
INJECT_A_SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title = 1'}))"
ASK_ELSEWHERE = "fetch('https://tracker.example/').catch(() => 0)"


def test_a_page_that_misbehaves_fails_its_test(browser: object, tmp_path: Path) -> None:
    (tmp_path / "test_pages.py").write_text(PAGE_TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: drives the browser\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:django",
        "-p",
        "tests.browser",
        "-p",
        "no:cacheprovider",
        "-rE",
        str(tmp_path),
    ]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)

    assert "5 passed, 4 errors" in ran.stdout
    for name in ("complains", "throws", "breaks_the_policy", "asks_elsewhere"):
        assert f"ERROR at teardown of test_{name}" in ran.stdout


def test_the_pages_own_policy_stops_scripts_and_requests_elsewhere(
    demo_server: Demo, sit_down: Callable[[str], Page], problems: list[str]
) -> None:
    page = sit_down("manager")
    title = page.title()

    page.evaluate(INJECT_A_SCRIPT)
    page.evaluate(ASK_ELSEWHERE)
    page.wait_for_timeout(200)

    assert page.title() == title
    assert any("script-src" in problem for problem in problems)
    assert any("connect-src" in problem for problem in problems)
    problems.clear()
