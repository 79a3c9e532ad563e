"""Fetch anew the few files of other projects that the pages serve: Bootstrap's style sheet and htmx.

`npm pack` brings each package from the registry that npm is set up with; nothing is executed and nothing else is installed.
The one file that the pages need is copied with its licence text, without the pointer to its source map, and the README beside
it says name, version, licence and fingerprint. The accessibility tests' axe-core comes the same way, but is never served.

    python tools/refresh/vendor.py            fetch the newest of each major version that is named below
    python tools/refresh/vendor.py --check    say whether the files are the ones that the README names; change nothing

Read the diff, look at the pages, run the tests, commit all together.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVED = ROOT / "src/superbill/web/static/vendor"
TESTED = ROOT / "tests/web/vendor"
ROW = re.compile(r"^\| (?P<file>\S+) \|.* `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")
HEADER = """\
# Files of other projects

Made by tools/refresh/vendor.py; do not edit by hand. Each file is as its project published it, without the last
line that points to a source map.

| file | package | version | licence | sha256 |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Wanted:
    """One file of one package, and the folder it goes to."""

    package: str
    file: str
    folder: Path


WANTED = (
    Wanted("bootstrap@5", "dist/css/bootstrap.min.css", SERVED),
    Wanted("htmx.org@2", "dist/htmx.min.js", SERVED),
    Wanted("axe-core@4", "axe.min.js", TESTED),
)


def without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map that is not shipped: it would be a broken link for static-file tools."""
    return SOURCE_MAP.sub(b"", content) + b"\n"


def fetch(wanted: Wanted, scratch: Path) -> str:
    """Bring one package, put its file and licence in place, and give its row of the README."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(scratch), wanted.package],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    with tarfile.open(scratch / packed.stdout.split()[-1]) as archive:
        archive.extractall(scratch / "out", filter="data")
    package = scratch / "out" / "package"
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    content = without_source_map((package / wanted.file).read_bytes())
    name = Path(wanted.file).name
    wanted.folder.mkdir(parents=True, exist_ok=True)
    (wanted.folder / name).write_bytes(content)
    (wanted.folder / f"{name}.LICENSE").write_bytes((package / "LICENSE").read_bytes())
    return f"| {name} | {about['name']} | {about['version']} | {about['license']} | `{hashlib.sha256(content).hexdigest()}` |\n"


def refresh() -> None:
    """Fetch everything and write the README of each folder."""
    rows: dict[Path, list[str]] = {}
    for wanted in WANTED:
        with tempfile.TemporaryDirectory(prefix="superbill-vendor-") as scratch:
            rows.setdefault(wanted.folder, []).append(fetch(wanted, Path(scratch)))
    for folder, lines in rows.items():
        (folder / "README").write_text(HEADER + "".join(lines), encoding="utf-8")
        print(f"{folder.relative_to(ROOT)}: {len(lines)} files")


def changed_files() -> list[str]:
    """Files whose content is not what the README beside them says, or that are missing."""
    wrong = []
    for folder in sorted({wanted.folder for wanted in WANTED}):
        named = {row["file"]: row["sha256"] for row in ROW.finditer((folder / "README").read_text(encoding="utf-8"))}
        for name in sorted({Path(wanted.file).name for wanted in WANTED if wanted.folder == folder} | set(named)):
            path = folder / name
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != named.get(name):
                wrong.append(str(path.relative_to(ROOT)))
    return wrong


def main(words: list[str]) -> int:
    """Do what the command line asks; the exit code is 1 when the check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file differs from its README")
    if parser.parse_args(words).check:
        wrong = changed_files()
        for name in wrong:
            print(f"{name}: not the file that its README names; run python tools/refresh/vendor.py")
        return 1 if wrong else 0
    refresh()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
