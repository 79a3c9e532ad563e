"""The cases of an edit: a text in YAML that a biller can read and extend.

    edit: LINE-03
    cases:
      - name: no units
        lines:
          - {units: 0}
        finds: [1]
      - name: one unit
        finds: []

A case is a clean claim with something changed; what it does not name stays as in `example.base_claim`. It may have

    checked_on the day of checking (2026-09-18)
    change     fields by their path: {coverage.member_id: ""}
    diagnoses  the diagnoses, in place of the one of the clean claim
    lines      the lines, each with only what differs from the clean line
    rows       columns that a claim of the practice does not have, by relation: one row of `claim`, a list for the others; the
               rows of `line` and `diagnosis` fill those that are there, in order: {claim: {kind: I}, line: [{ndc: "1234"}]}
    earlier    claims sent before, each with `number`, and `version`, `change`, `diagnoses`, `lines`, `rows` as above
    payer      what differs in the payer's rules; `none` when it has no rules
    tables     rows of the tables: place_of_service, ncci_pair, mue, icd10cm, excludes1, code_first, or any other by its name. A table given
               for the whole file holds for each case that does not give it itself; `none` takes a table away
    finds      what the edit finds: the line, or the place when it is no line; required
    severity   how much it holds up, when that is not the edit's own; `says` is a part of its words
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from superbill.basics.errors import BadInput
from superbill.basics.findings import Severity
from superbill.basics.near import did_you_mean
from superbill.claims.claim import Claim, Line
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.claims.people import Person
from superbill.edits.case_text import read_case_text
from superbill.edits.context import Context
from superbill.edits.example import HOME, LINE, RULES, TODAY, InventedCode, InventedCodes, base_claim
from superbill.edits.from_claim import rows_of
from superbill.edits.relations import DAY, FLAG, NUMBER, RELATIONS, SORTS, SUBSCRIBER, TEXT, ClaimRows, whole
from superbill.edits.tables import DatedTable, table_from_rows

_OF_FILE = ("edit", "tables", "cases")
_OF_CLAIM = ("change", "diagnoses", "lines", "rows")
_OF_CASE = ("name", "checked_on", *_OF_CLAIM, "earlier", "payer", "tables", "finds", "severity", "says")


_TO = ("off", *(severity.value for severity in Severity))
_PYTHON: dict[str, type] = {TEXT: str, NUMBER: int, DAY: date, FLAG: bool}


class BadCase(BadInput):
    """A case that cannot be made a claim of: a name that is not known, or something that is not of the right sort."""


@dataclass(frozen=True)
class Case:
    """One case: which edit, on which claim, in which context, and what it is to find."""

    edit: str
    name: str
    claim: Claim | ClaimRows
    context: Context
    finds: tuple[int | str, ...]
    severity: str = ""
    says: str = ""


def cases_from(text: str, *, where: str) -> Iterator[Case]:
    """The cases in a text; `where` is the name of the file. Raises `BadCaseText`, `BadCase`."""
    data = read_case_text(text, where=where)
    _only(data, _OF_FILE, where=where, needs=("edit", "cases"))
    for number, case in enumerate(_list(data["cases"], where=f"{where}, cases"), start=1):
        told = case.get("name", number) if isinstance(case, dict) else number
        here = f"{where}, case {told}"
        _only(case, _OF_CASE, where=here, needs=("name", "finds"))
        try:
            made = _case(str(data["edit"]), case, (data.get("tables") or {}) | (case.get("tables") or {}), where=here)
            _prove_sorts(made, where=here)
            yield made
        except (TypeError, AttributeError, ValueError, KeyError) as wrong:
            todo = "Compare it with the example in the how-to: a list stands in [ ], fields with their values in { }."
            raise BadCase("Something in this case is not of the sort that belongs there.", where=here, todo=todo) from wrong


def _case(edit: str, case: Mapping[str, Any], tables: Mapping[str, Any], *, where: str) -> Case:
    return Case(
        edit=edit,
        name=str(case["name"]),
        claim=_with_rows(_claim(case, where=where), case.get("rows"), where=where),
        context=_context(case, tables, where=where),
        finds=tuple(_list(case["finds"], where=f"{where}, finds")),
        severity=str(case.get("severity", "")),
        says=str(case.get("says", "")),
    )


def _prove_sorts(case: Case, *, where: str) -> None:
    """Raise `BadCase` for a value of another sort than its column has."""
    for claim in (case.claim, *case.context.history):
        for name, rows in (rows_of(claim) if isinstance(claim, Claim) else claim).rows.items():
            for row in rows:
                for column, value in row.items():
                    sort = SORTS[name].get(column, NUMBER)
                    if value is not None and type(value) is not _PYTHON[sort]:
                        todo = f"{column} is a {sort}" + (": put it in quotes." if sort == TEXT else ".")
                        raise BadCase(f"{str(value)[:40]!r} is not of the right sort.", where=where, todo=todo)


def _only(data: Any, known: Collection[str], *, where: str, needs: Collection[str] = ()) -> None:
    """Raise `BadCase` for what is no mapping, a name that is not known, and one that is missing."""
    if not isinstance(data, dict):
        raise BadCase("Names with values were expected here.", where=where, todo=f"The names are {', '.join(known)}.")
    for name in data.keys() - set(known):
        todo = did_you_mean(str(name), known, otherwise=f"The names are {', '.join(known)}.")
        raise BadCase(f"{name!r} is not known here.", where=where, todo=todo)
    for name in needs:
        if name not in data:
            raise BadCase(f"{name!r} is missing.", where=where, todo="Add it.")


def _list(value: Any, *, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadCase("A list was expected here.", where=where, todo="Write it in square brackets, or with a dash for each.")
    return value


def _claim(case: Mapping[str, Any], *, where: str) -> Claim:
    claim = base_claim()
    if "diagnoses" in case:
        claim = replace(claim, diagnoses=tuple(_list(case["diagnoses"], where=f"{where}, diagnoses")))
    if "lines" in case:
        lines = enumerate(_list(case["lines"], where=f"{where}, lines"), start=1)
        claim = replace(claim, lines=tuple(_line(number, line, where=where) for number, line in lines))
    for path, value in (case.get("change") or {}).items():
        claim = changed(claim, path.split("."), value, where=f"{where}, change")
    return claim


def _with_rows(claim: Claim, given: Mapping[str, Any] | None, *, where: str) -> Claim | ClaimRows:
    """The claim as rows with what it does not have itself; the claim as it is when nothing is given."""
    if not given:
        return claim
    _only(given, tuple(RELATIONS), where=f"{where}, rows")
    for name, rows_given in given.items():
        for row in [rows_given] if name == "claim" else _list(rows_given, where=f"{where}, rows, {name}"):
            _only(row, (*RELATIONS[name].own, "line_at", *SUBSCRIBER), where=f"{where}, rows, {name}")
    made = rows_of(claim)
    rows = {name: list(given.get(name, made.rows.get(name, ()))) for name in RELATIONS if name != "claim"}
    for relation in (RELATIONS["line"], RELATIONS["diagnosis"]):
        own = list(made.rows[relation.name])
        added = given.get(relation.name, [])
        if len(added) > len(own):
            raise BadCase(f"There are more rows of {relation.name} than the claim has.", where=where, todo="Add it to the claim.")
        known = [whole(relation, {**row, **more}) for row, more in zip(own, added, strict=False)]
        rows[relation.name] = known + own[len(added) :]
    for name in RELATIONS.keys() - {"claim", "line", "diagnosis", "pointer", "modifier"}:
        numbered = [{"position": at, **row} for at, row in enumerate(given.get(name, ()), start=1)]
        rows[name] = [whole(RELATIONS[name], row) for row in numbered]
    (own_claim,) = made.rows["claim"]
    return ClaimRows(control=made.control, rows={**rows, "claim": [{**own_claim, **given.get("claim", {})}]})


def _line(number: int, given: Mapping[str, Any], *, where: str) -> Line:
    _only(given, [each.name for each in fields(Line)], where=f"{where}, line {number}")
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return replace(LINE, **{"line_no": number, **values})


def changed(thing: Any, path: list[str], value: Any, *, where: str = "change") -> Any:
    """A copy of nested dataclasses in which one field, named by its path, has another value."""
    name, *rest = path
    known = [each.name for each in fields(thing)] if is_dataclass(thing) else []
    _only({name: None}, known, where=where)
    new = changed(getattr(thing, name), rest, value, where=where) if rest else _made(name, value)
    return replace(thing, **{name: new})


def _made(name: str, value: Any) -> Any:
    """A value of YAML as the claim has it: a person with the invented home, a list as a tuple."""
    if name == "subscriber" and isinstance(value, dict):
        return Person(**{"first_name": "Jonas", "born": date(1970, 5, 1), "sex": "M", "address": HOME, **value})
    return tuple(value) if isinstance(value, list) else value


def _context(case: Mapping[str, Any], tables: Mapping[str, Any], *, where: str) -> Context:
    return Context(
        on=case.get("checked_on", TODAY),
        icd10cm=_codes(tables),
        payer_rules=_rules(case.get("payer", {}), where=f"{where}, payer"),
        history=tuple(_earlier(given, where=f"{where}, earlier") for given in case.get("earlier", ())),
        tables=dict(_tables(tables)),
    )


def _codes(tables: Mapping[str, Any]) -> InventedCodes | None:
    if tables.get("icd10cm") == "none":
        return None
    rows = [{"code": "I10"}] if tables.get("icd10cm") is None else tables["icd10cm"]
    made = tuple(InventedCode(**{**row, "ages": tuple(row["ages"]) if row.get("ages") else None}) for row in rows)
    return InventedCodes(made, excludes1=tuple(tables.get("excludes1") or ()), code_first=tuple(tables.get("code_first") or ()))


def _tables(tables: Mapping[str, Any]) -> Iterator[tuple[str, DatedTable]]:
    others = sorted(tables.keys() - {"place_of_service", "ncci_pair", "mue", "icd10cm", "excludes1", "code_first"})
    for name in ("place_of_service", "ncci_pair", "mue", *others):
        rows = tables.get(name, [{"code": "11"}] if name == "place_of_service" else [])
        if rows != "none":
            yield name, table_from_rows(name, rows)


def _rules(given: Any, *, where: str) -> PayerRules | None:
    if given == "none":
        return None
    _only(given, [each.name for each in fields(PayerRules)], where=where)
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    if "edit_changes" in values:
        values["edit_changes"] = tuple(_edit_change(change, where=f"{where}, edit_changes") for change in values["edit_changes"])
    return replace(RULES, **values)


def _edit_change(given: Any, *, where: str) -> EditChange:
    _only(given, [each.name for each in fields(EditChange)], where=where, needs=("edit", "to", "reason"))
    if given["to"] not in _TO:
        todo = did_you_mean(str(given["to"]), _TO, otherwise=f"Use {', '.join(_TO)}.")
        raise BadCase(f"An edit cannot be turned to {str(given['to'])[:40]!r}.", where=where, todo=todo)
    return EditChange(**given)


def _earlier(given: Mapping[str, Any], *, where: str) -> Claim | ClaimRows:
    _only(given, ("number", "version", *_OF_CLAIM), where=where, needs=("number",))
    claim = replace(_claim(given, where=where), number=given["number"], version=given.get("version", 1))
    return _with_rows(claim, given.get("rows"), where=where)
