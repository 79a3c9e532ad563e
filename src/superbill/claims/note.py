"""A clinical note, and codes with the words that support them.

Offsets are half-open character positions in `Note.text` exactly as it was received; the text is never changed.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What the clinician wrote."""

    text: str
    author: str = ""

    @property
    def sha256(self) -> str:
        """The fingerprint that ties evidence to exactly this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the note that support a code: `note.text[start:end] == words`, and the section they stand in."""

    start: int
    end: int
    words: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that the note supports. No evidence, no suggestion.

    `confidence` is whole percent. `term` is the entry of the code set that matched. `why` is one sentence a step:
    what matched, what moved the choice (laterality, with/without complication …). `gaps` are questions that a more
    specific code would need answered. `doubt` are the words by which the note only suspects it (“consistent with”); empty when it is
    said plainly. Nobody takes a doubted one without the clinician's word.
    """

    code: str
    title: str
    evidence: tuple[Evidence, ...]
    confidence: int
    term: str
    why: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    doubt: str = ""

    def __post_init__(self) -> None:
        assert self.evidence, "a suggestion carries the words that support it"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding of the note that is not suggested, and why: negated, family history, uncertain, historical."""

    code: str
    title: str
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code that a person took responsibility for.

    `how` is accepted (as suggested), changed (another code for the suggested words), added (without a suggestion) or automatic (put there
    by the program, for a family of codes that the practice trusts it with; nobody has judged it).
    Evidence may be empty only for an added code: the page then says that no words support it.
    """

    code: str
    how: str
    evidence: tuple[Evidence, ...]
    by: str
    at: datetime
