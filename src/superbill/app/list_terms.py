"""The terms of the site as people look at them: what was decided on each, how far it is believed, by whom; and the decisions behind."""

from dataclasses import dataclass

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import FROM_SITE, Kind, Why, standing
from superbill.app.desk import Desk, at_desk
from superbill.app.site_terms import site_terms_of
from superbill.app.wording import moment
from superbill.coding.site_terms import TermCount
from superbill.storage.models import DecisionRecord

WHICH = ("all", "new", "moved", "doubted", "elsewhere")
"""All · words that coders gave a code · terms that they point elsewhere · more rejected than accepted · counted by other sites."""

MOST_ROWS = 500
MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term and a code: what was decided, the precision of it by itself in percent, whether the reader knows the term by it."""

    term: str
    words: str
    code: str
    title: str
    accepted: int
    rejected: int
    passed: int
    pointed: int
    precision: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class TermsPage:
    """The terms that fit, the most decided first; `count` is how many there are, also beyond those shown."""

    rows: tuple[TermRow, ...]
    count: int
    decisions: int
    merged_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision that stands: `number` takes it back. `visit` is empty for one of another site."""

    number: int
    kind: str
    words: str
    code: str
    to_code: str
    because: str
    visit: str
    by: str
    at: str
    source: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """One term: what was decided on it by code, and the last decisions."""

    term: str
    words: str
    rows: tuple[TermRow, ...]
    decisions: tuple[DecisionRow, ...]


@at_desk(may="see")
def list_terms(desk: Desk, *, which: str = "all", words: str = "", code: str = "") -> TermsPage:
    """The terms of the site. `words` must all stand in the term, `code` is the beginning of a code. Another `which` is all."""
    wanted = words.lower().split()
    counts = [
        count
        for count in _counts(desk, which)
        if count.code.startswith(code.strip().upper()) and all(word in count.words.lower() for word in wanted)
    ]
    ordered = sorted(counts, key=lambda one: (-one.accepted - one.rejected - one.passed, one.words, one.code))
    sites = standing(desk).filter(source__startswith=FROM_SITE).order_by().values_list("source", flat=True).distinct()
    return TermsPage(
        _rows(ordered[:MOST_ROWS]),
        len(ordered),
        standing(desk).exclude(kind__in=(Kind.SHADOW, Kind.AUTOMATIC)).count(),
        tuple(sorted(source.removeprefix(FROM_SITE) for source in sites)),
    )


@at_desk(may="see")
def show_term(desk: Desk, term: str) -> TermPage:
    """One term, by its key; empty for a term that nobody decided on."""
    counts = [count for count in site_terms_of(desk).counts.values() if count.term == term]
    rows = standing(desk).filter(term=term).exclude(kind__in=(Kind.SHADOW, Kind.AUTOMATIC)).select_related("visit")
    decisions = tuple(_decision(row) for row in rows.order_by("-pk")[:MOST_DECISIONS])
    words = counts[0].words if counts else term
    return TermPage(term, words, _rows(sorted(counts, key=lambda one: -one.accepted)), decisions)


def _counts(desk: Desk, which: str) -> list[TermCount]:
    site = site_terms_of(desk)
    counts = [count for count in site.counts.values() if count.term]
    match which:
        case "new":
            return [count for count in counts if count.pointed]
        case "moved":
            moved = set(standing(desk).filter(kind=Kind.CHANGED).values_list("term", flat=True))
            return [count for count in counts if count.term in moved]
        case "doubted":
            return [count for count in counts if count.rejected > count.accepted]
        case "elsewhere":
            merged = set(standing(desk).filter(kind=Kind.MERGED).values_list("term", "code"))
            return [count for count in counts if (count.term, count.code) in merged]
    return counts


def _rows(counts: list[TermCount]) -> tuple[TermRow, ...]:
    with icd10cm() as tables:
        titles = {count.code: found[-1].title for count in counts if (found := tables.history(count.code))}
    return tuple(
        TermRow(
            count.term,
            count.words,
            count.code,
            titles.get(count.code, ""),
            count.accepted,
            count.rejected,
            count.passed,
            count.pointed,
            round(100 * count.precision),
            count.is_believed,
        )
        for count in counts
    )


def _decision(row: DecisionRecord) -> DecisionRow:
    because = Why(row.because).spoken if row.because in set(Why) else ""
    visit = row.visit.number if row.visit else ""
    return DecisionRow(
        row.pk, row.kind, row.words, row.code, row.to_code, because, visit, row.by, moment(row.at), row.source
    )
