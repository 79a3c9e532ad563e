"""Level 4 of 270 and 271: something is asked, and what is said of a person does not contradict itself.

Sources: guide 005010X279A1, notes on AAA, EB, LS and LE; X12 RFI 1716 (rejections), 2267 (repeated benefits);
CAQH CORE rules 154 and 260 (plan and its begin).
"""

from collections.abc import Iterator

from superbill.x12.findings import At, Finding, register
from superbill.x12.objects.eligibility import (
    ACTIVE,
    COINSURANCE,
    COPAYMENT,
    DEDUCTIBLE,
    OUT_OF_POCKET,
    Benefit,
    EligibilityAnswer,
    EligibilityInquiry,
)
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-ELIGIBILITY-NOTHING | error | | Nothing is asked about a person | Ask with EQ, such as EQ*30 for the plan as a whole.
SNIP4-ELIGIBILITY-REJECTED | error | | An inquiry is rejected and answered at once | Ask again: do not rely on benefits that stand beside a rejection.
SNIP4-ELIGIBILITY-SILENT | warning | | A person is neither answered nor rejected | Ask again, or call the payer.
SNIP4-ELIGIBILITY-BOUND | error | | The entities of a benefit are not bounded by LS and LE | Write LS before the first NM1 of loop 2120 and LE after the last.
SNIP4-ELIGIBILITY-AMOUNT | warning | | A benefit says that something is owed and not how much | Call the payer for the amount.
SNIP4-ELIGIBILITY-TWICE | warning | | Benefits that differ only in their service types stand apart | Nothing must be done; one EB can name all service types.
SNIP4-ELIGIBILITY-BEGIN | warning | | A person is covered, and it is not said since when | Check the day of service against the card, or call the payer.
""")

_OWED = {COINSURANCE: "coinsurance", COPAYMENT: "copayment", DEDUCTIBLE: "deductible", OUT_OF_POCKET: "out-of-pocket limit"}
_MOST_COMPARED = 500


@rule(4, EligibilityInquiry)
def check_inquiry(inquiry: EligibilityInquiry) -> Iterator[Finding]:
    """Loop 2110 is due for the person who is asked about, the subscriber or the dependent: guide, notes on EQ."""
    if not inquiry.asked and not inquiry.is_cut:
        what = f"Nothing is asked about {inquiry.person.name or 'the person'}: EQ is missing."
        yield told("SNIP4-ELIGIBILITY-NOTHING", what, at=inquiry.at, spot="EQ", loop=inquiry.loop)


@rule(4, EligibilityAnswer)
def check_answer(answer: EligibilityAnswer) -> Iterator[Finding]:
    """Benefits, or the reason why there are none, and not both. AAA inside a benefit (2110) rejects only that benefit."""
    if answer.rejections and answer.benefits:
        first = answer.rejections[0]
        what = f"AAA says that the inquiry could not be answered (reason {first.reason}), but {_count(answer.benefits)} below it."
        yield told("SNIP4-ELIGIBILITY-REJECTED", what, at=first.at, spot="AAA03", loop=first.loop)
    elif not answer.rejections and not answer.benefits:
        what = f"Nothing is said of {answer.person.name or 'the person'}: neither EB nor AAA."
        yield told("SNIP4-ELIGIBILITY-SILENT", what, at=answer.at, spot="EB", loop=answer.loop)


def _count(benefits: tuple[Benefit, ...]) -> str:
    return "a benefit stands" if len(benefits) == 1 else f"{len(benefits)} benefits stand"


@rule(4, EligibilityAnswer)
def check_benefits(answer: EligibilityAnswer) -> Iterator[Finding]:
    """Each benefit by itself: bounds of its entities, amounts of what the patient owes."""
    for each in answer.benefits:
        if each.entities or each.opened_at or each.closed_at:
            yield from _check_bounds(each)
        if each.information in _OWED and each.cents is None and each.share is None and not each.messages:
            what = (
                f"EB01 {each.information} tells of a {_OWED[each.information]}, but neither an amount (EB07) nor a share (EB08)."
            )
            yield told("SNIP4-ELIGIBILITY-AMOUNT", what, at=each.at, spot="EB07", loop=each.loop)


def _check_bounds(benefit: Benefit) -> Iterator[Finding]:
    """LS before the entities and LE after them; without entities neither: X12.6, loop header and trailer."""
    code, loop = "SNIP4-ELIGIBILITY-BOUND", benefit.loop
    if benefit.entities and not benefit.opened_at:
        what = "NM1 begins loop 2120, but LS does not stand before it."
        yield told(code, what, at=benefit.entities[0].at, spot="LS", loop=loop)
    if (benefit.entities or benefit.opened_at) and not benefit.closed_at:
        at = benefit.entities[-1].at if benefit.entities else benefit.opened_at
        assert at
        yield told(code, "Loop 2120 is not closed: LE is missing.", at=at, spot="LE", loop=loop)
    if not benefit.entities and benefit.opened_at and benefit.closed_at:
        yield told(code, "LS and LE stand around nothing.", at=benefit.opened_at, spot="LS", loop=loop)
    elif not benefit.entities and not benefit.opened_at and benefit.closed_at:
        yield told(code, "LE stands without LS.", at=benefit.closed_at, spot="LE", loop=loop)


@rule(4, EligibilityAnswer)
def check_twice(answer: EligibilityAnswer) -> Iterator[Finding]:
    """Loops 2110 that are alike but for EB03 belong together: X12 RFI 2267, 898."""
    seen: dict[tuple[object, ...], Benefit] = {}
    for each in answer.benefits[:_MOST_COMPARED]:
        if not each.service_types:
            continue
        key = _but_types(each)
        if key in seen:
            what = f"The benefit is that of segment {seen[key].at.number} but for its service types."
            yield told("SNIP4-ELIGIBILITY-TWICE", what, at=each.at, spot="EB03", loop=each.loop)
        seen.setdefault(key, each)


def _but_types(each: Benefit) -> tuple[object, ...]:
    """All that a benefit says, without its service types and places."""
    inner: list[At] = [one.at for one in each.dates]
    inner += [one.at for one in each.references] + [one.at for one in each.rejections]
    inner += [one.at for one in each.entities] + [one.at for one in each.extras]
    named = (
        each.information,
        each.coverage_level,
        each.insurance,
        each.plan,
        each.period,
        each.cents,
        each.share,
        each.quantity_kind,
    )
    rest = (each.quantity, each.authorization, each.in_network, each.procedure, each.messages)
    return (*named, *rest, *(one.raw for one in inner))


@rule(4, EligibilityAnswer)
def check_begin(answer: EligibilityAnswer) -> Iterator[Finding]:
    """Somebody who is covered is covered since a day, told for the person or for the benefit."""
    active = [each for each in answer.benefits if each.information in ACTIVE]
    if active and not answer.dates and not any(each.dates for each in active):
        what = f"{answer.person.name or 'The person'} is covered (EB01 {active[0].information}), but no DTP says since when."
        yield told("SNIP4-ELIGIBILITY-BEGIN", what, at=active[0].at, spot="DTP", loop=active[0].loop)
