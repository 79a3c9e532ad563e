"""Invented X12 files of any size: balanced, clean at every level, always the same for the same seed; with faults where wanted.

    for piece in generate("837P", seed=1, claims=100, on=date(2026, 9, 18)): …

A file is made set by set, so that its size costs time and no memory. Nobody in it exists: see `invent/people.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from superbill.basics.errors import BadInput
from superbill.x12.tools.faults import faults_for, with_faults
from superbill.x12.tools.invent import answers, claim_news, enrolment, following, inquiries, payments, premiums, reviews
from superbill.x12.tools.invent import claims as invented_claims
from superbill.x12.tools.invent.dental import DENTAL
from superbill.x12.tools.invent.institutional import INSTITUTIONAL
from superbill.x12.tools.invent.pieces import day, segment
from superbill.x12.tools.invent.professional import PROFESSIONAL

Bodies = Callable[..., Iterator[str]]


@dataclass(frozen=True, slots=True)
class Transaction:
    """What the envelope of a kind says, and who writes what stands between ST and SE."""

    set_id: str
    function: str
    guide: str
    bodies: Bodies


TRANSACTIONS = {
    "837P": Transaction("837", "HC", "005010X222A1", partial(invented_claims.bodies, PROFESSIONAL)),
    "837I": Transaction("837", "HC", "005010X223A2", partial(invented_claims.bodies, INSTITUTIONAL)),
    "837D": Transaction("837", "HC", "005010X224A2", partial(invented_claims.bodies, DENTAL)),
    "835": Transaction("835", "HP", "005010X221A1", payments.bodies),
    "270": Transaction("270", "HS", "005010X279A1", partial(inquiries.bodies, inquiries.ELIGIBILITY)),
    "271": Transaction("271", "HB", "005010X279A1", partial(inquiries.bodies, inquiries.BENEFITS)),
    "276": Transaction("276", "HR", "005010X212", partial(inquiries.bodies, inquiries.STATUS)),
    "277": Transaction("277", "HN", "005010X212", partial(inquiries.bodies, inquiries.STATUSES)),
    "834": Transaction("834", "BE", "005010X220A1", enrolment.bodies),
    "820": Transaction("820", "RA", "005010X218", premiums.deducted),
    "277CA": Transaction("277", "HN", "005010X214", claim_news.acknowledged),
    "277RFI": Transaction("277", "HN", "005010X213", claim_news.asked_for),
    "277-PENDING": Transaction("277", "HN", "005010X228", claim_news.pending),
    "278": Transaction("278", "HI", "005010X217", reviews.REQUESTS),
    "278-RESPONSE": Transaction("278", "HI", "005010X217", reviews.RESPONSES),
    "278-INQUIRY": Transaction("278", "HI", "005010X215", reviews.INQUIRIES),
    "278-INQUIRY-RESPONSE": Transaction("278", "HI", "005010X215", reviews.INQUIRY_RESPONSES),
    "278-NOTIFICATION": Transaction("278", "HI", "005010X216", reviews.NOTIFICATIONS),
    "278-ACKNOWLEDGMENT": Transaction("278", "HI", "005010X216", reviews.RECEIPTS),
    "275": Transaction("275", "PI", "006020X314", answers.ATTACHMENTS),
    "275-5010": Transaction("275", "PI", "005010X210", answers.ATTACHMENTS_5010),
    "820-EXCHANGE": Transaction("820", "RA", "005010X306", premiums.exchanged),
    "834-EXCHANGE": Transaction("834", "BE", "005010X307", following.exchange_members),
    "837P-PREDETERMINATION": Transaction("837", "HC", "005010X291", following.PROFESSIONAL_PREDETERMINATIONS),
    "837I-PREDETERMINATION": Transaction("837", "HC", "005010X292", following.INSTITUTIONAL_PREDETERMINATIONS),
    "837P-REPORT": Transaction("837", "HC", "005010X298", following.reports),
    "824": Transaction("824", "AG", "005010X186A1", answers.applications),
    "997": Transaction("997", "FA", "005010", answers.FUNCTIONAL),
    "999": Transaction("999", "FA", "005010X231A1", answers.IMPLEMENTATION),
}
KINDS = tuple(TRANSACTIONS)


class NoSuchKind(BadInput):
    """A kind of file, or a fault, that is not made here."""


def generate(
    kind: str, *, seed: int, claims: int, on: date, faults: Sequence[str] = (), claims_per_set: int = 100
) -> Iterator[bytes]:
    """A whole file in pieces, one for each set. `claims` counts claims, claim payments, or whatever the kind is about.

    `on` is the day the file is written; what it tells of was in the two months before. `faults` are names of `faults_for(kind)`:
    each is put where there first is a place for it. Raises `NoSuchKind`, and `NoPlaceForFault` at the end of too small a file.
    """
    found = TRANSACTIONS.get(kind.upper())
    if found is None:
        raise NoSuchKind(f"{kind[:12]!r} is not made here.", todo=f"Choose one of {', '.join(KINDS)}.")
    if claims < 1 or claims_per_set < 1:
        raise BadInput("A file has at least one claim, and so has a set.", todo="Ask for 1 or more.")
    chance = Random(seed)  # noqa: S311 — the same seed must give the same file; nothing here is secret
    bodies = found.bodies(chance, claims=claims, on=on, per_set=claims_per_set)
    known = faults_for(kind.upper())
    unknown = [name for name in faults if name not in known]
    if unknown:
        raise NoSuchKind(
            f"A file of kind {kind} is not made with the fault {unknown[0][:40]!r}.", todo=f"Choose of {', '.join(known)}."
        )
    pieces = _around(found, bodies, on=on, control=seed % 999_999_999 + 1)
    return (piece.encode() for piece in with_faults(pieces, [known[name] for name in faults]))


def _around(kind: Transaction, bodies: Iterable[str], *, on: date, control: int) -> Iterator[str]:
    from_payer = kind.function in ("HP", "HB", "HN", "FA", "AG")
    sender, receiver = ("CLEARWAY", "SUNNYSIDE") if from_payer else ("SUNNYSIDE", "CLEARWAY")
    yield segment(
        "ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{sender:<15}", "ZZ", f"{receiver:<15}", f"{on:%y%m%d}", "1030",
        "^", "00501", f"{control:09d}", "0", "T", ":",
    ) + segment("GS", kind.function, sender, receiver, day(on), "1030", control, "X", kind.guide)  # fmt: skip
    number = 0
    for number, body in enumerate(bodies, start=1):
        version = () if kind.set_id in ("835", "997") else (kind.guide,)  # these do not use ST03
        head = segment("ST", kind.set_id, f"{number:04d}", *version)
        yield head + body + segment("SE", body.count("~") + 2, f"{number:04d}")
    yield segment("GE", number, control) + segment("IEA", "1", f"{control:09d}")
