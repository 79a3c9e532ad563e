"""Run every edit over the samples of a folder, and hold what stops claims against a table in which people have judged each stop.

    python tools/edit_samples.py FOLDER                 the stops that nobody has judged, and rows of the table without their stop
    python tools/edit_samples.py FOLDER --judged FILE   another table than tests/edits/stops.csv
    python tools/edit_samples.py FOLDER --all           every stop, with its judgement and its words

Samples are 837s, and lists of visits with the diagnoses that professionals coded (JSON: objects with `title` and `dx`, pairs of code and
words): each becomes the claim of an invented patient's office visit. A claim of an 837 is checked as of the day on which its file says that
it was written, with the books that are installed here. A row of the table names a file, a claim, an edit and a place, says `right` or `wrong`, and why; `*` stands for anything. The exit code is 1 when a stop has no
judgement, when a row has no stop, or when wrong stops hold up one claim in a hundred. The samples are read and never copied.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from superbill.app.check_file import CheckedClaim, check_claims, checking  # noqa: E402  (found from the root, however this is started)
from superbill.basics.errors import BadInput  # noqa: E402
from superbill.basics.findings import Finding, Severity  # noqa: E402
from superbill.x12.check import check as read_x12  # noqa: E402
from superbill.x12.objects.claims import Claim  # noqa: E402
from tests.edits.cases import TODAY, base_claim  # noqa: E402

JUDGED = ROOT / "tests/edits/stops.csv"
NO_SAMPLES = (".md", ".tsv", ".csv", ".jsonl", ".xml", ".py", ".html")
MOST_WRONG = 0.01


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row of the table."""

    file: str
    claim: str
    edit: str
    place: str
    judgement: str
    because: str

    def covers(self, stop: "Stop") -> bool:
        """Whether the row is about this stop."""
        pairs = (
            (stop.file, self.file),
            (stop.claim, self.claim),
            (stop.finding.code, self.edit),
            (stop.finding.place, self.place),
        )
        return all(fnmatchcase(text, pattern.replace("[", "[[]")) for text, pattern in pairs)


@dataclass(frozen=True, slots=True)
class Stop:
    """A finding that stops a claim of a file."""

    file: str
    claim: str
    finding: Finding

    def __str__(self) -> str:
        found = self.finding
        return f"{self.file}, {self.claim}: {found.code} {found.place}: {found.message}"


def samples_in(folder: Path) -> Iterator[Path]:
    """Every file of a folder but licences, tables and texts about the samples."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in NO_SAMPLES and not path.name.upper().startswith(("LICENSE", "README")):
            yield path


def read_judgements(path: Path) -> list[Judgement]:
    """The table. Raises `SystemExit` for a row that does not say right or wrong, or not why."""
    with path.open(encoding="utf-8", newline="") as table:
        rows = [Judgement(**row) for row in csv.DictReader(line for line in table if not line.startswith("#"))]
    for row in rows:
        if row.judgement not in ("right", "wrong") or not row.because.strip():
            raise SystemExit(f"{path.name}: {row.file}, {row.claim}, {row.edit}: it must say right or wrong, and why.")
    return rows


def written_on(data: bytes) -> date | None:
    """The day on which the first claim of a file says that it was written; None when there is no claim; TODAY of the cases when it says none."""
    days: list[date | None] = []
    read_x12(data, levels=(), hear=lambda thing: days.append(thing.header.created_on) if type(thing) is Claim else None)
    return next((day or TODAY for day in days), None)


def check_sample(path: Path) -> tuple[list[CheckedClaim], str]:
    """The claims of a file with what was found; and why there are none, when it is no file of claims."""
    data = path.read_bytes()
    if path.suffix == ".json":
        return list(visits_in(path.name, data)), ""
    on = written_on(data)
    if on is None:
        return [], ""
    claims: list[CheckedClaim] = []
    try:
        with checking(on=on) as run:
            run.read([data], name=path.name, take=claims.append)
    except BadInput as error:
        return claims, str(error.what)
    return claims, ""


def visits_in(name: str, data: bytes) -> Iterator[CheckedClaim]:
    """The claims of a list of visits with what was found; nothing for any other JSON."""
    visits = json.loads(data)
    if not (isinstance(visits, list) and all(isinstance(visit, dict) and visit.get("dx") for visit in visits)):
        return
    clean = base_claim()
    for number, visit in enumerate(visits, start=1):
        codes = tuple(code for code, _ in visit["dx"])
        line = replace(clean.lines[0], pointers=tuple(range(1, min(len(codes), 4) + 1)))
        (found,) = check_claims((replace(clean, number=f"V{number:04d}", diagnoses=codes, lines=(line,)),), on=TODAY)
        yield CheckedClaim(name, str(visit["title"]), found)


def main(words: Sequence[str]) -> int:
    """Print what is new; 1 when something is."""
    wanted = _arguments(words)
    judgements = read_judgements(wanted.judged)
    claims: set[tuple[str, str]] = set()
    stops: list[Stop] = []
    for path in samples_in(wanted.folder):
        found, trouble = check_sample(path)
        claims |= {(path.name, each.claim) for each in found}
        stops += [
            Stop(path.name, each.claim, finding)
            for each in found
            for finding in each.findings
            if finding.severity is Severity.STOP
        ]
        if trouble:
            print(f"{path.name}: {trouble} ({len(found)} claims were read)", file=sys.stderr)
    judged = {stop: next((row for row in judgements if row.covers(stop)), None) for stop in stops}
    if wanted.all:
        print("\n".join(f"{row.judgement if row else 'new'}: {stop}" for stop, row in judged.items()))
    new = [stop for stop, row in judged.items() if row is None]
    gone = [row for row in judgements if row not in judged.values()]
    for stop in () if wanted.all else new:
        print(f"new: {stop}")
    for row in gone:
        print(f"judged, but no longer found: {row.file}, {row.claim}: {row.edit} {row.place}")
    return _verdict(len(claims), judged, new=len(new), gone=len(gone))


def _verdict(claims: int, judged: dict[Stop, Judgement | None], *, new: int, gone: int) -> int:
    stopped = {(stop.file, stop.claim) for stop in judged}
    wrong = {(stop.file, stop.claim) for stop, row in judged.items() if row and row.judgement == "wrong"}
    share = len(wrong) / max(claims, 1)
    print(
        f"{claims} claims, {len(stopped)} stopped by {len(judged)} findings: {new} not judged, {gone} gone;"
        f" {len(wrong)} claims ({share:.1%}) are stopped by a finding that is wrong",
        file=sys.stderr,
    )
    return 1 if new or gone or share >= MOST_WRONG else 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of samples, with folders in it")
    parser.add_argument("--judged", type=Path, default=JUDGED, help="a CSV table: file, claim, edit, place, judgement, because")
    parser.add_argument("--all", action="store_true", help="every stop, not only what is new")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
