"""What was not run is told in few lines."""

from superbill.app.not_run_lines import not_run_lines
from superbill.edits.check import NotRun


def lacking(edit: str, table: str, claims: int = 2) -> NotRun:
    return NotRun(edit, f"the table {table} is not installed", claims)


def test_tables_of_one_book_are_told_in_one_line() -> None:
    lines = list(not_run_lines([lacking("PROC-04", "cpt_ended"), lacking("MUE-01", "mue"), lacking("PROC-05", "cpt_known")]))

    assert lines == [
        "Not checked on 2 claims, because the tables cpt_ended and cpt_known are not installed: PROC-04, PROC-05",
        "Not checked on 2 claims, because the table mue is not installed: MUE-01",
    ]


def test_another_number_of_claims_or_another_reason_is_another_line() -> None:
    other = NotRun("TF-01", "no rules are entered for this payer", 2)

    lines = list(not_run_lines([lacking("PROC-04", "cpt_ended"), lacking("PROC-05", "cpt_known", 1), other, other]))

    assert lines == [
        "Not checked on 2 claims, because the table cpt_ended is not installed: PROC-04",
        "Not checked on 1 claim, because the table cpt_known is not installed: PROC-05",
        "Not checked on 2 claims, because no rules are entered for this payer: TF-01, TF-01",
    ]


def test_a_table_of_no_book_is_told_alone() -> None:
    assert list(not_run_lines([lacking("SITE-01", "own", 1)])) == [
        "Not checked on 1 claim, because the table own is not installed: SITE-01"
    ]
