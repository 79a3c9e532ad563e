"""Two people do the same thing at the same moment, each in a process of their own: it is done once."""

from pathlib import Path

import pytest

from tests.demo import fresh_database
from tests.forked import Forks

pytestmark = pytest.mark.books


def test_what_is_done_twice_at_once_is_done_once(tmp_path: Path, code_tables: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with fresh_database() as url, Forks("tests.app.concurrently", folder, url) as people:
        assert people.run("prepare") == "ready"

        posted = people.together(folder, ("post", "same.835"), ("post", "same.835"), ("post", "other-bytes.835"))
        sent = people.together(folder, ("send",), ("send",))
        seen = people.run("look")

    states = [state for state, _ in posted]
    assert states.count("used") == 1 and set(states) <= {"used", "again", "kept"}
    assert all("in the books already" in problem for state, problem in posted if state == "kept")
    assert sorted(sent) == [["refused", "NothingReady"], ["sent", ["acme1-00002.837"]]]
    assert [ref.split("/")[0] for ref in seen["entries"]] == ["835", "charge", "charge"]
    assert (seen["sum"], seen["bank to come"]) == (0, 20250)
    assert seen["remits"] == [["EFT1", "posted"]]
    assert seen["states"] == {"V1": "paid", "V2": "sent"}
    assert [name for name, _ in seen["files"]] == ["acme1-00001.837", "acme1-00002.837", "other-bytes.835", "same.835"]
    assert seen["put down"] == ["acme1-00001.837", "acme1-00002.837"]
    assert seen["numbers"]["interchange"] == 2
