"""The plan of a catalogue: it leaves out what cannot find anything on a claim, and nothing else."""

from dataclasses import replace

from hypothesis import given

from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim
from superbill.edits.facts import Facts
from superbill.edits.kinds import Where
from superbill.edits.one_claim import hits
from superbill.edits.plan import Plan
from superbill.places.us.edits import us_edits
from tests.edits.cases import LINE, base_claim
from tests.edits.test_check import FULL, claims

WISH = Where(
    code="WISH-01",
    title="Invented",
    severity=Severity.WARN,
    source=Source("invented"),
    says="{number}",
    place="claim",
    over="line",
)


def left(edits: tuple[Where, ...], claim: Claim) -> list[str]:
    return [prepared.edit.code for prepared, _ in Plan(edits).edits_for(Facts(claim, FULL))]


def test_the_wishes_of_other_payers_are_left_out() -> None:
    own, other = (replace(WISH, code=payer, about=f"payer_id = '{payer}'") for payer in ("INVENTED", "ANOTHER"))

    assert left((own, other), base_claim()) == ["INVENTED"]


def test_an_edit_of_procedures_stands_under_each_of_them_and_comes_once() -> None:
    both = replace(WISH, when="procedure IN ('99213', '20610') AND units > 0")
    claim = replace(base_claim(), lines=(LINE, replace(LINE, line_no=2, procedure="20610")))

    assert left((both,), claim) == ["WISH-01"]
    assert left((both,), replace(claim, lines=(replace(LINE, procedure="99214"),))) == []


def test_an_edit_that_may_hold_in_two_ways_is_always_run() -> None:
    either = replace(WISH, when="payer_id = 'ANOTHER' OR units = 1")

    assert left((either,), base_claim()) == ["WISH-01"]


def test_an_edit_with_a_table_is_run_whatever_its_condition_says() -> None:
    asking = replace(WISH, table="of_nobody", when="payer_id = 'ANOTHER'")

    assert left((asking,), base_claim()) == ["WISH-01"]


@given(claim=claims())
def test_what_the_plan_leaves_out_finds_nothing(claim: Claim) -> None:
    facts = Facts(claim, FULL)
    run = {id(prepared.edit) for prepared, _ in Plan(us_edits()).edits_for(facts)}

    out = [edit for edit in us_edits() if id(edit) not in run and not edit.table and not edit.about]

    assert [edit.code for edit in out if any(True for _ in hits(edit, facts))] == []
