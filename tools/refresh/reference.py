"""Make the reference pages from the program itself, so that they cannot say anything else than it does.

docs/reference/commands.md     every command: how it is called, its options, its example, what --json prints
docs/reference/edits.md        the catalogue of edits; docs/reference/edits/ a page for each family
docs/reference/edit-columns.md what edits can read
docs/reference/repairs.md      the repairs, with their cases
docs/reference/claim-life.md   the states of a claim and every move between them
docs/reference/files.md        the files of a visit folder, and what made each
docs/reference/x12/            the transactions of X12 from their tables, and what may be wrong with a file

python tools/refresh/reference.py            write the pages anew
python tools/refresh/reference.py --check    change nothing; exit code 1 and the names of the pages that are stale
"""

import argparse
import inspect
import os
import sys
import tempfile
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import typer.models

import superbill.cli
from superbill.cli.main import __doc__ as about_commands
from superbill.cli.main import find_commands

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.refresh import reference_edits, reference_levels, reference_x12  # noqa: E402  (found from the repository's root, however this is started)
from tools.refresh.markdown import markdown_page, markdown_table  # noqa: E402

FOLDER = ROOT / "docs/reference"


# ------------------------------------------------------------------------------------------------------------ commands


def commands(package: types.ModuleType = superbill.cli, before: str = "") -> dict[str, Callable[..., None]]:
    """Every command by name, those of a group with its name before theirs, found as the command line finds them."""
    found: dict[str, Callable[..., None]] = {}
    for name, command in find_commands(package).items():
        if isinstance(command, types.ModuleType):
            found |= commands(command, f"{before}{name} ")
        else:
            found[f"{before}{name}"] = command
    return found


def example_of(command: Callable[..., None]) -> str:
    """The line that the help shows as an example."""
    lines = (line.strip() for line in inspect.getdoc(command).splitlines())  # type: ignore[union-attr]  # tidy.py: each has one
    return next(line for line in lines if line.startswith("superbill "))


def commands_page() -> str:
    """The page of the commands."""
    codes = inspect.cleandoc(about_commands or "").partition("Exit codes:")[2].replace("\n", " ").strip().rstrip(".")
    rows = (code.strip().partition(" ") for code in codes.split("·"))
    head = [
        "# The commands",
        (
            "Data goes to standard output and talk to standard error, so that `superbill … > file` keeps only data. Where a command reads "
            "a file, `-` reads standard input. A message of something that went wrong says what, where and what to do."
        ),
        markdown_table(("exit code", "means"), [(f"`{code}`", words) for code, _, words in rows]),
    ]
    shapes = json_shapes()
    return markdown_page(*head, *(_command(name, command, shapes.get(name)) for name, command in commands().items()))


def _command(name: str, command: Callable[..., None], shape: Any) -> str:
    about = inspect.getdoc(command).partition("Example:")[0].strip()  # type: ignore[union-attr]  # tidy.py: each has one
    given = inspect.signature(command).parameters
    words = [_argument(key, value) for key, value in given.items() if isinstance(value.default, typer.models.ArgumentInfo)]
    options = [_option(key, value) for key, value in given.items() if isinstance(value.default, typer.models.OptionInfo)]
    usage = (
        " ".join(["superbill", name, "[OPTIONS]" if options else "", *(word for word, _ in words)]).replace("  ", " ").rstrip()
    )
    parts = [f"## superbill {name}", about, f"```text\n{usage}\n```"]
    if rows := [(f"`{word}`", told) for word, told in words] + options:
        parts.append(markdown_table(("word", "means"), rows))
    parts.append(f"Example:\n\n```sh\n{example_of(command)}\n```")
    if shape is not None:
        parts.append(
            f"With `--json`:\n\n```text\n{shape_text(shape)}\n```"
            if "as_json" in given
            else f"Prints:\n\n```text\n{shape_text(shape)}\n```"
        )
    for option, other in json_with().get(name, {}).items():
        parts.append(f"With `--json` and `{option}`:\n\n```text\n{shape_text(other)}\n```")
    return "\n\n".join(parts)


def _argument(name: str, parameter: inspect.Parameter) -> tuple[str, str]:
    info = parameter.default
    word = name.upper() + ("…" if get_origin(parameter.annotation) is list else "")
    return (word if info.default is ... else f"[{word}]"), info.help or ""


def _option(name: str, parameter: inspect.Parameter) -> tuple[str, str]:
    info = parameter.default
    flag = parameter.annotation is bool or bool in get_args(parameter.annotation)
    spelled = "`, `".join(info.param_decls or ((f"--{name}`, `--no-{name}" if flag else f"--{name}".replace("_", "-")),))
    value = "" if flag else f" {info.metavar or _kind(parameter.annotation)}"
    told = [info.help or ""]
    if info.default is ...:
        told.append("Must be given.")
    elif info.default not in (None, "", False, []) and "default" not in told[0]:
        default = spelled.split("`")[0] if flag else str(info.default)
        told.append(f"Default: `{default}`.")
    return f"`{spelled}{value}`", " ".join(part for part in told if part)


def _kind(annotation: Any) -> str:
    options = [option for option in get_args(annotation) if option is not type(None)] or [annotation]
    return {int: "NUMBER", float: "NUMBER", str: "TEXT", Path: "FILE"}[options[0]]


# ---------------------------------------------------------------------------------------------------- what --json prints


_WORDS = ("code", "severity", "segment", "element", "loop", "value", "message", "todo", "claim", "control")
_NUMBERS = ("level", "offset", "segment_number", "position", "interchange", "group", "set")
_COUNTS = ("interchanges", "groups", "sets", "claims", "segments", "left_out", "let_pass")
X12_FINDING: dict[str, Any] = {**dict.fromkeys(_WORDS, str), **dict.fromkeys(_NUMBERS, int)}
X12_REPORT: dict[str, Any] = {
    "file": str, "accepted": bool, **dict.fromkeys(_COUNTS, int), "companions": [str], "findings": [X12_FINDING]
}  # fmt: skip


def _audit_shapes() -> dict[str, Any]:
    from superbill.app.coding_pace import CodingPace
    from superbill.app.judge_audit import AuditPage
    from superbill.app.plan_audit import AuditRow

    return {
        "coding audits list": [AuditRow],
        "coding audits pace": CodingPace,
        "coding audits plan": AuditRow,
        "coding audits show": AuditPage,
    }


def _book_shapes() -> dict[str, Any]:
    """Those of the commands about code books; the cells of a row are what its book has."""
    from superbill.app.code_books import ListedBook, ListedPack
    from superbill.app.impact_codes import Use
    from superbill.basics.days import Period
    from superbill.codes.search.hit import Hit

    named = dict.fromkeys(("book", "table"), str)
    return {
        "codes diff": [{**named, "since": date, "what": str, "key": [object], "title": str, "before": object, "after": object}],
        "codes impact": [Use],
        "codes install": [ListedPack],
        "codes list": [ListedBook],
        "codes search": [Hit],
        "codes show": [{**named, "cells": object, "period": Period}],
        "codes update": {"files": [{"book": str, "file": str, "did": str}], "missing": [str]},
        "codes verify": [str],
    }


def _edit_shapes() -> dict[str, Any]:
    """Those of the commands about edits and repairs."""
    from superbill.app.backtest import Backtest
    from superbill.app.explain_file import Explained
    from superbill.app.try_edits import Trial
    from superbill.edits.explain import EditRow
    from superbill.edits.repair import Change

    return {
        "edits list": [EditRow],
        "edits show": EditRow,
        "edits backtest": Backtest,
        "edits explain": Explained,
        "edits test": Trial,
        "repair": [Change],
    }


def _query_shapes() -> dict[str, Any]:
    """What the commands about queries to the clinicians print as JSON."""
    from superbill.app.list_queries import QueryList
    from superbill.app.show_query import QueryPage
    from superbill.coding.query_lint import QueryFinding

    return {"coding queries lint": [QueryFinding], "coding queries list": QueryList, "coding queries show": QueryPage}


def _taught_shapes() -> dict[str, Any]:
    """What the commands about what coders taught print as JSON."""
    from superbill.app.calibration import Calibration
    from superbill.app.decision_acts import TakenBack
    from superbill.app.list_terms import TermPage, TermsPage
    from superbill.app.replay_coding import Replay
    from superbill.app.terms_file import Merged, TermsFile
    from superbill.app.trust import FamilyRow, TrustPage

    return {
        "coding calibration": Calibration,
        "coding replay": Replay,
        "coding terms export": TermsFile,
        "coding terms list": TermsPage,
        "coding terms merge": {"merged": Merged, "replay": Replay},
        "coding terms show": TermPage,
        "coding terms undo": TakenBack,
        **dict.fromkeys((f"coding trust {mode}" for mode in ("off", "on", "shadow")), FamilyRow),
        **dict.fromkeys(("coding trust list", "coding trust require"), TrustPage),
    }


def _coding_shapes() -> dict[str, Any]:
    """What the commands of the group `coding` print as JSON."""
    from superbill.app.evaluate_coding import Evaluation
    from superbill.app.level_note import ProposedLevel
    from superbill.coding.procedures.service import ServicesFound

    own = {"coding evaluate": Evaluation, "coding level": ProposedLevel, "coding procedures": ServicesFound}
    return {**own, **_audit_shapes(), **_model_shapes(), **_query_shapes(), **_taught_shapes()}


def _dictation_shapes() -> dict[str, Any]:
    from superbill.app.dictation import DictationRow
    from superbill.claims.dictation import HeardWord

    return {"dictate": {"engine": str, "words": [HeardWord], "text": str}, "dictations list": [DictationRow]}


def _model_shapes() -> dict[str, Any]:
    from superbill.app.ask_model import Asked
    from superbill.app.list_model_calls import ModelCallPage, ModelCallRow

    return {"coding model ask": Asked, "coding model list": [ModelCallRow], "coding model show": ModelCallPage}


def json_shapes() -> dict[str, Any]:
    """What each command prints as JSON: a noun, a list of one shape, or a dictionary of shapes by field name."""
    _ready_django()
    from superbill.app.check_file import CheckedClaim
    from superbill.app.checked import Checked
    from superbill.app.list_denials import DenialRow
    from superbill.app.list_postings import Books
    from superbill.app.override_finding import Overridden
    from superbill.app.prove_remit import ProofRow
    from superbill.app.receive_files import Received
    from superbill.app.show_aging import AgingPage
    from superbill.app.trace_posting import Trace
    from superbill.basics.findings import Finding
    from superbill.claims.claim import Claim
    from superbill.claims.priced import Owed
    from superbill.claims.visit import Visit
    from superbill.coding.suggest import CodingResult
    from superbill.edits.check import NotRun
    from superbill.sandbox.thread import Step
    from superbill.x12.answers.outcome import Reason
    from superbill.x12.tools.diff import Difference
    from superbill.x12.tools.show import Line

    return {
        "aging": AgingPage,
        "books": Books,
        **_book_shapes(),
        "check": {"claims": [CheckedClaim], "not_run": [NotRun]},
        "code": CodingResult,
        **_coding_shapes(),
        "demo": [Step],
        **_dictation_shapes(),
        "denials": [DenialRow],
        "doctor": [Checked],
        "draft": Claim,
        **_edit_shapes(),
        **_inpatient_shapes(),
        "expect": [Owed],
        "override": Overridden,
        "pay": {"<file name>": int},
        "post": [Received],
        "prove": [{"trace": str, "proof": [ProofRow]}],
        "read": {"kind": str, "content": object},
        "register": {"visit": Visit, "kept_as": str | None, "findings": [Finding]},
        "trace": Trace,
        "visit": [Step],
        "x12 diff": Difference,
        "x12 generate": [{"name": str, "level": int, "says": str}],
        "x12 outcome": {
            **dict.fromkeys(("file", "of", "control", "verdict", "told_by"), str),
            "reasons": [Reason],
            **dict.fromkeys(("group", "set", "batch"), str),
            "charge_cents": int | None,
            "payer_claim_number": str,
        },
        "x12 show": Line,
        "x12 split": [{"file": str, "control": str, "sets": int, "claims": int}],
        "x12 validate": X12_REPORT,
    }


def _inpatient_shapes() -> dict[str, Any]:
    from superbill.app.choose_procedure import Chosen
    from superbill.app.group_stay import GroupedStay
    from superbill.app.list_recapture import RecaptureRow
    from superbill.app.risk import Risk

    return {"codes pcs": Chosen, "coding drg": GroupedStay, "coding hcc": Risk, "coding recapture": [RecaptureRow]}


def json_with() -> dict[str, dict[str, Any]]:
    """What a command prints as JSON with an option that makes it something else, by command and option."""
    from superbill.app.code_stay import StayCodes
    from superbill.app.count_edits import EditTally

    return {"code": {"--inpatient": StayCodes}, "edits list": {"--here": [EditTally]}}


def shape_text(shape: Any, depth: int = 0, *, at: str = "", seen: dict[type, str] | None = None) -> str:
    """A shape as text that looks like the JSON it stands for; a noun that came before is named by where it stood."""
    pad, seen = "  " * depth, {} if seen is None else seen
    if isinstance(shape, list) or get_origin(shape) is tuple:
        inner = shape[0] if isinstance(shape, list) else get_args(shape)[0]
        return f"[{shape_text(inner, depth, at=at, seen=seen)}, …]"
    if is_dataclass(shape) and isinstance(shape, type):
        if shape in seen:
            return f'{{as in "{seen[shape]}"}}'
        seen[shape] = at
        hints = get_type_hints(shape)
        shape = {field.name: hints[field.name] for field in fields(shape)}
    if isinstance(shape, dict):
        rows = [f'{pad}  "{name}": {shape_text(inner, depth + 1, at=name, seen=seen)}' for name, inner in shape.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
    if get_origin(shape) in (Union, types.UnionType):
        options = get_args(shape)
        return " or ".join("null" if option is type(None) else shape_text(option, depth, at=at, seen=seen) for option in options)
    if isinstance(shape, type) and issubclass(shape, Enum):
        return " | ".join(f'"{member.value}"' for member in shape)
    return _VALUES[shape]


_VALUES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: '"2026-09-08"',
    datetime: '"2026-09-08T10:15:00"',
    Decimal: '"0.20"',
    object: "what the file says",
}


def _ready_django() -> None:
    """Some nouns stand beside Django models: give them a data folder that is thrown away, where none is set up yet."""
    from django.apps import apps

    if not apps.ready:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superbill.site.settings")
        with tempfile.TemporaryDirectory() as data:
            os.environ["SUPERBILL_DATA"] = data
            django.setup()


# -------------------------------------------------------------------------------------------------- the life of a claim


def life_page() -> str:
    """The diagram and the table of a claim's states, drawn from the one dictionary that moves them."""
    from superbill.claims.life import NEXT, State

    names = [f"    {state.name}: {state.value}" for state in State]
    arrows: dict[tuple[str, str], list[str]] = {}
    for state, moves in NEXT.items():
        for event, after in moves.items():
            arrows.setdefault((state.name, after.name), []).append(event.replace("_", " "))
    moves_text = [f"    {before} --> {after}: {', '.join(events)}" for (before, after), events in arrows.items()]
    diagram = "\n".join(["stateDiagram-v2", "    [*] --> DRAFT", *names, *moves_text])
    rows = [
        (state.value, event.replace("_", " "), after.value) for state, moves in NEXT.items() for event, after in moves.items()
    ]
    return markdown_page(
        "# The life of a claim",
        ("Every change of state goes through one table, `NEXT` in `src/superbill/claims/life.py`. This page is drawn from it. "
        "A move that is not here does not happen: the program refuses it and says which moves there are."),
        f"```mermaid\n{diagram}\n```",
        ("Answers may overtake each other on the way: an acknowledgement that comes after the payer has said more is kept on the "
        "claim's timeline and moves nothing."),
        markdown_table(("a claim that is", "when it is or has", "becomes"), rows),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- files of a visit

GIVEN = {
    "visit.toml": ("the front desk", "practice, clinician, patient, coverage, day and place of service"),
    "note.txt": ("the clinician", "the note, as it was written"),
    "sheet.toml": ("the coder", "the codes taken, the services, and why the visit has its level"),
    "fees.csv": ("the practice", "its own charges, with the days they hold"),
    "contract.toml": ("the practice and the payer", "what the payer has agreed to pay"),
    "benefits.toml": ("the front desk", "what is known of the patient's plan: copay, deductible, coinsurance"),
}
MADE_BY = {
    "visit.json": ("registration", "visit.toml", "", "the visit as it was registered"),
    "codes.json": (
        "suggestions",
        "note.txt",
        "code",
        "suggested codes with the words that support them, and what was set aside and why",
    ),
    "sheet.json": (
        "coding",
        "codes.json, sheet.toml",
        "",
        "the superbill: codes with who took them and when, services, the level",
    ),
    "claim.json": (
        "claim",
        "visit.json, sheet.json, fees.csv",
        "draft",
        "the claim, with its own copy of patient, coverage and providers",
    ),
    "findings.json": ("edits", "claim.json", "check", "what the edits found"),
    "expected.json": (
        "expected payment",
        "claim.json, contract.toml, benefits.toml",
        "expect",
        "what payer and patient should owe, with the working",
    ),
    "claim.837": ("submission", "claim.json", "write", "the 837P as it was sent"),
    "ack.999": ("acknowledgements", "claim.837", "pay", "whether the file could be read"),
    "ack.277ca": ("acknowledgements", "claim.837", "pay", "whether the payer took the claim in"),
    "remit.835": ("remittance", "claim.837", "pay", "what the payer paid and moved, and why"),
    "entries.json": ("posting", "remit.835", "post", "the ledger: every entry with its postings"),
    "bank.csv": ("bank", "remit.835", "pay", "the bank's list of deposits"),
    "statement.pdf": ("statement", "entries.json", "statement", "what the patient owes, as a tagged PDF"),
    "trail.txt": ("trail", "all of them", "trace", "the walk from the payment back to the words of the note"),
}


def files_page() -> str:
    """The files of a visit folder."""
    made = [
        (f"`{name}`", step, source, f"`superbill {command}`" if command else "", what)
        for name, (step, source, command, what) in MADE_BY.items()
    ]
    return markdown_page(
        "# The files of a visit folder",
        ("`superbill visit examples/visit` takes six files that people wrote and leaves one file for each step beside them. Each is made "
        "from those before it."),
        "## What people write",
        markdown_table(("file", "from", "holds"), [(f"`{name}`", who, what) for name, (who, what) in GIVEN.items()]),
        "## What each step makes",
        markdown_table(("file", "step", "made from", "alone with", "holds"), made),
        ("The folder `books` holds the database of this visit, begun anew by each run, with the folders through which the practice payer "
        "was reached. The commands read it with `--data examples/visit/books`."),
    )  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- pages

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "claim-life.md": life_page,
    "files.md": files_page,
    **reference_edits.pages(),
    **reference_levels.pages(),
    **reference_x12.pages(),
}


def stale() -> list[str]:
    """Names of the pages that do not say what the program says now."""
    texts = {name: (FOLDER / name).read_text(encoding="utf-8") if (FOLDER / name).exists() else "" for name in PAGES}
    return [name for name, make in PAGES.items() if make() != texts[name]]


def main(words: list[str]) -> int:
    """Do what the command line asks; the exit code is 1 when the check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")
    if parser.parse_args(words).check:
        names = stale()
        for name in names:
            print(f"docs/reference/{name} is stale; run python tools/refresh/reference.py")
        return 1 if names else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(make(), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
