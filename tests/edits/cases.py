"""The cases of the edits: YAML files in tests/cases that a biller can read and extend.

    edit: LINE-03
    cases:
      - name: no units
        lines:
          - {units: 0}
        finds: [1]
      - name: one unit
        finds: []

A case is a clean claim with something changed; what it does not name stays as in `base_claim`. It may have

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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from superbill.basics.days import FOREVER, Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import Claim, Line
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.edits import Context, DatedTable, table_from_rows
from superbill.edits.from_claim import rows_of
from superbill.edits.relations import RELATIONS, ClaimRows, whole

FOLDER = Path(__file__).parent.parent / "cases"
TODAY = date(2026, 9, 18)
SERVED_ON = date(2026, 9, 14)

HOME = Address(line1="12 Birch Lane", city="Lakeside", state="WI", zip_code="53999")
PAYER = Payer(payer_id="INVENTED", name="Invented Health Plan")
RULES = PayerRules(payer=PAYER, timely_filing_days=90, correction_days=180, source="invented manual")
LINE = Line(line_no=1, procedure="99213", charge_cents=15_000, served_on=SERVED_ON, pointers=(1,))


def base_claim() -> Claim:
    """A clean claim of invented people: one office visit for one diagnosis."""
    patient = Person(last_name="Brandt", first_name="Ines", born=date(1968, 3, 2), sex="F", address=HOME)
    return Claim(
        number="V0001",
        version=1,
        patient=Patient(number="P001", person=patient),
        coverage=Coverage(payer=PAYER, member_id="INV123456", relationship="self", period=Period(date(2026, 1, 1))),
        practice=Practice(
            name="Lakeside Family Medicine",
            npi=npi_from("200000001"),
            tax_id="399999999",
            taxonomy="261QP2300X",
            address=HOME,
            contact_name="Billing",
            phone="6085550100",
        ),
        rendering=Provider(npi=npi_from("200000002"), last_name="Osei", first_name="Ama", taxonomy="207Q00000X"),
        place_of_service="11",
        diagnoses=("I10",),
        lines=(LINE,),
        created_on=TODAY,
    )


@dataclass(frozen=True)
class InventedCode:
    """A row of the invented diagnosis code set."""

    code: str
    title: str = "invented condition"
    billable: bool = True
    sex: str = ""
    ages: tuple[int, int] | None = None
    since: date = date.min
    until: date = FOREVER


@dataclass(frozen=True)
class InventedRelease:
    period: Period = field(default_factory=lambda: Period(date.min))


@dataclass(frozen=True)
class InventedCodes:
    """A diagnosis code set of the rows of a case."""

    rows: tuple[InventedCode, ...]
    excludes1: tuple[Mapping[str, str], ...] = ()
    code_first: tuple[Mapping[str, str], ...] = ()
    release: InventedRelease = field(default_factory=InventedRelease)

    def find(self, code: str, *, on: date) -> InventedCode | None:
        return next((row for row in self.rows if row.code == code and row.since <= on < row.until), None)

    def excludes1_between(self, a: str, b: str, /, *, on: date | None = None) -> str | None:
        return next((row["note"] for row in self.excludes1 if {row["one"], row["other"]} == {a, b}), None)

    def code_first_between(self, code: str, other: str, /, *, on: date | None = None) -> str | None:
        return next((row["note"] for row in self.code_first if (row["one"], row["other"]) == (code, other)), None)


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


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def cases_in(file: Path) -> Iterator[Case]:
    """The cases of one file."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    _only(data, {"edit", "tables", "cases"}, where=file.name)
    for case in data["cases"]:
        where = f"{file.name}, {case.get('name')}"
        known = {
            "name",
            "checked_on",
            "change",
            "diagnoses",
            "lines",
            "rows",
            "earlier",
            "payer",
            "tables",
            "finds",
            "severity",
            "says",
        }
        _only(case, known, where=where)
        yield Case(
            edit=data["edit"],
            name=case["name"],
            claim=_with_rows(_claim(case), case.get("rows")),
            context=_context(case, (data.get("tables") or {}) | (case.get("tables") or {})),
            finds=tuple(case["finds"]),
            severity=case.get("severity", ""),
            says=str(case.get("says", "")),
        )


def _only(data: Mapping[str, Any], known: set[str], *, where: str) -> None:
    unknown = set(data) - known
    assert not unknown, f"{where}: not known: {sorted(unknown)}"


def _claim(case: Mapping[str, Any]) -> Claim:
    claim = base_claim()
    if "diagnoses" in case:
        claim = replace(claim, diagnoses=tuple(case["diagnoses"]))
    if "lines" in case:
        claim = replace(claim, lines=tuple(_line(number, line) for number, line in enumerate(case["lines"], start=1)))
    for path, value in (case.get("change") or {}).items():
        claim = changed(claim, path.split("."), value)
    return claim


def _with_rows(claim: Claim, given: Mapping[str, Any] | None) -> Claim | ClaimRows:
    """The claim as rows with what it does not have itself; the claim as it is when nothing is given."""
    if not given:
        return claim
    _only(given, set(RELATIONS), where="rows")
    made = rows_of(claim)
    rows = {name: list(given.get(name, made.rows.get(name, ()))) for name in RELATIONS if name != "claim"}
    for relation in (RELATIONS["line"], RELATIONS["diagnosis"]):
        own = list(made.rows[relation.name])
        added = given.get(relation.name, [])
        assert len(added) <= len(own), f"more rows of {relation.name} than the claim has"
        known = [whole(relation, {**row, **more}) for row, more in zip(own, added, strict=False)]
        rows[relation.name] = known + own[len(added) :]
    for name in RELATIONS.keys() - {"claim", "line", "diagnosis", "pointer", "modifier"}:
        numbered = [{"position": at, **row} for at, row in enumerate(given.get(name, ()), start=1)]
        rows[name] = [whole(RELATIONS[name], row) for row in numbered]
    (own_claim,) = made.rows["claim"]
    changed_claim = {**own_claim, **given.get("claim", {})}
    whole(RELATIONS["claim"], changed_claim)
    return ClaimRows(control=made.control, rows={**rows, "claim": [changed_claim]})


def _line(number: int, given: Mapping[str, Any]) -> Line:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return replace(LINE, **{"line_no": number, **values})


def changed(thing: Any, path: list[str], value: Any) -> Any:
    """A copy of nested dataclasses in which one field, named by its path, has another value."""
    name, *rest = path
    assert is_dataclass(thing)
    assert name in {each.name for each in fields(thing)}, f"{type(thing).__name__} has no {name}"
    new = changed(getattr(thing, name), rest, value) if rest else _made(name, value)
    return replace(thing, **{name: new})  # type: ignore[type-var]  # is_dataclass also admits classes


def _made(name: str, value: Any) -> Any:
    """A value of YAML as the claim has it: a person with the invented home, a list as a tuple."""
    if name == "subscriber" and isinstance(value, dict):
        return Person(**{"first_name": "Jonas", "born": date(1970, 5, 1), "sex": "M", "address": HOME, **value})
    return tuple(value) if isinstance(value, list) else value


def _context(case: Mapping[str, Any], tables: Mapping[str, Any]) -> Context:
    return Context(
        on=case.get("checked_on", TODAY),
        icd10cm=_codes(tables),
        payer_rules=_rules(case.get("payer", {})),
        history=tuple(_earlier(given) for given in case.get("earlier", ())),
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


def _rules(given: Any) -> PayerRules | None:
    if given == "none":
        return None
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    if "edit_changes" in values:
        values["edit_changes"] = tuple(EditChange(**change) for change in values["edit_changes"])
    return replace(RULES, **values)


def _earlier(given: Mapping[str, Any]) -> Claim | ClaimRows:
    known = {"number", "version", "change", "diagnoses", "lines", "rows"}
    _only(given, known, where=f"earlier claim {given.get('number')}")
    claim = replace(_claim(given), number=given["number"], version=given.get("version", 1))
    return _with_rows(claim, given.get("rows"))
