"""From a term to the code: rules pick the leaf, because a term seldom says all that a code says.

In this order: the leaf whose title is the term; the leaf whose further words the same sentence supports ("with
hyperglycemia"); the unspecified or "without" leaf; then the side, from the words nearby; then the 7th character.
Sources: ICD-10-CM Official Guidelines FY2026, I.B.13 (laterality), I.A.9.b (unspecified), I.A.5 and I.C.19.a (7th characters).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from superbill.codes.icd10cm import Icd10cm, Icd10cmCode, Term
from superbill.codes.terms import key_of_term, tokens_of
from superbill.coding.mentions import Line
from superbill.coding.sides import SITES

RIGHT, LEFT, BILATERAL = "right", "left", "bilateral"

SIDED_ELSEWHERE: dict[str, dict[str, str]] = {
    # Codes without a side, whose sided forms stand under another heading.
    "M16.9": {RIGHT: "M16.11", LEFT: "M16.12", BILATERAL: "M16.0"},
    "M17.9": {RIGHT: "M17.11", LEFT: "M17.12", BILATERAL: "M17.0"},
    "M18.9": {RIGHT: "M18.11", LEFT: "M18.12", BILATERAL: "M18.0"},
    "N63.0": {RIGHT: "N63.10", LEFT: "N63.20"},
    "I44.7": {RIGHT: "I45.10", LEFT: "I44.7"},
}
_PRIMARY_TAKEN = frozenset({"M16.9", "M17.9", "M18.9"})

DIABETES = frozenset({"E08", "E09", "E10", "E11", "E13"})
"""Categories whose complications are coded one by one, as many as there are (Guidelines I.C.4.a)."""

_WEAK = frozenset("other specified disease disorder condition complication current part region uncomplicated without no".split())
_LEFT_UNSAID = re.compile(r"\b(?:without|not)\b[^,]*|\bunspecified as\b[^,]*|\bunspecified\b")
_PREFERRED_SEVENTH = "A09"  # initial encounter; stage unspecified or fetus not applicable; eye unspecified
_SAYS_LITTLE = re.compile(r"\b(?:unspecified|without|uncomplicated|not intractable|not specified)\b", re.I)
_LATER = re.compile(
    r"\b(?:follow[- ]?up|recheck|re-check|healing|aftercare|subsequent|cast (?:check|removal)|suture removal|weeks? (?:out|after))\b",
    re.I,
)
_SEQUELA = re.compile(r"\b(?:sequelae?|late effects?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Choice:
    """The code chosen below a heading, or None with the question that stands in the way; `why` and `gaps` are sentences.

    `gained` are the words beyond the term that the sentence supports the code with: `hyperglycemia`.
    """

    code: Icd10cmCode | None
    heading: Icd10cmCode
    why: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    gained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text around a term says: `said` are telling words of the same sentence, `passage` the lines of its item."""

    said: frozenset[str]
    side: str
    side_why: str
    passage: Sequence[Line]

    @property
    def around(self) -> str:
        """The text of the passage, which tells the encounter."""
        return " ".join(line.text[line.sentence.start : line.sentence.end] for line in self.passage)


def choose(icd10cm: Icd10cm, term: Term, facts: Facts, *, on: date) -> tuple[Choice, ...]:
    """The billable codes for a term, with the steps that led there: one, or for diabetes one for each complication said.

    Empty when the code is not valid on the day.
    """
    node = icd10cm.find(term.code, on=on)
    if node is None:
        return ()
    start = f"“{term.words}” is {_source(term)} for {node.code} {node.title}."
    node, moved = _elsewhere(icd10cm, node, facts, on=on)
    return tuple(_finished(icd10cm, node, (start, *moved), pick, facts) for pick in _picked(icd10cm, node, term, facts))


@dataclass(frozen=True, slots=True)
class _Pick:
    """A leaf before its 7th character, or None with the question."""

    leaf: Icd10cmCode | None
    why: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    gained: frozenset[str] = frozenset()


def _picked(icd10cm: Icd10cm, node: Icd10cmCode, term: Term, facts: Facts) -> tuple[_Pick, ...]:
    """The leaves for a term. Kept by what they follow from: notes say the same of the same conditions."""
    kept = _PICKED.get(icd10cm) or _PICKED.setdefault(icd10cm, {})
    told = facts.said & _vocabulary(icd10cm, node.category)
    case = (node.code, term.key, told, facts.side, facts.side_why)
    if case not in kept:
        if len(kept) >= _PICKED_KEPT:
            kept.clear()
        kept[case] = _pick(icd10cm, node, term, Facts(told, facts.side, facts.side_why, ()))
    return kept[case]


_PICKED: WeakKeyDictionary[Icd10cm, dict[tuple[str, str, frozenset[str], str, str], tuple[_Pick, ...]]] = WeakKeyDictionary()
_VOCABULARIES: WeakKeyDictionary[Icd10cm, dict[str, frozenset[str]]] = WeakKeyDictionary()
_PICKED_KEPT = 16_384


def _vocabulary(icd10cm: Icd10cm, category: str) -> frozenset[str]:
    """The words that a choice within a category can turn on: those that its titles claim."""
    kept = _VOCABULARIES.get(icd10cm) or _VOCABULARIES.setdefault(icd10cm, {})
    if category not in kept:
        kept[category] = frozenset(word for stem in icd10cm.leaf_stems(category) for word in _telling(stem.title))
    return kept[category]


def _pick(icd10cm: Icd10cm, node: Icd10cmCode, term: Term, facts: Facts) -> tuple[_Pick, ...]:
    leaves = icd10cm.leaf_stems(node.code)
    if len(leaves) < 2:
        picked = _nearer(icd10cm, leaves[0] if leaves else node, term, facts)
    else:
        picked = _leaves(icd10cm, node, leaves, term, facts)
    if node.category in DIABETES:
        picked = [*picked, *_further_complications(icd10cm, node, term, picked, facts)]
    return tuple(picked)


def _finished(icd10cm: Icd10cm, node: Icd10cmCode, start: tuple[str, ...], pick: _Pick, facts: Facts) -> Choice:
    if pick.leaf is None:
        return Choice(None, node, (*start, *pick.why), pick.gaps, pick.gained)
    code, why, gaps = _with_seventh(icd10cm, pick.leaf, facts)
    return Choice(code, node, (*start, *pick.why, *why), (*pick.gaps, *gaps), pick.gained)


def _source(term: Term) -> str:
    kinds = {
        "own": "the program's own term",
        "title": "the title",
        "inclusion": "an inclusion term",
        "includes": "an Includes note",
        "site": "a term of your coders",
    }
    return kinds[term.source]


def _elsewhere(icd10cm: Icd10cm, node: Icd10cmCode, facts: Facts, *, on: date) -> tuple[Icd10cmCode, list[str]]:
    target = SIDED_ELSEWHERE.get(node.code, {}).get(facts.side)
    found = icd10cm.find(target, on=on) if target else None
    if found is None:
        return node, []
    steps = [f"{facts.side_why}: {found.code}."]
    if node.code in _PRIMARY_TAKEN:
        steps.append("Whether it is primary or secondary is not said; primary is taken.")
    return found, steps


def _nearer(icd10cm: Icd10cm, leaf: Icd10cmCode, term: Term, facts: Facts) -> list[_Pick]:
    """A leaf that says little ("unspecified", "without …") gives way to one of its category that adds what the sentence says."""
    if _SAYS_LITTLE.search(leaf.title) and leaf.chapter not in ("19", "21"):
        groups: dict[str, list[Icd10cmCode]] = defaultdict(list)
        base = _telling(leaf.title) - _WEAK
        for other in icd10cm.leaf_stems(leaf.category):
            if base <= _telling(other.title):
                groups[key_of_term(other.title)].append(other)
        known = frozenset(term.key.split()) | _telling(leaf.title)
        for key, gained in _supported(groups, known, facts.said)[:1]:
            return [_gained(pick, gained) for pick in _sided(groups[key], facts)]
    return _sided(_siblings(icd10cm, leaf, facts), facts)


def _siblings(icd10cm: Icd10cm, leaf: Icd10cmCode, facts: Facts) -> list[Icd10cmCode]:
    """A leaf with those beside it that differ from it by side only, when the text says a side."""
    if not facts.side or "-" in leaf.parent:
        return [leaf]
    key = key_of_term(leaf.title)
    return [child for child in icd10cm.children(leaf.parent) if key_of_term(child.title) == key] or [leaf]


def _leaves(icd10cm: Icd10cm, node: Icd10cmCode, leaves: tuple[Icd10cmCode, ...], term: Term, facts: Facts) -> list[_Pick]:
    """The leaves below a heading: by title, by what the sentence says, else by default; each then by side."""
    groups = _by_title(leaves)
    if term.key in groups:
        return _sided(groups[term.key], facts)
    if len(groups) == 1:
        return _sided(list(leaves), facts)
    known = frozenset(term.key.split()) | frozenset(key_of_term(node.title).split())
    supported = _supported(groups, known, facts.said)
    if not supported:
        return _default(icd10cm, node, known, facts)
    key, gained = supported[0]
    return [_gained(pick, gained) for pick in _sided(groups[key], facts)]


def _by_title(codes: Iterable[Icd10cmCode]) -> dict[str, list[Icd10cmCode]]:
    """Codes that differ by their side only, under the key of their titles; "bilateral" goes with those that name the organ as well."""
    groups: dict[str, list[Icd10cmCode]] = defaultdict(list)
    for code in codes:
        groups[key_of_term(code.title)].append(code)
    for key in [key for key, group in groups.items() if all(side_of_title(code.title) for code in group)]:
        words, parent = set(key.split()), groups[key][0].parent
        longer = [other for other in groups if words < set(other.split()) <= words | SITES and groups[other][0].parent == parent]
        for other in longer:
            groups[key] = sorted([*groups[key], *groups.pop(other)], key=lambda code: code.code)
    return groups


def _further_complications(icd10cm: Icd10cm, node: Icd10cmCode, term: Term, picked: list[_Pick], facts: Facts) -> list[_Pick]:
    """The other complications of the same diabetes that the passage names, each with its own code (Guidelines I.C.4.a)."""
    told = frozenset(word for pick in picked if pick.leaf for word in key_of_term(pick.leaf.title).split())
    groups = _by_title(icd10cm.leaf_stems(node.category))
    category = frozenset(key_of_term(icd10cm.path(node.category)[-1].title).split())
    supported = _supported(groups, category | frozenset(term.key.split()), facts.said - told)
    return [_gained(pick, gained) for key, gained in supported for pick in _sided(groups[key], facts)]


def _gained(pick: _Pick, gained: frozenset[str]) -> _Pick:
    return _Pick(pick.leaf, (f"The same passage says {_listed(gained)}.", *pick.why), pick.gaps, gained)


def _supported(
    groups: dict[str, list[Icd10cmCode]], known: frozenset[str], said: frozenset[str]
) -> list[tuple[str, frozenset[str]]]:
    """The groups of leaves whose further words are all said, the most words first; none that repeats another's words."""
    fitting = []
    for key, group in groups.items():
        further = _telling(group[0].title) - known
        if further - _WEAK and further <= said | _WEAK:
            fitting.append((key, further - _WEAK, len(further & _WEAK)))
    kept: list[tuple[str, frozenset[str]]] = []
    for key, gained, _ in sorted(fitting, key=lambda one: (-len(one[1]), one[2])):
        if not any(gained & other for _, other in kept):
            kept.append((key, gained))
    return kept


def _default(icd10cm: Icd10cm, node: Icd10cmCode, known: frozenset[str], facts: Facts) -> list[_Pick]:
    """Walk down by the child that adds least to what is known; stop when the children differ in what nobody said."""
    children = [child for child in icd10cm.children(node.code) if not child.seventh]
    if not children:
        return [_Pick(node)]
    groups = _by_title(children)
    known |= frozenset.intersection(*(_telling(child.title) for child in children))
    ranked = sorted(groups.values(), key=lambda group: (_cost(group[0], known), group[0].code))
    if len(ranked) > 1 and _cost(ranked[0][0], known)[0] > 0:
        offered = "; ".join(group[0].title for group in ranked[:4])
        return [_Pick(None, (), (f"Which of these is it: {offered}?",))]
    picks = []
    for pick in _sided(ranked[0], facts):
        if pick.leaf is None:
            return [pick]
        why, gaps = pick.why, pick.gaps
        if len(ranked) > 1:
            why = (f"Nothing nearby says more, so {pick.leaf.code} is taken: {pick.leaf.title}.", *why)
            gaps = (*_detail_gap(node, ranked), *gaps)
        below = _default(icd10cm, pick.leaf, known | frozenset(key_of_term(pick.leaf.title).split()), facts)
        picks += [_Pick(one.leaf, (*why, *one.why), (*gaps, *one.gaps)) for one in below]
    return picks


def _cost(child: Icd10cmCode, known: frozenset[str]) -> tuple[int, int, int]:
    """How much a child claims beyond what is known; then "without" before "unspecified" before anything else."""
    title = child.title.lower()
    weight = len(_telling(title) - known - {"uncomplicated"}) + title.startswith("other")
    return weight, 0 if re.search(r"\b(?:without|not)\b", title) else 1, -title.count("unspecified")


@lru_cache(maxsize=16_384)
def _telling(title: str) -> frozenset[str]:
    """The words of a title that claim something: without its "unspecified …" and "without …" parts and its side."""
    return frozenset(key_of_term(_LEFT_UNSAID.sub(" ", title.lower())).split())


def says_less(title: str, other: str) -> bool:
    """Whether an "unspecified" title claims only part of what another title claims."""
    return bool(_SAYS_LITTLE.search(title)) and _telling(title) - _WEAK < _telling(other) - _WEAK


def _detail_gap(node: Icd10cmCode, ranked: list[list[Icd10cmCode]]) -> tuple[str, ...]:
    titles = [group[0].title for group in ranked[1:] if not group[0].title.lower().startswith("other")]
    return (f"Does the record say more about {node.title.lower()}: {'; '.join(titles[:3])}?",) if titles else ()


def _sided(group: list[Icd10cmCode], facts: Facts) -> list[_Pick]:
    """Of codes that differ by side only, the one of the side that the words say; both for both; else the one of no side."""
    by_side = {side_of_title(code.title): code for code in reversed(group)}
    if set(by_side) == {""}:
        return [_Pick(group[0])]
    if facts.side and facts.side in by_side:
        return [_Pick(by_side[facts.side], (f"{facts.side_why}: {by_side[facts.side].code}.",))]
    if facts.side == BILATERAL and {RIGHT, LEFT} <= set(by_side):
        why = f"{facts.side_why}; there is no code for both, so each side is coded (Guidelines I.B.13)."
        return [_Pick(by_side[side], (why,)) for side in (RIGHT, LEFT)]
    question = "Which side: right, left or both?" if BILATERAL in by_side else "Which side: right or left?"
    if "" in by_side:
        return [_Pick(by_side[""], ("No side is said nearby.",), (question,))]
    return [_Pick(None, (), (question,))]


@lru_cache(maxsize=16_384)
def side_of_title(title: str) -> str:
    """Right, left, bilateral, or empty when a title says no side."""
    for token in tokens_of(title.lower()):
        if len(token.raw) > 1 and token.side:
            return token.side
    return ""


def _with_seventh(icd10cm: Icd10cm, leaf: Icd10cmCode, facts: Facts) -> tuple[Icd10cmCode, tuple[str, ...], tuple[str, ...]]:
    """The leaf itself, or the code made with the 7th character that the text supports."""
    made = {child.seventh: child for child in icd10cm.children(leaf.code)} if not leaf.billable else {}
    if not made:
        return leaf, (), ()
    sides = {RIGHT: "1", LEFT: "2", BILATERAL: "3"}
    if "9" in made and "right eye" in made.get("1", leaf).title:
        character = sides.get(facts.side, "9")
        return made[character], (f"7th character {character}: {_meaning(leaf, made[character])}.",), ()
    around = facts.around
    if "S" in made and _SEQUELA.search(around):
        character, because = "S", "the text speaks of a late effect"
    elif "D" in made and _LATER.search(around):
        character, because = "D", "the text speaks of a later visit in healing"
    else:
        character, because = next(one for one in (*_PREFERRED_SEVENTH, *sorted(made)) if one in made), "nothing says otherwise"
    gap = "Is this still active treatment (A), routine healing (D) or a late effect (S)?" if character == "A" else ""
    why = f"7th character {character} ({_meaning(leaf, made[character])}): {because}."
    return made[character], (why,), (gap,) if gap else ()


def _meaning(leaf: Icd10cmCode, made: Icd10cmCode) -> str:
    return made.title.removeprefix(leaf.title).lstrip(", ")


def _listed(words: frozenset[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(words))
