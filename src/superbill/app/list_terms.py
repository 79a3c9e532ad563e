"""The terms of the site as people look at them: what was decided on each, how far it is believed, by whom; and the decisions behind."""

from dataclasses import dataclass

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import FROM_SITE, Kind, Why, standing
from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere
from superbill.app.site_terms import site_terms_of
from superbill.app.wording import moment
from superbill.codes.terms import key_of_term
from superbill.coding.site_terms import TermCount
from superbill.storage.models import DecisionRecord

WHICH = ("all", "new", "moved", "doubted", "elsewhere")
"""All · words that coders gave a code · terms that they point elsewhere · more rejected than accepted · counted by other sites."""

MOST_ROWS = 500
MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term and a code: what was decided, the precision of it by itself in percent, whether the reader knows the term by it.

    `number` is that of the last decision on it, and `by` who made it.
    """

    number: int
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
    by: str


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
        _rows(desk, ordered[:MOST_ROWS]),
        len(ordered),
        standing(desk).exclude(kind__in=(Kind.SHADOW, Kind.AUTOMATIC)).count(),
        tuple(sorted(source.removeprefix(FROM_SITE) for source in sites)),
    )


@at_desk(may="see")
def show_term(desk: Desk, term: str) -> TermPage:
    """One term, by its words in any order; empty for a term that nobody decided on."""
    return _page(desk, key_of_term(term))


@at_desk(may="see")
def term_of_decision(desk: Desk, number: int) -> TermPage:
    """The term that a decision is about. Raises `NotHere`."""
    row = standing(desk).filter(pk=number).exclude(term="").first()
    if row is None:
        raise NotHere(f"There is no term of a decision {number} that stands.", todo="Look for it in the list of terms.")
    return _page(desk, row.term)


def _page(desk: Desk, term: str) -> TermPage:
    counts = [count for count in site_terms_of(desk).counts.values() if count.term == term]
    rows = standing(desk).filter(term=term).exclude(kind__in=(Kind.SHADOW, Kind.AUTOMATIC)).select_related("visit")
    decisions = tuple(_decision(row) for row in rows.order_by("-pk")[:MOST_DECISIONS])
    words = counts[0].words if counts else term
    return TermPage(term, words, _rows(desk, sorted(counts, key=lambda one: -one.accepted)), decisions)


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


def _rows(desk: Desk, counts: list[TermCount]) -> tuple[TermRow, ...]:
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for number, by, term, *codes in standing(desk).exclude(term="").values_list("pk", "by", "term", "code", "to_code"):
        last.update({(term, code): (number, by) for code in codes if code})
    with icd10cm() as tables:
        titles = {count.code: found[-1].title for count in counts if (found := tables.history(count.code))}
    return tuple(
        TermRow(
            last.get((count.term, count.code), (0, ""))[0],
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
            last.get((count.term, count.code), (0, ""))[1],
        )
        for count in counts
    )


def _decision(row: DecisionRecord) -> DecisionRow:
    because = Why(row.because).spoken if row.because in set(Why) else ""
    visit = row.visit.number if row.visit else ""
    return DecisionRow(row.pk, row.kind, row.words, row.code, row.to_code, because, visit, row.by, moment(row.at), row.source)
