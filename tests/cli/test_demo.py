"""`superbill demo`: the day is played once, opened quickly afterwards, and ended by Ctrl-C without a trace."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from superbill.cli.demo import _check_nobody_works_here
from superbill.storage.demo_folder import NotADemo, begin_demo_folder
from superbill.storage.models import PracticeRecord
from tests.cli.conftest import Played
from tests.cli.running import Ended, check_complaint, check_shape, superbill, surroundings
from tests.demo import END_SECONDS, LINK, ROLES
from tools.refresh import reference


def demo(played: Played, *words: str) -> Ended:
    return superbill("demo", "--no-serve", "--data", "demo", *words, cwd=played.folder, env=played.env)


def test_the_first_start_plays_the_three_told_visits(played: Played) -> None:
    assert played.ended.code == 0, played.ended.err
    for told in ("V1001 paid", "V1002 denied", "V1002 paid", "V1003 claim checked", "(NCCI-PTP-01)", "every entry balances"):
        assert told in played.ended.out


def test_again_removes_the_former_demonstration(played: Played) -> None:
    assert not (played.folder / "demo/mine.txt").exists()


def test_a_second_start_tells_the_same_day_without_playing_it(played: Played) -> None:
    database = played.folder / "demo/superbill.sqlite3"
    size = database.stat().st_size if database.exists() else 0

    again = demo(played)
    as_json = demo(played, "--json")

    assert (again.code, again.out, again.err) == (0, played.ended.out, "")
    assert (database.stat().st_size if database.exists() else 0) == size
    check_shape(reference.json_shapes()["demo"], as_json.json)
    assert as_json.json[-1]["outcome"] == "every entry balances"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, code_tables: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("keep me")

    ended = superbill("demo", "--no-serve", "--again", "--data", "mine", cwd=tmp_path)

    check_complaint(ended, code=3)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_practice_is_never_played_over(visit_copy: Path) -> None:
    settings = visit_copy / "examples/visit/books/superbill.toml"
    settings.write_text("demo = false\n")

    ended = superbill("demo", "--no-serve", "--again", "--data", "examples/visit/books", cwd=visit_copy)

    check_complaint(ended, code=3)
    assert settings.read_text() == "demo = false\n"


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path, code_tables: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = superbill("demo", "--data", "demo", "--port", other.getsockname()[1], cwd=tmp_path)

    check_complaint(ended, code=3)
    assert not (tmp_path / "demo").exists()


@pytest.fixture
def serving(played: Played, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A demonstration that serves a copy of the played day, in a group of processes of its own, and its links."""
    shutil.copytree(played.folder / "demo", tmp_path / "demo")
    process = subprocess.Popen(
        [sys.executable, "-m", "superbill", "demo", "--data", "demo", "--port", "0"],
        cwd=tmp_path,
        env=surroundings(tmp_path) | played.env | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None and process.stderr is not None
    links: dict[str, str] = {}
    for line in process.stdout:
        if found := LINK.match(line):
            links[found["role"]] = found["link"]
        if len(links) == len(ROLES):
            break
    yield process, links
    if process.poll() is None:
        process.kill()
    process.wait(timeout=END_SECONDS)
    process.stdout.close()
    process.stderr.close()


def get(opener: OpenerDirector, address: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, final address and text of a page; asked again while the server is still starting."""
    headers = {"Referer": address}
    data = urlencode(form).encode() if form is not None else None
    for _ in range(100):
        try:
            with opener.open(Request(address, data, headers), timeout=10) as answer:  # noqa: S310  (the address is the demonstration's own)
                return answer.status, answer.url, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, address, error.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the demonstration does not answer")


def enter(link: str) -> tuple[int, str]:
    """Follow a link with a new browser and press its button: the status, and the address where it ended."""
    opener = build_opener(HTTPCookieProcessor())
    status, _, page = get(opener, link)
    if status != 200:
        return status, link
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    status, address, _ = get(opener, link, {"csrfmiddlewaretoken": token})
    return status, address


def orphans(group: int) -> list[int]:
    """Processes of a group that still live after a moment, by number: one that tidies up may end a little after the first."""
    deadline = time.monotonic() + END_SECONDS
    while (living := living_in(group)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return living


def living_in(group: int) -> list[int]:
    """Processes of a group that live now, by number."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def test_a_link_signs_in_once_and_ctrl_c_ends_it_all(serving: tuple[subprocess.Popen[str], dict[str, str]]) -> None:
    process, links = serving

    first = enter(links["coder"])
    second = enter(links["coder"])
    os.killpg(process.pid, signal.SIGINT)  # Ctrl-C in a terminal reaches every process of the group
    code = process.wait(timeout=END_SECONDS)

    assert first == (200, links["coder"].partition("/enter/")[0] + "/")
    assert second[0] == 410
    assert code == 0
    assert orphans(process.pid) == []
    assert process.stderr is not None
    said = process.stderr.read()
    assert "Traceback" not in said and "has ended" in said


def test_a_signal_to_the_first_process_alone_ends_it_all_too(serving: tuple[subprocess.Popen[str], dict[str, str]]) -> None:
    process, _ = serving

    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=END_SECONDS)

    assert code == 0
    assert orphans(process.pid) == []


@pytest.mark.django_db
def test_a_database_that_holds_a_practice_is_never_played_into() -> None:
    _check_nobody_works_here()  # an empty one may be

    PracticeRecord.objects.create(npi="2876500101", name="A real practice", details={})

    with pytest.raises(NotADemo, match="already holds a practice"):
        _check_nobody_works_here()


def test_a_demonstration_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    first = begin_demo_folder(tmp_path / "demo", again=False)
    (tmp_path / "demo/half.txt").write_text("half a day")

    second = begin_demo_folder(tmp_path / "demo", again=False)

    assert (first, second) == (True, True)
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["superbill.toml"]
