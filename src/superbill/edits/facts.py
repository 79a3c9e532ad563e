"""A claim as plain rows: claim, line, diagnosis, pointer, modifier. Edits read these columns and nothing else.

The columns are a table: name and how to get it. A row of a smaller relation also carries the columns of the claim, and
`line`'s rows are carried by `pointer` and `modifier`, so an edit never joins. The same columns are what claims in bulk have.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from superbill.basics.days import FOREVER
from superbill.claims.claim import ORIGINAL, VOID, Claim, Line
from superbill.claims.people import Address, Person
from superbill.edits.conditions import Row, Value
from superbill.edits.context import Context


def _address(address: Address) -> str:
    """One text when every part that mail needs is there, else empty."""
    parts = (address.line1, address.city, address.state, address.zip_code)
    return ", ".join(parts) if all(part.strip() for part in parts) else ""


def _subscriber(claim: Claim) -> Person | None:
    """Who holds the policy: the patient themself, or the subscriber given."""
    return claim.patient.person if claim.coverage.relationship == "self" else claim.coverage.subscriber


def _first_day(claim: Claim) -> date | None:
    return min((line.served_on for line in claim.lines), default=None)


def _last_day(claim: Claim) -> date | None:
    return max((line.served_on for line in claim.lines), default=None)


def _filing_limit_days(claim: Claim, context: Context) -> int | None:
    rules = context.payer_rules
    if rules is None:
        return None
    return rules.timely_filing_days if claim.frequency == ORIGINAL else rules.correction_days


def _file_by(claim: Claim, context: Context) -> date | None:
    first, limit = _first_day(claim), _filing_limit_days(claim, context)
    if first is None or limit is None:
        return None
    return first + timedelta(days=limit) if (FOREVER - first).days > limit else FOREVER


def _days_left(claim: Claim, context: Context) -> int | None:
    last = _file_by(claim, context)
    return None if last is None else (last - context.on).days


def _days_used(claim: Claim, context: Context) -> int | None:
    first = _first_day(claim)
    return None if first is None else (context.on - first).days


CLAIM: dict[str, Callable[[Claim, Context], Value]] = {
    "checked_on": lambda claim, context: context.on,
    "number": lambda claim, context: claim.number,
    "version": lambda claim, context: claim.version,
    "frequency": lambda claim, context: claim.frequency,
    "payer_claim_number": lambda claim, context: claim.payer_claim_number,
    "prior_authorization": lambda claim, context: claim.prior_authorization,
    "place_of_service": lambda claim, context: claim.place_of_service,
    "created_on": lambda claim, context: claim.created_on,
    "first_served_on": lambda claim, context: _first_day(claim),
    "last_served_on": lambda claim, context: _last_day(claim),
    "patient_number": lambda claim, context: claim.patient.number,
    "patient_last_name": lambda claim, context: claim.patient.person.last_name,
    "patient_first_name": lambda claim, context: claim.patient.person.first_name,
    "patient_born": lambda claim, context: claim.patient.person.born,
    "patient_sex": lambda claim, context: claim.patient.person.sex,
    "patient_address": lambda claim, context: _address(claim.patient.person.address),
    "patient_zip_code": lambda claim, context: claim.patient.person.address.zip_code,
    "payer_id": lambda claim, context: claim.coverage.payer.payer_id,
    "payer_name": lambda claim, context: claim.coverage.payer.name,
    "filing": lambda claim, context: claim.coverage.payer.filing,
    "member_id": lambda claim, context: claim.coverage.member_id,
    "group_number": lambda claim, context: claim.coverage.group_number,
    "plan_name": lambda claim, context: claim.coverage.plan_name,
    "relationship": lambda claim, context: claim.coverage.relationship,
    "coverage_since": lambda claim, context: claim.coverage.period.since,
    "coverage_until": lambda claim, context: claim.coverage.period.until,
    "billing_npi": lambda claim, context: claim.practice.npi,
    "billing_taxonomy": lambda claim, context: claim.practice.taxonomy,
    "billing_name": lambda claim, context: claim.practice.name,
    "billing_zip_code": lambda claim, context: claim.practice.address.zip_code,
    "tax_id": lambda claim, context: claim.practice.tax_id,
    "rendering_npi": lambda claim, context: claim.rendering.npi,
    "rendering_taxonomy": lambda claim, context: claim.rendering.taxonomy,
    "filing_limit_days": _filing_limit_days,
    "file_by": _file_by,
    "days_used": _days_used,
    "days_left": _days_left,
}

# NULL, every one, when the patient is not the subscriber and nobody is named.
SUBSCRIBER: dict[str, Callable[[Person], Value]] = {
    "subscriber_last_name": lambda who: who.last_name,
    "subscriber_first_name": lambda who: who.first_name,
    "subscriber_born": lambda who: who.born,
    "subscriber_sex": lambda who: who.sex,
    "subscriber_address": lambda who: _address(who.address),
}

LINE: dict[str, Callable[[Line], Value]] = {
    "line_no": lambda line: line.line_no,
    "procedure": lambda line: line.procedure,
    "modifiers": lambda line: " ".join(sorted(line.modifiers)),
    "charge_cents": lambda line: line.charge_cents,
    "units": lambda line: line.units,
    "served_on": lambda line: line.served_on,
}

# What the smaller relations add. A row of one of them has all columns of the claim, and of its line where it has one.
ADDED: dict[str, tuple[str, ...]] = {
    "diagnosis": ("position", "diagnosis"),
    "pointer": ("position", "pointer", "diagnosis_count"),
    "modifier": ("position", "modifier"),
}

_OF_CLAIM = frozenset(CLAIM).union(SUBSCRIBER)
_OF_LINE = _OF_CLAIM.union(LINE)
COLUMNS: dict[str, frozenset[str]] = {
    "claim": _OF_CLAIM,
    "line": _OF_LINE,
    "diagnosis": _OF_CLAIM.union(ADDED["diagnosis"]),
    "pointer": _OF_LINE.union(ADDED["pointer"]),
    "modifier": _OF_LINE.union(ADDED["modifier"]),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A line that was sent on an earlier claim, with the control number of that claim."""

    control: str
    row: Row


class Facts:
    """The rows of one claim in its context; each relation is made once, when the first edit asks for it."""

    def __init__(self, claim: Claim, context: Context) -> None:
        self.claim = claim
        self.context = context
        self._relations: dict[str, tuple[Row, ...]] = {}
        self._sent: tuple[Sent, ...] | None = None

    def rows(self, relation: str) -> tuple[Row, ...]:
        """The rows of claim, line, diagnosis, pointer or modifier, in the order in which they stand on the claim."""
        if relation not in self._relations:
            self._relations[relation] = tuple(_MAKERS[relation](self))
        return self._relations[relation]

    def sent_lines(self) -> tuple[Sent, ...]:
        """The lines of the earlier claims as they stand now: of the last version of each other claim, when that is not void."""
        if self._sent is None:
            self._sent = tuple(_sent_lines(self.claim, self.context))
        return self._sent


def _claim_rows(facts: Facts) -> Iterator[Row]:
    who = _subscriber(facts.claim)
    row = {name: get(facts.claim, facts.context) for name, get in CLAIM.items()}
    yield row | {name: None if who is None else get(who) for name, get in SUBSCRIBER.items()}


def _line_rows(facts: Facts) -> Iterator[Row]:
    (whole,) = facts.rows("claim")
    for line in facts.claim.lines:
        yield {**whole, **{name: get(line) for name, get in LINE.items()}}


def _diagnosis_rows(facts: Facts) -> Iterator[Row]:
    (whole,) = facts.rows("claim")
    for position, code in enumerate(facts.claim.diagnoses, start=1):
        yield {**whole, "position": position, "diagnosis": code}


def _pointer_rows(facts: Facts) -> Iterator[Row]:
    count = len(facts.claim.diagnoses)
    for row, line in zip(facts.rows("line"), facts.claim.lines, strict=True):
        for position, pointer in enumerate(line.pointers, start=1):
            yield {**row, "position": position, "pointer": pointer, "diagnosis_count": count}


def _modifier_rows(facts: Facts) -> Iterator[Row]:
    for row, line in zip(facts.rows("line"), facts.claim.lines, strict=True):
        for position, modifier in enumerate(line.modifiers, start=1):
            yield {**row, "position": position, "modifier": modifier}


_MAKERS: dict[str, Callable[[Facts], Iterator[Row]]] = {
    "claim": _claim_rows,
    "line": _line_rows,
    "diagnosis": _diagnosis_rows,
    "pointer": _pointer_rows,
    "modifier": _modifier_rows,
}


def _sent_lines(claim: Claim, context: Context) -> Iterator[Sent]:
    standing: dict[str, Claim] = {}
    for earlier in context.history:
        if earlier.number == claim.number:
            continue
        if earlier.number not in standing or earlier.version > standing[earlier.number].version:
            standing[earlier.number] = earlier
    for earlier in standing.values():
        if earlier.frequency != VOID:
            for row in Facts(earlier, context).rows("line"):
                yield Sent(control=earlier.control, row=row)
