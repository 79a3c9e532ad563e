"""277CA Health Care Claim Acknowledgment (005010X214): of each claim of an 837 whether it was taken, and if not, why.

One 277CA for each 837 (X12 RFI 2145, 2815), and none for a set that the 999 rejects. Interpretations kept: only categories A0 to
A8 (RFI 1942); a claim is accepted (WQ) or rejected (U), never accepted with a warning, and a line is named only when it caused
the rejection (RFI 2203, 1211); 2200B is rejected only when the set as a whole is (RFI 2145).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from superbill.basics.identifiers import is_npi
from superbill.x12.answers import Numbers, back
from superbill.x12.answers.blame import REJECTING, JudgedSet, judged_sets, line_of, prove_whole
from superbill.x12.answers.echo import number, sentence, words, writable
from superbill.x12.answers.facts import ClaimFacts, LineFacts, facts_of
from superbill.x12.answers.statuses import FORMAT, UNPROCESSABLE, Status, statuses_of
from superbill.x12.envelope import write_interchange
from superbill.x12.findings import Finding
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_pieces import PERSON, Party
from superbill.x12.report import InterchangeReport, Report
from superbill.x12.segments import Delimiters, Segment
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.write import Branch, write_body

RECEIVED, TAKEN = ("A1", "19"), ("A2", "20")
_SERVICES = frozenset("AD ER HC HP IV NU WK".split())
_AT_ONCE, _MOST_STATUSES, _LONGEST_MESSAGE = 3, 9, 264
_NOBODY = "UNKNOWN"
_TAX_NUMBER = re.compile(r"\d{9}\Z", re.ASCII)

NumberOf = Callable[[ClaimFacts], str]
"""The payer's own number of an accepted claim (REF*1K); empty when it has none yet."""
JudgedClaim = tuple[ClaimFacts, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """Who answers (2100A). `entity` is PR (payer) or AY (clearinghouse), `id_type` 46, FI, PI or XV."""

    name: str
    id: str
    id_type: str = "46"
    entity: str = "PR"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is the same in every set of an answer."""

    heard: InterchangeReport
    at: datetime
    on: date
    source: Source | None
    number_of: NumberOf | None


def answer_277ca(
    report: Report,
    claims: Iterable[Claim],
    *,
    at: datetime,
    on: date,
    numbers: Numbers | None = None,
    levels: Iterable[int] = REJECTING,
    source: Source | None = None,
    number_of: NumberOf | None = None,
    after_999: bool = True,
) -> bytes:
    """One interchange for each that came with an 837 to answer; empty when there is nothing to answer.

    `claims` are those that `check` handed to `hear` for this report. `at` is the local time on the answer and `on` the day when
    the file was received. Errors of `levels` reject. `source` is the receiver that the 837 names, unless given. With
    `after_999=False` sets that a 999 would reject are answered too, claim by claim. Raises `X12Error` when the report left
    findings out.
    """
    facts = [facts_of(claim) for claim in claims]
    return answer_facts(
        report, facts, at=at, on=on, numbers=numbers, levels=levels, source=source, number_of=number_of, after_999=after_999
    )


def answer_facts(
    report: Report,
    claims: Sequence[ClaimFacts],
    *,
    at: datetime,
    on: date,
    numbers: Numbers | None = None,
    levels: Iterable[int] = REJECTING,
    source: Source | None = None,
    number_of: NumberOf | None = None,
    after_999: bool = True,
) -> bytes:
    """The same from the facts of the claims, in the order of the file."""
    prove_whole(report)
    answered, own = b"", numbers or Numbers()
    for heard in report.interchanges:
        judged = [
            each
            for each in judged_sets(heard, claims, levels=levels, after_999=after_999)
            if each.one.kind == "837" and each.one.table is not None
        ]
        if judged:
            envelope = back(heard, function=T277CA.function, guide=T277CA.guide, numbers=own, at=at)
            bodies = _bodies(judged, _Answer(heard, at, on, source, number_of), own)
            answered += write_interchange(envelope, bodies, kind=T277CA.kind, first_control=own.set)
            own = replace(own, interchange=own.interchange + 1, group=own.group + 1, set=own.set + len(judged))
    return answered


def _bodies(judged: Iterable[JudgedSet], answer: _Answer, numbers: Numbers) -> Iterator[list[Segment]]:
    """What stands between ST and SE, one set at a time."""
    for index, each in enumerate(judged, start=1):
        yield write_body(T277CA, _set_branch(each, answer, f"{numbers.interchange:09d}-{index}"))


# --- the levels above the claims


def _set_branch(judged: JudgedSet, answer: _Answer, reference: str) -> Branch:
    header = judged.claims[0][0].header if judged.claims else None
    source = answer.source or _source_of(header.receiver if header else Party(), answer.heard)
    trace = number(header.reference if header else "", 50, judged.one.control) or "0"
    return {
        "begin": {"reference": reference, "created_on": answer.at, "created_at": answer.at},
        "source": {
            "level": {},
            "who": {
                "name": {
                    "entity": source.entity,
                    "last_name": words(source.name, 60, _NOBODY),
                    "id_type": source.id_type,
                    "id": number(source.id, 80, _NOBODY, least=2),
                }
            },
            "received": {
                "trace": {"number": reference},
                "received_on": {"day": answer.on},
                "processed_on": {"day": answer.at.date()},
            },
            "submitter": {
                "level": {},
                "who": {"name": _submitter(header.submitter if header else Party(), answer.heard)},
                "totals": {
                    "trace": {"number": trace},
                    "verdict": {**_verdict_of_set(judged, source), "day": answer.on, "charge": _charge(judged.claims)},
                    **_totals(judged.claims),
                },
                "billing": [
                    _billing_branch(list(claims), judged, answer, source)
                    for _, claims in groupby(judged.claims, key=lambda each: each[0].billing_at)
                ],
            },
        },
    }


def _verdict_of_set(judged: JudgedSet, source: Source) -> Branch:
    """Received, whatever became of its claims; refused only when no claim of it could be read."""
    if judged.claims:
        return {"category": RECEIVED[0], "status": RECEIVED[1], "entity": source.entity, "action": "WQ"}
    return {"category": UNPROCESSABLE, "status": FORMAT, "action": "U"}


def _source_of(receiver: Party, heard: InterchangeReport) -> Source:
    """The receiver that the 837 names, else that of the envelope."""
    name = receiver.last_name or heard.values[7].strip()
    return Source(name, receiver.id or heard.values[7].strip())


def _submitter(party: Party, heard: InterchangeReport) -> Branch:
    sender = heard.values[5].strip()
    is_person = party.is_person
    return {
        "type": PERSON if is_person else "2",
        "last_name": words(party.last_name, 60, words(sender, 60, _NOBODY)),
        "first_name": words(party.first_name, 35) if is_person else "",
        "middle_name": words(party.middle_name, 25) if is_person else "",
        "id": number(party.id, 80, number(sender, 80, _NOBODY, least=2), least=2),
    }


def _billing_branch(claims: Sequence[JudgedClaim], judged: JudgedSet, answer: _Answer, source: Source) -> Branch:
    verdict: Branch = {"category": RECEIVED[0], "status": RECEIVED[1], "entity": source.entity, "action": "WQ"}
    return {
        "level": {},
        "provider": {"name": _provider(claims[0][0].provider)},
        "totals": {
            "trace": {"number": "0"},
            "verdict": {**verdict, "charge": _charge(claims)},
            **_totals(claims),
        },
        "patient": [
            _patient_branch(list(same), judged, answer, source)
            for _, same in groupby(claims, key=lambda each: _patient_of(each[0]))
        ],
    }


def _provider(party: Party) -> Branch:
    """Who bills, by the number that came; a number that is no NPI is not called one (SV), so that the answer itself is sound."""
    tax, other = party.reference("EI") or party.reference("SY"), party.reference("G2")
    ids = (
        ("XX" if is_npi(party.npi) else "SV", party.npi),
        ("FI" if tax and _TAX_NUMBER.match(tax.number) else "SV", tax.number if tax else ""),
        ("SV", other.number if other else ""),
        ("SV", party.id),
    )
    id_type, value = next(((kind, found) for kind, value in ids if (found := number(value, 80, least=2))), ("SV", _NOBODY))
    is_person = party.is_person
    return {
        "type": PERSON if is_person else "2",
        "last_name": words(party.last_name, 60, _NOBODY),
        "first_name": words(party.first_name, 35) if is_person else "",
        "middle_name": words(party.middle_name, 25) if is_person else "",
        "suffix": words(party.suffix, 10) if is_person else "",
        "id_type": id_type,
        "id": value,
    }


def _charge(claims: Iterable[JudgedClaim]) -> int:
    return sum(claim.charge_cents for claim, _ in claims)


def _totals(claims: Iterable[JudgedClaim]) -> dict[str, Branch]:
    """How many were accepted and rejected, with their charges; what there is none of is left out."""
    branch: dict[str, Branch] = {}
    every = list(claims)
    for word, wanted in (("accepted", False), ("rejected", True)):
        some = [each for each in every if bool(each[1]) == wanted]
        if some:
            branch |= {word: {"quantity": len(some)}, f"{word}_charge": {"amount": _charge(some)}}
    return branch


# --- patients and claims


def _patient_of(claim: ClaimFacts) -> int:
    """Where the patient's level begins in the 837; without one each claim has its own."""
    return claim.patient_at or claim.subscriber_at or claim.at


def _patient_branch(claims: Sequence[JudgedClaim], judged: JudgedSet, answer: _Answer, source: Source) -> Branch:
    claim = claims[0][0]
    person = claim.patient
    name = {
        "type": PERSON,
        "last_name": words(person.last_name, 60, _NOBODY),
        "first_name": words(person.first_name, 35),
        "middle_name": words(person.middle_name, 25),
        "suffix": words(person.suffix, 10),
        "id_type": "MI",
        "id": number(claim.member_id, 80, _NOBODY, least=2),
    }
    return {
        "level": {},
        "person": {"name": name},
        "claim": [_claim_branch(claim, errors, judged, answer, source) for claim, errors in claims],
    }


def _claim_branch(
    claim: ClaimFacts, errors: Sequence[Finding], judged: JudgedSet, answer: _Answer, source: Source
) -> dict[str, Branch | list[Branch]]:
    marks = answer.heard.marks
    days = claim.days or f"{answer.on:%Y%m%d}"
    branch: dict[str, Branch | list[Branch]] = {
        "trace": {"number": number(claim.control, 50, "0")},
        "verdict": [
            {**each, "day": answer.on, "charge": claim.charge_cents} for each in _verdicts(errors, judged, marks, source)
        ],
        "served_on": {"format": "RD8" if "-" in days else "D8", "day": days},
    }
    own = number(answer.number_of(claim), 50) if answer.number_of and not errors else ""
    for name, value in (("payer_claim_number", own), ("clearinghouse", claim.clearinghouse), ("bill_type", claim.bill_type)):
        if echoed := writable(value, 50):
            branch[name] = {"number": echoed}
    if errors:
        branch["line"] = list(_line_branches(claim, errors, judged, answer))
    return branch


def _verdicts(errors: Sequence[Finding], judged: JudgedSet, marks: Delimiters, source: Source) -> Iterator[dict[str, str]]:
    """STC: taken, or every reason why not, three in a segment; the message says in words what the first of them is."""
    if not errors:
        category = TAKEN[0] if source.entity == "PR" else RECEIVED[0]
        yield {"category": category, "status": TAKEN[1], "action": "WQ"}
        return
    statuses: dict[Status, str] = {}
    for error in errors:
        for status in statuses_of(error, judged.one.table, marks):
            statuses.setdefault(status, error.message)
    every = list(statuses.items())[:_MOST_STATUSES]
    for first in range(0, len(every), _AT_ONCE):
        some = every[first : first + _AT_ONCE]
        message = sentence(" ".join(dict.fromkeys(each for _, each in some)), _LONGEST_MESSAGE)
        yield {**_composites([status for status, _ in some]), "action": "U", "message": message}


def _composites(statuses: Sequence[Status]) -> dict[str, str]:
    found: dict[str, str] = {}
    for prefix, status in zip(("", "second_", "third_"), statuses, strict=False):
        found |= {f"{prefix}category": status.category, f"{prefix}status": status.status, f"{prefix}entity": status.entity}
    return found


def _line_branches(claim: ClaimFacts, errors: Sequence[Finding], judged: JudgedSet, answer: _Answer) -> Iterator[Branch]:
    """The lines that caused the rejection, as far as their service can be named."""
    by_line: dict[LineFacts, dict[Status, None]] = {}
    for error in errors:
        line = line_of(error, claim)
        if line is not None:
            statuses = statuses_of(error, judged.one.table, answer.heard.marks)
            by_line.setdefault(line, {}).update(dict.fromkeys(statuses))
    for line, found in by_line.items():
        if service := _service(line):
            branch: dict[str, Branch] = {
                "service": service,
                "verdict": {**_composites(list(found)[:_AT_ONCE]), "day": answer.on, "action": "U"},
            }
            for name, value in (("line_no", line.control), ("prescription", line.prescription)):
                if echoed := writable(value, 50):
                    branch[name] = {"number": echoed}
            if line.days:
                branch["served_on"] = {"format": "RD8" if "-" in line.days else "D8", "day": line.days}
            yield branch


def _service(line: LineFacts) -> Branch:
    """SVC of a line: by its procedure, else by its revenue code; empty when it has neither."""
    revenue = writable(line.revenue, 48)
    kind, code = (line.kind, writable(line.code, 48)) if line.kind in _SERVICES else ("", "")
    if not code:
        kind, code, revenue = "NU", revenue, ""
    if not code:
        return {}
    modifiers = {f"modifier{place}": each for place, each in enumerate(line.modifiers, 1) if len(writable(each, 2)) == 2}
    return {**modifiers, "kind": kind, "procedure": code, "charge": line.charge_cents, "revenue": revenue, "units": line.units}
