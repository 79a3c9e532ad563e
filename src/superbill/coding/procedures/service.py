"""A suggested service: a code with its units, the words that support it, and what the note leaves open."""

from dataclasses import dataclass

from superbill.claims.note import Evidence


@dataclass(frozen=True, slots=True)
class ModifierHint:
    """A modifier that a line may need. `sure` when the words and the rule leave no question; else `reason` ends in what to ask."""

    modifier: str
    reason: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class SuggestedService:
    """A service that the note supports. No words, no suggestion.

    `name` is in our own plain words, never a descriptor. `confidence` is whole percent. `gaps` are questions whose answer may change
    code or units: until then the least is suggested. `facts` are what was read around the words, such as `side` → `right`.
    `rule` names the row of the table, or what coders chose.
    """

    code: str
    name: str
    units: int
    evidence: tuple[Evidence, ...]
    confidence: int
    why: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    modifiers: tuple[ModifierHint, ...] = ()
    source: str = ""
    rule: str = ""

    def __post_init__(self) -> None:
        assert self.evidence, "a suggestion carries the words that support it"

    def fact(self, name: str) -> str:
        """What was read around the words; empty when nothing was."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class ServiceAside:
    """A service that the note names and that is not suggested, and why: ordered, declined, done before, done elsewhere."""

    name: str
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class ServicesFound:
    """Suggestions and what was set aside, each in the order of the note."""

    suggested: tuple[SuggestedService, ...]
    aside: tuple[ServiceAside, ...]
