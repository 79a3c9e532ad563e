"""Claims of one payer as the bytes of an 837P. Needs no database."""

from collections.abc import Sequence
from datetime import datetime

from superbill.basics.errors import BadInput
from superbill.claims.claim import Claim
from superbill.exchange.claims_837p import write_837p
from superbill.exchange.envelope import Controls, Party


class MixedFile(BadInput):
    """Claims that do not belong into one file."""


def claim_file(claims: Sequence[Claim], *, control: int, at: datetime, test: bool, sender: str = "") -> bytes:
    """One interchange from one practice to one payer. `sender` is the id on the envelope (default: `sender_id`)."""
    practice, payer = claims[0].practice, claims[0].coverage.payer
    if any((claim.practice.npi, claim.coverage.payer.payer_id) != (practice.npi, payer.payer_id) for claim in claims):
        raise MixedFile("The claims are for several practices or payers.", todo="Write a file for each.")
    return write_837p(
        claims,
        sender=Party(sender or sender_id(practice.name), practice.name, practice.contact_name, practice.phone),
        receiver=Party(payer.payer_id, payer.name),
        controls=Controls(interchange=control, group=control, set=1),
        at=at,
        test=test,
    )


def sender_id(practice_name: str) -> str:
    """The practice's id on the envelope (ISA06): its name in capitals without blanks, ten characters at most."""
    return "".join(letter for letter in practice_name.upper() if letter.isascii() and letter.isalnum())[:10]
