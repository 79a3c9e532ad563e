"""Try edits on claims whose end is known: 837 files and the 835 files that answered them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from superbill.app.check_file import prove_whole
from superbill.app.edit_tables import edit_books
from superbill.app.own_edits import all_edits, edits_here
from superbill.app.own_payers import rules_of_payer
from superbill.app.patient_history import PatientHistory
from superbill.basics.errors import BadInput
from superbill.edits.backtest import LineOutcome, Outcome, Tally, tallies
from superbill.edits.check import NotRun
from superbill.edits.conditions import Row, Value
from superbill.edits.context import Context
from superbill.edits.facts import days_served
from superbill.edits.from_x12 import rows_of_x12
from superbill.edits.relations import ClaimRows
from superbill.storage.duck import Duck
from superbill.x12.check import check as read_x12
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_pieces import Adjustment
from superbill.x12.objects.remits import DENIED, ClaimPayment, ServicePayment

_CONTRACT = frozenset(("24", "44", "45", "59", "90", "91", "94", "104", "131", "144", "222", "237", "253"))
"""Adjustment reasons by which a payer lowers what it pays and denies nothing: contract, discount, withholding, sequestration."""


class NoHistory(BadInput):
    """There are no claims, or no answers to them, in the files."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the edits would have done. `claims` were read, `answered` of them were; what could not be run is in `not_run`."""

    claims: int
    answered: int
    tallies: tuple[Tally, ...]
    not_run: tuple[NotRun, ...]


def backtest(
    codes: Sequence[str],
    files: Iterable[Path],
    *,
    served_from: date | None = None,
    with_packs: Sequence[Path] = (),
    own: Path | None = None,
) -> Backtest:
    """Try edits, or all when none is named, on the claims of 837 files that 835 files answer.

    Each claim is checked as of the day on which its file was made, after the claims that the same patient had before it. With
    `served_from` every day of every claim is moved by as many days as bring the first service there: so tables that begin to hold
    later are tried on claims of the past. `with_packs` are files of code books that are tried too, without being installed; `own` is
    another folder with the site's own edits. Raises `NoSuchEdit`, `NoHistory`, and `NotRead` for a file that was cut: what is
    missing would count as never answered.
    """
    all_edits(folder=own).named(codes)  # what cannot be run is said before anything is read
    claims, payments = _read(files)
    if not claims or not payments:
        what = "claims (837)" if not claims else "payments (835)"
        raise NoHistory(
            f"There are no {what} in the files.", todo="Give a folder with 837 files and the 835 files that answer them."
        )
    outcomes = [_outcome(claim.control, payments) for claim in claims]
    if served_from:
        claims = _moved(claims, served_from)
    with edit_books(with_packs=with_packs) as (codes_of_diagnoses, tables), Duck() as duck:
        edits = edits_here(tables, folder=own).named(codes)
        context = Context(on=date.min, icd10cm=codes_of_diagnoses, tables=tables)
        duck.fill(_asked(claims, context))
        found = list(duck.check(edits.all))
        told = tallies(found, outcomes, edits=[edit.code for edit in edits.all])
        not_run = (*duck.not_run, *(NotRun(each.code, each.because, len(claims)) for each in edits.broken))
        return Backtest(len(claims), sum(map(bool, outcomes)), told, not_run)


def _read(files: Iterable[Path]) -> tuple[list[ClaimRows], dict[str, list[ClaimPayment]]]:
    """The claims in the order of the days on which they were made, and what payers made of each, by its control number."""
    claims: list[ClaimRows] = []
    payments: dict[str, list[ClaimPayment]] = {}

    def hear(thing: object) -> None:
        if isinstance(thing, Claim):
            claims.append(rows_of_x12(thing))
        elif isinstance(thing, ClaimPayment):
            payments.setdefault(thing.control, []).append(thing)

    contents: dict[bytes, str] = {}
    for path in files:
        contents.setdefault(path.read_bytes(), path.name)
    for data, name in contents.items():
        prove_whole(read_x12(data, levels=(1,), hear=hear), name=name)
    claims.sort(key=lambda claim: _made_on(claim) or date.min)
    return claims, payments


def _made_on(claim: ClaimRows) -> date | None:
    day = claim.rows["claim"][0]["created_on"]
    return day if isinstance(day, date) else None


def _asked(claims: Sequence[ClaimRows], context: Context) -> Iterator[tuple[ClaimRows, Context]]:
    """Each claim with its day, its payer's rules and what was sent for the patient before."""
    seen = PatientHistory()
    for claim in claims:
        (row,) = claim.rows["claim"]
        on = _made_on(claim) or max(days_served(claim.rows["line"]), default=date.max)
        rules = rules_of_payer(str(row["payer_id"]))
        yield claim, replace(context, on=on, payer_rules=rules, history=tuple(seen.before(claim)))
        seen.add(claim)


def _moved(claims: Sequence[ClaimRows], served_from: date) -> list[ClaimRows]:
    """The claims with every day moved so that the first service falls on that day."""
    days = [day for claim in claims for day in days_served(claim.rows["line"])]
    by = served_from - min(days, default=served_from)
    return [
        ClaimRows(claim.control, {name: [_moved_row(row, by) for row in rows] for name, rows in claim.rows.items()})
        for claim in claims
    ]


def _moved_row(row: Row, by: timedelta) -> Row:
    return {name: _moved_value(value, by) for name, value in row.items()}


def _moved_value(value: Value, by: timedelta) -> Value:
    if not isinstance(value, date) or value in (date.min, date.max):
        return value
    return date.fromordinal(min(max(value.toordinal() + by.days, 1), date.max.toordinal()))


def _outcome(control: str, payments: Mapping[str, Sequence[ClaimPayment]]) -> Outcome | None:
    """What the payers made of a claim in the end: their last word, without what they took back."""
    said = [payment for payment in payments.get(control, ()) if not payment.is_reversal]
    if not said:
        return None
    last = said[-1]
    return Outcome(
        control=control,
        payer=last.header.payer.last_name,
        charge_cents=last.charge_cents or 0,
        paid_cents=last.paid_cents or 0,
        denied_for=_reasons(last.adjustments) if last.status == DENIED else (),
        lines=_lines(last),
    )


def _lines(payment: ClaimPayment) -> dict[int, LineOutcome]:
    """What became of the lines, by the number that the claim gave them, where the payer repeats one that ends in it; else as they come."""
    found: dict[int, LineOutcome] = {}
    for number, service in enumerate(payment.services, start=1):
        digits = service.line_control.rpartition("-")[2]
        found[int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else number] = _line(service)
    return found


def _line(service: ServicePayment) -> LineOutcome:
    charge, paid = service.charge_cents or 0, service.paid_cents or 0
    denied = _reasons(service.adjustments) if charge > 0 and paid == 0 else ()
    return LineOutcome(charge, paid, denied)


def _reasons(adjustments: Iterable[Adjustment]) -> tuple[str, ...]:
    """Why nothing was paid, as CO-97; empty when the patient owes it or the contract explains it."""
    denied = (each for each in adjustments if each.group != "PR" and each.reason not in _CONTRACT)
    return tuple(sorted({f"{each.group}-{each.reason}" for each in denied}))
