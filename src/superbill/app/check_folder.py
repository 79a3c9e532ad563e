"""Check claims in Parquet: all edits as SQL on many claims at once, told claim by claim. A claim that was read from a file finds the same.

A folder has a file for each relation that edits read (docs/reference/edit-columns.md), or folders `part-…` that each have them for whole
claims; `superbill check --save-parquet` makes one. Part after part is read, and of a large part one piece of whole claims after the
other, so memory is bounded by a piece and not by the folder.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from superbill.app.check_file import CheckedClaim, FileCheck, ReadFile, Take
from superbill.basics.findings import Finding
from superbill.edits.context import Context
from superbill.storage.claims_folder import names_in, narrow, payers_in, pieces_in
from superbill.storage.duck import Duck, parts_in
from superbill.storage.findings_by_claim import by_claim

LINES_AT_ONCE = 1_000_000
"""About as many lines are checked at once: enough that asking an edit costs little beside what it reads."""

Progress = Callable[[int, int], None]
"""Called with how many edits have been run, and of how many: each edit counts once for each piece."""


def check_folder(
    folder: Path,
    run: FileCheck,
    *,
    name: str,
    take: Take,
    memory: str = "",
    lines_at_once: int = LINES_AT_ONCE,
    progress: Progress = lambda done, of: None,
) -> ReadFile:
    """Check the claims of a folder with what `run` checks with, and count in it. Raises `NoClaims`.

    `memory` is the most that the database may hold, such as 2GB; what is beyond it waits on disk.
    """
    parts, edits = parts_in(folder), len(run.edits)
    with Duck(memory_limit=memory) as duck:
        for number, part in enumerate(parts):
            with _wanted(part, run) as here:
                pieces = pieces_in(here, lines_at_once=lines_at_once)
                for nth, piece in enumerate(pieces):
                    told = _share(progress, before=number + nth / len(pieces), each=1 / len(pieces), of=len(parts) * edits)
                    _check_piece(duck, here, piece, run, name=name, take=take, progress=told)
    return ReadFile(name, many=True)


def _share(progress: Progress, *, before: float, each: float, of: int) -> Progress:
    """Progress within one piece as progress of all: `before` parts are done, and the piece is the part `each` of one."""
    return lambda done, edits: progress(round(before * edits + done * each), of)


@contextmanager
def _wanted(part: Path, run: FileCheck) -> Iterator[Path]:
    """The part itself, or a copy of what of it is to be checked."""
    if not run.payer_id and run.since is None:
        yield part
        return
    with TemporaryDirectory(prefix="superbill-claims-") as place:
        narrow(part, Path(place), payer_id=run.payer_id, since=run.since)
        yield Path(place)


def _check_piece(duck: Duck, folder: Path, piece: range, run: FileCheck, *, name: str, take: Take, progress: Progress) -> None:
    """Check whole claims of a part: those with their number in `piece`."""
    duck.clear_claims()
    payers = payers_in(folder, claims=piece).items()
    rules = {payer: known for payer, claims in payers if (known := run.rules_of(payer, claims=claims))}
    run.claims += duck.read(folder, Context(on=run.on, icd10cm=run.codes, tables=run.tables), payers=rules, claims=piece)
    found = by_claim(duck.check(run.edits, progress=progress))
    for claim in named(names_in(folder, claims=piece), found):
        take(CheckedClaim(name, *claim))
    run.note(duck.not_run)


def named(
    names: Iterator[tuple[int, str]], found: Iterator[tuple[int, tuple[Finding, ...]]]
) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Every claim with its findings: both come in the order of the claims."""
    at, findings = next(found, (-1, ()))
    for claim_at, name in names:
        if claim_at == at:
            yield name, findings
            at, findings = next(found, (-1, ()))
        else:
            yield name, ()
