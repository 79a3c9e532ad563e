"""The clauses of a sentence: what is said of one condition is not said of the next, “AKI was present on admission, and pneumonia developed later”."""

import re

_VERB = (
    r"(?:was|were|is|are|had|has|have|did|develop(?:ed|s)|became|presented|occurred|appeared|arose|began|started|suffered|sustained|"
    r"experienced|acquired|required|improved|resolved|worsened|underwent|received|came|fell)\b"
)
_BOUND = re.compile(
    rf"(?P<relative>,?\s*\bwhich\s+(?=(?:\w+\s+)?{_VERB}))|"
    r"(?P<hard>;\s*|,?\s+\b(?:but|whereas|while|although|though|however)\s+)|"
    rf"(?P<joined>,?\s+(?:and|then)\s+(?=(?:[\w'’/-]+\s+){{0,5}}?{_VERB}))|"
    rf"(?P<comma>,\s+(?=(?:[\w'’/-]+\s+){{1,5}}?{_VERB}))",
    re.IGNORECASE,
)
_IS_SAID = re.compile(rf"\b{_VERB}|\bpresent (?:on|at)\b|\bPOA\b", re.IGNORECASE)
_OPENS = re.compile(
    r"\s*(?:\d+[.)]\s*)?(?:on|in|at|by|upon|during|throughout|after|following|while|when|before|prior|later|post\w*|since|once|as)\b",
    re.IGNORECASE,
)
_WITHOUT_SUBJECT = re.compile(rf"\s*(?:(?:also|later|then|subsequently)\s+)?{_VERB}", re.IGNORECASE)


def clauses_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence (a half-open stretch of the text), as stretches in order.

    A new one begins only where the words before it say something by themselves: “AKI and anemia were there” is one.
    """
    clauses, begin = [], start
    for bound in _BOUND.finditer(text, start, end):
        before = text[begin : bound.start()]
        if not _IS_SAID.search(before) and not bound["relative"] and not (bound["hard"] and not _OPENS.match(before)):
            continue
        if bound["comma"] and _OPENS.match(before):
            continue
        clauses.append((begin, bound.start()))
        begin = bound.end()
    return [*clauses, (begin, end)]


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a clause has no subject of its own, so that it is about what the one before names: “…, which was present on admission”."""
    return _WITHOUT_SUBJECT.match(text, start, end) is not None
