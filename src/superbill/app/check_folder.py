"""Check claims in Parquet: all edits as SQL on all claims at once, told claim by claim. A claim that was read from a file finds the same.

A folder has a file for each relation that edits read (docs/reference/edit-columns.md); `superbill check --save-parquet` makes one.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from superbill.app.check_file import CheckedClaim, FileCheck, ReadFile, Take
from superbill.basics.findings import Finding
from superbill.edits.context import Context
from superbill.edits.kinds import Edit
from superbill.storage.claims_folder import names_in, narrow, payers_in
from superbill.storage.duck import Duck
from superbill.storage.findings_by_claim import by_claim

Progress = Callable[[int, int], None]
"""Called with how many edits have been run, and of how many."""


def check_folder(
    folder: Path, run: FileCheck, *, name: str, take: Take, memory: str = "", progress: Progress = lambda done, of: None
) -> ReadFile:
    """Check the claims of a folder with what `run` checks with, and count in it. Raises `NoClaims`.

    `memory` is the most that the database may hold, such as 2GB; what is beyond it waits on disk.
    """
    narrowed = run.payer_id or run.since is not None
    with TemporaryDirectory(prefix="superbill-claims-") if narrowed else nullcontext(str(folder)) as place:
        here = Path(place)
        if narrowed:
            narrow(folder, here, payer_id=run.payer_id, since=run.since)
        names = names_in(here)
        with Duck(memory_limit=memory) as duck:
            context = Context(on=run.on, icd10cm=run.codes, tables=run.tables)
            payers = payers_in(here).items()
            rules = {payer: known for payer, claims in payers if (known := run.rules_of(payer, claims=claims))}
            run.claims += duck.read(here, context, payers=rules)
            found = by_claim(duck.check(_told(run.edits, progress)))
            for claim in _named(names, found):
                take(CheckedClaim(name, *claim))
            run.note(duck.not_run)
    return ReadFile(name, many=True)


def _told(edits: tuple[Edit, ...], progress: Progress) -> Iterator[Edit]:
    for done, edit in enumerate(edits):
        progress(done, len(edits))
        yield edit
    progress(len(edits), len(edits))


def _named(
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
