"""Run the edits on claims: those at hand, and those of files of any size while they are read. Needs the code tables, no database.

    with checking(on=today) as run:
        run.read(chunks, name="claims.837", take=print)      # each claim with its findings, as soon as it was read
    run.not_run                                              # what could not be checked, and on how many claims

Claims that came before for the same patient are history for those after them. What was not run is told of all claims together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from superbill.app.code_tables import icd10cm
from superbill.app.edit_tables import edit_tables
from superbill.app.own_edits import Broken, Edits, edits_here
from superbill.app.own_payers import PayerHere, payer_here
from superbill.app.patient_history import PatientHistory
from superbill.app.read_file import NotRead, claims_in
from superbill.basics.findings import Finding, Source
from superbill.basics.near import nearest
from superbill.claims.claim import Claim
from superbill.claims.payer_rules import PayerRules
from superbill.edits.check import NOT_RUN, NotRun, check, not_run, why_not_run
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.facts import days_served
from superbill.edits.from_claim import rows_of
from superbill.edits.from_x12 import rows_of_x12
from superbill.edits.kinds import Edit
from superbill.edits.relations import ClaimRows
from superbill.edits.tables import Table
from superbill.places.us.tables import unlicensed
from superbill.x12.check import check as read_x12
from superbill.x12.objects.claims import Claim as SentClaim
from superbill.x12.report import Report

if TYPE_CHECKING:
    from superbill.storage.claims_folder import ClaimsFolder  # DuckDB takes longer to load than a small file to check

PAYER_RULES = "PAYER-RULES"
"""Stands for the rules of a payer whose file cannot be used, among the edits that were not run."""
_GUIDES = ("005010X222", "005010X223", "005010X224")
"""Claims that go to be paid; a predetermination (X291, X292) and a reported claim (X298) do not."""
_NOT_WHOLE = frozenset(f"SNIP1-{name}" for name in ("NOT-X12", "EMPTY", "CUT", "ENDLESS", "ISA", "TRAILER", "HEADER"))
"""What says that claims may have been lost: such a file is refused, because a clean answer would look like a whole one."""
_CUT = frozenset(("SNIP1-CUT", "SNIP1-ENDLESS", "SNIP1-TRAILER"))


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of a file: its control number, and what the edits found, in the order of precedence."""

    file: str
    claim: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: how many errors of syntax it has, and how many sets that hold no claims to be checked.

    `many` are claims that are not told one by one: a folder, or the books.
    """

    name: str
    errors: int = 0
    others: int = 0
    many: bool = False


Take = Callable[[CheckedClaim], None]


def check_claims(claims: tuple[Claim, ...], *, on: date, history: tuple[Claim, ...] = ()) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each claim as of a day, with a finding for each edit that was not run.

    Claims that stand earlier in the same list count as history of the later ones. That a practice has no licence for a code set
    is not said of every claim: `superbill doctor` says it once, and a run over files does.
    """
    seen = PatientHistory()
    found = []
    with icd10cm() as codes, edit_tables() as tables:
        edits = edits_here(tables)
        told, known = tuple(broken.finding for broken in edits.broken), _codes_of(edits)
        quiet = unlicensed(edits.all, tables)
        for claim in claims:
            rows = rows_of(claim)
            before: tuple[Claim | ClaimRows, ...] = (*history, *seen.before(rows))
            context = context_of(rows, on=on, codes=codes, tables=tables, history=before)
            findings = check(rows, context, edits=edits.all)
            unheeded = _unheeded_finding(context.payer_rules, known=known)
            found.append(tuple(each for each in findings if each.place != NOT_RUN or each.code not in quiet) + told + unheeded)
            seen.add(rows)
    return tuple(found)


def _unheeded_finding(rules: PayerRules | None, *, known: frozenset[str]) -> tuple[Finding, ...]:
    """The changes of a payer's rules that change nothing, as one finding; none where each is heeded."""
    told = "; ".join(_unheeded(rules, known=known))
    source = Source("The site's own payers", rules.payer.name if rules else "")
    return (not_run(PAYER_RULES, title="A change that this payer's rules make", because=told, source=source),) if told else ()


def _codes_of(edits: Edits) -> frozenset[str]:
    """The codes that a payer's rules may name: those of a file that cannot be used, too."""
    return frozenset((*(edit.code for edit in edits.all), *(each.code for each in edits.broken)))


PayerOf = Callable[[str], PayerHere]


def context_of(
    rows: ClaimRows,
    *,
    on: date,
    codes: DiagnosisCodes,
    tables: Mapping[str, Table],
    history: Sequence[Claim | ClaimRows],
    payer_of: PayerOf = payer_here,
) -> Context:
    """What the edits may look at beside a claim: also the rules of its payer."""
    payer = payer_of(str(rows.rows["claim"][0]["payer_id"]))
    return Context(on=on, icd10cm=codes, payer_rules=payer.rules, no_rules=payer.no_rules, history=tuple(history), tables=tables)


@dataclass(slots=True)
class FileCheck:
    """A run over claims: what it checks with, and what it has counted.

    `known` are the codes that a payer's rules may speak of. `payer_id` leaves out the claims of every other payer, `since` those
    without a service on that day or later. `save` keeps the claims that were checked, as Parquet.
    """

    on: date
    codes: DiagnosisCodes
    tables: Mapping[str, Table]
    edits: tuple[Edit, ...]
    broken: tuple[Broken, ...] = ()
    known: frozenset[str] = frozenset()
    payer_id: str = ""
    since: date | None = None
    save: "ClaimsFolder | None" = None
    claims: int = 0
    history: PatientHistory = field(default_factory=PatientHistory)
    _not_run: dict[str, NotRun] = field(default_factory=dict)
    _broken_payers: Counter[str] = field(default_factory=Counter)
    _unheeded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _payer_of: PayerOf = field(default_factory=lambda: lru_cache(maxsize=4096)(payer_here))

    @property
    def not_run(self) -> tuple[NotRun, ...]:
        """The edits that could not be run, each once, by their codes."""
        broken = {each.code: NotRun(each.code, each.because, self.claims) for each in self.broken}
        told = [told for _, told in sorted((broken | self._not_run).items())]
        return tuple(told + [NotRun(PAYER_RULES, because, claims) for because, claims in sorted(self._broken_payers.items())])

    def read(self, chunks: Iterable[bytes], *, name: str, take: Take) -> ReadFile:
        """Check the claims of one file: 837s in chunks of any size, or a claim as JSON. Raises as `read_rows` does."""
        return read_rows(chunks, name=name, hear=lambda rows: self.check(rows, name=name, take=take))

    def rules_of(self, payer_id: str, *, claims: int) -> PayerRules | None:
        """The rules of the payer of so many claims; they are counted when its file cannot be used, or not all of it."""
        payer = self._payer_of(payer_id)
        if payer.broken:
            self._broken_payers[payer.broken] += claims
        if payer_id not in self._unheeded:
            self._unheeded[payer_id] = tuple(_unheeded(payer.rules, known=self.known))
        for because in self._unheeded[payer_id]:
            self._broken_payers[because] += claims
        return payer.rules

    def note(self, not_run: Iterable[NotRun]) -> None:
        """Count edits that could not be run."""
        for each in not_run:
            before = self._not_run.get(each.edit, NotRun(each.edit, each.because, 0))
            self._not_run[each.edit] = NotRun(before.edit, before.because, before.claims + each.claims)

    def check(self, rows: ClaimRows, *, name: str, take: Take, before: Sequence[Claim | ClaimRows] | None = None) -> None:
        """Check one claim, when it is one that is wanted; without `before` its history are the claims that came before in this run."""
        if self.payer_id and rows.rows["claim"][0]["payer_id"] != self.payer_id:
            return
        history = self.history.before(rows) if before is None else before
        if self.since is None or any(day >= self.since for day in days_served(rows.rows["line"])):
            self._take(rows, history, name, take)
        if before is None:
            self.history.add(rows)

    def _take(self, rows: ClaimRows, history: Sequence[Claim | ClaimRows], name: str, take: Take) -> None:
        context = context_of(rows, on=self.on, codes=self.codes, tables=self.tables, history=history, payer_of=self._payer_of)
        self.rules_of(str(rows.rows["claim"][0]["payer_id"]), claims=1)
        found = check(rows, context, edits=self.edits)
        if self.save is not None:
            self.save.add(rows, context)
        self.claims += 1
        said = [finding for finding in found if not self._is_not_run(finding)]
        take(CheckedClaim(name, rows.control, tuple(said)))

    def _is_not_run(self, finding: Finding) -> bool:
        """Whether a finding only says that an edit was not run; then the claim is counted."""
        because = why_not_run(finding)
        if because:
            self.note((NotRun(finding.code, because, 1),))
        return bool(because)


def _unheeded(rules: PayerRules | None, *, known: frozenset[str]) -> Iterator[str]:
    """What a payer's rules say of edits that there are not: such a change changes nothing, and nobody would see it."""
    if rules is None or not known:
        return
    for change in rules.edit_changes:
        if change.edit not in known:
            near = nearest(change.edit.upper(), known)
            meant = f" (did you mean {near}?)" if near else ""
            yield f"the rules of {rules.payer.payer_id} change {change.edit[:40]}, and no edit has that code{meant}"


@contextmanager
def checking(
    *,
    on: date,
    only: Sequence[str] = (),
    payer_id: str = "",
    since: date | None = None,
    own: Path | None = None,
    save: "ClaimsFolder | None" = None,
) -> Iterator[FileCheck]:
    """A run over claims as of a day, with all edits or `only` those named. Raises `NoSuchEdit`, `NoTables`, `BadOwnEdit`.

    `own` is another folder with the site's own edits than the one of this installation.
    """
    with icd10cm() as codes, edit_tables() as tables:
        here = edits_here(tables, folder=own)
        edits = here.named(only)
        yield FileCheck(
            on=on,
            codes=codes,
            tables=tables,
            edits=edits.all,
            broken=edits.broken,
            known=_codes_of(here),
            payer_id=payer_id,
            since=since,
            save=save,
        )


def read_rows(chunks: Iterable[bytes], *, name: str, hear: Callable[[ClaimRows], None]) -> ReadFile:
    """Read the claims of one file, each as rows: 837s in chunks of any size, or a claim as JSON.

    Raises `BadInput` for what is neither, and for a file that was cut: the claims before the cut have been heard by then.
    """
    pieces = iter(chunks)
    first = _first(pieces)
    if first.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        for claim in claims_in(b"".join((first, *pieces))):
            hear(rows_of(claim))
        return ReadFile(name)
    report = read_x12(chain((first,), pieces), levels=(1,), hear=lambda thing: _hear(thing, hear))
    prove_whole(report)
    sets = [one for interchange in report.interchanges for group in interchange.groups for one in group.sets]
    others = [one for one in sets if not one.guide.startswith(_GUIDES)]
    if len(others) == len(sets):
        kinds = ", ".join(sorted({f"{one.kind} {one.guide}".strip() for one in others}))
        what = f"The file holds no claims that can be checked, but: {kinds[:80] or 'nothing'}."
        raise NotRead(what, where=name, todo="Give an 837 of version 5010: professional, institutional or dental.")
    errors = sum(finding.is_error for finding in report.findings) + report.errors_left_out
    return ReadFile(name, errors, len(others))


def _hear(thing: object, hear: Callable[[ClaimRows], None]) -> None:
    if type(thing) is SentClaim:
        hear(rows_of_x12(thing))


def _first(pieces: Iterator[bytes]) -> bytes:
    """The first chunk in which there is more than blanks."""
    first = b""
    for piece in pieces:
        first += piece
        if first.strip(b"\xef\xbb\xbf \r\n\t"):
            break
    return first


def prove_whole(report: Report, *, name: str = "") -> None:
    """Raise `NotRead` when the file is no X12, or was cut; `name` is that of one among many files."""
    wrong = next((finding for finding in report.findings if finding.code in _NOT_WHOLE), None)
    if wrong is not None:
        where = f"{name + ', ' if name else ''}segment {wrong.at.number:,} (byte {wrong.at.offset:,})"
        cut = "The file seems to be cut. " if wrong.code in _CUT else ""
        raise NotRead(f"{cut}{wrong.message.rstrip('.')}.", where=where, todo=wrong.todo)
