"""Match deposits with remittances: the trace and the payer's tax id name the payment (CAQH CORE 370, TRN02 and TRN03)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from superbill.app.books import keep_entry
from superbill.app.desk import Desk
from superbill.app.wording import counted
from superbill.basics.errors import BadInput
from superbill.basics.money import BadAmount, cents_from, dollars
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
    """Keep each deposit and book it against its remittance. Deposits that no remittance explains wait on the list.

    Raises `BadBankFile` with the line; nothing of the list is kept then.
    """
    matched, waiting, again = 0, [], 0
    for row in _rows(data, name=file.name):
        line = _bank_line(desk, file, row)
        if line is None:
            again += 1
        elif _book(desk, line):
            matched += 1
        else:
            waiting.append(f"{line.trace} ({dollars(line.cents)})")
    done = counted(matched, "deposit") + " matched" + (f", {again} known before." if again else ".")
    return done, f"No remittance yet for {', '.join(waiting)}." if waiting else ""


def match_waiting(desk: Desk) -> int:
    """Try the deposits that came before their remittance; returns how many were booked."""
    return sum(_book(desk, line) for line in BankLine.objects.filter(practice_id=desk.practice_id, entry=None).order_by("pk"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A deposit as the list says it."""

    on: date
    cents: int
    trace: str
    payer_tax_id: str
    description: str


def _rows(data: bytes, *, name: str) -> Iterator[_Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBankFile("The list is not UTF-8 text.", where=f"{name}, byte {error.start}", todo="Save it as UTF-8.") from error
    cells = csv.reader(text.splitlines()[1:], strict=True)
    number = 1
    try:
        for number, row in enumerate(cells, start=2):
            if row:
                yield _row(row, where=f"{name}, line {number}")
    except csv.Error as error:
        where = f"{name}, line {number + 1}"
        raise BadBankFile("The row is not well-formed CSV.", where=where, todo="Mend its quotation marks.") from error


def _row(cells: list[str], *, where: str) -> _Row:
    if len(cells) != len(COLUMNS):
        raise BadBankFile(f"The row has {len(cells)} fields.", where=where, todo=f"They are {', '.join(COLUMNS)}.")
    on, amount, trace, payer_tax_id, description = (cell.strip() for cell in cells)
    if not trace or any(not cell.isprintable() for cell in cells) or max(len(trace), len(payer_tax_id) * 5) > 50:
        todo = "It is the one that the remittance carries (TRN02), at most 50 characters; the tax id has at most ten."
        raise BadBankFile("The trace or the payer's tax id cannot be read.", where=where, todo=todo)
    try:
        return _Row(date.fromisoformat(on), cents_from(amount), trace, payer_tax_id, description[:200])
    except BadAmount as error:
        raise BadBankFile(error.what, where=where, todo=error.todo) from error
    except ValueError as error:
        raise BadBankFile("The deposit has no readable day.", where=where, todo="Days look like 2026-09-18.") from error


def _bank_line(desk: Desk, file: FileRecord, row: _Row) -> BankLine | None:
    """The deposit, kept; None when it is known already."""
    line, is_new = BankLine.objects.get_or_create(
        practice_id=desk.practice_id,
        payer_tax_id=row.payer_tax_id,
        trace=row.trace,
        cents=row.cents,
        defaults={"file": file, "on": row.on, "description": row.description},
    )
    return line if is_new else None


def _book(desk: Desk, line: BankLine) -> bool:
    remit = RemitRecord.objects.filter(
        practice_id=desk.practice_id, payer_tax_id=line.payer_tax_id, trace=line.trace, paid_cents=line.cents, state="posted"
    ).first()
    if remit is None:
        return False
    reference = f"{quote(line.payer_tax_id, safe='')}/{quote(line.trace, safe='')}"  # a slash makes no two references alike
    deposit = Deposit(reference, line.on, line.cents, line.trace, line.payer_tax_id)
    line.entry = keep_entry(desk, entry_for_deposit(deposit, from_plain(Remit, remit.content)))
    line.save(update_fields=["entry"])
    return True
