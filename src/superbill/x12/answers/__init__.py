"""Answers to a file that was checked: TA1, 999, 997, 277CA, 824. Each is made from the report and is valid itself."""

from dataclasses import dataclass
from datetime import datetime

from superbill.x12.envelope import Envelope
from superbill.x12.envelope_check import QUALIFIERS
from superbill.x12.report import InterchangeReport

ACKNOWLEDGEMENTS = frozenset(("FA",))
"""GS01 of what is never acknowledged: 999 and 997."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Control numbers: ISA13, GS06, and ST02 of the first set. The caller never uses one twice for a receiver."""

    interchange: int = 1
    group: int = 1
    set: int = 1


def back(heard: InterchangeReport, *, function: str, guide: str, numbers: Numbers, at: datetime) -> Envelope:
    """The envelope of an answer: to the sender, from the receiver, test for test."""
    sender, receiver = heard.values[5].strip(), heard.values[7].strip()
    return Envelope(
        sender=receiver,
        receiver=sender,
        interchange_control=numbers.interchange,
        group_control=numbers.group,
        function=function,
        guide=guide,
        at=at,
        test=heard.values[14].strip().upper() != "P",
        sender_qualifier=_qualifier(heard.values[6]),
        receiver_qualifier=_qualifier(heard.values[4]),
    )


def _qualifier(value: str) -> str:
    """As it came; what is no qualifier is ZZ, mutually defined, because an answer must be valid itself."""
    bare = value.strip().upper()
    return bare if bare in QUALIFIERS else "ZZ"
