"""A site's own edits at the desk: run with the others, read anew when a file changes, and told when they cannot be run."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from superbill.app.check_file import PAYER_RULES, check_claims, checking
from superbill.app.own_edits import all_edits
from superbill.app.own_payers import payer_here, rules_of_payer
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.edits.cases import changed
from superbill.edits.check import why_not_run
from superbill.edits.from_claim import rows_of
from superbill.places.us.edits import us_edits
from tests.edits.cases import LINE, TODAY, base_claim

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code_tables: Path) -> Path:
    """A data folder with the edit of the example."""
    monkeypatch.setenv("SUPERBILL_DATA", str(tmp_path))
    shutil.copytree(EXAMPLES / "edits", tmp_path / "edits")
    return tmp_path


def long_visit() -> Claim:
    return replace(base_claim(), place_of_service="10", lines=(replace(LINE, procedure="99215"),))


def own_findings(*claims: Claim) -> list[Finding]:
    return [
        finding for found in check_claims(claims, on=TODAY) for finding in found if finding.code.startswith(("SITE", "EDITS"))
    ]


def test_a_draft_is_checked_with_the_sites_own_edits(site: Path) -> None:
    (found,) = own_findings(long_visit(), base_claim())

    assert (found.code, found.severity, found.line_no) == ("SITE-01", "warn", 1)


def test_a_file_that_changes_is_read_anew(site: Path) -> None:
    assert own_findings(long_visit())
    path = site / "edits" / "site_01.toml"
    path.write_text(path.read_text().replace("'99215'", "'99417'"))

    assert own_findings(long_visit()) == []


def test_nothing_is_read_twice_that_did_not_change(site: Path) -> None:
    assert all_edits().all is all_edits().all
    assert len(all_edits().all) == len(us_edits()) + 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text("kind ="),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.write_text("#" * (1 << 21)),
        lambda path: path.write_text(path.read_text().replace("SITE-01", "SITE-09")),
    ],
    ids=["no TOML", "no text", "too large", "another name"],
)
def test_a_file_that_cannot_be_used_is_told_on_every_claim(site: Path, spoil: Callable[[Path], object]) -> None:
    spoil(site / "edits" / "site_01.toml")

    one, other = own_findings(long_visit(), base_claim())

    assert one == other
    assert (one.code, one.severity, one.place) == ("SITE-01", "inform", "not run")
    assert "site_01.toml" in one.message


def test_a_folder_that_was_named_and_is_not_there_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERBILL_EDITS", str(site / "gone"))

    (found,) = own_findings(long_visit())

    assert (found.code, found.place) == ("EDITS", "not run")
    assert "There is no such folder" in found.message


def test_without_a_folder_of_its_own_a_site_has_the_programs_edits(site: Path) -> None:
    shutil.rmtree(site / "edits")

    edits = all_edits()

    assert edits.all is us_edits()
    assert (edits.own, edits.broken) == ((), ())


def test_a_payer_of_the_site_stands_before_that_of_the_program(site: Path) -> None:
    program = rules_of_payer("ACME1")
    shutil.copytree(EXAMPLES / "payers", site / "payers")

    own = rules_of_payer("ACME1")

    assert program is not None and own is not None
    assert (program.requires, own.requires) == ((), ("group_number",))
    assert str(own.edit_changes[0].decided_on) == "2026-07-01"


@pytest.mark.parametrize("given", ['decided_on = "2026-07-01"', "decided_on = 2026-07-01T10:00:00", "decided = 2026-07-01"])
def test_the_day_of_a_change_is_a_day(site: Path, given: str) -> None:
    shutil.copytree(EXAMPLES / "payers", site / "payers")
    path = site / "payers" / "acme1.toml"
    path.write_text(path.read_text().replace("decided_on = 2026-07-01", given))

    found, other = payer_here("ACME1"), payer_here("EVRG2")

    assert found.rules is None
    assert found.broken.startswith("the file of this payer's rules cannot be used: acme1.toml: ")
    assert other.rules is not None
    assert not other.broken


def test_a_broken_payer_file_keeps_only_its_own_payers_rules_from_being_used(site: Path) -> None:
    (site / "payers").mkdir()
    (site / "payers" / "acme1.toml").write_text('payer_id = "ACME1"\nname = ')
    acme, evergreen = (changed(base_claim(), ["coverage", "payer", "payer_id"], payer) for payer in ("ACME1", "EVRG2"))

    of_acme, of_evergreen = check_claims((acme, evergreen), on=TODAY)

    not_run = {finding.code: why for finding in of_acme if (why := why_not_run(finding))}
    assert "cannot be used: acme1.toml: This is not TOML" in not_run["TF-01"]
    assert all("acme1" not in why_not_run(finding) for finding in of_evergreen)


@pytest.mark.parametrize(("payer", "told"), [("NOBODY", "perhaps of this one"), ("ACME1", "")])
def test_a_file_of_nobody_knows_which_payer_is_told_to_those_without_rules(site: Path, payer: str, told: str) -> None:
    (site / "payers").mkdir()
    (site / "payers" / "new.toml").write_text("payer = ")

    found = payer_here(payer)

    assert (told in found.broken) and bool(found.broken) == bool(told)


def test_the_rules_of_a_broken_payer_file_are_counted_as_not_run_once(site: Path) -> None:
    (site / "payers").mkdir()
    (site / "payers" / "acme1.toml").write_text('payer_id = "ACME1"\nfiling = 7')
    claim = changed(base_claim(), ["coverage", "payer", "payer_id"], "ACME1")
    claims = [replace(claim, number=number) for number in ("A1", "A2")]

    with checking(on=TODAY) as run:
        for claim in claims:
            run.check(rows_of(claim), name="two", take=lambda checked: None)

    (told,) = (each for each in run.not_run if each.edit == PAYER_RULES)
    assert told.claims == 2
    assert "acme1.toml: Missing: " in told.because


@pytest.mark.parametrize(
    ("edit", "told"), [("SITE-01", ""), ("SITE-10", " (did you mean SITE-01?)"), ("site-01", " (did you mean SITE-01?)")]
)
def test_a_change_of_an_edit_that_there_is_not_is_told(site: Path, edit: str, told: str) -> None:
    shutil.copytree(EXAMPLES / "payers", site / "payers")
    path = site / "payers" / "acme1.toml"
    path.write_text(path.read_text().replace('edit = "SITE-01"', f'edit = "{edit}"'))
    claim = changed(base_claim(), ["coverage", "payer", "payer_id"], "ACME1")

    with checking(on=TODAY, only=["LINE-03"]) as run:
        run.check(rows_of(claim), name="one", take=lambda checked: None)

    because = f"the rules of ACME1 change {edit}, and no edit has that code{told}"
    assert [each.because for each in run.not_run if each.edit == PAYER_RULES] == ([because] if told else [])


def test_a_draft_is_told_a_change_of_an_edit_that_there_is_not(site: Path) -> None:
    shutil.copytree(EXAMPLES / "payers", site / "payers")
    path = site / "payers" / "acme1.toml"
    path.write_text(path.read_text().replace('edit = "SITE-01"', 'edit = "SITE-10"'))
    claims = [changed(base_claim(), ["coverage", "payer", "payer_id"], payer) for payer in ("ACME1", "EVRG2")]

    of_acme, of_evergreen = check_claims(tuple(claims), on=TODAY)

    (told,) = (finding for finding in of_acme if finding.code == PAYER_RULES)
    assert "the rules of ACME1 change SITE-10" in why_not_run(told)
    assert PAYER_RULES not in {finding.code for finding in of_evergreen}


def test_a_change_of_an_edit_whose_file_is_broken_is_no_mistake(site: Path) -> None:
    shutil.copytree(EXAMPLES / "payers", site / "payers")
    (site / "edits" / "site_01.toml").write_text("kind = ")
    claim = changed(base_claim(), ["coverage", "payer", "payer_id"], "ACME1")

    with checking(on=TODAY) as run:
        run.check(rows_of(claim), name="one", take=lambda checked: None)

    assert [each.edit for each in run.not_run if each.edit in (PAYER_RULES, "SITE-01")] == ["SITE-01"]
