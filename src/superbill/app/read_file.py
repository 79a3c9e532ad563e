"""Any file of the exchange as nouns: what it is, and the claims, remittances or acknowledgements in it."""

import json
from collections.abc import Callable

from superbill.basics.errors import BadInput
from superbill.claims.claim import Claim
from superbill.claims.plain import from_plain
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.exchange.claims_837p import read_837p
from superbill.exchange.kinds import kind_of
from superbill.exchange.remits_835 import read_835


class NotRead(BadInput):
    """A kind of file that is not read here."""


def read_claims(data: bytes) -> tuple[Claim, ...]:
    """The claims of an 837P, in order."""
    return tuple(item.claim for batch in read_837p(data) for item in batch.items)


def claims_in(data: bytes) -> tuple[Claim, ...]:
    """Claims from an 837P, or one claim as the JSON that `superbill visit` writes. Raises `BadInput`."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return read_claims(data)
    try:
        return (from_plain(Claim, json.loads(data)),)
    except ValueError as error:
        raise NotRead(f"The file is not valid JSON: {error}.", todo="Write one claim as `superbill visit` does.") from error


_READERS: dict[str, Callable[[bytes], object]] = {"837P": read_claims, "835": read_835, "999": read_999, "277CA": read_277ca}


def read_file(data: bytes) -> dict[str, object]:
    """`kind` and `content`. Raises `NotRead`, `X12Error`."""
    kind = kind_of(data)
    if kind not in _READERS:
        raise NotRead(f"A {kind} is not read here yet.", todo=f"Known: {', '.join(_READERS)}.")
    return {"kind": kind, "content": _READERS[kind](data)}
