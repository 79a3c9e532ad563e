"""Books speak in parallel: what a term says of one code, in other words than its title, holds for its neighbours.

*Alcohol use disorder, mild, in early remission* leads to *Alcohol abuse, in remission*. So whoever asks for an opioid use disorder,
mild, in early remission, for which no term stands there, may mean *Opioid abuse, in remission*: the title in which the words that
the term has are put in place of those that it has not.
"""

from collections.abc import Iterator, Sequence, Set

from superbill.codes.search.postings import PostingLists, Postings
from superbill.codes.search.rank import Found, Segment, share_for
from superbill.codes.search.weighed import Weighed
from superbill.codes.search.words import SIDES

_LOOKED_AT, _TRIED, _FOLLOWED, _WEIGHED = 6, 2, 10, 40
_BEATEN, _SLACK = 20, 0.9
"""What answers far less than the terms that are there before so many others is not looked for."""
_LEAST = 0.5
"""How much of the question a term must answer to say how it is spoken of."""
_WORTH = 0.92
_GOOD_ENOUGH = 0.9
"""A term that answers so well needs no parallel."""


def parallels(
    lists: PostingLists, segment: Segment, found: Sequence[Found], slots: Sequence[Weighed], postings: Postings, *,
    outside: Sequence[int]
) -> Iterator[Found]:  # fmt: skip
    """Terms that are to the question as the title of a code is to another of its terms; `found` are the best terms so far."""
    if not found or found[0].score >= _GOOD_ENOUGH:
        return
    asked = sum([slot.mass for slot in slots]) or 1.0
    least = share_for(_SLACK * found[_BEATEN].score) if len(found) > _BEATEN else 0.0
    meant = [{postings[word].no for reading in slot.readings for word in reading.words if word in postings} for slot in slots]
    every = set().union(*meant)
    tried: set[tuple[frozenset[int], tuple[int, ...]]] = set()
    for one in found[:_LOOKED_AT]:
        words = set(segment.words_of(one.doc))
        carried = tuple(number for number, slot in enumerate(meant) if slot and slot.isdisjoint(words))
        answered = sum([slot.mass for slot, its in zip(slots, meant, strict=True) if not its.isdisjoint(words)])
        title = _title(segment, one, words - every)
        if not carried or not title or answered < _LEAST * asked or (title, carried) in tried:
            continue
        tried.add((title, carried))
        yield from _said_so(lists, segment, one, title, [slots[number] for number in carried], postings, outside, least)
        if len(tried) == _TRIED:
            return


def _title(segment: Segment, one: Found, unasked: Set[int]) -> frozenset[int]:
    """The title of the code without what the question does not ask for; nothing when it says no more than the term."""
    doc = segment.titles[one.node]
    if doc >= segment.docs or doc == one.doc:
        return frozenset()
    title = frozenset(segment.words_of(doc))
    return frozenset() if title <= set(segment.words_of(one.doc)) else title - unasked


def _said_so(
    lists: PostingLists, segment: Segment, one: Found, title: Set[int], carried: Sequence[Weighed], postings: Postings, outside: Sequence[int], least: float
) -> Iterator[Found]:  # fmt: skip
    its = lists.numbered(segment.no, title)
    if any(slot.side for slot in carried):
        its = {word: posting for word, posting in its.items() if word not in SIDES}
    slots = [*(Weighed.alone(word, posting, segment.docs) for word, posting in its.items()), *carried]
    known = {word: postings[word] for slot in carried for reading in slot.readings for word in reading.words if word in postings}
    wanted = {posting.no for posting in known.values()}
    for other in segment.rank(slots, {**its, **known}, outside=outside, most=_WEIGHED, least=least)[:_FOLLOWED]:
        if other.node != one.node and not wanted.isdisjoint(segment.words_of(other.doc)):
            yield other._replace(score=other.score * _WORTH, like=one.doc)
