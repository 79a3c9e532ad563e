"""What a companion guide says, as plain data: rules, relaxations, and whom it is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from superbill.x12.companion.spots import Spot
from superbill.x12.findings import At, Finding, Severity, found, register
from superbill.x12.tables import Transaction

register("""
SNIP7-ENVELOPE | error | | The payer's guide has another value in the envelope | Address the file as the companion guide says.
SNIP7-REQUIRED-SEGMENT | error | I6 | The payer's guide requires a segment | Add it.
SNIP7-REQUIRED-LOOP | error | I7 | The payer's guide requires a loop | Add it.
SNIP7-REQUIRED | error | 8/I9 | The payer's guide requires an element | Fill it in.
SNIP7-NOT-USED-SEGMENT | error | I9 | The payer's guide does not use this segment | Remove it.
SNIP7-NOT-USED-LOOP | error | I9 | The payer's guide does not use this loop | Remove it.
SNIP7-NOT-USED | error | 8/I13 | The payer's guide does not use this element | Leave it out.
SNIP7-CODE | error | 8/I6 | Not a code that the payer's guide allows here | Choose one of the codes of the companion guide.
SNIP7-LENGTH | error | 8/I12 | Not of the length that the payer's guide wants | Check the value against the companion guide.
SNIP7-PATTERN | error | 8/I12 | Not of the form that the payer's guide wants | Check the value against the companion guide.
SNIP7-REPEATS | error | 5 | More segments than the payer's guide takes | Remove the surplus ones.
SNIP7-LOOP-REPEATS | error | 4 | More loops than the payer's guide takes | Split the claim, or the file.
""")


class Wants(Enum):
    """What a rule wants of its spot; the value is the end of the code of its finding."""

    REQUIRE = "REQUIRED"
    NOT_USED = "NOT-USED"
    CODES = "CODE"
    LENGTH = "LENGTH"
    PATTERN = "PATTERN"
    MOST = "REPEATS"
    MOST_IN_SET = "REPEATS IN SET"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold for a rule to hold: the spot is there, or has one of these codes; `negated`, that it is not so."""

    spot: Spot
    codes: frozenset[str] = frozenset()
    negated: bool = False

    @property
    def fact(self) -> "Condition":
        """The same without the negation."""
        return replace(self, negated=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One wish of a payer for one spot. `codes`, `length` (least, most), `like` with its words `says`, or `most` go with `wants`.

    It holds where every condition of `when` does; `when_text` is how they were written.
    """

    wants: Wants
    spot: Spot
    codes: frozenset[str] = frozenset()
    length: tuple[int, int] = (0, 0)
    like: re.Pattern[str] | None = None
    says: str = ""
    most: int = 0
    when: tuple[Condition, ...] = ()
    when_text: str = ""
    because: str = ""
    severity: Severity = Severity.ERROR
    by: str = ""

    def is_broken_by(self, value: str) -> bool:
        """Whether the value of an element, without blanks around it, is not as the rule wants it."""
        match self.wants:
            case Wants.REQUIRE:
                return not value
            case Wants.NOT_USED:
                return bool(value)
            case Wants.CODES:
                return bool(value) and value.upper() not in self.codes
            case Wants.LENGTH:
                return bool(value) and not self.length[0] <= len(value) <= self.length[1]
            case _:
                return bool(value) and self.like is not None and not (len(value) <= _LONGEST and self.like.fullmatch(value))

    def finding(self, at: At, *, is_loop: bool, opener: str, loop: str, value: str = "") -> Finding:
        """What is told where the rule is broken; `opener` is the segment that begins the loop, when a loop is meant."""
        end = self.wants.value.split()[0]
        if is_loop:
            end = {"REPEATS": "LOOP-REPEATS"}.get(end, f"{end}-LOOP")
        elif not self.spot.element and end != "REPEATS":
            end += "-SEGMENT"
        because = f" {self.because}" if self.because else ""
        spot = opener if is_loop else self.spot.short
        what = f"{self.by}: {self._wish(is_loop=is_loop)}{f' when {self.when_text}' if self.when_text else ''}.{because}"
        return found(f"SNIP7-{end}", what, at=at, spot=spot, loop=loop, value=value, severity=self.severity)

    def _wish(self, *, is_loop: bool) -> str:
        name = f"loop {self.spot.loop}" if is_loop else self.spot.text.rpartition(".")[2]
        match self.wants:
            case Wants.REQUIRE:
                return f"{name} is required"
            case Wants.NOT_USED:
                return f"{name} is not used"
            case Wants.CODES:
                return f"{name} must be {' or '.join(sorted(self.codes))}"
            case Wants.LENGTH:
                least, most = self.length
                return (
                    f"{name} must have {least} characters" if least == most else f"{name} must have {least} to {most} characters"
                )
            case Wants.PATTERN:
                return f"{name} must be {self.says}"
            case _:
                inside = "in one set" if self.wants is Wants.MOST_IN_SET else "here"
                return f"{name} may stand {inside} {'once' if self.most == 1 else f'at most {self.most:,} times'}"


_LONGEST = 256
"""No value of a guide is longer; a pattern is not tried on what is."""


@dataclass(frozen=True, slots=True)
class Relax:
    """A finding of the base guide that this payer lets pass: as a lesser severity, or (None) not at all, for a written reason."""

    code: str
    severity: Severity | None
    because: str
    spot: str = ""
    loop: str | None = None
    values: frozenset[str] = frozenset()
    by: str = ""

    def applies(self, finding: Finding) -> bool:
        """Whether it is this finding. A spot that is a segment's name means all of it."""
        return (
            finding.code == self.code
            and self.spot in ("", finding.spot, finding.tag)
            and self.loop in (None, finding.loop)
            and (not self.values or finding.value.strip().upper() in self.values)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Companion:
    """A payer's companion guide. Empty `senders` or `receivers` mean everybody; `envelope` has allowed values by spot (ISA05)."""

    name: str
    guide: str
    tables: tuple[Transaction, ...]
    senders: frozenset[str] = frozenset()
    receivers: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    relaxed: tuple[Relax, ...] = ()
    envelope: tuple[tuple[str, frozenset[str]], ...] = ()

    def is_for(self, isa: Sequence[str], gs: Sequence[str]) -> bool:
        """Whether sender and receiver are those it is for, by ISA06 and ISA08 or by GS02 and GS03. Elements count from 0."""
        sent_by, sent_to = _ids(isa, 5) | _ids(gs, 1), _ids(isa, 7) | _ids(gs, 2)
        return (not self.senders or bool(self.senders & sent_by)) and (not self.receivers or bool(self.receivers & sent_to))

    def serves(self, gs: Sequence[str]) -> bool:
        """Whether it is about the guide of this group, by GS01 and GS08; the letter of an erratum does not matter."""
        function, guide = (gs[0].strip().upper(), gs[7].strip().upper()) if len(gs) > 7 else ("", "")
        return any(function == table.function and guide[:10] == table.guide[:10] for table in self.tables)

    def check_envelope(self, tag: str, values: Sequence[str], at: At) -> Iterator[Finding]:
        """What the payer wants otherwise in ISA or GS; `values` are its elements."""
        for spot, allowed in self.envelope:
            place = int(spot[-2:])
            value = values[place - 1].strip() if place <= len(values) else ""
            if spot.startswith(tag) and value.upper() not in allowed:
                wish = f"{self.name}: {spot} must be {' or '.join(sorted(allowed)) or 'empty'}."
                yield found("SNIP7-ENVELOPE", wish, at=at, spot=spot, value=value)


def _ids(values: Sequence[str], place: int) -> set[str]:
    return {values[place].strip().upper()} - {""} if place < len(values) else set()


def relax(finding: Finding, relaxations: Sequence[Relax]) -> Finding | None:
    """The finding as a payer sees it: unchanged, as a lesser one that says why, or None when it lets it pass."""
    for each in relaxations:
        if each.applies(finding):
            if each.severity is None:
                return None
            message = f"{finding.message} {each.by} lets it pass: {each.because}"
            return replace(finding, severity=each.severity, message=message)
    return finding
