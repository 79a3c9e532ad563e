"""Try a site's own edits on their cases, on one claim and on many, and say in words where they differ from what was wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from superbill.app.edit_tables import edit_tables
from superbill.app.own_edits import Broken, edits_here
from superbill.basics.errors import BadInput
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.edits.cases import Case, cases_from
from superbill.edits.check import check, why_not_run
from superbill.edits.from_claim import rows_of
from superbill.edits.kinds import Edit
from superbill.edits.mutants import survivors
from superbill.edits.own import file_name
from superbill.storage.duck import Duck


@dataclass(frozen=True, slots=True)
class Tried:
    """A case and whether its edit answered it as wanted; `wrong` says how it differs. Without a case its file is spoken of."""

    edit: str
    case: str
    passed: bool
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Something in an edit that could be otherwise, and no case would notice."""

    edit: str
    spoilt: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial. `unwatched` is filled only when that was asked for."""

    folder: str
    edits: tuple[str, ...]
    tried: tuple[Tried, ...]
    unwatched: tuple[Unwatched, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every case passed, and no file was broken."""
        return all(each.passed for each in self.tried)


def try_edits(codes: Sequence[str] = (), *, folder: Path | None = None, mutants: bool = False) -> Trial:
    """Try the site's own edits, or those named, on their cases; with `mutants` also spoil each part of them in turn.

    Raises `NoSuchEdit`, and `BadOwnEdit` for one that was named and cannot be used.
    """
    with edit_tables() as tables, Duck() as duck:
        here = edits_here(tables, folder=folder)
        edits = here.get_own(codes)
        tried = [] if codes else [_broken(each) for each in here.broken]
        unwatched: list[Unwatched] = []
        for edit in edits:
            path = here.folder / file_name(edit.code).replace(".toml", ".yaml")
            cases, wrong = _cases(edit, path)
            tried += [*wrong, *(_tried(edit, case, duck) for case in cases)]
            if mutants and cases and all(each.passed for each in tried if each.edit == edit.code):
                unwatched += [Unwatched(edit.code, spoilt) for spoilt in survivors(edit, cases)]
    return Trial(str(here.folder), tuple(edit.code for edit in edits), tuple(tried), tuple(unwatched))


def _broken(broken: Broken) -> Tried:
    return Tried(broken.code, "", False, (f"{broken.error.where}: {broken.error.what} {broken.error.todo}",))


def _cases(edit: Edit, path: Path) -> tuple[list[Case], list[Tried]]:
    """The cases of an edit, and what is wrong with them before any is tried."""
    try:
        cases = list(cases_from(path.read_text(encoding="utf-8-sig"), where=path.name))
    except FileNotFoundError:
        return [], [Tried(edit.code, "", False, (f"It has no cases: write them in {path.name} beside it.",))]
    except (OSError, UnicodeDecodeError):
        return [], [Tried(edit.code, "", False, (f"{path.name} cannot be read as text.",))]
    except BadInput as error:
        return [], [Tried(edit.code, "", False, (f"{error.where}: {error.what} {error.todo}",))]
    return cases, [Tried(edit.code, "", False, tuple(wrong))] if (wrong := list(_lacking(edit, cases, path.name))) else []


def _lacking(edit: Edit, cases: Sequence[Case], name: str) -> Iterator[str]:
    if any(case.edit != edit.code for case in cases):
        yield f"{name} speaks of {cases[0].edit}, not of {edit.code}."
    if not any(case.finds for case in cases):
        yield f"{name} has no case in which it finds something."
    if all(case.finds for case in cases):
        yield f"{name} has no case in which it finds nothing."


def _tried(edit: Edit, case: Case, duck: Duck) -> Tried:
    findings = check(case.claim, case.context, edits=[edit])
    wrong = [*_differences(edit, case, findings), *_other_engine(edit, case, findings, duck)]
    return Tried(edit.code, case.name, not wrong, tuple(wrong))


def _differences(edit: Edit, case: Case, findings: Sequence[Finding]) -> Iterator[str]:
    """How what was found differs from what was wanted, each as a sentence."""
    found = [finding.line_no or finding.place for finding in findings]
    wanted, given = Counter(case.finds), Counter(found)
    for place in (wanted - given).elements():
        yield f"It should find something at {_at(place)}, and finds nothing there."
    for place in (given - wanted).elements():
        message = next(finding.message for finding in findings if (finding.line_no or finding.place) == place)
        yield f"It should find nothing at {_at(place)}, and says: {message}"
    if wanted == given and found != list(case.finds):
        yield f"It finds them in another order: {', '.join(map(_at, found))}."
    for finding in findings:
        severity = case.severity or edit.severity.value
        if finding.severity.value != severity:
            yield f"It should {severity}, and does {finding.severity.value}."
        if case.says not in finding.message:
            yield f"It should say {case.says!r}, and says: {finding.message}"


def _at(place: int | str) -> str:
    return f"line {place}" if isinstance(place, int) else place


def _other_engine(edit: Edit, case: Case, findings: Sequence[Finding], duck: Duck) -> Iterator[str]:
    """Whether many claims in the database are told the same as one claim."""
    duck.clear()
    claim = case.claim
    duck.fill([(rows_of(claim) if isinstance(claim, Claim) else claim, case.context)])
    many = Counter(finding for _, finding in duck.check([edit]))
    one = Counter(finding for finding in findings if not why_not_run(finding))
    not_run = {why_not_run(finding) for finding in findings} - {""}
    if many != one or {each.because for each in duck.not_run} != not_run:
        yield "One claim and many claims are not told the same: please report this, with the edit and the case."
