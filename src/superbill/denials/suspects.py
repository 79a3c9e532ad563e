"""Where to look first: the parts of a denied claim that the denial may be about.

A hint for the coder, drawn from the claim and from the words that support its codes. It proposes nothing that the note does
not say, and changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

from superbill.claims.claim import Claim, Line
from superbill.claims.note import Evidence
from superbill.denials.explain import Denial

_DIAGNOSIS = frozenset({"9", "10", "11", "50", "146", "167"})
_MODIFIER = frozenset({"4", "11", "97", "182", "236"})
_BUNDLED = frozenset({"97", "236", "234"})
_SEPARATE = frozenset({"25", "57", "59", "XE", "XP", "XS", "XU"})
_SIDE_OF = {"LT": "left", "RT": "right"}


class Strength(IntEnum):
    """How much a suspect explains: the higher, the earlier it is shown."""

    POSSIBLE = 1
    LIKELY = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something on the claim to look at. `place` is words of the page (`diagnosis 1`, `line 2 modifiers`).

    `instead` are codes that words of the note support and that are not on the claim.
    """

    place: str
    code: str
    line_no: int
    strength: Strength
    why: str
    instead: tuple[str, ...] = ()


def rests_on_words(denial: Denial) -> bool:
    """Whether the denial may be about a diagnosis, so that the words of the note have something to say."""
    return denial.reason in _DIAGNOSIS or "M76" in denial.remarks


def find_suspects(
    claim: Claim,
    denial: Denial,
    *,
    evidence: Mapping[str, tuple[Evidence, ...]],
    titles: Mapping[str, str] | None = None,
    line_nos: Collection[int] = (),
) -> tuple[Suspect, ...]:
    """What the denial may be about, the strongest first; empty when the claim gives no hint.

    `evidence` holds the words of the note by diagnosis code, including codes that were suggested and not chosen; it may be
    empty unless the denial `rests_on_words`. `titles` are the official titles by code (for the side that a code names).
    `line_nos` are the denied lines; empty means all of them.
    """
    found: list[Suspect] = []
    for line in claim.lines:
        if line_nos and line.line_no not in line_nos:
            continue
        if rests_on_words(denial):
            for pointer in line.pointers:
                found += _diagnosis(claim, line, pointer, evidence=evidence, titles=titles or {})
        if denial.reason in _MODIFIER:
            found += _modifiers(line)
        if denial.reason in _BUNDLED:
            found += _bundled(claim, line)
    return tuple(sorted(set(found), key=lambda one: (-one.strength, one.line_no, one.place)))


def _diagnosis(
    claim: Claim, line: Line, pointer: int, *, evidence: Mapping[str, tuple[Evidence, ...]], titles: Mapping[str, str]
) -> list[Suspect]:
    code = claim.diagnoses[pointer - 1]
    place = f"diagnosis {pointer}"
    instead = _instead(code, claim, evidence)
    words = evidence.get(code, ())
    sides = {_SIDE_OF[modifier] for modifier in line.modifiers if modifier in _SIDE_OF}
    found = []
    side = _side(titles.get(code, ""))
    if side and sides and side not in sides:
        why = f"{code} names the {side} side; line {line.line_no} says {_listed(sides)}."
        found.append(Suspect(place, code, line.line_no, Strength.STRONG, why, instead))
    said = {_side(one.words) for one in words} - {""}
    if not found and said and sides and said.isdisjoint(sides):
        why = f"The words for {code} say {_listed(said)}; line {line.line_no} says {_listed(sides)}."
        found.append(Suspect(place, code, line.line_no, Strength.STRONG, why, instead))
    if not words:
        why = f"No words of the note support {code}."
        found.append(Suspect(place, code, line.line_no, Strength.LIKELY, why, instead))
    return found


def _instead(code: str, claim: Claim, evidence: Mapping[str, tuple[Evidence, ...]]) -> tuple[str, ...]:
    """Supported codes of the same category (the first three characters) that are not on the claim."""
    return tuple(
        sorted(other for other, words in evidence.items() if words and other[:3] == code[:3] and other not in claim.diagnoses)
    )


def _side(text: str) -> str:
    """The one side that a text names; empty for none, for both, and for an unspecified one."""
    words = set(text.lower().replace(",", " ").replace(".", " ").split())
    named = words & {"left", "right"}
    return named.pop() if len(named) == 1 and not words & {"bilateral", "both", "unspecified"} else ""


def _modifiers(line: Line) -> list[Suspect]:
    if {"LT", "RT"} <= set(line.modifiers):
        why = "The line names both sides; a service on both sides has one line with 50, or a line for each side."
        return [Suspect(f"line {line.line_no} modifiers", line.procedure, line.line_no, Strength.STRONG, why)]
    return []


def _bundled(claim: Claim, line: Line) -> list[Suspect]:
    """A line that stands beside another of its day without a modifier that says it was separate."""
    beside = [other for other in claim.lines if other.line_no != line.line_no and other.served_on == line.served_on]
    if not beside or _SEPARATE & set(line.modifiers):
        return []
    needed = "25" if _is_visit(line.procedure) else "59 or XE, XP, XS, XU"
    codes = ", ".join(sorted({other.procedure for other in beside}))
    why = f"Line {line.line_no} stands beside {codes} without {needed}. Add it only if the note shows a separate service."
    return [Suspect(f"line {line.line_no} modifiers", line.procedure, line.line_no, Strength.LIKELY, why)]


def _is_visit(procedure: str) -> bool:
    """Evaluation and management services are numbered 99202 to 99499."""
    return len(procedure) == 5 and procedure.isascii() and procedure.isdigit() and 99202 <= int(procedure) <= 99499


def _listed(words: Collection[str]) -> str:
    return " and ".join(sorted(words))
