"""A suggestion while it is being made: evidence gathers, codes absorb one another, then it is sealed."""

from dataclasses import dataclass, field

from superbill.claims.note import Evidence, SetAside, Suggestion
from superbill.codes.icd10cm import Icd10cmCode
from superbill.coding.sections import ADMISSION, ASSESSMENT, BODY, COURSE, DISCHARGE, PLAN, PROCEDURE, REASON
from superbill.coding.signs import VAGUE

_FIRST = (DISCHARGE, ASSESSMENT, BODY, PLAN, PROCEDURE, REASON, COURSE, ADMISSION)
STATUS_RANK = 9
"""Status codes (long-term drugs, body mass index) come after the conditions they belong to."""


@dataclass(slots=True)
class Draft:
    """A code with the words for it. `heading` is where the term pointed: shorter than the code when rules chose the rest."""

    code: Icd10cmCode
    heading: str
    term: str
    confidence: int
    why: list[str]
    gaps: list[str]
    evidence: list[Evidence] = field(default_factory=list)
    rank: int = 0
    is_default: bool = False
    doubt: str = ""
    decided: str = ""
    """What the site's coders decided on this term and code before, as a sentence."""
    coded_doubt: str = ""
    """Words of doubt at discharge, with which a hospital codes it all the same."""

    @property
    def order(self) -> tuple[int, int]:
        """The assessment first, in its own order; then plan, procedure, reason and the rest; status codes last."""
        places = [(self._section_rank(one), one.start) for one in self.evidence]
        return (max(self.rank, min(places)[0]), min(places)[1])

    @property
    def names_something(self) -> bool:
        """Whether it is said plainly, and is more than pain or illness of nothing named."""
        return not self.doubt and not self.code.code.startswith(VAGUE)

    def add(self, evidence: list[Evidence]) -> None:
        """Take more words for the same code; a stretch inside one that is already there adds nothing."""
        for one in evidence:
            if not any(other.start <= one.start and one.end <= other.end for other in self.evidence):
                self.evidence = [other for other in self.evidence if not (one.start <= other.start and other.end <= one.end)]
                self.evidence.append(one)

    def sealed(self) -> Suggestion:
        """The suggestion, its strongest words first: those in the assessment, then in the order of the note."""
        ordered = sorted(self.evidence, key=lambda one: (self._section_rank(one), one.start))
        gaps = tuple(dict.fromkeys(self.gaps))
        return Suggestion(
            self.code.code,
            self.code.title,
            tuple(ordered),
            self.confidence,
            self.term,
            tuple(filter(None, dict.fromkeys((*self.why, self.decided)))),
            gaps,
            self.doubt,
        )

    def set_aside(self, reason: str) -> SetAside:
        """The same as a finding that is not suggested, with the words that named it."""
        return SetAside(self.code.code, self.code.title, self.evidence[0], reason)

    @staticmethod
    def _section_rank(evidence: Evidence) -> int:
        return _FIRST.index(evidence.section) if evidence.section in _FIRST else len(_FIRST)
