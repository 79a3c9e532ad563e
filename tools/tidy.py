"""The repository checks itself: what review should never have to say twice.

    python tools/tidy.py            every breach as `file:line: what is wrong. What to do.`; exit code 1 when there is one
    python tools/tidy.py FOLDER     the same for another tree laid out like this one

Each check is one function whose name begins with `check_`; it takes the `Tree` and yields breaches, and its docstring states
the rule. A new check is a new function here and its two tests (a tree that keeps the rule, one that breaks it) in
tests/tools/test_tidy.py. Imports are not checked here: `.importlinter` does that.
"""

import ast
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

FUNCTION_LINES = 60
FILE_LINES = 400
REFUSED_NAMES = {"core", "common", "utils", "util", "services", "helpers", "managers", "misc"}
MONEY_FOLDERS = ("basics", "x12", "claims", "pricing", "adjudication", "exchange", "ledger", "denials", "forms", "storage", "app")
MAY_READ_THE_CLOCK = ("cli/", "web/", "site/", "storage/clock.py")
PACKAGE = "src/superbill/"


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One breach of one rule: where, what is wrong, and what to do."""

    path: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.todo}"


class Tree:
    """The files of a repository: those that git knows or would add; every file where there is no git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = sorted(_tracked(root) if (root / ".git").exists() and shutil.which("git") else _walked(root))
        self.text = cache(self._text)
        self.faults: dict[str, SyntaxError] = {}
        self.parsed = cache(self._parsed)
        self.nodes = cache(self._nodes)

    def _text(self, path: str) -> str:
        raw = (self.root / path).read_bytes()
        return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")

    def _parsed(self, path: str) -> ast.Module:
        try:
            return ast.parse(self.text(path), filename=path)
        except SyntaxError as error:
            self.faults[path] = error  # check_files_are_python tells it
            return ast.Module(body=[], type_ignores=[])

    def _nodes(self, path: str) -> tuple[ast.AST, ...]:
        """Every piece of code of a file: several checks look at all of them."""
        return tuple(ast.walk(self.parsed(path)))

    def python(self, *, under: str = "") -> Iterator[str]:
        """Paths of the Python files below a folder, without generated migrations."""
        return (path for path in self.paths if path.startswith(under) and path.endswith(".py") and "/migrations/" not in path)


def _tracked(root: Path) -> Iterator[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return (path for path in listed.split("\0") if path and (root / path).is_file())


def _walked(root: Path) -> Iterator[str]:
    made = {
        "__pycache__",
        "venv",
        "build",
        "dist",
        "test-artifacts",
        *(path.name for path in root.glob(".*") if path.name != ".ci"),
    }
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and not made.intersection(inside.parts[:-1]):
            yield inside.as_posix()


def _name(node: ast.AST) -> str:
    """The dotted name that an expression spells, such as `timezone.now`; empty when it spells none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return ""


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {word.arg: word.value for word in call.keywords if word.arg}


def check_files_are_python(tree: Tree) -> Iterator[Breach]:
    """Every `.py` file can be read as Python."""
    for path in tree.python():
        tree.parsed(path)
        if error := tree.faults.get(path):
            yield Breach(
                path, error.lineno or 1, f"This is not Python: {error.msg}.", "Mend it; nothing else in the file was looked at."
            )


def check_function_length(tree: Tree) -> Iterator[Breach]:
    """A function fits on a screen: aim for 20 lines, stop at 60."""
    for path in tree.python():
        for node in tree.nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    yield Breach(
                        path, node.lineno, f"{node.name} has {length} lines.", f"Split it: no more than {FUNCTION_LINES}."
                    )


def check_file_length(tree: Tree) -> Iterator[Breach]:
    """A file is one thing; past 400 lines it is two."""
    for path in tree.python(under="src/"):
        length = len(tree.text(path).splitlines())
        if length > FILE_LINES:
            yield Breach(path, length, f"The file has {length} lines.", f"Split it by subject: no more than {FILE_LINES}.")


def check_names_say_something(tree: Tree) -> Iterator[Breach]:
    """No folder or module is a drawer: core, common, utils, services, helpers, managers."""
    told = set()
    for path in tree.python():
        parts = PurePosixPath(path).parts
        for depth, part in enumerate(parts, start=1):
            place = "/".join(parts[:depth])
            name = part.removesuffix(".py")
            if name.lower() in REFUSED_NAMES and place not in told:
                told.add(place)
                yield Breach(
                    place, 1, f"{name!r} names a drawer, not a thing.", "Name it after what it holds, in words of the trade."
                )


def check_packages_say_what_they_are(tree: Tree) -> Iterator[Breach]:
    """Every package folder has an `__init__.py` whose first line is a docstring."""
    folders = {str(PurePosixPath(path).parent) for path in tree.python(under=PACKAGE)}
    for folder in sorted(folders):
        init = f"{folder}/__init__.py"
        if init not in tree.paths:
            yield Breach(init, 1, "The package has no __init__.py.", "Add one whose docstring says what the folder holds.")
        elif not re.match(r'"""\S', tree.text(init)):
            yield Breach(
                init, 1, "The package does not say what it is.", "Begin with a docstring: what it holds, what it takes and gives."
            )


def check_edits(tree: Tree) -> Iterator[Breach]:
    """An edit's file is named after its code, names its source, and has cases that find and cases that do not."""
    for path in tree.python(under=PACKAGE):
        if "edits" not in PurePosixPath(path).parts:
            continue
        for node in tree.parsed(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(_name(target) == "EDIT" for target in targets):
                    yield from _edit_breaches(tree, path, node.value)


def _edit_breaches(tree: Tree, path: str, call: ast.Call) -> Iterator[Breach]:
    given = _keywords(call)
    stem = PurePosixPath(path).stem
    code = given.get("code")
    if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
        yield Breach(path, call.lineno, "The edit has no code.", 'Give it: code="NPI-01".')
        return
    expected = code.value.lower().replace("-", "_")
    if stem != expected:
        yield Breach(
            path, call.lineno, f"The edit's code is {code.value}, the file is {stem}.py.", f"Name the file {expected}.py."
        )
    if "source" not in given:
        yield Breach(path, call.lineno, f"{code.value} names no source.", "Cite it: source=Source(publication, section).")
    cases = f"tests/cases/{expected}.yaml"
    if cases not in tree.paths:
        yield Breach(path, call.lineno, f"{code.value} has no cases.", f"Add {cases} with cases on both sides of every edge.")
        return
    finds = re.findall(r"^\s*(?:-\s+)?finds:\s*(\S.*)?$", tree.text(cases), re.MULTILINE)
    quiet = [text for text in finds if text.replace(" ", "") == "[]"]
    if not quiet or len(quiet) == len(finds):
        yield Breach(cases, 1, f"The cases of {code.value} are all on one side.", "Add one that finds and one with `finds: []`.")


def check_tables_name_their_source(tree: Tree) -> Iterator[Breach]:
    """A table in a `data` folder begins with its source; one that an updater writes names the updater."""
    updaters = {path: tree.text(path) for path in tree.paths if re.fullmatch(r"tools/refresh/\w+\.py", path)}
    for path in tree.paths:
        if not re.fullmatch(r"src/.*/data/(?:.*/)?[^/]+\.csv", path):
            continue
        lines = tree.text(path).splitlines()
        head = "\n".join(lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))])
        if not re.search(r"\bsource\b|written for this project", head, re.IGNORECASE):
            yield Breach(
                path, 1, "The table does not say where it comes from.", "Begin it with `# Source: publication, date, licence`."
            )
        named = set(re.findall(r"tools/refresh/\w+\.py", head))
        for gone in sorted(named - set(updaters)):
            yield Breach(path, 1, f"The table names {gone}, which is not there.", "Name the updater that makes it.")
        table = PurePosixPath(path).name
        for updater, text in updaters.items():
            if table in text and updater not in named:
                yield Breach(path, 1, f"The table does not name its updater {updater}.", "Add it to the lines on top.")


def check_commands_show_an_example(tree: Tree) -> Iterator[Breach]:
    """Every command's help shows how to call it: a line of its docstring begins with `superbill `."""
    for path in tree.python(under=f"{PACKAGE}cli/"):
        for node in tree.nodes(path):
            if isinstance(node, ast.FunctionDef) and _is_command(node, path):
                lines = (ast.get_docstring(node) or "").splitlines()
                if not any(line.strip().removeprefix("$ ").startswith("superbill ") for line in lines):
                    todo = "Add a line to its docstring that begins with `superbill `."
                    yield Breach(path, node.lineno, f"The command {node.name} shows no example.", todo)


def _is_command(function: ast.FunctionDef, path: str) -> bool:
    """A module's function of its own name is a command (`cli/send.py`, `send`), and so is one marked `@….command`."""
    marks = [mark.func if isinstance(mark, ast.Call) else mark for mark in function.decorator_list]
    named = function.name == PurePosixPath(path).stem and function.name != "main"
    return named or any(isinstance(mark, ast.Attribute) and mark.attr == "command" for mark in marks)


def check_money_is_whole_cents(tree: Tree) -> Iterator[Breach]:
    """Money is an `int` of cents: no float type, no float factor, no true division; no `float(` where money is worked on."""
    for path in tree.python(under=PACKAGE):
        in_money = path.removeprefix(PACKAGE).split("/")[0] in MONEY_FOLDERS
        for node in tree.nodes(path):
            if what := _float_money(node, in_money=in_money):
                todo = "Keep whole cents; for a share use basics.money.share_half_up with a Decimal rate."
                yield Breach(path, getattr(node, "lineno", 1), what, todo)


def _is_cents(node: ast.AST) -> bool:
    return _name(node).rsplit(".", 1)[-1].endswith("cents")


def _float_money(node: ast.AST, *, in_money: bool) -> str:
    """What is wrong with this piece of code, or nothing."""
    if isinstance(node, ast.Call) and _name(node.func) == "float" and (in_money or any(map(_is_cents, ast.walk(node)))):
        return "float( where money is worked on."
    if isinstance(node, ast.AnnAssign) and _is_cents(node.target) and "float" in ast.unparse(node.annotation):
        return f"{_name(node.target)} is a float."
    if isinstance(node, ast.arg) and node.arg.endswith("cents") and node.annotation and "float" in ast.unparse(node.annotation):
        return f"{node.arg} is a float."
    if isinstance(node, ast.BinOp) and any(_is_cents(side) for side in (node.left, node.right)):
        exact = any(isinstance(part, ast.Call) and _name(part.func) == "Decimal" for part in ast.walk(node))
        if isinstance(node.op, ast.Div) and not exact:
            return "Cents divided by / become a float."
        if any(isinstance(side, ast.Constant) and isinstance(side.value, float) for side in (node.left, node.right)):
            return "Cents and a float number are mixed."
    return ""


def check_who_reads_the_clock(tree: Tree) -> Iterator[Breach]:
    """The day is passed in; only the faces and storage/clock.py read the clock."""
    clocks = re.compile(
        r"(?:^|\.)(?:date\.today|datetime\.(?:now|today|utcnow)|timezone\.(?:now|localdate|localtime)|time\.(?:time|localtime|gmtime))$"
    )
    for path in tree.python(under=PACKAGE):
        if path.removeprefix(PACKAGE).startswith(MAY_READ_THE_CLOCK):
            continue
        for node in tree.nodes(path):
            read = _name(node) if isinstance(node, ast.Attribute) else ""
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                read = node.arg
            if clocks.search(read) or read.startswith("auto_now"):
                yield Breach(
                    path, getattr(node, "lineno", 1), f"{read} reads the clock.", "Take the day as an argument: on: date."
                )


def check_no_machine_is_named(tree: Tree) -> Iterator[Breach]:
    """No file names a folder of one machine, or the host of a package registry."""
    places = re.compile(r"(?<![\w.~>-])/(?:work|root|home|Users)/\w|\b[A-Z]:\\Users\\")
    hosts = re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.(?:org|com|io)\b|\b(?:deb|ftp|security)\.debian\b|--(?:extra-)?index[-]url",
        re.IGNORECASE,
    )
    for path in tree.paths:
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            if found := places.search(line):
                yield Breach(
                    path,
                    number,
                    f"{found[0]!r} is a place on one machine.",
                    "Use a path inside the project or a temporary folder.",
                )
            if found := hosts.search(line):
                yield Breach(
                    path, number, "A package registry is named.", "Name the package only; each machine knows its registry."
                )


def check_links_lead_somewhere(tree: Tree) -> Iterator[Breach]:
    """A link in a page of ours to a file or folder of ours leads to one that is there."""
    links = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)(?:#[^)\s]*)?\)")
    there = {*tree.paths, *(str(parent) for path in tree.paths for parent in PurePosixPath(path).parents)}
    for path in tree.paths:
        if not path.endswith(".md"):
            continue
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            for target in links.findall(line):
                if os.path.normpath(PurePosixPath(path).parent / target).replace(os.sep, "/") not in there:
                    yield Breach(
                        path, number, f"The link to {target} leads nowhere.", "Mend the link, or write what it promises."
                    )


def check_nothing_prints(tree: Tree) -> Iterator[Breach]:
    """Only the commands talk to the screen; everything else returns values or logs."""
    for path in tree.python(under=PACKAGE):
        if path.startswith(f"{PACKAGE}cli/"):
            continue
        for node in tree.nodes(path):
            if isinstance(node, ast.Call) and _name(node.func) == "print":
                yield Breach(
                    path, node.lineno, "print( outside the commands.", "Return the value, or log it without patient data."
                )


def check_skips_have_reasons(tree: Tree) -> Iterator[Breach]:
    """A test that is skipped or expected to fail says why, and what would make it run."""
    marks = re.compile(r"(?:^|\.)(?:pytest|mark)\.(?:skip|skipif|xfail)$|^(?:skip|skipif|xfail)$")
    for path in tree.python(under="tests/"):
        reasoned = {node.func for node in tree.nodes(path) if isinstance(node, ast.Call) and _has_reason(node)}
        for node in tree.nodes(path):
            if isinstance(node, ast.Attribute) and node not in reasoned and marks.search(_name(node)):
                yield Breach(path, node.lineno, f"{_name(node)} gives no reason.", "Say why, and what would make the test run.")


def _has_reason(call: ast.Call) -> bool:
    given = _keywords(call).get("reason")
    if given is None and not _name(call.func).endswith("skipif") and call.args:
        given = call.args[0]
    return given is not None and not (isinstance(given, ast.Constant) and not given.value)


CHECKS: list[Callable[[Tree], Iterator[Breach]]] = [check for name, check in list(globals().items()) if name.startswith("check_")]


def breaches(root: Path) -> list[Breach]:
    """Every breach of every rule in a tree, in order of file and line."""
    tree = Tree(root)
    collects = gc.isenabled()
    gc.disable()  # every file's code is kept to the end: to look again and again for what is kept no longer takes as long as the checks
    try:
        return sorted({breach for check in CHECKS for breach in check(tree)})
    finally:
        if collects:
            gc.enable()


def main(words: list[str]) -> int:
    """Print every breach; the exit code is 1 when there is one."""
    root = Path(words[0]) if words else Path(__file__).resolve().parents[1]
    found = breaches(root)
    for breach in found:
        print(breach)
    print(f"tidy: {len(found)} to mend" if found else "tidy: nothing to mend", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
