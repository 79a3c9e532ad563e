"""The terms of a site as a file: for another site to merge, and to look at. Counts of terms and codes; no note, no patient, no person.

    {"superbill_terms": 1, "site": "…", "made_on": "2026-09-18",
     "terms": [{"term": "high sugar", "words": "sugar high", "code": "R73.9", "accepted": 4, "rejected": 0, "passed": 1, "pointed": 2}]}

Only what the site decided itself is written, so that counts do not come back to it through others. Words that coders marked are
written once they were given a code for LEAST_PATIENTS patients; what the code set says itself always.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import FROM_SITE, PAGE, REVIEW, SHEET, Kind, standing, take_back
from superbill.app.desk import Desk, at_desk
from superbill.app.find import lock_practice
from superbill.app.site_terms import counts_of
from superbill.app.trail import note_event
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.plain import to_plain
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.site_terms import TermCount, folded
from superbill.coding.site_words import matched_term
from superbill.storage import clock
from superbill.storage.models import DecisionRecord

VERSION = 1
LEAST_PATIENTS = 2
MOST_FROM_ELSEWHERE = 20
"""Decisions on one term and code that another site counts for here at most, in proportion: the site's own soon weigh more."""

MOST_TERMS = 200_000
_NUMBERS = ("accepted", "rejected", "passed", "pointed")


class BadTerms(BadInput):
    """A file that holds no terms of a site, or one that cannot be taken."""


class AlreadyMerged(NotPossible):
    """This very file was merged before, and stands."""


@dataclass(frozen=True, slots=True)
class TermsFile:
    """Terms of a site with their counts. `site` is the name it gives itself."""

    superbill_terms: int
    site: str
    made_on: str
    terms: tuple[TermCount, ...]

    @property
    def mark(self) -> str:
        """The fingerprint of what it says, which ties the rows of its merge together."""
        return hashlib.sha256(json.dumps(to_plain(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a merge: rows taken, rows left out as they name an unknown code or unsafe words, and rows it took the place of."""

    site: str
    taken: int
    left_out: int
    replaced: int


@at_desk(may="settle")
def export_terms(desk: Desk) -> TermsFile:
    """What this site decided, to be given to another; the trail keeps that it was written."""
    own = standing(desk).exclude(kind=Kind.MERGED).exclude(source__startswith=FROM_SITE)
    people = own.filter(kind__in=(Kind.ACCEPTED, Kind.ADDED, Kind.CHANGED), source__in=(SHEET, PAGE, REVIEW)).exclude(term="")
    patients = people.order_by().values("term").annotate(patients=Count("visit__patient", distinct=True))
    seen = {row["term"]: row["patients"] for row in patients}
    sums = folded(counts_of(own)).values()
    with icd10cm() as tables:
        shown = [one for one in sums if not one.pointed or seen.get(one.term, 0) >= LEAST_PATIENTS or tables.terms(one.term)]
    note_event(desk, f"Terms written for another site: {counted(len(shown), 'term')}.")
    return TermsFile(VERSION, desk.practice_name, desk.on.isoformat(), tuple(sorted(shown, key=lambda one: (one.term, one.code))))


def read_terms_file(data: bytes, *, where: str = "") -> TermsFile:
    """The terms of a file. Raises `BadTerms` with the place at fault; it repeats no words of the file."""
    try:
        told = json.loads(data)
    except (UnicodeDecodeError, ValueError):
        raise BadTerms("This is not JSON.", where=where, todo="Give a file that `superbill coding terms export` wrote.") from None
    if not isinstance(told, dict) or told.get("superbill_terms") != VERSION or not isinstance(told.get("terms"), list):
        todo = f"Give a file that `superbill coding terms export` wrote, of version {VERSION}."
        raise BadTerms("This is no file of terms of this version.", where=where, todo=todo)
    if not isinstance(told.get("site"), str) or not 0 < len(told["site"].strip()) <= 100:
        raise BadTerms("The file does not name its site.", where=where, todo="Write a `site` of up to 100 characters.")
    if len(told["terms"]) > MOST_TERMS:
        raise BadTerms(f"The file has more than {MOST_TERMS:,} terms.", where=where, todo="Divide it.")
    terms = tuple(_term(row, f"{where}, term {number}") for number, row in enumerate(told["terms"], 1))
    return TermsFile(VERSION, told["site"].strip(), str(told.get("made_on", ""))[:10], terms)


def _term(row: Any, where: str) -> TermCount:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in ("term", "words", "code")):
        raise BadTerms("A term has `term`, `words` and `code`.", where=where, todo="Export the file anew.")
    numbers = [row.get(name, 0) for name in _NUMBERS]
    if not all(type(number) is int and 0 <= number < 10**7 for number in numbers):
        raise BadTerms("A count is not a whole number from 0.", where=where, todo="Export the file anew.")
    return TermCount(row["term"], row["words"], row["code"], *numbers)


def safe_counts(file: TermsFile, tables: Icd10cm) -> list[TermCount]:
    """The counts that may be taken: of codes that are, and of terms that name nobody; weighed down to MOST_FROM_ELSEWHERE."""
    return [_weighed_down(one) for row in file.terms if (one := _safe(row, tables))]


def _safe(row: TermCount, tables: Icd10cm) -> TermCount | None:
    history = tables.history(row.code)
    if not history or not history[-1].billable:
        return None
    term, words = matched_term(row.words, title=history[-1].title, icd10cm=tables)
    if not term or term != row.term or not any((row.accepted, row.rejected, row.passed)):
        return None
    return TermCount(term, words, history[-1].code, row.accepted, row.rejected, row.passed, min(row.pointed, row.accepted))


def _weighed_down(row: TermCount) -> TermCount:
    total = row.accepted + row.rejected + row.passed
    if total <= MOST_FROM_ELSEWHERE:
        return row
    accepted, rejected, passed, pointed = (
        round(number * MOST_FROM_ELSEWHERE / total) for number in (row.accepted, row.rejected, row.passed, row.pointed)
    )
    return TermCount(row.term, row.words, row.code, accepted, rejected, passed, min(accepted, max(pointed, bool(row.pointed))))


def keep_merge(desk: Desk, file: TermsFile, *, because: str = "") -> Merged:
    """Take the terms of another site in; what was merged from that site before gives way. Raises `AlreadyMerged`, `BadTerms`."""
    lock_practice(desk)  # of two merges of one file at once the second finds it merged
    source = f"{FROM_SITE}{file.site}"
    former = list(standing(desk).filter(source=source))
    if any(row.batch == file.mark for row in former):
        raise AlreadyMerged("This file was merged already.", todo="Nothing needs to be done; undo it to merge it anew.")
    if file.site == desk.practice_name:
        raise BadTerms("The file is of this very site.", where=file.site, todo="Its decisions count here already.")
    with icd10cm() as tables:
        counts = safe_counts(file, tables)
    at = clock.now()
    replaced = take_back(desk, former, at=at, because="merge")
    DecisionRecord.objects.bulk_create(_rows(desk, counts, source, file.mark, at))
    told = f"Terms merged {source}: {counted(len(counts), 'term')}."
    note_event(desk, f"{told} Merged although the replay got worse: {because}" if because else told)
    return Merged(file.site, len(counts), len(file.terms) - len(counts), replaced)


def _rows(desk: Desk, counts: list[TermCount], source: str, batch: str, at: Any) -> Iterator[DecisionRecord]:
    for one in counts:
        yield DecisionRecord(
            practice_id=desk.practice_id,
            kind=Kind.MERGED.value,
            term=one.term,
            words=one.words,
            code=one.code,
            source=source,
            accepted=one.accepted,
            rejected=one.rejected,
            passed=one.passed,
            pointed=one.pointed,
            batch=batch,
            by=desk.by,
            at=at,
        )
