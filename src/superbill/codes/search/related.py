"""Words that a book uses for the same thing, learned from the book itself.

Where one code has several terms, the words in which they differ stand for one another: `stenosis` beside `obstruction`,
`purulent` beside `empyema`. Seen once between two single words it is a hint; seen at many codes it is a rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from superbill.codes.search.words import SOFT

MOST_APART, MOST_RELATED = 3, 5
LEAST, SURELY = 0.3, 3.0
_UNTOLD = SOFT | {"disease", "disorder", "condition", "without", "nos"}


def related_words(codes: Iterable[Sequence[tuple[str, ...]]]) -> list[tuple[str, str, float]]:
    """Rows (word, other, weight from 0 to 1) from the terms of each code, the title first; at most five for a word."""
    seen: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    times: dict[str, int] = defaultdict(int)
    for terms in codes:
        for term in terms[1:]:
            for other in terms:
                mine, theirs = _only(term, other), _only(other, term)
                if 0 < len(mine) <= MOST_APART and 0 < len(theirs) <= MOST_APART:
                    share = 1 / (len(mine) * len(theirs))
                    for word in mine:
                        times[word] += 1
                        for far in theirs:
                            seen[word][far] += share
                            seen[far][word] += share
                    for far in theirs:
                        times[far] += 1
    rows = []
    for word, others in sorted(seen.items()):
        for near, count in sorted(others.items(), key=lambda row: (-row[1], row[0]))[:MOST_RELATED]:
            weight = (count / (times[word] + 1)) ** 0.5 * min(1.0, 0.5 + count / SURELY)
            if weight >= LEAST:
                rows.append((word, near, round(min(weight, 1.0), 3)))
    return rows


def _only(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The telling words that one term has and the other has not."""
    return [word for word in one if word not in other and word not in _UNTOLD and word.isalpha()]
