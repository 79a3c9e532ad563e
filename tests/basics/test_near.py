"""The name that was probably meant."""

from superbill.basics.near import did_you_mean, nearest

KNOWN = ("procedure", "modifiers", "units")


def test_the_nearest_name_is_asked_for() -> None:
    assert nearest("modifier", KNOWN) == "modifiers"
    assert did_you_mean("modifier", KNOWN) == "Did you mean 'modifiers'?"


def test_without_a_near_name_something_else_is_said() -> None:
    assert nearest("colour", KNOWN) == ""
    assert did_you_mean("colour", KNOWN, otherwise="There are three.") == "There are three."
