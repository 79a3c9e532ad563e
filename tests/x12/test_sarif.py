"""The SARIF log: places in bytes, lines and columns that an editor finds again, rules with help, and no values."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.findings import CATALOGUE
from superbill.x12.tools.checked import Checked
from superbill.x12.tools.sarif import sarif_log

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes()
BARE = CLAIM.replace(b"\n", b"")
LEVELS = (1, 2, 3)


def run_of(*files: bytes, name: str = "claim.837") -> dict[str, Any]:
    """The only run of the log of these files."""
    log = json.loads(sarif_log([Checked(name, check(data, levels=LEVELS), data) for data in files], version="1.2.3"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def places_of(data: bytes) -> list[dict[str, int]]:
    return [result["locations"][0]["physicalLocation"]["region"] for result in run_of(data)["results"]]


def test_a_file_without_findings_has_a_run_without_results() -> None:
    run = run_of(CLAIM)

    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["artifacts"] == [{"location": {"uri": "claim.837"}, "length": len(CLAIM), "mimeType": "application/edi-x12"}]


def test_a_result_has_its_rule_its_words_and_its_place_by_the_names_of_x12() -> None:
    run = run_of(CLAIM.replace(b"*MI*", b"*XQ*"))

    (result,) = run["results"]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert (result["ruleId"], result["level"]) == ("SNIP2-CODE", "error")
    assert result["message"]["text"].endswith("Choose one of the codes of the guide.")
    assert result["locations"][0]["logicalLocations"] == [
        {
            "name": "NM108",
            "fullyQualifiedName": "interchange 1/group 1/set 0001/loop 2010BA/segment 17/NM108",
            "kind": "element",
        }
    ]


def test_each_rule_has_help_and_each_result_its_index() -> None:
    run = run_of(CLAIM.replace(b"*MI*", b"*XQ*").replace(b"LX*1~", b"ZZZ*1~\nLX*1~").replace(b"*UN*1*", b"*UN*X*"))

    rules = run["tool"]["driver"]["rules"]
    assert len(rules) > 2
    assert [rule["help"]["text"] for rule in rules] == [CATALOGUE[rule["id"]].todo for rule in rules]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        (b"*MI*", b"*XQ*", b"XQ"),
        (b"*UN*1*", b"*UN*X*", b"X"),
        (b"D8*20260908", b"D8*20260230", b"20260230"),
        (b"*11:B:1*", b"*11:ZZ:1*", b"ZZ"),
        (b"*11:B:1*", b"*11::1*", b""),
        (b"LX*1~", b"ZZZ*1~LX*1~", b"ZZZ*1"),
    ],
)
@pytest.mark.parametrize("shape", ["as it is", "one line", "CRLF", "wrapped"])
def test_a_region_is_the_element_meant_whatever_the_shape_of_the_file(old: bytes, new: bytes, value: bytes, shape: str) -> None:
    bare = BARE.replace(old, new, 1)
    data = {
        "as it is": CLAIM.replace(old, new, 1),
        "one line": bare,
        "CRLF": CLAIM.replace(old, new, 1).replace(b"\n", b"\r\n"),
        "wrapped": b"\r\n".join(bare[at : at + 79] for at in range(0, len(bare), 79)),
    }[shape]

    regions = places_of(data)

    found = [data[each["byteOffset"] : each["byteOffset"] + each["byteLength"]] for each in regions]
    assert value in found or (shape == "wrapped" and value in [each.replace(b"\r\n", b"") for each in found])


def editor_place(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column as an editor has them that reads UTF-8."""
    before = data[:offset]
    line = before.rpartition(b"\n")[2]
    return before.count(b"\n") + 1, len(line.decode("utf-8", errors="replace")) + 1


@pytest.mark.parametrize("data", [CLAIM, BARE, CLAIM.replace(b"\n", b"\r\n"), CLAIM.replace(b"KOWALSKI", "KOWAŁSKÍ".encode())])
def test_lines_and_columns_are_those_of_an_editor(data: bytes) -> None:
    broken = data.replace(b"*MI*", b"*XQ*").replace(b"*UN*1*", b"*UN*X*")

    regions = places_of(broken)

    assert len(regions) >= 3
    for region in regions:
        start, end = region["byteOffset"], region["byteOffset"] + region["byteLength"]
        assert (region["startLine"], region["startColumn"]) == editor_place(broken, start)
        assert (region["endLine"], region["endColumn"]) == editor_place(broken, end)


def test_values_of_the_file_are_left_out() -> None:
    text = json.dumps(run_of(CLAIM.replace(b"KOWALSKI", b"KOWALSKI\x07").replace(b"AHP4410072", b"AHP4410072" * 20)))

    assert "SNIP1-CHARACTER" in text
    assert "KOWALSKI" not in text and "AHP4410072" not in text


def test_names_of_files_become_uris_and_a_file_given_twice_is_one() -> None:
    run = run_of(CLAIM.replace(b"*MI*", b"*XQ*"), CLAIM.replace(b"*MI*", b"*XQ*"), name="in box/ä:1.837")

    assert [each["location"]["uri"] for each in run["artifacts"]] == ["in%20box/%C3%A4%3A1.837"]
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for result in run["results"]} == {0}


@given(st.integers(0, len(CLAIM) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_any_damage_gives_regions_within_the_file(at: int, put: bytes, cut: int) -> None:
    damaged = CLAIM[:at] + put + CLAIM[at + cut :]

    run = run_of(damaged)

    assert len(run["results"]) == len(check(damaged, levels=LEVELS).findings)
    for region in places_of(damaged):
        assert 0 <= region["byteOffset"] <= region["byteOffset"] + region["byteLength"] <= len(damaged)
        assert region["startLine"] == damaged[: region["byteOffset"]].count(b"\n") + 1
        assert region["startColumn"] >= 1 and (region["endLine"], region["endColumn"]) >= (
            region["startLine"],
            region["startColumn"],
        )


@given(st.binary(max_size=200))
def test_any_bytes_give_a_log(data: bytes) -> None:
    assert run_of(data)["results"]
