"""What each edit made of one claim of a file, and why. Needs the code tables, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from superbill.app.check_file import context_of, read_rows
from superbill.app.code_tables import icd10cm
from superbill.app.edit_tables import edit_tables
from superbill.app.own_edits import edits_here
from superbill.app.patient_history import PatientHistory
from superbill.basics.errors import BadInput
from superbill.claims.claim import Claim
from superbill.edits.check import NOT_RUN
from superbill.edits.facts import Facts
from superbill.edits.relations import ClaimRows
from superbill.edits.why import Looked, look


class NoSuchClaim(BadInput):
    """The file holds no claim with this number."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim, the day on which it was looked at, and what each edit made of it, by code."""

    claim: str
    on: date
    edits: tuple[Looked, ...]


def explain_in_file(
    chunks: Iterable[bytes], control: str, *, name: str, on: date, only: Sequence[str] = (), own: Path | None = None
) -> Explained:
    """What each edit, or only those named, makes of a claim in a file, by its number there; those before it are its history.

    Raises `NoSuchClaim`, `NoSuchEdit`, and what `read_rows` raises.
    """
    seen, found = PatientHistory(), list[tuple[ClaimRows, tuple[ClaimRows, ...]]]()

    def hear(rows: ClaimRows) -> None:
        if not found and rows.control == control:
            found.append((rows, seen.before(rows)))
        seen.add(rows)

    read_rows(chunks, name=name, hear=hear)
    if not found:
        raise NoSuchClaim(
            f"There is no claim {control[:24]!r} in the file.", where=name, todo="`superbill check` names its claims."
        )
    return explained(*found[0], only=only, on=on, own=own)


def explained(
    rows: ClaimRows, before: Sequence[Claim | ClaimRows], *, only: Sequence[str], on: date, own: Path | None = None
) -> Explained:
    """What each edit makes of a claim at hand. Raises `NoSuchEdit`."""
    with icd10cm() as codes, edit_tables() as tables:
        edits = edits_here(tables, folder=own).named(only)
        facts = Facts(rows, context_of(rows, on=on, codes=codes, tables=tables, history=before))
        looked = [look(edit, facts) for edit in edits.all]
    broken = [Looked(each.code, "An edit of this site", NOT_RUN, (f"{each.because}.",)) for each in edits.broken]
    return Explained(rows.control, on, tuple(sorted((*looked, *broken), key=lambda each: each.edit)))
