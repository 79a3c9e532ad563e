"""824 Application Reporting for Insurance (005010X186A1): what the receiver's application made of a set, and of its claims.

For transactions that have no answer of their own, such as the 834, the 820 or an 835 that came in; for an 837 where a partner asks
for it. One 824 for each set: taken (TA), refused (TR), or in part (TP), then each claim as taken (IA) or refused (IR), with every
error and its place. An acknowledgement is never answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from superbill.x12.answers import Numbers, back
from superbill.x12.answers.blame import REJECTING, JudgedSet, judged_sets, prove_whole
from superbill.x12.answers.echo import day, number, sentence, time, words, writable
from superbill.x12.answers.errors_824 import code_824
from superbill.x12.answers.facts import ClaimFacts, facts_of
from superbill.x12.envelope import write_interchange
from superbill.x12.findings import Finding
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_pieces import Party
from superbill.x12.report import InterchangeReport, Report
from superbill.x12.transactions.t824 import T824
from superbill.x12.walk import ENVELOPES
from superbill.x12.write import Branch, write_body

UNANSWERED = frozenset(("999", "997", "824"))
"""Sets that are acknowledgements themselves; the 277CA is one by its guide."""
_CLAIM_ACKNOWLEDGEMENT = "005010X214"
OTHER_REASON = "024"
"""TED01: the reason is told by RED."""
_ACTIONS = {"TA": "WQ", "TR": "U", "TP": "RU"}
_MOST, _MOST_FROM_ABOVE = 1_000, 10
"""Errors told of one claim, and of those the ones that stand in a level above it: they are told again for each of its claims."""


def answer_824(
    report: Report,
    claims: Iterable[Claim] = (),
    *,
    at: datetime,
    on: date,
    numbers: Numbers | None = None,
    levels: Iterable[int] = REJECTING,
    after_999: bool = False,
) -> bytes:
    """One interchange for each that came, with one 824 for each set; empty when there is nothing to answer.

    `claims` are those that `check` handed to `hear` for this report. `at` is the local time on the answer and `on` the day when
    the file was received. Errors of `levels` reject. With `after_999` sets that a 999 rejects get no 824. Raises `X12Error` when
    the report left findings out.
    """
    facts = [facts_of(claim) for claim in claims]
    return answer_facts_824(report, facts, at=at, on=on, numbers=numbers, levels=levels, after_999=after_999)


def answer_facts_824(
    report: Report,
    claims: Sequence[ClaimFacts],
    *,
    at: datetime,
    on: date,
    numbers: Numbers | None = None,
    levels: Iterable[int] = REJECTING,
    after_999: bool = False,
) -> bytes:
    """The same from the facts of the claims, in the order of the file."""
    prove_whole(report)
    answered, own = b"", numbers or Numbers()
    for heard in report.interchanges:
        judged = [each for each in judged_sets(heard, claims, levels=levels, after_999=after_999) if _is_answered(each)]
        if judged:
            envelope = back(heard, function=T824.function, guide=T824.guide, numbers=own, at=at)
            bodies = (
                write_body(T824, _set_branch(each, heard, f"{own.interchange:09d}-{index}", at=at, on=on))
                for index, each in enumerate(judged, start=1)
            )
            answered += write_interchange(envelope, bodies, kind=T824.kind, first_control=own.set)
            own = replace(own, interchange=own.interchange + 1, group=own.group + 1, set=own.set + len(judged))
    return answered


def _is_answered(judged: JudgedSet) -> bool:
    one = judged.one
    is_kind = len(one.kind) == 3 and one.kind.isascii() and one.kind.isalnum()
    return is_kind and one.kind not in UNANSWERED and not one.guide.upper().startswith(_CLAIM_ACKNOWLEDGEMENT)


def _set_branch(judged: JudgedSet, heard: InterchangeReport, reference: str, *, at: datetime, on: date) -> Branch:
    header = judged.claims[0][0].header if judged.claims else None
    verdict = _verdict(judged)
    asked = number(header.reference if header else "", 50)
    original = _original(judged, at, on)
    return {
        "begin": {
            "reference": reference,
            "created_on": at,
            "created_at": at,
            "original_reference": asked,
            "action": _ACTIONS[verdict],
        },
        "submitter": {"name": _party(header.receiver if header else Party(), heard.values[7].strip())},
        "receiver": {"name": _party(header.submitter if header else Party(), heard.values[5].strip())},
        "original": [
            _of_set(verdict, judged, original),
            *(_of_claim(claim, errors, judged, original) for claim, errors in _items(judged, verdict)),
        ],
    }


def _verdict(judged: JudgedSet) -> str:
    """OTI01 of the set: TA taken, TR refused, TP taken in part."""
    if judged.claims:
        return "TA" if not judged.rejected else "TR" if judged.rejected == len(judged.claims) else "TP"
    return "TR" if judged.errors else "TA"


def _items(judged: JudgedSet, verdict: str) -> Sequence[tuple[ClaimFacts, tuple[Finding, ...]]]:
    """The claims are told one by one only where they fared differently, or each for its own reason."""
    return judged.claims if verdict != "TA" else ()


def _party(party: Party, id_in_envelope: str) -> Branch:
    name = words(party.last_name, 60)
    return {"name": name, "id_type": "46", "id": number(party.id, 80, number(id_in_envelope, 80, "UNKNOWN", least=2), least=2)}


def _original(judged: JudgedSet, at: datetime, on: date) -> Branch:
    """What of OTI is the same for the set and its claims: where the original can be found."""
    group, one = judged.group, judged.one
    values = (*group.values, *[""] * 8)
    control = group.control if group.control.isascii() and group.control.isdigit() and len(group.control) <= 9 else "0"
    return {
        "reference": "NA",
        "sender": number(values[1], 15, least=2),
        "receiver": number(values[2], 15, least=2),
        "sent_on": day(values[3], f"{on:%Y%m%d}"),
        "sent_at": time(values[4], f"{at:%H%M}"),
        "group_control": control,
        "set_control": number(one.control, 9, least=4),
        "kind": one.kind.upper(),
        "guide": number(one.guide, 12, "005010"),
    }


def _of_set(verdict: str, judged: JudgedSet, original: Branch) -> Branch:
    """The set with the errors that are not one claim's own."""
    errors = () if verdict == "TA" else judged.errors
    return {
        "original": {**original, "verdict": verdict, "level": "TN"},
        "error": [_error(each, judged) for each in errors[:_MOST]],
    }


def _of_claim(claim: ClaimFacts, errors: Sequence[Finding], judged: JudgedSet, original: Branch) -> Branch:
    name, told = claim.patient, {id(each) for each in judged.errors}
    its = [each for each in errors if id(each) not in told]
    above = [each for each in its if each.at.number < claim.at]
    own = [each for each in its if each.at.number >= claim.at]
    who: Branch = {
        "entity": "QC",
        "type": "1",
        "last_name": words(name.last_name, 60),
        "first_name": words(name.first_name, 35),
        "middle_name": words(name.middle_name, 25),
        "suffix": words(name.suffix, 10),
        "id_type": "MI" if number(claim.member_id, 80, least=2) else "",
        "id": number(claim.member_id, 80, least=2),
    }
    branch: dict[str, Branch | list[Branch]] = {
        "original": {**original, "verdict": "IR" if errors else "IA", "level": "IX"},
        "amount": {"type": "GW", "amount": claim.charge_cents},
        "party": who,
        "error": [_error(each, judged) for each in (*above[:_MOST_FROM_ABOVE], *own)[:_MOST]],
    }
    if control := writable(claim.control, 50):
        branch["reference"] = {"type": "EJ", "reference": control}
    return branch


def _error(error: Finding, judged: JudgedSet) -> Branch:
    """TED with the place, and RED with the code; the words are ours."""
    place: dict[str, str | int | None] = {"condition": OTHER_REASON, "message": sentence(error.kind.title, 60)}
    if 2 <= len(error.tag) <= 3 and error.code != "SNIP1-NAME" and error.position > 0:
        place |= {
            "tag": error.tag,
            "position": error.position,
            "number": error.number or None,
            "value": writable(error.value, 99),
        }
        if error.element and error.tag not in ENVELOPES:
            place |= {"element": error.element, "part": error.part or None, "repeat": error.repeat or None}
    branch: dict[str, Branch | list[Branch]] = {
        "error": place,
        "code": {
            "words": sentence(error.message, 80, "NA"),
            "agency": "94",
            "list": "IBP",
            "code": code_824(error, judged.one.table),
        },
    }
    if error.claim and len(error.claim) <= 35 and writable(error.claim, 35) == error.claim:
        branch["context"] = {"kind": "CLM01", "value": error.claim}
    return branch
