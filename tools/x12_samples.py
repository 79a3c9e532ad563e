"""Run the X12 engine over a folder of samples, and hold what it finds against tables in which people have said what is right.

    python tools/x12_samples.py FOLDER                what each file holds, and what was found at each level
    python tools/x12_samples.py FOLDER --levels 1,2   only these levels
    python tools/x12_samples.py FOLDER --waivers FILE another table of waivers than tests/x12/waivers.csv
    python tools/x12_samples.py FOLDER --expected     also: the errors that a collection promises are found (tests/x12/imsweb_expected.csv)
    python tools/x12_samples.py FOLDER --pyx12        also: pyx12 agrees at levels 1 and 2, or tests/x12/pyx12_disagreements.csv says why not
    python tools/x12_samples.py FOLDER --brief        only what is not explained

A sample that breaks the standard or its guide is waived, error by error, by a row with the rule (guide, erratum, RFI) and a reason. An
error without a row is unexplained, and so is a row without its error; each makes the exit code 1. The samples are read and never copied.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from superbill.x12.check import check  # noqa: E402  (found from the repository's root, however this is started)
from superbill.x12.findings import Finding  # noqa: E402
from superbill.x12.report import Report  # noqa: E402

WAIVERS = ROOT / "tests/x12/waivers.csv"
EXPECTED = ROOT / "tests/x12/imsweb_expected.csv"
LEVELS = (1, 2, 3, 4, 5)
NO_SAMPLES = (".md", ".tsv", ".csv", ".json", ".py", ".html")
MOST = 1_000_000

Error = tuple[int, str, str]
"""The level, the code and the spot of an error."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A row: errors of one file that are right. `spot` may hold * and ?; `count` is how many there are, or * for any number."""

    file: str
    level: int
    code: str
    spot: str
    count: str
    rule: str
    reason: str

    def covers(self, error: Error) -> bool:
        """Whether the error is one of this row."""
        level, code, spot = error
        return level == self.level and code == self.code and fnmatchcase(spot, self.spot)


@dataclass(slots=True)
class Sample:
    """One file: its name below the folder, what it holds, and its errors."""

    name: str
    holds: str
    errors: Counter[Error]
    warnings: Counter[int]
    findings: Sequence[Finding]
    waived: Counter[int] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


def samples_in(folder: Path) -> list[Path]:
    """Every file of a folder but licences, tables and texts about the samples."""
    every = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in every if path.suffix not in NO_SAMPLES and not path.name.upper().startswith(("LICENSE", "README"))]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV table, without the lines that begin with #."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(line for line in table if not line.startswith("#")))


def read_waivers(path: Path) -> list[Waiver]:
    """The table of waivers. Raises `SystemExit` for a row without a rule or a reason: nothing is waived silently."""
    waivers = [Waiver(**{**row, "level": int(row["level"])}) for row in read_table(path)]  # type: ignore[arg-type]  # csv gives text
    for each in waivers:
        if not each.rule.strip() or not each.reason.strip():
            raise SystemExit(f"{path.name}: the waiver of {each.code} {each.spot} in {each.file} says no rule or no reason.")
    return waivers


def read_sample(path: Path, name: str, levels: Sequence[int]) -> Sample:
    """Run the engine over one file."""
    report = check(path.read_bytes(), levels=levels, most=MOST)
    errors = Counter((each.level, each.code, each.spot) for each in report.findings if each.is_error)
    warnings = Counter(each.level for each in report.findings if not each.is_error)
    return Sample(name, describe(report), errors, warnings, report.findings)


def describe(report: Report) -> str:
    """What a file holds, such as `1 set (837 005010X222A1), 1 claim`."""
    sets = [one for interchange in report.interchanges for group in interchange.groups for one in group.sets]
    kinds = Counter(f"{one.kind} {one.table.guide if one.table else one.guide or 'without a guide'}" for one in sets)
    words = [f"{len(report.interchanges)} interchanges"] if len(report.interchanges) > 1 else []
    words += [f"{report.groups} groups"] if report.groups > 1 else []
    words += [f"{_some(count, 'set')} ({kind})" for kind, count in kinds.items()] or ["no set"]
    words += [_some(report.claims, "claim")] if report.claims else []
    return ", ".join(words)


# ------------------------------------------------------------------------------------------------------------ waivers


def hold_against(sample: Sample, waivers: Sequence[Waiver]) -> None:
    """Tell what no waiver explains, and each waiver of the sample that does not apply as it says."""
    left = Counter(sample.errors)
    for waiver in waivers:
        mine = {error: count for error, count in left.items() if waiver.covers(error)}
        found = sum(mine.values())
        if not found or (waiver.count != "*" and found != int(waiver.count)):
            wanted = "" if waiver.count == "*" else f" {waiver.count} times"
            sample.told.append(f"waived{wanted}, found {found} times: {waiver.code} {waiver.spot} ({waiver.reason})")
        if waiver.count == "*" or found <= int(waiver.count):
            sample.waived[waiver.level] += found
            left = Counter({error: count for error, count in left.items() if error not in mine})
    for (level, code, spot), count in sorted(left.items()):
        first = next(each for each in sample.findings if (each.code, each.spot) == (code, spot))
        sample.told.append(
            f"unexplained, level {level}, {count} times: {code} {spot}, first in segment {first.at.number}: {first.message}"
        )


def waivers_without_file(waivers: Sequence[Waiver], names: set[str], levels: Sequence[int]) -> Iterator[str]:
    """Waivers of files that are not there."""
    for file in sorted({each.file for each in waivers if each.level in levels} - names):
        yield f"waived, but the file is not in the folder: {file}"


# ------------------------------------------------------------------------------------------------------------ expected errors


def hold_against_expected(sample: Sample, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Each error that the collection promises of this file: where it stands in our findings, or that it is not there."""
    places = {(each.code, each.spot, str(each.at.number)) for each in sample.findings}
    for row in rows:
        if row["file"] == sample.name and row["code"] and (row["code"], row["spot"], row["segment"]) not in places:
            yield f"expected, not found: {row['expected']} ({row['code']} {row['spot']} in segment {row['segment']})"


# ------------------------------------------------------------------------------------------------------------ pyx12


def hold_against_pyx12(folder: Path, sample: Sample) -> Iterator[str]:
    """Where pyx12 and we differ and the table does not say so, or says it otherwise."""
    from tests.x12 import agreement

    data = (folder / sample.name).read_bytes()
    known = set(agreement.guides_of(data)) and set(agreement.guides_of(data)) <= agreement.GUIDES
    said = agreement.read_disagreements().get(sample.name)
    if not known:
        return
    found = agreement.compare(data)
    if (found.ours, found.pyx12) != (said or ((), ())):
        yield f"pyx12 differs from the table: only we find {' '.join(found.ours) or '–'}; only pyx12 {' '.join(found.pyx12) or '–'}"


# ------------------------------------------------------------------------------------------------------------ talking


def lines_of(sample: Sample, levels: Sequence[int]) -> Iterator[str]:
    """What is said of a sample: its name, what it holds, and each level."""
    yield sample.name
    found: Counter[int] = Counter()
    for (level, _, _), count in sample.errors.items():
        found[level] += count
    words = []
    for level in levels:
        errors, waived, warnings = found[level], sample.waived[level], sample.warnings[level]
        what = f"{_some(errors, 'error')}, {'all' if errors == waived else waived} waived" if errors else "clean"
        words.append(f"{level}: {what}" + f" ({_some(warnings, 'warning')})" * bool(warnings))
    yield f"    {sample.holds} · " + " · ".join(words)


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def main(words: Sequence[str]) -> int:
    """Print what was found; 1 when something is not explained."""
    wanted = _arguments(words)
    levels = tuple(int(level) for level in wanted.levels.split(","))
    waivers = [each for each in read_waivers(wanted.waivers) if each.level in levels]
    expected = read_table(wanted.expected) if wanted.expected else []
    names: set[str] = set()
    clean = explained = 0
    told: list[str] = []
    for path in samples_in(wanted.folder):
        sample = read_sample(path, path.relative_to(wanted.folder).as_posix(), levels)
        names.add(sample.name)
        hold_against(sample, [each for each in waivers if each.file == sample.name])
        sample.told += hold_against_expected(sample, expected)
        sample.told += hold_against_pyx12(wanted.folder, sample) if wanted.pyx12 else ()
        clean += not sample.errors
        explained += bool(sample.errors) and not sample.told
        told += sample.told
        if sample.told or not wanted.brief:
            print("\n".join((*lines_of(sample, levels), *(f"    {line}" for line in sample.told))))
    gone = [*waivers_without_file(waivers, names, levels), *files_without(expected, names)]
    print("\n".join(gone), end="\n" * bool(gone))
    print(f"{len(names)} samples: {clean} clean, {explained} explained; {len(told) + len(gone)} to look at", file=sys.stderr)
    return 1 if told or gone else 0


def files_without(rows: Sequence[dict[str, str]], names: set[str]) -> Iterator[str]:
    """Files of the table of expected errors that are not there."""
    for file in sorted({row["file"] for row in rows} - names):
        yield f"expected, but the file is not in the folder: {file}"


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of samples, with folders in it")
    parser.add_argument("--levels", default=",".join(map(str, LEVELS)), help="such as 1,2")
    parser.add_argument("--waivers", type=Path, default=WAIVERS, help="a CSV table: file, level, code, spot, count, rule, reason")
    parser.add_argument(
        "--expected", type=Path, nargs="?", const=EXPECTED, help="a CSV table: file, expected, code, spot, segment, note"
    )
    parser.add_argument("--pyx12", action="store_true", help="ask pyx12, too")
    parser.add_argument("--brief", action="store_true", help="only what is not explained")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
