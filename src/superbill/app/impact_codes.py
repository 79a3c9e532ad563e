"""Who uses the codes that a new release ends or changes: claims, superbills, charges, contracts and terms, before it is installed.

Of claims and superbills those count whose day of service is on or after the first day of the release: earlier ones keep the codes
that held on their day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.code_books import Change
from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, latest_sheet, latest_version, sheet_of
from superbill.claims.life import State
from superbill.codes.fees import FeeTable, fees_from_csv
from superbill.codes.shipped import shipped_rows
from superbill.pricing.contract import contract_from_toml
from superbill.storage.models import ClaimRecord, PracticeTable, VisitRecord

_DONE = (State.PAID, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a code which a release deletes or revises. `where` is claim, superbill, charges, contract or term."""

    where: str
    ref: str
    code: str
    what: str
    title: str
    detail: str


@at_desk(may="see")
def impact_of(desk: Desk, changes: Sequence[Change], *, since: date) -> tuple[Use, ...]:
    """The places of this practice that use a code which the changes delete or revise from a day on."""
    touched = {_bare(str(change.key[0])): change for change in changes if change.what in ("deleted", "revised")}
    found = [*_claims(desk, since), *_superbills(desk, since), *_tables(desk, since), *_terms()]
    uses = [
        Use(where, ref, code, change.what, change.title, detail)
        for where, ref, code, detail in found
        if (change := touched.get(_bare(code)))
    ]
    return tuple(dict.fromkeys(sorted(uses, key=lambda use: (use.what, use.where, use.ref, use.code))))


Found = Iterator[tuple[str, str, str, str]]


def _claims(desk: Desk, since: date) -> Found:
    """Claims that are not done with, by the version that counts."""
    rows = ClaimRecord.objects.filter(practice_id=desk.practice_id, served_on__gte=since).exclude(state__in=_DONE)
    for row in rows.iterator():
        claim = claim_of(latest_version(row))
        for code in (*claim.diagnoses, *(line.procedure for line in claim.lines)):
            yield "claim", row.number, code, f"{row.state}, served on {row.served_on}"


def _superbills(desk: Desk, since: date) -> Found:
    """Superbills that have not become a claim."""
    rows = VisitRecord.objects.filter(practice_id=desk.practice_id, served_on__gte=since, claim__isnull=True)
    for row in rows.iterator():
        saved = latest_sheet(row)
        sheet = sheet_of(saved) if saved else None
        for code in (*(choice.code for choice in sheet.choices), *(each.procedure for each in sheet.services)) if sheet else ():
            yield "superbill", row.number, code, f"served on {row.served_on}"


def _tables(desk: Desk, since: date) -> Found:
    """Prices that still hold on or after the day."""
    for row in PracticeTable.objects.filter(practice_id=desk.practice_id, kind__in=("fees", "contract")):
        if row.kind == "fees":
            yield from _priced("charges", "", fees_from_csv(row.text, name="charges"), since)
        else:
            yield from _priced("contract", row.key, contract_from_toml(row.text, name=f"contract {row.key}").fees, since)


def _priced(where: str, ref: str, table: FeeTable, since: date) -> Found:
    for (code, _), rows in table.rows.items():
        for row in rows:
            if row.period.until > since:
                yield where, ref, code, f"line {row.line}"


def _terms() -> Found:
    """The words by which the coder finds a code."""
    for row in shipped_rows("synonyms.csv"):
        yield "term", row["terms"].partition(";")[0].strip(), row["code"], ""


def _bare(code: str) -> str:
    return code.replace(".", "").upper()
