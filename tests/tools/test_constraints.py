"""The updater of the pins, without a registry: what it reads, what it follows, what it writes."""

import pytest

from tools.refresh import constraints

INSTALLED = [
    (
        "Web_Thing",
        "2.0",
        ["small>=1", 'tzdata; sys_platform == "win32"', 'speed; extra == "fast"', 'old-backport; python_version < "3.9"'],
    ),
    ("small", "1.5", ['colorama; platform_system == "Windows"']),
    ("pip", "26.0", []),
]


def test_what_another_system_needs_is_found() -> None:
    needed = constraints.needed_somewhere(INSTALLED, ["web-thing>=2"])

    assert needed == {"web-thing", "small", "tzdata", "colorama"}


def test_an_extra_is_followed_only_where_it_is_asked_for() -> None:
    needed = constraints.needed_somewhere(INSTALLED, ["web-thing[fast]>=2"])

    assert "speed" in needed


def test_what_nothing_asks_for_is_left_out() -> None:
    needed = constraints.needed_somewhere(INSTALLED, ["small"])

    assert needed == {"small", "colorama"}


def test_pins_are_written_sorted_and_read_back() -> None:
    pins = {"web-thing": "2.0", "small": "1.5"}

    text = constraints.as_text(pins)

    assert text.splitlines()[-2:] == ["small==1.5", "web-thing==2.0"]
    assert constraints.pins_in(text) == pins


def test_names_are_compared_as_registries_do() -> None:
    assert constraints.pins_in("# a note\nTypes_PyYAML==6.0  # typed\n\n") == {"types-pyyaml": "6.0"}


def test_a_requirement_without_a_fitting_pin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constraints, "asked_for", lambda: ["small>=1", "web-thing>=3", "gone"])

    missing = constraints.missing_from({"small": "1.5", "web-thing": "2.0"})

    assert missing == ["web-thing>=3", "gone"]
