"""How often the code books and hccinfhir agree on the condition categories of diagnoses drawn at random, by model and payment year.

python benchmarks/coding/categories.py [sets] [seed]
"""

import random
import sys
from collections import Counter
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.app.risk import BookRisk
from superbill.places.us.risk.categories import categories_of
from superbill.storage.risk_package import ask_package

ASKED = (("V28", 2025), ("V28", 2026), ("V28", 2027), ("V24", 2025), ("V24", 2026), ("RxHCC V08", 2026), ("ESRD V24", 2026))


def main() -> None:
    """Print the agreement, and which categories differ most often."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: S311  # nothing secret
    with shelves_here().open("hcc") as tables:
        for model, year in ASKED:
            book, day = BookRisk(tables, model=model, year=year, age=70, sex="F"), date(year, 1, 1)
            codes = sorted({str(row["code"]) for row in tables["diagnoses"].rows(on=day) if row["model"] == model})
            alike, differing = 0, Counter[str]()
            for _ in range(count):
                drawn = tuple(chance.choice(codes) for _ in range(chance.randrange(1, 8)))
                ours = {each.hcc for each in categories_of(drawn, tables=book) if not each.why_not}
                second = ask_package(drawn, model=model, year=year, age=70, sex="F")
                theirs = set(second.hccs) if second else set()
                alike += ours == theirs
                differing.update(ours ^ theirs)
            print(
                f"{model}, payment year {year}: {count:,} sets of diagnoses, {alike / count:.1%} alike {dict(differing.most_common(5))}"
            )


if __name__ == "__main__":
    main()
