"""Make `constraints.txt` anew: one exact version of everything that superbill installs, runs and is tested with.

A fresh virtual environment resolves `.[test,dense,inpatient,postgres,spark,dictation]` and the build backend; what pip then reports as installed becomes
the list. Packages that only another system or another Python needs (colorama and tzdata on Windows, for example) are found by
reading every installed package's own requirements for each supported system, and pinned as well. A constraint that
is not needed somewhere is ignored there, so one file serves all of them.

    python tools/refresh/constraints.py              write constraints.txt
    python tools/refresh/constraints.py --check      say whether the file names everything that is needed; change nothing
    python tools/refresh/constraints.py --prove      ask for a ready-made file of every pin on every supported system

The newest versions that pyproject.toml allows are taken. Read the diff, run the tests, commit both together.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "constraints.txt"
WANTED = ".[test,dense,inpatient,postgres,spark,dictation]"
FROM_SOURCE = {"pyspark"}
"""What has no ready-made file and needs none: Python and Java, of which nothing is compiled."""
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = ("Linux", "Darwin", "Windows")
PLATFORMS = {
    "Linux": ("manylinux_2_28_x86_64", "manylinux2014_x86_64"),
    "Darwin": ("macosx_15_0_arm64",),
    "Windows": ("win_amd64",),
}
HEADER = """\
# Exact versions of everything that superbill is installed, built and tested with.
# Made by tools/refresh/constraints.py; do not edit by hand: change pyproject.toml, run it, read the diff.
# Serves Python 3.11 to 3.13 on Linux, macOS and Windows; a pin that a system does not need is ignored there.
# The build backend (hatchling and what it needs) is pinned here too. To hold pip's build step to it as well:
#   PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt pip install -c constraints.txt .
"""

# Runs inside the fresh environment: every installed package with its version and its own requirements.
LIST_INSTALLED = """
import json
from importlib.metadata import distributions
print(json.dumps([[d.metadata["Name"], d.version, d.requires or []] for d in distributions()]))
"""


def plain(name: str) -> str:
    """A package's name as registries compare it: `Types_PyYAML` is `types-pyyaml`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins_in(text: str) -> dict[str, str]:
    """The pins that a constraints file holds: plain name to version."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return {plain(name): version for name, _, version in (line.partition("==") for line in lines if line)}


def as_text(pins: Mapping[str, str]) -> str:
    """The whole constraints file, sorted, with its header."""
    return HEADER + "".join(f"{name}=={pins[name]}\n" for name in sorted(pins))


def environments() -> Iterable[dict[str, str]]:
    """The marker values of every supported Python on every supported system."""
    for python, system in itertools.product(PYTHONS, SYSTEMS):
        yield {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "platform_system": system,
            "sys_platform": {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}[system],
            "os_name": "nt" if system == "Windows" else "posix",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


def needed_somewhere(installed: Iterable[tuple[str, str, list[str]]], asked: Iterable[str]) -> set[str]:
    """The names of all that is asked for and all that this needs in turn, on any supported system.

    `installed` has name, version and requirement texts; `asked` are our own requirements, whose extras are followed.
    """
    from packaging.requirements import Requirement  # comes with the tests' packages; not needed to read pins

    requires = {plain(name): [Requirement(text) for text in texts] for name, _, texts in installed}
    seen: set[tuple[str, str]] = set()
    todo = [(plain(need.name), extra) for need in map(Requirement, asked) for extra in ("", *need.extras)]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for need in requires.get(name, ()):
            if need.marker is None or any(need.marker.evaluate({**env, "extra": extra}) for env in environments()):
                todo += [(plain(need.name), more) for more in ("", *need.extras)]
    return {name for name, _ in seen}


def run(*words: str | Path) -> str:
    """Run a command in the project's folder and give its standard output; its own talk goes to the screen."""
    return subprocess.run([str(word) for word in words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def asked_for() -> list[str]:
    """Every requirement that pyproject.toml states: to run, to test, for PostgreSQL and Spark, and to build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    more = (need for extra in ("test", "inpatient", "postgres", "spark", "dictation") for need in extras[extra])
    return [*project["project"]["dependencies"], *more, *project["build-system"]["requires"]]


def resolve() -> dict[str, str]:
    """Install everything in a fresh environment and give the pins: plain name to version."""
    with tempfile.TemporaryDirectory(prefix="superbill-pins-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
        run(python, "-m", "pip", "install", "--quiet", "--upgrade", "pip")
        run(python, "-m", "pip", "install", "--quiet", WANTED, *ours)
        installed = json.loads(run(python, "-c", LIST_INSTALLED))
        needed = needed_somewhere(installed, asked_for())
        pins = {plain(name): version for name, version, _ in installed if plain(name) in needed}
        if elsewhere := sorted(needed - set(pins)):
            report = json.loads(run(python, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-", *elsewhere))
            pins |= {plain(item["metadata"]["name"]): item["metadata"]["version"] for item in report["install"]}
    return pins


def prove() -> None:
    """Ask for a ready-made file (no compiler needed) of every pin, for every supported Python and system."""
    pins = [
        f"{name}=={version}" for name, version in pins_in(TARGET.read_text(encoding="utf-8")).items() if name not in FROM_SOURCE
    ]
    for python, (system, tags) in itertools.product(PYTHONS, PLATFORMS.items()):
        platforms = [word for tag in tags for word in ("--platform", tag)]
        only = ["--dry-run", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version", python, "--target", "unused"]
        run(sys.executable, "-m", "pip", "install", *only, *platforms, *pins)
        print(f"every pin has a ready-made file for Python {python} on {system}")


def missing_from(pins: Mapping[str, str]) -> list[str]:
    """Requirements of pyproject.toml that no pin covers: not named, or pinned outside the range that is asked for."""
    from packaging.requirements import Requirement

    needs = [Requirement(text) for text in asked_for()]
    return [str(need) for need in needs if plain(need.name) not in pins or pins[plain(need.name)] not in need.specifier]


def main(words: list[str]) -> int:
    """Do what the command line asks; the exit code is 1 when the check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a requirement has no fitting pin")
    parser.add_argument("--prove", action="store_true", help="change nothing; ask for a file of every pin on every system")
    asked = parser.parse_args(words)
    if asked.prove:
        prove()
        return 0
    if asked.check:
        missing = missing_from(pins_in(TARGET.read_text(encoding="utf-8")))
        for need in missing:
            print(f"constraints.txt: nothing fits {need}; run python tools/refresh/constraints.py")
        return 1 if missing else 0
    pins = resolve()
    TARGET.write_text(as_text(pins), encoding="utf-8")
    print(f"constraints.txt: {len(pins)} pins")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
