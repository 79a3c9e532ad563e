"""What each documented code does to the group: a check of what hangs on one code, not a way to a group.

Only diagnoses that the record has are tried. What hangs on a single code is what an auditor looks at first, so its words should be read
once more. Source of the order of diagnoses: Guidelines, section II; a group is no reason for choosing a principal diagnosis.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from superbill.places.us.drg.stay import CodedStay, Grouped, Grouper

CHECK = "This is a check of what hangs on single codes. The guidelines choose the principal diagnosis, not the group."


@dataclass(frozen=True, slots=True)
class Only:
    """A secondary diagnosis without which the group is another: the only one of its level that counts, or otherwise alone."""

    code: str
    level: str
    without: str
    why: str


@dataclass(frozen=True, slots=True)
class Principal:
    """The group with another documented diagnosis first; `problem` where it may not be principal."""

    code: str
    drg: str
    title: str
    problem: str


def only_ones(stay: CodedStay, grouper: Grouper, whole: Grouped) -> tuple[Only, ...]:
    """The secondary diagnoses on which the group hangs alone, in the order of the stay."""
    return tuple(_only_ones(stay, grouper, whole)) if not whole.problem else ()


def _only_ones(stay: CodedStay, grouper: Grouper, whole: Grouped) -> Iterator[Only]:
    levels = {each.code: each.level for each in whole.effects}
    for place, each in enumerate(stay.diagnoses[1:], 1):
        rest = replace(stay, diagnoses=(*stay.diagnoses[:place], *stay.diagnoses[place + 1 :]))
        without = grouper.group(rest)
        if not without.problem and without.drg != whole.drg:
            level = levels.get(each.code, "")
            alone = (
                f"the only {level} that counts"
                if level and without.severity != whole.severity
                else "it decides the group otherwise"
            )
            yield Only(each.code, level, without.drg, alone)


def principals(stay: CodedStay, grouper: Grouper) -> tuple[Principal, ...]:
    """The group with each of the other diagnoses first that were there on admission; one that was not is none (Guidelines II)."""
    return tuple(_principals(stay, grouper))


def _principals(stay: CodedStay, grouper: Grouper) -> Iterator[Principal]:
    for place, each in enumerate(stay.diagnoses[1:], 1):
        if each.poa in ("N", "U"):
            continue
        others = (*stay.diagnoses[:place], *stay.diagnoses[place + 1 :])
        found = grouper.group(replace(stay, diagnoses=(each, *others)))
        yield Principal(
            each.code, found.drg if not found.problem else "", found.title if not found.problem else "", found.problem
        )
