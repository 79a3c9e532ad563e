"""`superbill books`: the ledger."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def books(
    data: Path | None = books_on_disk.DATA,
    claim: str = typer.Option("", help="Only the entries of this claim."),
    account: str = typer.Option("", help="Only entries that touch this account."),
    as_json: bool = talk.JSON,
) -> None:
    """Show the accounts with their balances, and the entries with their postings, newest first.

    Example:

        superbill books --claim V1001 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_postings import list_postings

    found = list_postings(desk, claim=claim, account=account)
    if as_json:
        talk.put_json(found)
        return
    talk.put_table(
        ("account", "balance", "what it means"), [(row.name, row.balance, row.means) for row in found.accounts], right=(1,)
    )
    rows = [
        (posting.id, entry.on, posting.account, posting.debit, posting.credit, posting.claim, posting.line_no, posting.memo)
        for entry in found.entries
        for posting in entry.postings
    ]
    talk.put_table(("posting", "day", "account", "debit", "credit", "claim", "line", "for"), rows, right=(0, 3, 4, 6))
    if found.count > len(found.entries):
        talk.say(f"The newest {len(found.entries)} of {found.count} entries; name a claim or an account for others.")
