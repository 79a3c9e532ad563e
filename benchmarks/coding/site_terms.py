"""How much coders' decisions help: let them decide on the suggestions of one file of coded notes, and judge on another.

    python benchmarks/coding/site_terms.py TRAIN DEV

A suggestion whose code the note was given is accepted. The others are rejected or only passed over, as the row says: what coders really
do lies between. No words are marked, so nothing but the confidence of known terms moves. Codes that the note denies do not count.
"""

import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from superbill.app.code_tables import icd10cm
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.terms import key_of_term
from superbill.coding import scores, site_terms
from superbill.coding.charts import Chart, charts_from_bytes
from superbill.coding.scores import Judged
from superbill.coding.site_terms import SiteTerms, TermCount, folded
from superbill.coding.suggest import suggest

DAY = date(2019, 7, 1)
"""On which most of the codes of CodiEsp hold."""
WEIGHTS = (1, 2, 3, 5, 8)


def decided(charts: Iterable[Chart], tables: Icd10cm, *, rejects: bool) -> SiteTerms:
    """The store after coders decided on every suggestion."""
    counts = []
    for chart in charts:
        given = set(chart.gold(denied=False))
        for one in suggest(chart.note, on=DAY, icd10cm=tables).suggestions:
            yes = one.code in given
            no = (0, 1, 0) if rejects else (0, 0, 1)
            counts.append(TermCount(key_of_term(one.term), one.term, one.code, *((1, 0, 0) if yes else no)))
    return SiteTerms(folded(counts))


def judged(charts: Iterable[Chart], tables: Icd10cm, site: SiteTerms | None) -> list[Judged]:
    """Each note's codes beside its suggestions."""
    found = []
    for chart in charts:
        result = suggest(chart.note, on=DAY, icd10cm=tables, site=site)
        found.append(Judged(chart.gold(denied=False), tuple((one.code, one.confidence) for one in result.suggestions)))
    return found


def told(name: str, charts: list[Chart], tables: Icd10cm, site: SiteTerms | None) -> None:
    """One row: how well the suggestions agree, how true the claims are, and how many notes a second."""
    began = time.process_time()
    notes = judged(charts, tables, site)
    speed = len(charts) / (time.process_time() - began)
    over, sure = scores.agreement(notes), scores.agreement(notes, least=scores.SURE)
    claims = [(percent / 100, code in note.given) for note in notes for code, percent in note.suggested]
    brier = sum((claim - right) ** 2 for claim, right in claims) / len(claims)
    wrong = sum(map(scores.wrong_in, notes)) / len(notes)
    print(
        f"{name:44} P {over.precision or 0:.3f}  R {over.recall or 0:.3f}  F1 {over.f1 or 0:.3f}  "
        f"P@90 {sure.precision or 0:.3f} on {sure.recall or 0:.3f}  wrong {wrong:.2f}  Brier {brier:.3f}  {speed:,.0f}/s"
    )


def main(train: Path, dev: Path) -> None:
    """Print the rows."""
    learn = list(charts_from_bytes(train.read_bytes(), where=train.name))
    judge = list(charts_from_bytes(dev.read_bytes(), where=dev.name))
    print(f"{len(learn)} notes decided on, {len(judge)} judged")
    with icd10cm() as tables:
        told("nothing learned", judge, tables, None)
        for rejects in (True, False):
            site = decided(learn, tables, rejects=rejects)
            for weight in WEIGHTS:
                site_terms.PRIOR_WEIGHT = weight
                told(f"others {'rejected' if rejects else 'passed over'}, prior weighs {weight}", judge, tables, site)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
