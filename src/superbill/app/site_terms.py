"""The term store of a practice: compiled once for each decision that came, and kept while this process runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from superbill.app.code_tables import icd10cm, which_tables
from superbill.app.decision_rows import Kind, standing
from superbill.app.desk import Desk
from superbill.app.suggest_codes import suggest_codes
from superbill.claims.note import Note
from superbill.coding.site_terms import COUNTS, SiteTerms, TermCount, folded
from superbill.coding.suggest import CodingResult
from superbill.storage.models import DecisionRecord

_KEPT, _MOST_FRESH = 16, 1000


def suggest_here(desk: Desk, note: Note, *, on: date) -> CodingResult:
    """As `suggest_codes`, with what the coders of this practice have decided. Inside a verb: it reads the practice's rows."""
    site = site_terms_of(desk)
    return suggest_codes(note, on=on, site=None if site.is_empty else site)


def site_terms_of(desk: Desk) -> SiteTerms:
    """The store as it stands now: made anew only when a decision came, and then from the former one and what came since."""
    rows = DecisionRecord.objects.filter(practice_id=desk.practice_id)
    last = rows.order_by("-pk").values_list("pk", "at", "kind", "term", "code").first()
    former = _kept.get(desk.practice_id)
    if former is None or former[0].last != last:
        now = _Seen(rows.count(), last)
        site = compiled(_since(former, now, rows) if former else counts_of(standing(desk)))
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[desk.practice_id] = former = (now, site)
    return former[1]


@dataclass(frozen=True, slots=True)
class _Seen:
    """How many decisions a practice had, and what tells the last one from every other."""

    count: int
    last: tuple[Any, ...] | None


_kept: dict[int, tuple[_Seen, SiteTerms]] = {}


def _since(former: tuple[_Seen, SiteTerms], now: _Seen, rows: Any) -> Iterable[TermCount]:
    """The former counts with what came since; all anew where the former rows are not those that lie below (another database)."""
    seen, site = former
    pk = seen.last[0] if seen.last else 0
    fresh = list(rows.filter(pk__gt=pk).select_related("takes_back")) if now.count - seen.count < _MOST_FRESH else []
    is_same = not seen.last or rows.filter(pk=pk).values_list("pk", "at", "kind", "term", "code").first() == seen.last
    if not is_same or len(fresh) != now.count - seen.count:
        return counts_of(rows.filter(takes_back=None, taken_back=None))
    sums = dict(site.counts)
    for row in fresh:
        for count in _counts_of_row(row.takes_back or row):
            pair = count.term, count.code
            before = sums.get(pair, TermCount(count.term, count.words, count.code))
            sums[pair] = before.less(count) if row.takes_back else before.plus(count)
    return [count for count in sums.values() if not count.is_nothing]


def _counts_of_row(row: DecisionRecord) -> Iterator[TermCount]:
    if row.term:
        yield TermCount(row.term, row.words, row.code, row.accepted, row.rejected, row.passed, row.pointed)
        yield from _pointed_to(row.kind, row.term, row.words, row.to_code, row.rejected)


def counts_of(rows: Any) -> Iterator[TermCount]:
    """The rows of a query, added up by term and code. A change counts against one code and for the other."""
    for term, words, code, to_code, kind, *sums in _summed(rows):
        accepted, rejected, passed, pointed = (number or 0 for number in sums)
        yield TermCount(term, words, code, accepted, rejected, passed, pointed)
        yield from _pointed_to(kind, term, words, to_code, rejected)


def _pointed_to(kind: str, term: str, words: str, to_code: str, times: int) -> Iterator[TermCount]:
    """What a change counts for the code that was put in the place of another."""
    if kind == Kind.CHANGED and to_code and times:
        yield TermCount(term, words, to_code, accepted=times, pointed=times)


def _summed(rows: Any) -> Iterable[tuple[Any, ...]]:
    by = ("term", "words", "code", "to_code", "kind")
    counted = rows.exclude(term="").order_by().values(*by).annotate(**{f"n_{name}": Sum(name) for name in COUNTS})
    return (tuple(row[name] for name in (*by, *(f"n_{each}" for each in COUNTS))) for row in counted)


def compiled(counts: Iterable[TermCount]) -> SiteTerms:
    """The store of these counts, with the codes that are chosen anew in each note by their 7th character."""
    sums = folded(one for one in counts if not one.is_nothing)
    pointed = {count.code for count in sums.values() if count.pointed}
    return SiteTerms(sums, stems=_stems(pointed))


_stem_of: dict[tuple[str, str], str] = {}
"""By tables and code: the code above one with a 7th character; empty for any other."""


def _stems(codes: Iterable[str]) -> dict[str, str]:
    tables_are = which_tables()
    unknown = [code for code in codes if (tables_are, code) not in _stem_of]
    if unknown:
        with icd10cm() as tables:
            for code in unknown:
                found = tables.history(code)
                _stem_of[tables_are, code] = found[-1].parent if found and found[-1].seventh else ""
    return {code: stem for code in codes if (stem := _stem_of[tables_are, code])}
