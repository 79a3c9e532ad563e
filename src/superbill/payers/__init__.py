"""What each payer demands: one TOML file each, found by walking this folder and, where a site has one, its own.

payer_id = "ACME1"
name = "Acme Health Plan"
filing = "CI"                       # claim filing indicator (SBR09)
timely_filing_days = 90             # from the first day of service, for an original claim
correction_days = 180               # likewise, for a replacement or void
requires = ["group_number"]         # fields of the claim that may not be empty
source = "Provider manual 2026, section 4"

[[edit_changes]]                    # an edit turned off, or to another severity, with the payer's reason
edit = "ICD-05"
to = "off"                          # off, warn, stop or inform
reason = "Published policy P-12."
decided_on = 2026-07-01             # when that was decided; may be left out
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from superbill.basics.errors import BadInput
from superbill.basics.findings import Severity
from superbill.basics.near import did_you_mean
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.claims.people import Payer
from superbill.edits.relations import COLUMNS

_SEVERITIES = ("off", *(severity.value for severity in Severity))
_NEEDED = {"payer_id": str, "name": str, "timely_filing_days": int, "correction_days": int, "source": str}
_OPTIONAL = {"filing": str, "requires": list, "edit_changes": list}


_PAYER_ID = re.compile(r"""^\s*payer_id\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)


class BadPayerFile(BadInput):
    """A payer's file that cannot be used: not TOML, or a key that is missing, unknown or of the wrong kind."""


def find_payer_rules(payer_id: str, *, folder: Path | None = None) -> PayerRules | None:
    """The rules of a payer by its id, or None when it has no file. Raises `BadPayerFile`.

    A file in `folder`, the site's own, stands before one of the program's with the same id.
    """
    own = _rules_by_id(folder) if folder else {}
    return own.get(payer_id) or _shipped().get(payer_id)


@dataclass(frozen=True, slots=True)
class BrokenPayerFile:
    """A file that cannot be used, and why; whose it is, as far as that can be read."""

    file: str
    payer_id: str
    error: BadPayerFile


@dataclass(frozen=True, slots=True)
class PayerFiles:
    """The files of a folder: the rules by the payer's id, and the files that cannot be used."""

    rules: Mapping[str, PayerRules]
    broken: tuple[BrokenPayerFile, ...]


def list_payer_rules(*, folder: Path | None = None) -> tuple[PayerRules, ...]:
    """The rules of every payer that has a file, by id; the site's own stand before the program's. Raises `BadPayerFile`."""
    rules = {**_shipped(), **(_rules_by_id(folder) if folder else {})}
    return tuple(rules[payer_id] for payer_id in sorted(rules))


@cache
def _shipped() -> Mapping[str, PayerRules]:
    return _rules_by_id(resources.files("superbill.payers"))


def _rules_by_id(folder: Traversable) -> Mapping[str, PayerRules]:
    files = read_payer_files(folder)
    for broken in files.broken:
        raise broken.error
    return files.rules


def read_payer_files(folder: Traversable) -> PayerFiles:
    """Read the files of a folder, each by itself: one that cannot be used says nothing of the others. Nothing is raised for it.

    Of two files of one payer neither is used: nobody knows which one is meant.
    """
    found: dict[str, tuple[str, PayerRules]] = {}
    broken: list[BrokenPayerFile] = []
    for file in _toml_files(folder):
        content = b""
        try:
            content = _content(file)
            rules = read_payer_rules(content, where=file.name)
            payer_id = rules.payer.payer_id
            if payer_id in found:
                raise BadPayerFile(f"A second file has the payer id {payer_id}.", where=file.name, todo="Keep one.")
            found[payer_id] = (file.name, rules)
        except BadPayerFile as error:
            broken.append(BrokenPayerFile(file.name, _payer_id_in(content), error))
    theirs = {each.payer_id for each in broken}
    return PayerFiles({payer_id: rules for payer_id, (_, rules) in found.items() if payer_id not in theirs}, tuple(broken))


def _content(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadPayerFile("The file cannot be read.", where=file.name, todo="Look at who may read it.") from error


def _payer_id_in(content: bytes) -> str:
    """Whose file it is, also when it is no TOML; empty when that cannot be told."""
    found = _PAYER_ID.search(content.decode("utf-8", errors="replace"))
    return found[1] if found else ""


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    if folder.is_dir():
        yield from sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def read_payer_rules(content: bytes, *, where: str) -> PayerRules:
    """Read one payer's file; `where` names it in messages. Raises `BadPayerFile`, saying which key is wrong."""
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise BadPayerFile(f"This is not TOML: {wrong}.", where=where, todo="Correct the file in a text editor.") from wrong
    _check_keys(data, where=where)
    return PayerRules(
        payer=Payer(payer_id=data["payer_id"], name=data["name"], filing=data.get("filing", "CI")),
        timely_filing_days=data["timely_filing_days"],
        correction_days=data["correction_days"],
        requires=_requires(data.get("requires", []), where=where),
        edit_changes=tuple(_edit_change(change, where=where) for change in data.get("edit_changes", [])),
        source=data["source"],
    )


def _check_keys(data: dict[str, Any], *, where: str) -> None:
    kinds = _NEEDED | _OPTIONAL
    if missing := sorted(_NEEDED.keys() - data.keys()):
        raise BadPayerFile(f"Missing: {', '.join(missing)}.", where=where, todo="Add it.")
    if unknown := sorted(data.keys() - kinds.keys()):
        raise BadPayerFile(f"Not known: {', '.join(unknown)}.", where=where, todo=f"The keys are {', '.join(kinds)}.")
    for key, value in data.items():
        if type(value) is not kinds[key] or (isinstance(value, int) and value < 1):
            raise BadPayerFile(f"{key} is {value!r}.", where=where, todo=f"It needs a {_WORDS[kinds[key]]}.")


_WORDS: dict[type, str] = {str: "text in quotes", int: "whole number of days above zero", list: "list"}


def _requires(names: list[Any], *, where: str) -> tuple[str, ...]:
    for name in names:
        if name not in COLUMNS["claim"]:
            todo = f"The fields are {', '.join(sorted(COLUMNS['claim']))}."
            raise BadPayerFile(f"requires names {name!r}, which no claim has.", where=where, todo=todo)
    return tuple(names)


def _check_change(change: Any, *, where: str) -> None:
    """Raise `BadPayerFile` where an edit change says too little, or what is not known."""
    needs, todo = ("edit", "to", "reason"), "It needs edit, to and reason, each a text."
    if not isinstance(change, dict):
        raise BadPayerFile("An edit change is not complete: it has no keys.", where=where, todo=todo)
    whose = f"The change of {change['edit']!r}" if "edit" in change else "An edit change"
    for key in change.keys() - {*needs, "decided_on"}:
        meant = did_you_mean(key, (*needs, "decided_on"), otherwise=f"The keys are {', '.join(needs)} and decided_on.")
        raise BadPayerFile(f"{whose} has {key!r}, which is not known. {meant}", where=where, todo=todo)
    for key in needs:
        if not isinstance(change.get(key), str):
            raise BadPayerFile(f"{whose} is not complete: {key} is missing, or no text.", where=where, todo=todo)


def _edit_change(change: Any, *, where: str) -> EditChange:
    _check_change(change, where=where)
    decided_on = change.get("decided_on")
    if decided_on is not None and type(decided_on) is not date:
        raise BadPayerFile(
            f"decided_on is {decided_on!r}.", where=where, todo="It needs a day without quotes, such as 2026-07-01."
        )
    if change["to"] not in _SEVERITIES:
        what = f"{change['edit']} cannot be turned to {change['to']!r}, but to {', '.join(_SEVERITIES)}."
        raise BadPayerFile(what, where=where, todo="Choose one of these.")
    if not change["reason"].strip():
        raise BadPayerFile(f"The change of {change['edit']} has no reason.", where=where, todo="Say why the payer wants it.")
    return EditChange(edit=change["edit"], to=change["to"], reason=change["reason"], decided_on=decided_on)
