"""Screens to sit down at: one watched browser for each person of a journey, all at the same running demonstration."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import PATIENCE_MS, watch
from tests.demo import Demo

SCREEN: ViewportSize = {"width": 1280, "height": 900}

OpenScreen = Callable[..., Page]


@pytest.fixture
def open_screen(browser: Browser, problems: list[str]) -> Iterator[OpenScreen]:
    """Open an empty page in a browser of its own; `width` and `height` when it is not the usual screen.

    The test fails when any of the screens complained, or asked for something outside this machine.
    """
    contexts = []

    def open_one(*, width: int = SCREEN["width"], height: int = SCREEN["height"]) -> Page:
        size: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        watch(context, problems)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def sit_down(demo_server: Demo, open_screen: OpenScreen) -> Callable[[str], Page]:
    """Sign somebody in at a screen of their own: `sit_down("coder")` gives their first page."""

    def at_the_desk(role: str) -> Page:
        return demo_server.enter(open_screen(), role)

    return at_the_desk
