"""Typed objects for people: claims, remittances, eligibility answers, statuses, each built while its segments go by.

A builder is made for each transaction set. It names the places it listens to by loop and segment, such as `2300.CLM`; it gets
the elements of each as they stand (the name first) with where that is, and hands over an object as soon as it is whole.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import Protocol

from superbill.x12.findings import At
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Transaction

Handler = Callable[[list[str], At], None]
Emit = Callable[[object], None]


class Builder(Protocol):
    """What builds the objects of one set."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None: ...

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2300.CLM`: what takes its segments."""
        ...

    def end(self) -> None:
        """The set has ended: hand over what is open."""
        ...


MODULES: dict[str, str] = {
    "005010X222": "claims_builder",
    "005010X223": "claims_builder",
    "005010X224": "claims_builder",
    "005010X291": "predeterminations_builder",
    "005010X292": "predeterminations_builder",
    "005010X298": "reports_builder",
    "005010X221": "remits_builder",
    "005010X279": "eligibility_builder",
    "005010X215": "levels",
    "005010X216": "levels",
    "005010X217": "levels",
    "005010X218": "premiums_builder",
    "005010X306": "premiums_builder",
    "005010X220": "enrolment_builder",
    "005010X307": "exchange_enrolment_builder",
    "005010X212": "statuses_builder",
    "005010X213": "statuses_builder",
    "005010X214": "statuses_builder",
}
"""The module of `objects` with a class `Builder`, by the first ten characters of the guide."""


def find_builder(table: Transaction) -> Callable[[Delimiters, Emit], Builder] | None:
    """What builds the objects of a transaction, or None when it has none."""
    name = MODULES.get(table.guide[:10])
    if name is None:
        return None
    made: Callable[[Delimiters, Emit], Builder] = importlib.import_module(f"{__name__}.{name}").Builder
    return made
