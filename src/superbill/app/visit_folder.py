"""A visit as a folder of files: what was registered, the note, what the coder decided, and the practice's tables.

    visit.toml      practice, clinician, patient, coverage, day and place (a `claims.visit.Visit`)
    note.txt        the clinician's note
    sheet.toml      the coder's decisions: who, the codes taken, the services, and the elements of the visit level
    fees.csv        the practice's charges
    contract.toml   what the payer has agreed to pay
    benefits.toml   what is known of the patient's plan

The faces read the files; here their bytes become nouns, or a clear error that names the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from superbill.app.claim_from import claim_from
from superbill.basics.errors import BadInput
from superbill.claims.claim import Claim
from superbill.claims.note import CodeChoice, Note
from superbill.claims.people import Practice
from superbill.claims.plain import BadShape, from_plain
from superbill.claims.visit import Pick, Service, Sheet, Visit
from superbill.codes.fees import fees_from_csv
from superbill.coding.reading import note_from_bytes

T = TypeVar("T")
FILES = ("visit.toml", "note.txt", "sheet.toml", "fees.csv", "contract.toml", "benefits.toml")


class BadVisit(BadInput):
    """A visit folder that cannot be used."""


@dataclass(frozen=True, slots=True)
class TakenCode:
    """A code on the coder's sheet. `instead_of` names the suggestion whose words it rests on, when it was changed."""

    code: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class CoderSheet:
    """The coder's decisions: `by` takes responsibility for them."""

    by: str
    code: tuple[TakenCode, ...]
    service: tuple[Service, ...]
    level_why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitFolder:
    """The folder, read."""

    visit: Visit
    note: Note
    note_bytes: bytes
    sheet: CoderSheet
    fees: str
    contract: str
    benefits: str


def read_visit_folder(files: Mapping[str, bytes]) -> VisitFolder:
    """Make nouns of the files of a folder, by name. Raises `BadVisit` naming the file, or `BadNote`."""
    missing = [name for name in FILES if name not in files]
    if missing:
        raise BadVisit(f"{missing[0]} is missing.", where=missing[0], todo=f"A visit folder holds {', '.join(FILES)}.")
    visit = visit_from_toml(files["visit.toml"])
    sheet = _noun(CoderSheet, "sheet.toml", files["sheet.toml"])
    author = f"{visit.rendering.first_name} {visit.rendering.last_name}"
    note = note_from_bytes(files["note.txt"], author=author)
    texts = {name: text_of(name, files[name]) for name in ("fees.csv", "contract.toml", "benefits.toml")}
    return VisitFolder(visit, note, files["note.txt"], sheet, texts["fees.csv"], texts["contract.toml"], texts["benefits.toml"])


def played_on(visit: Visit) -> tuple[date, date, date]:
    """The days on which a visit that is played is coded, sent and paid: one, two and six days after it."""
    coded, sent, paid = (visit.served_on + timedelta(days=days) for days in (1, 2, 6))
    return coded, sent, paid


def practice_from_toml(data: bytes, *, name: str) -> Practice:
    """Read a practice's own file. Raises `BadVisit`."""
    return _noun(Practice, name, data)


def visit_from_toml(data: bytes) -> Visit:
    """Read `visit.toml`. Raises `BadVisit`."""
    return _noun(Visit, "visit.toml", data)


def picks_for(sheet: CoderSheet, suggested: Mapping[str, tuple[tuple[int, int], ...]]) -> tuple[Pick, ...]:
    """The codes taken, each with the words it rests on: those of its own suggestion, or of the one it was taken instead of."""
    picks = []
    for taken in sheet.code:
        if taken.instead_of:
            picks.append(Pick(taken.code, "changed", suggested.get(taken.instead_of, ())))
        elif taken.code in suggested:
            picks.append(Pick(taken.code, "accepted", suggested[taken.code]))
        else:
            picks.append(Pick(taken.code, "added"))
    return tuple(picks)


def text_of(name: str, data: bytes) -> str:
    """A file as text. Raises `BadVisit`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadVisit(
            "The file is not UTF-8 text.", where=f"{name}, byte {error.start}", todo="Save it as UTF-8 and try again."
        ) from error


def _noun(kind: type[T], name: str, data: bytes) -> T:
    text = text_of(name, data)
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadVisit(f"The file is not valid TOML: {error}.", where=name, todo="Mend that line and try again.") from error
    try:
        return from_plain(kind, content)
    except BadShape as error:
        raise BadVisit(error.what, where=f"{name}, {error.where}", todo=error.todo) from error


def claim_of_folder(folder: VisitFolder, *, on: date) -> Claim:
    """The claim that the folder's registration, sheet and charges make, as drafted on a day. Raises `NoCharge`, `BadVisit`.

    The evidence of the codes stays with the sheet; a claim carries codes only.
    """
    codes = [taken.code for taken in folder.sheet.code]
    unknown = [code for service in folder.sheet.service for code in service.codes if code not in codes]
    if unknown:
        raise BadVisit(
            f"A service points to {unknown[0]}, which is not among the codes.",
            where="sheet.toml",
            todo="Add it or point elsewhere.",
        )
    moment = datetime.combine(on, time())
    choices = tuple(CodeChoice(code, "accepted", (), folder.sheet.by, moment) for code in codes)
    fees = fees_from_csv(folder.fees, name="fees.csv")
    sheet = Sheet(choices, folder.sheet.service, folder.sheet.level_why)
    return claim_from(folder.visit, sheet, fees=fees, number=folder.visit.number, version=1, created_on=on)
