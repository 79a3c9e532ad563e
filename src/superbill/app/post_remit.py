"""Post remittances: prove that they balance, match their claims, add to the books, move the claims.

A remittance is held whole, and nothing of it posted, when it does not balance, carries the trace of another one, is not for
this practice, comes from another payer than the claim was sent to, or knows no claim that was sent from here. A single unknown
claim among known ones has its money put into suspense: the deposit still adds up, and a person finds out whose it is.

The state of a claim never holds back money: a payment that was not expected, such as a second one, is posted, the claim stays
where it is, and the remittance is listed for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from superbill.app.books import AlreadyPosted, keep_entry
from superbill.app.desk import Desk
from superbill.app.find import find_version
from superbill.app.trail import move_claim, note_event
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible, SuperbillError
from superbill.basics.money import dollars
from superbill.claims.life import NoSuchMove
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.remit import DENIED, PaidClaim, Remit
from superbill.denials.explain import find_denials
from superbill.exchange.remits_835 import read_835
from superbill.ledger.accounts import CLEARING, SUSPENSE
from superbill.ledger.entry import Entry, transfer
from superbill.ledger.remittance import entries_for
from superbill.storage.models import ClaimVersion, FileRecord, PracticeRecord, RemitClaim, RemitRecord


class WrongPayee(NotPossible):
    """The money was for another practice."""


class WrongPayer(NotPossible):
    """The remittance comes from another payer than the claim was sent to."""


class UnknownClaims(NotPossible):
    """No claim of the remittance was sent from here."""


class TraceTaken(NotPossible):
    """Another payment with this trace is in the books."""


class TooLong(BadInput):
    """A number is longer than its element may be."""


LONGEST = {"trace": 50, "payer_tax_id": 10, "control": 38, "status": 2, "payer_claim_number": 50}
"""The most characters of what is kept as a column: TRN02, TRN03, CLP01, CLP02, CLP07 (X12 data elements 127, 509, 1028, 1029)."""


@dataclass(frozen=True, slots=True)
class _Match:
    paid: PaidClaim
    version: ClaimVersion | None
    entry: Entry


def post_remits(desk: Desk, file: FileRecord, data: bytes) -> tuple[str, str]:
    """Post every transaction of an 835 that is not in the books yet, or none of them.

    The reason of a refusal is kept with the remittance. Raises `Held`; `AlreadyPosted` when all were posted before.
    """
    remits = read_835(data)
    for remit in remits:
        _prove_lengths(remit)
    done: list[str] = []
    problems: list[str] = []
    try:
        for remit in remits:
            if _is_posted(desk, remit):
                problems.append(_known(remit).what)
                continue
            problem = _post(desk, file, remit, _matches(desk, remit))
            done.append(f"Remittance {remit.trace} posted: {counted(len(remit.claims), 'claim')}, {dollars(remit.paid_cents)}.")
            problems += [problem] if problem else []
    except SuperbillError as error:
        raise Held(error, remits) from error
    if not done:
        raise _known(remits[0])
    file.remits.filter(state="held").delete()  # the same file came before, when it could not be posted yet
    return " ".join(done), " ".join(problems)


class Held(NotPossible):
    """A remittance that cannot be posted; carries what was read, so that it can be shown on the list of held ones."""

    def __init__(self, reason: SuperbillError, remits: tuple[Remit, ...]) -> None:
        self.remits = remits
        super().__init__(reason.what, where=reason.where, todo=reason.todo, again=reason.again)


def keep_held(desk: Desk, file: FileRecord, held: Held) -> None:
    """Put the remittances of a refused file on the list, with the reason; nothing of them is in the books."""
    file.remits.all().delete()
    for remit in held.remits:
        _remit_row(desk, file, remit, state="held", problem=str(held))


def _prove_lengths(remit: Remit) -> None:
    """Raises `TooLong`: cutting a number short could make it another claim's or another payment's."""
    where = f"remittance {remit.trace[:50]}"
    for part in (remit, *remit.claims):
        for name, most in LONGEST.items():
            if len(getattr(part, name, "")) > most:
                what = f"The {name.replace('_', ' ')} is longer than {most} characters."
                raise TooLong(what, where=where, todo="Ask the payer for a corrected remittance.")


def _is_posted(desk: Desk, remit: Remit) -> bool:
    """Whether this payment is in the books. Raises `TraceTaken` when another one stands there under its trace."""
    mine = RemitRecord.objects.filter(practice_id=desk.practice_id, state="posted")
    row = mine.filter(payer_tax_id=remit.payer_tax_id, trace=remit.trace).first()
    if row is None:
        return False
    known = from_plain(Remit, row.content)
    if (known.paid_cents, known.claims, known.provider_adjustments) != (
        remit.paid_cents,
        remit.claims,
        remit.provider_adjustments,
    ):
        raise TraceTaken(
            f"Another remittance with trace {remit.trace} is in the books, over {dollars(known.paid_cents)}; "
            f"this one is over {dollars(remit.paid_cents)} and says other things.",
            where=f"remittance {remit.trace}",
            todo="Ask the payer which of them was paid; look at the bank for both.",
        )
    return True


def _known(remit: Remit) -> AlreadyPosted:
    what = f"Remittance {remit.trace} of this payer is in the books already."
    return AlreadyPosted(what, where=f"remittance {remit.trace}", todo="Nothing needs to be done.")


def _sent_version(desk: Desk, control: str) -> ClaimVersion | None:
    """The version with this number, if a payer can know it: a draft was never sent, so an answer to it is somebody else's."""
    version = find_version(desk, control)
    return version if version is not None and version.files.filter(direction="out").exists() else None


def _matches(desk: Desk, remit: Remit) -> tuple[_Match, ...]:
    practice = PracticeRecord.objects.get(pk=desk.practice_id)
    where = f"remittance {remit.trace}"
    if remit.payee_npi != practice.npi:
        raise WrongPayee(
            f"It pays NPI {remit.payee_npi}, not {practice.npi}.", where=where, todo="Send it back to the payer or clearinghouse."
        )
    entries = entries_for(remit)
    versions = [_sent_version(desk, paid.control) for paid in remit.claims]
    if remit.claims and not any(versions):
        raise UnknownClaims(
            "None of its claims was sent from here.",
            where=where,
            todo="Look whether the numbers were cut short, or whose remittance this is.",
        )
    for version, paid in zip(versions, remit.claims, strict=True):
        if version is not None and version.claim.payer_id != remit.payer_id:
            raise WrongPayer(
                f"Claim {paid.control} was sent to {version.claim.payer_id}, and this comes from {remit.payer_id}.",
                where=where,
                todo="Ask which payer owes it before any of this is posted.",
            )
    return tuple(_Match(paid, version, entry) for paid, version, entry in zip(remit.claims, versions, entries, strict=False))


def _post(desk: Desk, file: FileRecord, remit: Remit, matches: tuple[_Match, ...]) -> str:
    """Post what was matched; returns what a person should look at, empty when there is nothing."""
    row = _remit_row(desk, file, remit, state="posted")
    unexpected = []
    for ordinal, match in enumerate(matches, start=1):
        remit_claim = _keep_claim(desk, row, ordinal, match)
        entry = match.entry if match.version else _in_suspense(match)
        keep_entry(desk, entry, version=match.version, remit_claim=remit_claim)
        if match.version:
            match.version.files.add(file)
            unexpected.append(_tell_claim(desk, match.version, match.paid, file))
    for entry in entries_for(remit)[len(matches) :]:
        keep_entry(desk, entry)
    row.problem = " ".join(each for each in unexpected if each)
    row.save(update_fields=["problem"])
    return " ".join(each for each in (_suspense_problem(matches), row.problem) if each)


def _suspense_problem(matches: Sequence[_Match]) -> str:
    unknown = [match.paid.control for match in matches if match.version is None]
    return f"Unknown here, money put into suspense: {', '.join(unknown)}." if unknown else ""


def _remit_row(desk: Desk, file: FileRecord, remit: Remit, *, state: str, problem: str = "") -> RemitRecord:
    return RemitRecord.objects.create(
        practice_id=desk.practice_id,
        file=file,
        trace=remit.trace,
        payer_tax_id=remit.payer_tax_id,
        payer_name=remit.payer_name[:80],
        paid_cents=remit.paid_cents,
        paid_on=remit.paid_on,
        content=to_plain(remit),
        state=state,
        problem=problem,
    )


def _keep_claim(desk: Desk, row: RemitRecord, ordinal: int, match: _Match) -> RemitClaim:
    paid = match.paid
    return RemitClaim.objects.create(
        practice_id=desk.practice_id,
        remit=row,
        ordinal=ordinal,
        control=paid.control,
        version=match.version,
        status=paid.status,
        charge_cents=paid.charge_cents,
        paid_cents=paid.paid_cents,
        patient_cents=paid.patient_share_cents,
        payer_claim_number=paid.payer_claim_number,
        content=to_plain(paid),
    )


def _in_suspense(match: _Match) -> Entry:
    entry, paid = match.entry, match.paid
    postings = transfer(paid.paid_cents, debit=CLEARING, credit=SUSPENSE, memo=f"unknown claim {paid.control}")
    return Entry(entry.ref, entry.on, "payment for a claim that is not known here", postings)


def outcome(paid: PaidClaim) -> str:
    """What an answer means for the life of the claim: paid, partly_paid, denied or reversed.

    A claim whose money went to the deductible is paid: the payer has done what it owes.
    """
    if paid.is_reversal:
        return "reversed"
    denials = find_denials(paid)
    if not denials:
        return "paid"
    whole = paid.status == DENIED or len({part.line_no for part in denials}) >= max(len(paid.lines), 1)
    return "denied" if whole and not paid.paid_cents else "partly_paid"


def _tell_claim(desk: Desk, version: ClaimVersion, paid: PaidClaim, file: FileRecord) -> str:
    """Move the claim and write it down. What does not fit its state is written down too, moves nothing, and is returned."""
    claim = version.claim
    claim.refresh_from_db()
    money = f"charged {dollars(paid.charge_cents)}, paid {dollars(paid.paid_cents)}, patient's share {dollars(paid.patient_share_cents)}"
    if version.version != claim.versions.count():
        what = "Payer took back its answer to" if paid.is_reversal else "Payer answered"
        note_event(desk, f"{what} version {version.version} (835): {money}.", claim=claim, file=file)
        again = f"{paid.control} was answered again after it was replaced; paid {dollars(paid.paid_cents)}."
        return "" if paid.is_reversal else again
    if paid.payer_claim_number:
        claim.payer_claim_number = paid.payer_claim_number
        claim.save(update_fields=["payer_claim_number"])
    try:
        move_claim(desk, claim, outcome(paid), f"Payer answered (835): {money}.", file=file)
    except NoSuchMove:
        note_event(desk, f"Payer answered (835), which was not expected: {money}.", claim=claim, file=file)
        what = f"Not expected for {paid.control}, which is {claim.state!r}: {outcome(paid).replace('_', ' ')}, "
        return f"{what}{dollars(paid.paid_cents)}. It was posted; look at the balance of the claim."
    return ""
