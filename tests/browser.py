"""Headless Chromium for tests of pages: `page` fails its test on anything a person would find in the browser's console.

Outside CI a machine without Chromium skips these tests and says how to get it; in CI its absence is a failure.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    ViewportSize,
    expect,
    sync_playwright,
)

PATIENCE_MS = 20_000
"""How long a browser waits for what a test expects: a machine with two cores may be doing much else."""
expect.set_options(timeout=PATIENCE_MS)

ROOT = Path(__file__).resolve().parents[1]
ARTIFACTS = ROOT / "test-artifacts"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = "Chromium is not installed; on Debian: apt-get install chromium (or name it in SUPERBILL_CHROMIUM)"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE: ViewportSize = {"width": 1280, "height": 800}
TELL_POLICY_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`Content-Security-Policy: ${event.violatedDirective} refused ${event.blockedURI}`));
"""

Screenshots = Callable[[Page, str], list[Path]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives the browser, so that `-m 'not browser'` leaves them out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def find_chromium() -> str | None:
    """The browser to drive: the one named in SUPERBILL_CHROMIUM, or the first of the usual names on the path."""
    return os.environ.get("SUPERBILL_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def is_outside(url: str) -> bool:
    """Whether a request leaves this machine. Inline data and blobs do not."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"127.0.0.1", "localhost", "::1"}


def wait_until_ready(page: Page) -> None:
    """Wait until the scripts of the page run and nothing is on its way: only then are keys and clicks heard.

    A page that is still arriving can look idle: what is known of the page before it counts until then. So the page itself is asked,
    again and again: to wait inside the page needs an eval, which its policy forbids.
    """
    until = monotonic() + PATIENCE_MS / 1000
    while page.evaluate("document.readyState") != "complete":
        assert monotonic() < until, f"{page.url} does not arrive"
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")


def slow_down(page: Page, latency_ms: int = 250) -> None:
    """Let every answer take longer, as over a slow line: what a person does meanwhile must not be lost."""
    line = {"offline": False, "latency": latency_ms, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


def complaint(said: ConsoleMessage) -> bool:
    """Whether a message is an error. That a newer request took the place of an older one (hx-sync replace) is none."""
    return said.type == "error" and not said.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))


def watch(context: BrowserContext, problems: list[str]) -> None:
    """Write down what must not happen in a page, and stop requests that leave this machine."""

    def refuse(route: Route, request: Request) -> None:
        problems.append(f"request outside the host: {request.url}")
        route.abort()

    context.add_init_script(TELL_POLICY_BREACHES)
    context.route(is_outside, refuse)
    context.on("console", lambda said: problems.append(f"console: {said.text}") if complaint(said) else None)
    context.on("weberror", lambda wrong: problems.append(f"script: {wrong.error}"))


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One headless Chromium for all tests of this process. It ends before the database of the tests does."""
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail(HOW_TO_GET_IT)
    if path is None:
        pytest.skip(reason=HOW_TO_GET_IT)
    # Playwright keeps an event loop in this thread for as long as it runs. Django would then refuse every query here, and it
    # keeps other connections than before: those are closed here, for nothing else would and PostgreSQL drops no database in use.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, headless=True, args=QUIET)
        yield running
        running.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the test's pages so far. A test that provokes one checks it here and clears the list."""
    return []


@pytest.fixture
def context(browser: Browser, problems: list[str]) -> Iterator[BrowserContext]:
    """A browser without history or cookies, watched; the test fails if a page complained or asked elsewhere."""
    fresh = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
    fresh.set_default_timeout(PATIENCE_MS)
    watch(fresh, problems)
    yield fresh
    fresh.close()
    assert problems == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of the watched browser."""
    return context.new_page()


@pytest.fixture
def screenshots() -> Screenshots:
    """Save a page in light and dark: `screenshots(page, "claim")` makes test-artifacts/claim-light.png and -dark.png."""

    def save(page: Page, name: str) -> list[Path]:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name), "a screenshot is named in small letters and hyphens"
        ARTIFACTS.mkdir(exist_ok=True)
        saved = []
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            saved.append(ARTIFACTS / f"{name}-{scheme}.png")
            page.screenshot(path=saved[-1], full_page=True, animations="disabled")
        return saved

    return save
