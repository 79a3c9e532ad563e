"""The term store of a practice: compiled once for each decision that came, and kept while this process runs."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Sum

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import Kind, standing
from superbill.app.desk import Desk
from superbill.app.suggest_codes import suggest_codes
from superbill.claims.note import Note
from superbill.coding.site_terms import SiteTerms, TermCount, folded
from superbill.coding.suggest import CodingResult
from superbill.storage.models import DecisionRecord

_KEPT = 16
_COUNTS = ("accepted", "rejected", "passed", "pointed")


def suggest_here(desk: Desk, note: Note, *, on: date) -> CodingResult:
    """As `suggest_codes`, with what the coders of this practice have decided. Inside a verb: it reads the practice's rows."""
    site = site_terms_of(desk)
    return suggest_codes(note, on=on, site=None if site.is_empty else site)


def site_terms_of(desk: Desk) -> SiteTerms:
    """The store as it stands now."""
    rows = DecisionRecord.objects.filter(practice_id=desk.practice_id).order_by("-pk")
    last = rows.values_list("pk", "at", "kind", "term", "code", "by").first()
    key = (desk.practice_id, last)
    if key not in _compiled:
        for former in list(_compiled)[: len(_compiled) - _KEPT + 1]:
            _compiled.pop(former, None)
        _compiled[key] = compiled(counts_of(standing(desk)))
    return _compiled[key]


_compiled: dict[tuple[int, Any], SiteTerms] = {}


def counts_of(rows: Any) -> Iterator[TermCount]:
    """The rows of a query, added up by term and code. A change counts against one code and for the other."""
    for term, words, code, to_code, changed, *sums in _summed(rows):
        accepted, rejected, passed, pointed = (number or 0 for number in sums)
        yield TermCount(term, words, code, accepted, rejected, passed, pointed)
        if changed == Kind.CHANGED and to_code and rejected:
            yield TermCount(term, words, to_code, accepted=rejected, pointed=rejected)


def _summed(rows: Any) -> Iterable[tuple[Any, ...]]:
    by = ("term", "words", "code", "to_code", "kind")
    counted = rows.exclude(term="").order_by().values(*by).annotate(**{f"n_{name}": Sum(name) for name in _COUNTS})
    return (tuple(row[name] for name in (*by, *(f"n_{each}" for each in _COUNTS))) for row in counted)


def compiled(counts: Iterable[TermCount]) -> SiteTerms:
    """The store of these counts, with the codes that are chosen anew in each note by their 7th character."""
    sums = folded(counts)
    pointed = {count.code for count in sums.values() if count.pointed}
    return SiteTerms(sums, stems=_stems(frozenset(pointed)))


@lru_cache(maxsize=_KEPT)
def _stems(codes: frozenset[str]) -> dict[str, str]:
    """From codes with a 7th character to the code above them."""
    if not codes:
        return {}
    with icd10cm() as tables:
        newest = ((code, tables.history(code)) for code in codes)
        return {code: found[-1].parent for code, found in newest if found and found[-1].seventh}
