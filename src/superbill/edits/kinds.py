"""The kinds of edit: data only. An edit is one of these with its columns filled in; `one_claim` knows how to run each.

    Where        a row for which a condition holds
    Beside       a row beside which another row stands that may not
    Alone        a row beside which another row should stand, and none does
    Count        too few or too many rows
    Total        an amount that adds up to too much
    Repeated     a row that says the same as an earlier row of the claim
    SentBefore   a line that says the same as a line of an earlier claim
    ValidOnDay   a code that a dated table does not have on the day
    LookUp       a code whose row in a dated table does not go with the claim
    Lacks        a code that a dated table knows, but not together with what is on the claim
    Listed       a line of whose diagnoses too few or too many are listed where a dated table says so
    Partner      a code that a dated table lets stand only with another one
    Conflict     two diagnoses that a note of the code set keeps apart
    Misplaced    a diagnosis that stands before one that a note of the code set wants first
    Pair         two services of which one is part of the other
    Limit        more units than a dated table allows
    Deadline     a clock that has run out, or soon will
    Required     a field that this payer demands

`over` names the relation whose rows are looked at: claim, line, diagnosis, … (columns: `relations.COLUMNS`).
`when` is a condition in the language of edits (`language.py`). `says` and `place` take columns of the row reported in braces.
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

    `about` is a condition on the claim: which claims the edit speaks of at all; on others it is not even said to be not run.
    `table` names the table without which it cannot be run: one of `Context.tables`, icd10cm or payer_rules.
    """

    code: str
    title: str
    severity: Severity
    source: Source
    says: str
    place: str
    over: str = "claim"
    about: str = ""
    when: str = ""
    table: str = ""
    since: date = ALWAYS
    until: date = FOREVER
    help: Help = field(default_factory=Help)


@dataclass(frozen=True, kw_only=True)
class Where(Edit):
    """Each row of `over` for which `when` holds."""


@dataclass(frozen=True, kw_only=True)
class Beside(Edit):
    """Each row of `over` for which `when` holds and beside which a row of `other` stands for which `such` holds.

    Both have the same values in `same`; a row does not stand beside itself. `such` may also read the other row, with `that_`
    before its columns, and so may the words: of the first such row. `other` may be `sent_line`, with `that_control`.
    With a `table`, `finds` names the column of the other row that is its `code` there: `such` and the words may then read what
    the table has on the day of that row, with `found_` before its columns; without such a row of the table nothing is reported.
    """

    other: str
    such: str = "TRUE"
    same: tuple[str, ...] = ()
    finds: str = ""


@dataclass(frozen=True, kw_only=True)
class Alone(Edit):
    """Each row of `over` for which `when` holds and beside which no row of any of `others` stands; the rest as in `Beside`.

    With a `table`, `finds` names the column of the row itself that is its `code` there: only rows are looked at that the table
    has on their day.
    """

    others: tuple[str, ...]
    such: str = "TRUE"
    same: tuple[str, ...] = ()
    finds: str = ""


@dataclass(frozen=True, kw_only=True)
class Count(Edit):
    """Each row of `over` (claim or line) with fewer than `least` or more than `most` rows of `of`; words: `{count}`.

    `when` says which rows of `over` are looked at, `such` which of `of` are counted.
    """

    of: str
    such: str = "TRUE"
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Total(Edit):
    """Each row of `over` for which `when` holds, from the one on with which the sum of `amount` passes `most`; words: `{total}`.

    The rows with the same values in `per` are added up, in the order of the claim; negative and missing ones count as none. With
    `earlier` the lines of claims that were sent before come first.
    """

    amount: str
    most: int
    per: tuple[str, ...] = ()
    earlier: bool = False
    over: str = "line"


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
    """Each row of `over` whose `column` is no `key` of the table on one of the days in `on`; words: `{day}`, the first such.

    `when` says which rows are looked at.
    """

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
class Lacks(Edit):
    """Each row of `over` whose `column` the table knows as `key` on the day in `on`, though no row found goes with the claim.

    `when` says which rows are looked at; `such` when a row found goes with one, and may read it with `found_` before its columns.
    """

    column: str
    on: str
    such: str
    key: str = "code"


@dataclass(frozen=True, kw_only=True)
class Listed(Edit):
    """Each line that finds rows in the table on the day in `on`, and of whose diagnoses from `least` to `most` are listed there.

    `by` are columns of the line with the column of the table that each finds; `when` may read a row found, with `found_` before its
    columns. Its `lists` names a list of the table `members`, whose rows have `list`, `code` and `told`. Those diagnoses of the line count
    (all of the claim's when it points to none) whose row of `members` on that day makes `such` true; that row has `that_` before its
    columns. Both counts are of different diagnoses over all rows found, and are counted themselves. Words: of the first row found,
    `{listed}`, the first of the diagnoses by the alphabet, and `{told}`, the last of what is told of them.
    """

    by: tuple[tuple[str, str], ...]
    on: str
    members: str
    such: str
    least: int = 0
    most: int | None = None
    over: str = "line"


@dataclass(frozen=True, kw_only=True)
class Partner(Edit):
    """Each line whose service the table lets stand only beside one of its partners, when none is there; words: `{partners}`.

    The table has `code` and `partner`; a code with an empty partner may stand beside any. A partner may also stand on a claim
    that was sent before. Both lines have the same values in `same`. `when` says which lines are looked at.
    """

    same: tuple[str, ...]
    on: str = "served_on"
    over: str = "line"


@dataclass(frozen=True, kw_only=True)
class Conflict(Edit):
    """Each diagnosis that an Excludes1 note keeps apart from an earlier one; words: `{other}`, and `{note}` as it is printed."""

    over: str = "diagnosis"
    table: str = "icd10cm"


@dataclass(frozen=True, kw_only=True)
class Misplaced(Edit):
    """Each diagnosis after which one stands that a "code first" note wants before it, when none that it names does stand before.

    Only diagnoses for which `when` holds count. Words: `{other}`, the first such, and `{note}` as it is printed.
    """

    over: str = "diagnosis"
    table: str = "icd10cm"


@dataclass(frozen=True, kw_only=True)
class Pair(Edit):
    """Each line whose service is part of the service of another line with the same values in `same`, or holds it.

    The table has `whole`, `part` and `modifier_indicator`; only rows with this `indicator` count. Where that is 1, a modifier
    of `on_part` on the part, or of `on_either` on the part or the whole, sets the pair aside. The other line may stand on
    an earlier claim; `when` says which lines are looked at. Words: `{whole}`, `{part}` and `{where}`, which says where the other line stands.
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
