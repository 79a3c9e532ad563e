"""Level 4 of the hierarchy: HL04 says whether levels stand below. Source: X12 005010, comment on HL04; the guides' notes on it."""

from collections.abc import Iterator

from superbill.x12.findings import Finding, found, register
from superbill.x12.objects.levels import Level
from superbill.x12.rules import rule

register("""
SNIP4-LEVEL-BELOW | error | | HL04 does not say whether a level follows below | Write 1 when another HL stands below this one, else 0.
""")


@rule(4, Level)
def check_below(level: Level) -> Iterator[Finding]:
    """HL04 = 1 with a level below, 0 without; the guides leave it out where none can be."""
    if level.children == "1" and not level.below:
        what = f"HL04 says that another level stands below level {level.number}, but none does."
        yield found("SNIP4-LEVEL-BELOW", what, at=level.at, spot="HL04", loop=level.loop, value="1", number=736)
    elif level.children == "0" and level.below:
        what = f"HL04 says that no other level stands below level {level.number}, but {level.below} {_do(level.below)}."
        yield found("SNIP4-LEVEL-BELOW", what, at=level.at, spot="HL04", loop=level.loop, value="0", number=736)


def _do(count: int) -> str:
    return "does" if count == 1 else "do"
