"""Who sends to whom under which numbers: what every file needs and no noun carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from superbill.claims.people import Address
from superbill.x12.envelope import Envelope, Group, TransactionSet, read_interchanges, write_interchange
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment
from superbill.x12.tables import Transaction

NO_DAY = date.min
"""Stands where a noun must have a day and the file carries none."""


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or receiver: `id` goes into ISA, GS and the names of submitter and receiver.

    `address` is needed of a payer that writes an 835 (the guide requires it); `contact_name` and `phone` of every sender.
    """

    id: str
    name: str
    contact_name: str = ""
    phone: str = ""
    address: Address | None = None
    qualifier: str = "ZZ"


@dataclass(frozen=True, slots=True)
class Controls:
    """Control numbers: ISA13, GS06, and ST02 of the first set. The caller never uses one twice for a receiver."""

    interchange: int
    group: int
    set: int = 1


def write_file(
    transaction: Transaction,
    sets: Sequence[Sequence[Segment]],
    *,
    sender: Party,
    receiver: Party,
    controls: Controls,
    at: datetime,
    test: bool,
) -> bytes:
    """Put checked sets into their envelopes."""
    envelope = Envelope(
        sender=sender.id,
        receiver=receiver.id,
        interchange_control=controls.interchange,
        group_control=controls.group,
        function=transaction.function,
        guide=transaction.guide,
        at=at,
        test=test,
        sender_qualifier=sender.qualifier,
        receiver_qualifier=receiver.qualifier,
    )
    return write_interchange(envelope, sets, kind=transaction.kind, first_control=controls.set)


@dataclass(frozen=True, slots=True)
class Found:
    """A set with the envelopes it came in."""

    set: TransactionSet
    group: Group
    sender: str
    receiver: str
    test: bool


def find_sets(data: bytes, transaction: Transaction) -> list[Found]:
    """Every set of a file, all of this kind. Raises `X12Error` when one is of another kind or there is none."""
    found = [
        Found(each, group, interchange.sender, interchange.receiver, interchange.is_test)
        for interchange in read_interchanges(data)
        for group in interchange.groups
        for each in group.sets
    ]
    for each in found:
        if each.set.kind != transaction.kind or not guide_of(each.group, each.set).startswith(transaction.guide[:10]):
            raise X12Error(
                f"This is not a {transaction.kind} of guide {transaction.guide}.",
                segment=each.set.st.number,
                offset=each.set.st.offset,
                todo="Hand it to the reader of its own kind.",
            )
    if not found:
        raise X12Error("The file holds no transaction set.", todo="Ask the sender what it was meant to hold.")
    return found


def guide_of(group: Group, each: TransactionSet) -> str:
    """The implementation guide: ST03 where it is used, else GS08."""
    return (each.st.element(3) or group.guide).upper()


def prove_no_strays(strays: Sequence[tuple[Segment, str]], known: frozenset[str], harmless: frozenset[str] = frozenset()) -> None:
    """Raise `X12Error` for a segment that has no place: what is skipped could be somebody's money.

    Segments named in `harmless` are let pass wherever they stand.
    """
    for segment, loop in strays:
        if segment.tag not in harmless:
            why = "is not expected here" if segment.tag in known else "is not known to the guide"
            place = f"after loop {loop}" if loop else ""
            raise X12Error(f"Segment {segment.tag} {why}.", segment=segment.number, offset=segment.offset, place=place)


def contact_branch(party: Party) -> dict[str, str]:
    """PER values for a party: a name and a telephone number."""
    return {"name": party.contact_name or party.name, "kind": "TE", "number": party.phone}


def address_branch(address: Address) -> dict[str, dict[str, str]]:
    """N3 and N4 values."""
    street = {"line1": address.line1, "line2": address.line2}
    return {"street": street, "city": {"city": address.city, "state": address.state, "zip_code": address.zip_code}}
