"""Attacks use the practices that the other tests use."""

from tests.app.conftest import office
from tests.web.conftest import empty_practice, mischief, practice, three_visits

__all__ = ["empty_practice", "mischief", "office", "practice", "three_visits"]
