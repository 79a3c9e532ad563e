"""Match deposits with remittances: the trace and the payer's tax id name the payment (CAQH CORE 370, TRN02 and TRN03)."""

import csv
from datetime import date

from superbill.app.books import keep_entry
from superbill.app.desk import Desk
from superbill.basics.errors import BadInput
from superbill.basics.money import cents_from, dollars
from superbill.claims.plain import from_plain
from superbill.claims.remit import Remit
from superbill.ledger.bank import Deposit, entry_for_deposit
from superbill.storage.models import BankLine, FileRecord, RemitRecord

COLUMNS = ["date", "amount", "trace", "payer_tax_id", "description"]


class BadBankFile(BadInput):
    """A list of deposits that cannot be read."""


def is_bank_file(data: bytes) -> bool:
    """Whether the first line is the header of our list of deposits."""
    return data.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip() == ",".join(COLUMNS).encode()


def match_bank(desk: Desk, file: FileRecord, data: bytes) -> tuple[str, str]:
    """Keep each deposit and book it against its remittance. Deposits that no remittance explains wait on the list."""
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    matched, waiting, again = 0, [], 0
    for number, row in enumerate(rows, start=2):
        line = _bank_line(desk, file, row, where=f"{file.name}, line {number}")
        if line is None:
            again += 1
        elif _book(desk, line):
            matched += 1
        else:
            waiting.append(f"{line.trace} ({dollars(line.cents)})")
    done = f"{matched} deposits matched" + (f", {again} known before." if again else ".")
    return done, f"No remittance yet for {', '.join(waiting)}." if waiting else ""


def match_waiting(desk: Desk) -> int:
    """Try the deposits that came before their remittance; returns how many were booked."""
    return sum(_book(desk, line) for line in BankLine.objects.filter(practice_id=desk.practice_id, entry=None).order_by("pk"))


def _bank_line(desk: Desk, file: FileRecord, row: dict[str, str], *, where: str) -> BankLine | None:
    try:
        on, cents = date.fromisoformat(row["date"]), cents_from(row["amount"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadBankFile("A deposit has no readable day.", where=where, todo="Days look like 2026-09-18.") from error
    line, is_new = BankLine.objects.get_or_create(
        practice_id=desk.practice_id,
        payer_tax_id=row["payer_tax_id"],
        trace=row["trace"],
        cents=cents,
        defaults={"file": file, "on": on, "description": row["description"]},
    )
    return line if is_new else None


def _book(desk: Desk, line: BankLine) -> bool:
    remit = RemitRecord.objects.filter(
        practice_id=desk.practice_id, payer_tax_id=line.payer_tax_id, trace=line.trace, paid_cents=line.cents, state="posted"
    ).first()
    if remit is None:
        return False
    deposit = Deposit(f"{line.payer_tax_id}/{line.trace}", line.on, line.cents, line.trace, line.payer_tax_id)
    line.entry = keep_entry(desk, entry_for_deposit(deposit, from_plain(Remit, remit.content)))
    line.save(update_fields=["entry"])
    return True
