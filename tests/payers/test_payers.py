"""The payers' files: what is read, and what is refused with its reason."""

from pathlib import Path

import pytest

from superbill.claims.payer_rules import EditChange
from superbill.payers import BadPayerFile, find_payer_rules, list_payer_rules, read_payer_rules

GOOD = """
payer_id = "OWN1"
name = "Own Plan"
timely_filing_days = 60
correction_days = 90
source = "invented manual"
"""


def test_the_practice_payers_are_found_by_their_id() -> None:
    acme, evergreen = find_payer_rules("ACME1"), find_payer_rules("EVRG2")

    assert acme is not None
    assert (acme.payer.name, acme.payer.filing) == ("Acme Health Plan", "CI")
    assert (acme.timely_filing_days, acme.correction_days, acme.requires) == (90, 180, ())
    assert evergreen is not None
    assert (evergreen.payer.name, evergreen.timely_filing_days, evergreen.correction_days) == ("Evergreen Mutual", 120, 365)
    assert evergreen.requires == ("group_number",)
    assert evergreen.source


def test_an_unknown_payer_has_no_rules() -> None:
    assert find_payer_rules("NOBODY") is None


def test_the_list_is_by_id() -> None:
    assert [rules.payer.payer_id for rules in list_payer_rules()] == ["ACME1", "EVRG2"]


def test_a_sites_own_file_stands_before_the_programs(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD)
    (tmp_path / "acme.toml").write_text(GOOD.replace("OWN1", "ACME1"))
    (tmp_path / "notes.txt").write_text("not a payer")

    own, acme, evergreen = (find_payer_rules(name, folder=tmp_path) for name in ("OWN1", "ACME1", "EVRG2"))

    assert own is not None
    assert own.payer.filing == "CI"
    assert acme is not None
    assert acme.timely_filing_days == 60
    assert evergreen is not None
    assert [rules.payer.payer_id for rules in list_payer_rules(folder=tmp_path)] == ["ACME1", "EVRG2", "OWN1"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert find_payer_rules("ACME1", folder=tmp_path / "none") == find_payer_rules("ACME1")


def test_edit_changes_are_read_with_their_reason() -> None:
    text = GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "off"\nreason = "Policy 12."\n'

    rules = read_payer_rules(text.encode(), where="own.toml")

    assert rules.edit_changes == (EditChange(edit="ICD-05", to="off", reason="Policy 12."),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("payer_id = ", "not TOML"),
        ("\xff", "not TOML"),
        ("a = " + "9" * 5_000, "not TOML"),
        (GOOD.replace('source = "invented manual"', ""), "Missing: source"),
        (GOOD + 'colour = "blue"', "Not known: colour"),
        (GOOD.replace("60", '"sixty"'), "timely_filing_days is 'sixty'"),
        (GOOD.replace("60", "0"), "timely_filing_days is 0"),
        (GOOD.replace("60", "true"), "timely_filing_days is True"),
        (GOOD + 'requires = "group_number"', "requires is 'group_number'"),
        (GOOD + 'requires = ["shoe_size"]', "requires names 'shoe_size'"),
        (GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "off"', "not complete"),
        (GOOD + 'edit_changes = ["ICD-05"]', "not complete"),
        (GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "off"\nreason = 7', "'ICD-05' is not complete: reason"),
        (GOOD + '[[edit_changes]]\nto = "off"\nreason = "x"', "edit is missing"),
        (
            GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "off"\nreason = "x"\ndecided = 2026-07-01',
            "Did you mean 'decided_on'?",
        ),
        (GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "off"\nreason = "x"\ncolour = "blue"', "The keys are edit, to"),
        (GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "soft"\nreason = "x"', "ICD-05 cannot be turned to 'soft', but to off"),
        (GOOD + '[[edit_changes]]\nedit = "ICD-05"\nto = "warn"\nreason = " "', "has no reason"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(BadPayerFile) as refused:
        read_payer_rules(text.encode("latin-1"), where="own.toml")

    assert words in refused.value.what
    assert refused.value.where == "own.toml"
    assert refused.value.todo


def test_two_files_with_one_payer_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)

    with pytest.raises(BadPayerFile, match=r"b\.toml: A second file"):
        find_payer_rules("OWN1", folder=tmp_path)
