"""Level 5 of WEDI SNIP: is a code on its external list on the day? Lists with dates, each of which a caller may replace.

    lists = Lists.standard()
    lists = lists.with_list("HCPCS procedure", my_fee_schedule.holds)          # a table that we may not ship
    lists = lists.with_codes("claim adjustment reason", csv_text, also=True)   # codes newer than our copy
    lists = lists.without("provider taxonomy")

Every module of this folder with a tuple LISTS adds its lists by being there; `places.py` says where in the transactions each
applies, and checks segments. A list that moves fast, and of which our copy may be old, only warns.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import NamedTuple

from superbill.basics.days import FOREVER, Period
from superbill.x12.findings import Severity
from superbill.x12.lists.tables import BadCodeList, CodeTable, read_codes, spelled_out

Holds = Callable[[str, date], bool]
"""Whether a list holds a code (in capitals, without blanks around it) on a day."""

_LONGEST_SHOWN = 40
_ALWAYS = Period(date.min)
_LATEST = FOREVER - timedelta(days=1)
_YOUR_OWN = "the list that you gave"
_IN_FORCE = "Send one that is in force on that day."


class Fault(NamedTuple):
    """What is wrong with a code, in words for a biller."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A usual way of miswriting: what is written, what is meant (as in `re.sub`), and what to say when the meant code is held.

    It only warns where everybody reads it rightly all the same.
    """

    written: str
    meant: str
    message: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True, eq=False)
class CodeList:
    """An external list: what it is called (in the singular), who keeps it, and what it holds.

    `form` is what its codes look like (a regular expression), `shape` the same in words; without `table` every code of that form is
    held in the `period`. `severity` is that of a code which is not held; a code of another form is told with `form_severity`.
    `message` replaces the usual words for a code of the right form that is not held; {code} and {on} stand for both.
    `given_later` lists are the payer's: a code may have begun after the day of service. The codes of `secret` lists are numbers of
    people and are not repeated in messages.
    """

    name: str
    source: str
    todo: str
    table: Holds | None = None
    form: str = ""
    shape: str = ""
    period: Period = _ALWAYS
    severity: Severity = Severity.ERROR
    form_severity: Severity = Severity.ERROR
    message: str = ""
    slips: tuple[Slip, ...] = ()
    given_later: bool = False
    secret: bool = False

    def holds(self, code: str, on: date) -> bool:
        """Whether the list holds the code on the day; small letters and blanks around it do not matter."""
        return self._holds(code.strip().upper(), on)

    def judge(self, value: str, on: date) -> Fault | None:
        """What is wrong with a value that stands where a code of this list belongs; None when nothing is, or nothing stands there."""
        code = value.strip().upper()
        if not code or self._holds(code, on):
            return None
        for slip in self.slips:
            if _is_like(slip.written, code) and self._holds(meant := re.sub(slip.written, slip.meant, code), on):
                return Fault(slip.severity, slip.message.format(code=code, meant=meant))
        if self.form and not _is_like(self.form, code):
            return Fault(
                self.form_severity, f"{self._shown(code)} is not {_with_article(self.name)}, which has {self.shape}. {self.todo}"
            )
        return Fault(self.severity, self._unheld(code, on))

    def _holds(self, code: str, on: date) -> bool:
        if self.table is None:
            return on in self.period and _is_like(self.form, code)
        return self.table(code, on) or (self.given_later and self.table(code, _LATEST))

    def _unheld(self, code: str, on: date) -> str:
        if isinstance(self.table, CodeTable):
            if ended := self.table.ended(code, on):
                todo = "Only what repeats an older answer may still carry it." if self.given_later else _IN_FORCE
                return f"The {self.name} {code} ended on {ended}, and the day is {on}. {todo}"
            if begins := self.table.begins(code, on):
                return f"The {self.name} {code} begins only on {begins}, and the day is {on}. {_IN_FORCE}"
        if self.message:
            return self.message.format(code=code, on=on)
        return f"{self._shown(code)} is not {_with_article(self.name)} on {on}, by {self.source}. {self.todo}"

    def _shown(self, code: str) -> str:
        if self.secret:
            return "This"
        return code if len(code) <= _LONGEST_SHOWN else code[:_LONGEST_SHOWN] + "…"


def _is_like(form: str, code: str) -> bool:
    return re.fullmatch(form, code, re.ASCII) is not None


def _with_article(name: str) -> str:
    return ("an " if name.startswith(("NPI", "NDC", "MS-", "ICD")) or name[0] in "aeio" else "a ") + name


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists in use. Every change gives another set."""

    by_name: Mapping[str, CodeList]

    @staticmethod
    def standard() -> "Lists":
        """The lists that we ship; of codes that we may not ship, the form."""
        return _standard()

    def get(self, name: str) -> CodeList:
        """The list of that name; raises `BadCodeList`."""
        if name not in self.by_name:
            known = ", ".join(sorted(self.by_name))
            raise BadCodeList(f"There is no list named {name}.", todo=f"Choose one of: {known}.")
        return self.by_name[name]

    def with_list(
        self, name: str, holds: Holds, *, severity: Severity = Severity.ERROR, source: str = _YOUR_OWN, message: str = ""
    ) -> "Lists":
        """The same with a caller's own table: `holds(code, on)` decides alone, and what it does not hold has that severity.

        `message` replaces the usual words for such a code; {code} and {on} stand for both.
        `holds` must give the same answer for the same code and day: answers are remembered. Raises `BadCodeList` for an unknown name.
        """
        return self._with(
            replace(self.get(name), table=holds, severity=severity, form_severity=severity, source=source, message=message)
        )

    def with_codes(
        self, name: str, text: str, *, also: bool = False, severity: Severity = Severity.ERROR, source: str = _YOUR_OWN
    ) -> "Lists":
        """The same with a site's own codes from CSV text (`code,since,until`), in place of ours or, with `also`, beside them.

        Beside ours, the severity and the source stay ours. Raises `BadCodeList`.
        """
        return self._with_table(name, read_codes(text, name=name), also=also, severity=severity, source=source)

    def with_toml(self, text: str) -> "Lists":
        """The same as changed by a site's file: for each list `codes` (in place of ours), `also`, `severity`, or `off = true`.

            ["claim adjustment reason"]
            also = ["313", "P40..P42"]
            severity = "error"

        Raises `BadCodeList`.
        """
        try:
            wanted = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # a number of thousands of digits is a ValueError, too
            raise BadCodeList(f"The file is not TOML: {error}.", todo="Correct it there.") from None
        lists = self
        for name, change in wanted.items():
            lists = lists._changed(name, change)
        return lists

    def without(self, name: str) -> "Lists":
        """The same without that list: its codes are not looked at. Raises `BadCodeList` when there is none."""
        gone = self.get(name).name
        return Lists(MappingProxyType({key: each for key, each in self.by_name.items() if key != gone}))

    def holds(self, name: str, code: str, on: date) -> bool:
        """Whether that list holds the code on the day; raises `BadCodeList` when there is no such list."""
        return self.get(name).holds(code, on)

    def judge(self, name: str, value: str, on: date) -> Fault | None:
        """What is wrong with a value by that list; None when nothing is, or the list is not in use."""
        wanted = self.by_name.get(name)
        return wanted.judge(value, on) if wanted else None

    def _with(self, changed: CodeList) -> "Lists":
        return Lists(MappingProxyType({**self.by_name, changed.name: changed}))

    def _with_table(self, name: str, table: CodeTable, *, also: bool, severity: Severity, source: str) -> "Lists":
        if not also:
            return self.with_list(name, table, severity=severity, source=source)
        old = self.get(name)
        return self._with(replace(old, table=lambda code, on: old.holds(code, on) or table(code, on)))

    def _changed(self, name: str, change: object) -> "Lists":
        if not isinstance(change, dict) or not set(change) <= {"codes", "also", "severity", "off"}:
            raise BadCodeList("The list has a setting that we do not know.", where=name, todo="Use codes, also, severity or off.")
        if change.get("off") is True:
            return self.without(name)
        lists, old = self, self.get(name)
        if "codes" in change:
            lists = lists._with_table(name, _table_of(change["codes"], name), also=False, severity=old.severity, source=_YOUR_OWN)
        if "also" in change:
            lists = lists._with_table(name, _table_of(change["also"], name), also=True, severity=old.severity, source=old.source)
        if "severity" in change:
            severity = _severity_of(change["severity"], name)
            lists = lists._with(replace(lists.get(name), severity=severity, form_severity=severity))
        return lists


def _table_of(codes: object, name: str) -> CodeTable:
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise BadCodeList("The codes are not a list of texts.", where=name, todo='Write them like ["313", "P40..P42"].')
    return CodeTable({code: (_ALWAYS,) for cell in codes for code in spelled_out(cell, where=name)})


def _severity_of(word: object, name: str) -> Severity:
    try:
        return Severity(word)
    except ValueError:
        raise BadCodeList("The severity is not one that we know.", where=name, todo="Write error, warning or info.") from None


@cache
def _standard() -> Lists:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    lists = [each for module in modules for each in getattr(module, "LISTS", ())]
    assert len({each.name for each in lists}) == len(lists), "two lists share a name"
    return Lists(MappingProxyType({each.name: each for each in lists}))
