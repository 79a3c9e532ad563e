"""The watched browser notices what a person would: these pages are made up and served from inside the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.browser import Screenshots, is_outside

HOST = "http://127.0.0.1:9"
STRICT = {"Content-Security-Policy": "default-src 'self'; script-src 'self'"}


def serve(page: Page, body: str, *, headers: dict[str, str] | None = None) -> None:
    """Answer every request for the made-up host with this page, and open it."""
    text = f"<!doctype html><title>Made up</title><link rel=icon href=data:,>{body}"
    page.route(f"{HOST}/**", lambda route: route.fulfill(body=text, content_type="text/html", headers=headers or {}))
    page.goto(f"{HOST}/")


def test_a_quiet_page_has_no_problems(page: Page, problems: list[str]) -> None:
    serve(page, "<h1>Claims</h1><script>console.log('ready')</script>")

    assert page.title() == "Made up"
    assert problems == []


def test_an_error_in_the_console_is_a_problem(page: Page, problems: list[str]) -> None:
    serve(page, "<script>console.error('the table did not load')</script>")

    assert problems == ["console: the table did not load"]
    problems.clear()


def test_a_script_that_throws_is_a_problem(page: Page, problems: list[str]) -> None:
    serve(page, "<script>throw new Error('no such row')</script>")
    page.wait_for_timeout(100)

    assert any("no such row" in problem for problem in problems)
    problems.clear()


def test_a_breach_of_the_content_policy_is_a_problem(page: Page, problems: list[str]) -> None:
    serve(page, "<h1>Claims</h1><script>document.title = 'taken over'</script>", headers=STRICT)
    page.wait_for_timeout(100)

    assert page.title() == "Made up"
    assert any("Content-Security-Policy" in problem or "Content Security Policy" in problem for problem in problems)
    problems.clear()


def test_a_request_to_another_host_is_refused_and_is_a_problem(page: Page, problems: list[str]) -> None:
    serve(page, "<img src='https://tracker.example/dot.png'>")
    page.wait_for_timeout(100)

    assert "request outside the host: https://tracker.example/dot.png" in problems
    problems.clear()


def test_opening_another_host_is_refused(page: Page, problems: list[str]) -> None:
    with pytest.raises(Error):
        page.goto("https://tracker.example/")

    assert "request outside the host: https://tracker.example/" in problems
    problems.clear()


@pytest.mark.parametrize(
    ("url", "outside"),
    [
        ("http://127.0.0.1:8000/claims/", False),
        ("http://localhost/", False),
        ("http://[::1]:8000/", False),
        ("data:image/png;base64,AA==", False),
        ("blob:http://127.0.0.1:8000/1", False),
        ("https://fonts.example/a.woff2", True),
        ("wss://127.0.0.1.example/", True),
    ],
)
def test_only_this_machine_is_inside(url: str, outside: bool) -> None:
    assert is_outside(url) is outside


def test_a_screenshot_is_saved_in_light_and_dark(
    page: Page, screenshots: Screenshots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.browser.ARTIFACTS", tmp_path)
    serve(page, "<style>@media (prefers-color-scheme: dark) { html { background: black } }</style><h1>Claims</h1>")

    dark, light = screenshots(page, "claims")

    assert (dark.name, light.name) == ("claims-dark.png", "claims-light.png")
    assert dark.read_bytes() != light.read_bytes()
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is False
