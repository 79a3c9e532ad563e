"""Why an edit found something on a claim, or did not: from the very conditions that were run, part by part, with their values.

A condition that does not hold is taken apart into the parts that decide it; each is asked again as a condition of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER
from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange
from superbill.edits.check import NOT_RUN, check_facts, is_off, why_not_run
from superbill.edits.condition_words import parts_of
from superbill.edits.conditions import condition
from superbill.edits.facts import Facts
from superbill.edits.kinds import Edit, LookUp
from superbill.edits.one_claim import hits
from superbill.edits.passed import label, passed

HIT, MISS, OFF, NOT_ABOUT, NOT_IN_FORCE = "hit", "miss", "off", "not about", "not in force"
_AT_MOST = 8
"""Rows of which the reason is told."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An edit that looked at a claim: what came of it, why, and what it found.

    `outcome` is hit, miss, not run (a table or rules are missing), off (the payer wants that), not about (it speaks of other
    claims) or not in force (on the days of service). `because` are sentences.
    """

    edit: str
    title: str
    outcome: str
    because: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def look(edit: Edit, facts: Facts) -> Looked:
    """Run an edit on a claim and say why it did what it did."""
    outcome, because, findings = _looked(edit, facts)
    return Looked(edit.code, edit.title, outcome, tuple(because), findings)


def _looked(edit: Edit, facts: Facts) -> tuple[str, list[str], tuple[Finding, ...]]:
    rules = facts.context.payer_rules
    change = next((one for one in reversed(rules.edit_changes) if one.edit == edit.code), None) if rules else None
    if change is not None and is_off(change):
        return OFF, [_wish(change)], ()
    (claim,) = facts.rows("claim")
    if edit.about and not condition(edit.about).holds(claim):
        return NOT_ABOUT, [f"It speaks only of claims with {edit.about}: {parts_of(edit.about, claim)}."], ()
    findings = check_facts(facts, edits=[edit])
    missing = [because for finding in findings if (because := why_not_run(finding))]
    if missing:
        return NOT_RUN, [f"{because[0].upper()}{because[1:]}." for because in missing], ()
    if findings:
        told = [f"{edit.code} holds where {edit.when}."] if edit.when else []
        return HIT, [*told, *([_wish(change)] if change else [])], findings
    if any(True for _ in hits(edit, facts)):
        return NOT_IN_FORCE, [f"It is in force for services {_period(edit)}."], ()
    return MISS, list(_missed(edit, facts)), ()


def _wish(change: EditChange) -> str:
    told = f" ({change.decided_on.isoformat()})" if change.decided_on else ""
    return f"This payer turned it to {change.to}{told}: {change.reason}"


def _period(edit: Edit) -> str:
    since = f"since {edit.since.isoformat()}" if edit.since > date.min else ""
    until = f"before {edit.until.isoformat()}" if edit.until < FOREVER else ""
    return " and ".join(part for part in (since, until) if part)


def _missed(edit: Edit, facts: Facts) -> Iterator[str]:
    """Why each row of `over` was passed."""
    rows = facts.rows(edit.over)
    if not rows:
        yield f"The claim has no {edit.over.replace('_', ' ')}."
    for index, row in enumerate(rows[:_AT_MOST]):
        reads_table = isinstance(edit, LookUp) or any(name.startswith("found_") for name in _read_by(edit))
        if edit.when and not reads_table and not condition(edit.when).holds(row):
            yield f"{label(row)}: {parts_of(edit.when, row)}."
        else:
            yield f"{label(row)}: {passed(edit, facts, index, row)}."
    if len(rows) > _AT_MOST:
        yield f"So on for {len(rows) - _AT_MOST} more."


def _read_by(edit: Edit) -> frozenset[str]:
    return condition(edit.when).columns if edit.when else frozenset()
