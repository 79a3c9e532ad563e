"""Which side a mention is about: the side word in it or next to it; else the only side the note ever says of that part."""

from collections.abc import Iterable
from functools import lru_cache

from superbill.codes.terms import key_of_term
from superbill.coding.mentions import Line, Mention

_BEFORE, _AFTER = 3, 5
SITES = frozenset(
    "knee hip shoulder ankle wrist elbow hand foot finger toe thumb heel calf thigh limb ear eye breast arm leg forearm groin flank "
    "kidney ovary testicle testis eyelid hamstring achille cheek".split()
)


def side_of(mention: Mention, lines: tuple[Line, ...], *, titles: Iterable[str]) -> tuple[str, str]:
    """The side (right, left, bilateral, or empty) and the sentence that says why; `titles` are those of the codes below the term."""
    near = _near(mention)
    if near:
        return near, f"“{near}” stands with it" if near != "bilateral" else "Both sides are named with it"
    sites = (mention.words & SITES) or frozenset(word for title in titles for word in sites_of(title))
    if not sites:
        return "", ""
    in_item = _said_of(sites, (line for line in lines if line.sentence.item == mention.line.sentence.item))
    if len(in_item) == 1:
        return next(iter(in_item)), f"The same item speaks of the {next(iter(in_item))} {min(sites)}"
    everywhere = _said_of(sites, lines) if not in_item else set()
    if len(everywhere) == 1:
        return next(iter(everywhere)), f"The note speaks only of the {next(iter(everywhere))} {min(sites)}"
    return "", ""


@lru_cache(maxsize=16_384)
def sites_of(title: str) -> frozenset[str]:
    """The parts of the body with two sides that a title names."""
    return SITES.intersection(key_of_term(title).split())


def side_place(mention: Mention, *, is_sided: bool) -> tuple[int, int]:
    """The words of the mention, with the side beside it when its code has one: places in the line, both included.

    `Type 2 diabetes`: a "type" before the number belongs to it too.
    """
    tokens = mention.line.tokens
    first, last = mention.first, mention.last
    if first > 0 and tokens[first - 1].raw.lower() == "type":
        first -= 1
    if not is_sided or any(first <= place <= last for place, _ in mention.line.sided):
        return first, last
    before = next((place for place in range(first - 1, max(first - 3, -1), -1) if tokens[place].side), first)
    after = next((place for place in range(last + 1, min(last + 4, len(tokens))) if tokens[place].side), last)
    if after > last and after + 1 < len(tokens) and set(tokens[after + 1].words) & SITES:
        after += 1
    return (before, last) if before < first else (first, after)


def _near(mention: Mention) -> str:
    sided, first, last = mention.line.sided, mention.first, mention.last
    if not sided:
        return ""
    inside = {side for place, side in sided if first <= place <= last}
    if inside:
        return _one(inside)
    before = [side for place, side in sided if first - _BEFORE <= place < first]
    after = [side for place, side in sided if last < place <= last + _AFTER]
    return before[-1] if before else after[0] if after else ""


def _one(sides: set[str]) -> str:
    return next(iter(sides)) if len(sides) == 1 else "bilateral"


def _said_of(sites: frozenset[str], lines: Iterable[Line]) -> set[str]:
    """The sides that lines say of a part of the body: `right` in `right medial knee`."""
    return {side for line in lines for side, words in line.sides if not sites.isdisjoint(words)}
