"""The kinds of edit: data only. An edit is one of these with its columns filled in; `one_claim` knows how to run each.

    Where        a row for which a condition holds
    Count        too few or too many rows
    Repeated     a row that says the same as an earlier row of the claim
    SentBefore   a line that says the same as a line of an earlier claim
    ValidOnDay   a code that a dated table does not have on the day
    LookUp       a code whose row in a dated table does not go with the claim
    Conflict     two diagnoses that a note of the code set keeps apart
    Pair         two services of which one is part of the other
    Limit        more units than a dated table allows
    Deadline     a clock that has run out, or soon will
    Required     a field that this payer demands

`over` names the relation whose rows are looked at: claim, line, diagnosis, … (columns: `relations.COLUMNS`).
`when` is a condition in the language of `conditions`. `says` and `place` take columns of the row reported in braces.
"""

from dataclasses import dataclass, field
from datetime import date

from superbill.basics.days import FOREVER
from superbill.basics.findings import Severity, Source

ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class Help:
    """What the docstring of an edit's module says; see the catalogue."""

    finds: str = ""
    matters: str = ""
    todo: str = ""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What every edit has. `since` and `until` are days of service, half-open; `help` comes from the module's docstring.

    `table` names the table without which the edit cannot be run: one of `Context.tables`, icd10cm or payer_rules.
    """

    code: str
    title: str
    severity: Severity
    source: Source
    says: str
    place: str
    over: str = "claim"
    when: str = ""
    table: str = ""
    since: date = ALWAYS
    until: date = FOREVER
    help: Help = field(default_factory=Help)


@dataclass(frozen=True, kw_only=True)
class Where(Edit):
    """Each row of `over` for which `when` holds."""


@dataclass(frozen=True, kw_only=True)
class Count(Edit):
    """Each row of `over` (claim or line) that has fewer than `least` or more than `most` rows of `of`; words: `{count}`."""

    of: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Repeated(Edit):
    """Each row of `over` with the same values in `same` as an earlier one; words: `{first}`, the `counted_by` of that."""

    same: tuple[str, ...]
    counted_by: str


@dataclass(frozen=True, kw_only=True)
class SentBefore(Edit):
    """Each line with the same values in `same` as a line of an earlier claim; words: `{earlier}`, that claim."""

    same: tuple[str, ...]
    over: str = "line"


@dataclass(frozen=True, kw_only=True)
class ValidOnDay(Edit):
    """Each row of `over` whose `column` is no `key` of the table on one of the days in `on`; words: `{day}`, the first such."""

    column: str
    on: tuple[str, ...]
    key: str = "code"


@dataclass(frozen=True, kw_only=True)
class LookUp(Edit):
    """Each row of `over` whose `column` finds a row in the table on the day in `on`, for which `when` holds.

    The condition and the words may name the columns of the row found, with `found_` before them. A code that is not in
    the table is not reported here: `ValidOnDay` does that.
    """

    column: str
    on: str
    key: str = "code"


@dataclass(frozen=True, kw_only=True)
class Conflict(Edit):
    """Each diagnosis that an Excludes1 note keeps apart from an earlier one; words: `{other}`, and `{note}` as it is printed."""

    over: str = "diagnosis"
    table: str = "icd10cm"


@dataclass(frozen=True, kw_only=True)
class Pair(Edit):
    """Each line whose service is part of the service of another line with the same values in `same`, or holds it.

    The table has `whole`, `part` and `modifier_indicator`; only rows with this `indicator` count. Where that is 1, a modifier
    of `on_part` on the part, or of `on_either` on the part or the whole, sets the pair aside. The other line may stand on
    an earlier claim. Words: `{whole}`, `{part}` and `{where}`, which says where the other line stands.
    """

    same: tuple[str, ...]
    indicator: str
    on_part: frozenset[str] = frozenset()
    on_either: frozenset[str] = frozenset()
    over: str = "line"


@dataclass(frozen=True, kw_only=True)
class Limit(Edit):
    """Each line that brings the units of a service above the most that the table allows on its day.

    The table has `procedure` and `most`, and what `when` reads (with `found_` before it). Without `per` each line is held
    against the limit alone. With it the units of lines with the same values there are added up, those of earlier claims
    first, and every line from the one that passes the limit on is reported. Words: `{most}`, `{total}`.
    """

    per: tuple[str, ...] = ()
    over: str = "line"


@dataclass(frozen=True, kw_only=True)
class Deadline(Edit):
    """The claim, when the days left (the column `left`) are from `least` to `most`, both counted; None is an open end."""

    left: str
    least: int | None = None
    most: int | None = None
    table: str = "payer_rules"


@dataclass(frozen=True, kw_only=True)
class Required(Edit):
    """Each field that the payer's rules require and that is empty; words: `{field}`. A field that no claim has counts as empty."""

    table: str = "payer_rules"
