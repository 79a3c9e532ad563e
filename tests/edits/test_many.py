"""Many claims in DuckDB: every case of every edit, and the same findings as one claim at a time on claims of any badness."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.edits import Context, Edit, check, everywhere, get_edit
from superbill.edits.check import NotRun
from superbill.edits.from_claim import rows_of
from superbill.edits.relations import ClaimRows
from superbill.edits.tables import table_from_rows
from superbill.places.us.edits import us_edits, us_tables
from superbill.storage.duck import Duck, parts_in
from superbill.storage.duck_rows import AT_ONCE
from tests.edits.cases import RULES, Case, base_claim, case_files, cases_in, cases_of
from tests.edits.test_check import CODES, FULL, claims

Asked = tuple[Claim | ClaimRows, Context]


def on_many(asked: Iterable[Asked], edits: Iterable[Edit]) -> tuple[list[tuple[int, Finding]], list[NotRun]]:
    """What DuckDB finds on all of them, and what it could not run."""
    duck = _duck()
    duck.clear()
    duck.fill([(rows_of(claim) if isinstance(claim, Claim) else claim, context) for claim, context in asked])
    return list(duck.check(edits)), duck.not_run


@cache
def _duck() -> Duck:
    """One database for all tests of this process: opening one takes longer than most of them."""
    return Duck(threads=1)


def on_each(asked: Iterable[Asked], edits: Iterable[Edit]) -> tuple[list[tuple[int, Finding]], Counter[tuple[str, str]]]:
    """The same, one claim at a time."""
    found = [(at, finding) for at, (claim, context) in enumerate(asked) for finding in check(claim, context, edits=edits)]
    not_run = Counter((finding.code, finding.message) for _, finding in found if finding.place == "not run")
    return [each for each in found if each[1].place != "not run"], not_run


def agree(asked: list[Asked], edits: tuple[Edit, ...]) -> None:
    """Both give the same findings, and say the same of what was not run."""
    many, not_run = on_many(asked, edits)
    each, not_run_each = on_each(asked, edits)

    assert Counter(many) == Counter(each)
    told = {(one.edit, f"This was not checked, because {one.because}."): one.claims for one in not_run}
    assert told == dict(not_run_each)


def alike() -> list[list[Case]]:
    """The cases of all edits in groups that share their tables, as the claims of one run do; the largest group first."""
    groups: dict[str, list[Case]] = {}
    for case in (case for file in case_files() for case in cases_in(file)):
        groups.setdefault(repr((case.context.icd10cm, sorted(case.context.tables.items()))), []).append(case)
    return sorted(groups.values(), key=len, reverse=True)


PLAIN, *OTHERS = alike()


def test_every_edit_finds_the_same_on_the_cases_of_all_edits() -> None:
    agree([(case.claim, case.context) for case in PLAIN], us_edits())


@pytest.mark.parametrize("group", [pytest.param(group, id=f"{group[0].edit}: {group[0].name}") for group in OTHERS])
def test_the_edits_find_the_same_on_cases_with_tables_of_their_own(group: list[Case]) -> None:
    codes = {case.edit for case in group}

    agree([(case.claim, case.context) for case in group], tuple(edit for edit in us_edits() if edit.code in codes))


def test_many_claims_give_what_each_gives() -> None:
    asked: list[Asked] = []

    @settings(max_examples=40)
    @given(st.lists(claims(), min_size=3, max_size=4), st.lists(claims(), max_size=3))
    def draw(drawn: list[Claim], earlier: list[Claim]) -> None:
        contexts = (replace(FULL, history=tuple(earlier)), replace(FULL, payer_rules=None), FULL)
        asked.extend((claim, contexts[at % 3]) for at, claim in enumerate(drawn))

    draw()  # the database is asked once for all that was drawn: to begin is what takes it long

    agree(asked, us_edits())


def test_a_table_that_is_not_there_is_told_with_the_number_of_claims() -> None:
    context = Context(on=FULL.on, payer_rules=RULES, icd10cm=CODES)
    pairs = tuple(edit for edit in us_edits() if edit.table == "ncci_pair")

    found, not_run = on_many([(base_claim(), context)] * 3, pairs)

    assert found == []
    assert {(one.edit, one.because, one.claims) for one in not_run} == {
        (edit.code, "the table ncci_pair is not installed", 3) for edit in pairs
    }


def test_claims_of_one_run_are_told_apart() -> None:
    wrong = replace(base_claim(), lines=())

    found, _ = on_many([(base_claim(), FULL), (wrong, FULL), (base_claim(), replace(FULL, tables=us_tables()))], everywhere())

    assert {at for at, _ in found} == {1}


def test_claims_in_parquet_are_checked_like_claims_at_hand(tmp_path: Path) -> None:
    asked = [(case.claim, case.context) for case in cases_of("LINE-03")]
    context = replace(FULL, payer_rules=None)
    with Duck() as made:
        made.fill([(rows_of(claim) if isinstance(claim, Claim) else claim, context) for claim, _ in asked])
        wanted = Counter(made.check(everywhere()))
        made.write(tmp_path)

    with Duck() as duck:
        count = duck.read(tmp_path, context)
        found = Counter(duck.check(everywhere()))

    assert count == len(asked)
    assert found == wanted
    assert {finding.code for _, finding in found} >= {"LINE-03"}


def test_a_payer_of_claims_in_parquet_is_found_by_its_id(tmp_path: Path) -> None:
    late = replace(FULL, on=date(2030, 1, 1))
    edits = (get_edit("TF-01"),)
    with Duck() as made:
        made.fill([(rows_of(base_claim()), late)])
        made.write(tmp_path)

    with Duck() as duck:
        duck.read(tmp_path, late, payers={"INVENTED": RULES})
        found = {finding.code for _, finding in duck.check(edits)}
    with Duck() as stranger:
        stranger.read(tmp_path, late, payers={"ANOTHER": RULES})
        not_found = {finding.code for _, finding in stranger.check(edits)}
        not_run = {each.edit for each in stranger.not_run}

    assert "TF-01" in found
    assert "TF-01" not in not_found
    assert "TF-01" in not_run


def test_claims_in_parts_find_what_they_find_at_once_with_little_memory(tmp_path: Path) -> None:
    asked = [(case.claim, replace(PLAIN[0].context, on=FULL.on, history=())) for case in PLAIN]
    edits = tuple(edit for edit in us_edits() if edit.code.startswith(("LINE", "NCCI", "ICD", "DX", "SURG")))
    for number, begin in enumerate(range(0, len(asked), 500)):
        place = tmp_path / f"part-{number:05d}"
        place.mkdir()
        with Duck(threads=1) as made:
            made.fill(
                [
                    (rows_of(claim) if isinstance(claim, Claim) else claim, context)
                    for claim, context in asked[begin : begin + 500]
                ]
            )
            made.write(place)

    found: Counter[tuple[int, Finding]] = Counter()
    read = 0
    with Duck(threads=1, memory_limit="250MB") as duck:
        for part in parts_in(tmp_path):
            duck.clear_claims()
            count = duck.read(part, replace(asked[0][1], payer_rules=None), payers={"INVENTED": RULES})
            found.update((read + at, finding) for at, finding in duck.check(edits))
            read += count

    assert len(parts_in(tmp_path)) > 1
    assert parts_in(tmp_path / "part-00000") == (tmp_path / "part-00000",)
    assert read == len(asked)
    assert found == Counter(on_many([(claim, replace(context, payer_rules=RULES)) for claim, context in asked], edits)[0])


def test_a_table_of_many_rows_is_asked_as_one_of_few() -> None:
    words = ("99213", 'said "so", twice', "two\nlines", "\\N", "", "a\r\nb", "é, NULL")
    many = [{"code": f"X{number:05d}", "told": words[number % 7], "most": None if number % 3 else number, "shown": number % 2 == 0}
            for number in range(AT_ONCE + 5)]  # fmt: skip
    table = table_from_rows("invented", many)  # type: ignore[arg-type]

    with Duck(threads=1) as duck:
        duck.fill_table("invented", table)
        duck.fill_table("few", replace(table, rows=table.rows[:9]))
        rows = [duck._db.execute(f'SELECT * FROM {name} ORDER BY "at"').fetchall() for name in ("invented", "few")]  # noqa: S608
        kinds = [duck._db.execute(f"DESCRIBE {name}").fetchall() for name in ("invented", "few")]

    assert rows[0] == [(at, *row.values()) for at, row in enumerate(table.rows)]
    assert rows[1] == rows[0][:9]
    assert kinds[0] == kinds[1]
