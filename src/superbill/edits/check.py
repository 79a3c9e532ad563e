"""Check one claim: run the edits that are in force, and say what they found. A finding never changes a claim.

Precedence: what stops before what warns before what informs; then the whole claim before its lines, line by line; then by
code and place. The payer's own rules may turn an edit off or change how much it holds up, with the reason it gave.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.claim import Claim
from superbill.claims.payer_rules import EditChange
from superbill.edits.catalogue import everywhere
from superbill.edits.conditions import Row
from superbill.edits.context import Context
from superbill.edits.facts import Facts, days_served
from superbill.edits.kinds import Edit
from superbill.edits.plan import Prepared, plan_of
from superbill.edits.relations import ClaimRows
from superbill.edits.say import finding_of


@dataclass(frozen=True, slots=True)
class NotRun:
    """An edit that could not be run on so many claims, and why: the reason on the first of them."""

    edit: str
    because: str
    claims: int


_ORDER = {Severity.STOP: 0, Severity.WARN: 1, Severity.INFORM: 2}
_UNCHECKED = "This was not checked, because "
NOT_RUN = "not run"
"""The place of a finding that only says that an edit was not run."""


def check(claim: Claim | ClaimRows, context: Context, *, edits: Iterable[Edit] | None = None) -> tuple[Finding, ...]:
    """What is wrong with a claim, in the order of precedence; empty when nothing is.

    Without `edits` only those that hold everywhere are run; a place has a catalogue of these and its own, such as `us_edits()`.
    An edit whose table is missing gives one finding that it was not run: nothing is passed in silence.
    """
    return check_facts(Facts(claim, context), edits=everywhere() if edits is None else edits)


def check_facts(facts: Facts, *, edits: Iterable[Edit]) -> tuple[Finding, ...]:
    """The same of a claim whose rows were made before: whoever asks again and again of one claim makes them once."""
    rules = facts.context.payer_rules
    changes = {change.edit: change for change in rules.edit_changes} if rules else {}
    why = _Missing(facts)
    findings: list[Finding] = []
    for prepared, places in plan_of(edits).edits_for(facts):
        edit = prepared.edit
        change = changes.get(edit.code) if changes else None
        if change is not None and is_off(change):
            continue
        for table in prepared.tables:
            if why[table]:
                findings.append(_not_run(prepared, why))
                break
        else:
            for row in prepared.hits(edit, facts, places):
                if prepared.is_always or edit.since <= _day_of(row, facts.context) < edit.until:
                    finding = finding_of(edit, row)
                    findings.append(finding if change is None else changed(finding, change))
    findings.sort(key=_precedence)
    return tuple(findings)


def is_clean(findings: Iterable[Finding]) -> bool:
    """Whether nothing stops the claim: warnings and information do not."""
    return all(finding.severity is not Severity.STOP for finding in findings)


def _not_run(prepared: Prepared, why: "_Missing") -> Finding:
    edit = prepared.edit
    because = next(why[table] for table in prepared.tables if why[table])
    return not_run(edit.code, title=edit.title, because=because, source=edit.source)


class _Missing(dict[str, str]):
    """Why an edit that needs a table cannot be run on a claim, by the table; empty when it can. Each is asked once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __missing__(self, table: str) -> str:
        self[table] = because = _cannot_run(table, self._facts)
        return because


def _cannot_run(table: str, facts: Facts) -> str:
    """Why an edit that needs this table cannot be run on this claim; empty when it can."""
    context = facts.context
    if table == "payer_rules":
        return "" if context.payer_rules else context.no_rules
    if table != "icd10cm":
        return "" if table in context.tables else f"the table {table} is not installed"
    if context.icd10cm is None:
        return "the diagnosis code set is not installed"
    period = context.icd10cm.release.period
    outside = next((day for day in sorted(days_served(facts.own("line"))) if day not in period), None)
    return f"the diagnosis code set installed does not hold on {outside.isoformat()}" if outside else ""


def _day_of(row: Row, context: Context) -> date:
    """The day that decides whether an edit is in force: that of the service, or of checking when there is none."""
    day = row.get("served_on") or row["first_served_on"]
    return day if isinstance(day, date) else context.on


def not_run(code: str, *, title: str, because: str, source: Source) -> Finding:
    """What is said of an edit that could not be run."""
    return Finding(
        code=code,
        severity=Severity.INFORM,
        title=f"Not run: {title}",
        message=f"{_UNCHECKED}{because}.",
        todo="Have that installed, entered or mended, then check again; until then, look for this by eye.",
        source=source,
        place=NOT_RUN,
    )


def why_not_run(finding: Finding) -> str:
    """Why an edit was not run, where a finding says that; empty for every other finding."""
    return finding.message.removeprefix(_UNCHECKED).removesuffix(".") if finding.place == NOT_RUN else ""


def is_off(change: EditChange | None) -> bool:
    """Whether the payer turned the edit off."""
    return change is not None and change.to == "off"


def changed(finding: Finding, change: EditChange | None) -> Finding:
    """The finding as the payer's rules make it, with the reason that it gave."""
    if change is None:
        return finding
    message = f"{finding.message} (For this payer: {change.to}. {change.reason})"
    return replace(finding, severity=Severity(change.to), message=message)


def _precedence(finding: Finding) -> tuple[int, int, str, str, str]:
    return (_ORDER[finding.severity], finding.line_no or 0, finding.code, finding.place, finding.message)
