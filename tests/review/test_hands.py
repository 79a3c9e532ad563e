"""Two and three hands on one thing at the same moment: one effect, no lock and no fault shown."""

from pathlib import Path

import pytest

from tests.demo import fresh_database
from tests.forked import Forks

pytestmark = pytest.mark.books

WHAT = ("code", "register", "number", "note", "receive", "pay", "enter")
HANDS = 3


def test_several_hands_on_one_thing_have_one_effect(tmp_path: Path, code_tables: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with fresh_database() as url, Forks("tests.review.hands", folder, url) as hands:
        assert hands.run("prepare") == "ready"

        heard = {what: [each for told in hands.together(folder, *[(what,)] * HANDS) for each in told] for what in WHAT}
        seen = hands.run("look")

    assert {what: [said for how, said in told if how == "fault"] for what, told in heard.items()} == {what: [] for what in WHAT}
    assert [said for how, said in heard["register"] if how == "done"] == ["V3"]
    assert {said for how, said in heard["register"] if how == "refused"} == {"VisitTaken"}
    assert len({said for _, said in heard["number"]}) == 15
    assert len([said for how, said in heard["enter"] if how == "done"]) == 1
    assert len({said for _, said in heard["pay"]}) == 15
    assert seen["visits"] == sorted(["V1", "V2", "V3", *(f"V{number}" for number in range(1001, 1016))])
    assert seen["versions"] == sorted(["V2-1", *(f"V1-{version}" for version in range(1, 16))])
    assert seen["notes"] == 2
    assert seen["files"] == [f"{control}.835" for control in range(1, 9)]
    assert (seen["sum"], seen["paid"], seen["drawer"]) == (0, 20250, 1500)
    incoming = folder / "exchange" / "from-payer"
    assert [path.name for path in incoming.iterdir() if path.is_file()] == []
