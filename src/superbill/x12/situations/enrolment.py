"""Level 4 of an 834: what is said of a member agrees. Source: guide 005010X220A1, notes on INS, HD and DTP."""

from collections.abc import Iterable, Iterator

from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims_pieces import Span
from superbill.x12.objects.enrolment import BENEFIT_ENDS, CANCELLATION, ELIGIBILITY_ENDS, SELF, Member
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-MEMBER-SELF | warning | | Subscriber and relationship do not agree | Write INS01 Y with INS02 18 for the subscriber, and another relationship for dependents.
SNIP4-MEMBER-ENDS | warning | | A coverage is cancelled, and it is not said when it ends | Send DTP*357 for the member, or DTP*349 for the coverage.
SNIP4-MEMBER-PERIOD | error | | A period ends before it begins | Correct the days.
SNIP4-MEMBER-COBRA | warning | | A member continues under COBRA, and it is not said why | Send the event in INS07.
""")

_PERIODS = {
    "349": ("348", "benefit"),
    "357": ("356", "eligibility"),
    "337": ("336", "employment"),
    "351": ("350", "education"),
    "341": ("340", "COBRA continuation"),
    "345": ("344", "other coverage"),
}


@rule(4, Member)
def check_self(member: Member) -> Iterator[Finding]:
    """INS02 is 18 for subscribers, but for survivors (INS05 S) who take the place of one, and for nobody else."""
    if member.is_subscriber == "Y" and member.relationship != SELF and member.benefit_status != "S":
        what = f"INS01 Y says that {_name(member)} is the subscriber, but INS02 is {member.relationship or 'empty'} and not 18."
        yield told("SNIP4-MEMBER-SELF", what, at=member.at, spot="INS02", loop="2000")
    elif member.is_subscriber == "N" and member.relationship == SELF:
        what = f"INS01 N says that {_name(member)} is a dependent, but INS02 18 says that it is the subscriber."
        yield told("SNIP4-MEMBER-SELF", what, at=member.at, spot="INS02", loop="2000")
    if member.benefit_status == "C" and not member.cobra_event:
        what = f"INS05 C says that {_name(member)} continues under COBRA, but INS07 does not say after which event."
        yield told("SNIP4-MEMBER-COBRA", what, at=member.at, spot="INS07", loop="2000")


def _name(member: Member) -> str:
    return member.person.name or "the member"


@rule(4, Member)
def check_ends(member: Member) -> Iterator[Finding]:
    """A cancellation says when it takes effect: of the member (357), or of each coverage that is cancelled (349)."""
    if member.dated(ELIGIBILITY_ENDS) or any(each.kind == ELIGIBILITY_ENDS for each in member.dates):
        return
    ending = [each for each in member.coverages if each.maintenance == CANCELLATION]
    for each in ending:
        if not any(one.kind == BENEFIT_ENDS for one in each.dates):
            what = f"The coverage {each.line} is cancelled (HD01 024), but neither DTP*349 nor DTP*357 says from when."
            yield told("SNIP4-MEMBER-ENDS", what, at=each.at, spot="DTP", loop="2300")
    is_dated = any(one.kind == BENEFIT_ENDS for each in member.coverages for one in each.dates)
    if member.maintenance == CANCELLATION and not ending and not is_dated:
        what = f"{_name(member)} is cancelled (INS03 024), but neither DTP*357 nor DTP*349 says from when."
        yield told("SNIP4-MEMBER-ENDS", what, at=member.at, spot="DTP", loop="2000")


@rule(4, Member)
def check_periods(member: Member) -> Iterator[Finding]:
    """No period ends before it begins, of the member, of a coverage, or of other insurance."""
    yield from _check_dates(member.dates, "2000")
    for coverage in member.coverages:
        yield from _check_dates(coverage.dates, "2300")
        for other in coverage.others:
            yield from _check_dates(other.dates, "2320")


def _check_dates(dates: Iterable[Span], loop: str) -> Iterator[Finding]:
    days = {each.kind: each for each in dates}
    for kind, end in days.items():
        if kind not in _PERIODS:
            continue
        begin, words = _PERIODS[kind]
        first = days[begin].first if begin in days else None
        if first and end.first and end.first < first:
            what = f"The {words} ends on {end.first} (DTP*{kind}), before it begins on {first} (DTP*{begin})."
            yield told("SNIP4-MEMBER-PERIOD", what, at=end.at, spot="DTP03", loop=loop)
