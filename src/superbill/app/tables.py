"""The practice's own tables: its charges, its contracts with payers, and what it knows of a member's benefits."""

from collections.abc import Callable

from superbill.adjudication.plan_benefits import benefits_from_toml
from superbill.app.desk import Desk, at_desk
from superbill.app.trail import note_event
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.priced import Benefits
from superbill.codes.fees import FeeTable, fees_from_csv
from superbill.pricing.contract import Contract, contract_from_toml
from superbill.storage import clock
from superbill.storage.models import PracticeTable


class NoFees(NotPossible):
    """The practice has loaded no table of its charges."""


READERS: dict[str, Callable[[str], object]] = {
    "fees": lambda text: fees_from_csv(text, name="charges"),
    "contract": lambda text: contract_from_toml(text, name="contract"),
    "benefits": lambda text: benefits_from_toml(text, name="benefits"),
}


@at_desk(may="load")
def load_table(desk: Desk, kind: str, text: str, *, key: str = "") -> None:
    """Keep a table after reading it through: a table that cannot be read is refused and the former one stays.

    `key` is the payer's id of a contract, the member id of benefits. Raises `BadInput` in the words of the table's reader.
    """
    if kind not in READERS:
        raise BadInput(f"There is no kind of table {kind[:20]!r}.", todo=f"Known: {', '.join(READERS)}.")
    READERS[kind](text)
    PracticeTable.objects.update_or_create(
        practice_id=desk.practice_id, kind=kind, key=key, defaults={"text": text, "loaded_at": clock.now()}
    )
    note_event(desk, f"Table loaded: {kind} {key}".strip() + ".")


def _text(desk: Desk, kind: str, key: str = "") -> str | None:
    row = PracticeTable.objects.filter(practice_id=desk.practice_id, kind=kind, key=key).first()
    return row.text if row else None


def fees(desk: Desk) -> FeeTable:
    """The practice's charges. Raises `NoFees`."""
    text = _text(desk, "fees")
    if text is None:
        raise NoFees("The practice has no table of charges yet.", todo="Load one: code, modifier, since, until, amount.")
    return fees_from_csv(text, name="charges")


def find_contract(desk: Desk, payer_id: str) -> Contract | None:
    """The contract with a payer, when the practice has loaded it."""
    text = _text(desk, "contract", payer_id)
    return contract_from_toml(text, name=f"contract {payer_id}") if text is not None else None


def find_benefits(desk: Desk, member_id: str) -> Benefits | None:
    """What is known of a member's benefits, when someone asked."""
    text = _text(desk, "benefits", member_id)
    return benefits_from_toml(text, name=f"benefits {member_id}") if text is not None else None
