"""What a practice lets the program do without a person: by family of codes off, in the shadow or on. Nothing, unless it says so."""

import json
from dataclasses import dataclass, field, replace

from superbill.app.desk import Desk
from superbill.app.find import lock_practice
from superbill.claims.plain import to_plain
from superbill.codes.icd10cm import Icd10cm, heading_name
from superbill.storage import clock
from superbill.storage.models import PracticeTable

OFF, SHADOW, ON = "off", "shadow", "on"
_KIND = "trust"


@dataclass(frozen=True, slots=True)
class Trust:
    """The settings: the precision in percent that must be proven (`threshold`), on at least `fewest` cases, `audited` of them audited.

    `sample` is the percent of visits with automatic codes that somebody looks at afterwards. `families` are those that somebody put in a
    mode: off too, so that a category stays off while its chapter is on.
    """

    threshold: float = 97.0
    fewest: int = 100
    sample: int = 10
    audited: int = 30
    families: dict[str, str] = field(default_factory=dict)

    def mode(self, family: str) -> str:
        """Off, shadow or on."""
        return self.families.get(family, OFF)

    def with_mode(self, family: str, mode: str) -> "Trust":
        """The settings with a family in another mode."""
        return replace(self, families={**self.families, family: mode})

    def family_of(self, code: str, chapter: str) -> str:
        """The family under which a code stands here: its category before its chapter; empty where neither is named, or it is off."""
        named = next((name for name in (code[:3], chapter) if name in self.families), "")
        return named if self.mode(named) != OFF else ""


def trust_of(desk: Desk, *, lock: bool = False) -> Trust:
    """The settings of the practice; those that trust nothing where it has none. Locked for change when asked: another change waits."""
    if lock:
        lock_practice(desk)
    row = PracticeTable.objects.filter(practice_id=desk.practice_id, kind=_KIND, key="").first()
    return Trust(**json.loads(row.text)) if row else Trust()


def keep_trust(desk: Desk, trust: Trust) -> None:
    """Keep the settings."""
    PracticeTable.objects.update_or_create(
        practice_id=desk.practice_id,
        kind=_KIND,
        key="",
        defaults={"text": json.dumps(to_plain(trust)), "loaded_at": clock.now()},
    )


def family_named(text: str, tables: Icd10cm) -> str:
    """A category (`I10`) or a chapter (`Chapter 9`) as it is kept; empty for any other text."""
    chapter = heading_name(text)
    if chapter.startswith("Chapter "):
        return chapter if chapter in {step.name for step in tables.headings()} else ""
    category = text.strip().upper()
    return category if len(category) == 3 and tables.history(category) else ""
