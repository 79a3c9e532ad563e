"""The harness of the demonstration, tried on small stand-ins for `superbill demo`."""

import sys
from pathlib import Path

import pytest

from tests.demo import DidNotStart, fresh_database, start

SERVES = """
import sys, time
try:
    print("1 registered   visit V1", flush=True)
    for role in ("coder", "biller", "manager", "clinician"):
        print(f"{role:8} http://127.0.0.1:50001/enter/token-{role}_1/", flush=True)
    time.sleep(600)
except KeyboardInterrupt:
    print("Stopped.", file=sys.stderr)
"""
FAILS = "import sys; print('The data folder cannot be written.'); sys.exit(3)"


def standing_in(script: str) -> tuple[str, ...]:
    return sys.executable, "-c", script


def test_the_links_of_every_role_are_read(tmp_path: Path) -> None:
    demo = start(tmp_path, database_url="", superbill=standing_in(SERVES))

    code = demo.stop()

    assert demo.links == {
        role: f"http://127.0.0.1:50001/enter/token-{role}_1/" for role in ("coder", "biller", "manager", "clinician")
    }
    assert demo.address == "http://127.0.0.1:50001"
    assert demo.printed[0] == "1 registered   visit V1\n"
    assert code == 0


def test_a_demonstration_that_ends_early_is_told_with_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(DidNotStart, match="The data folder cannot be written"):
        start(tmp_path, database_url="", superbill=standing_in(FAILS))


@pytest.mark.books
def test_a_fresh_database_is_another_each_time() -> None:
    with fresh_database() as first, fresh_database() as second:
        both = {first, second}

    assert both == {""} or len(both) == 2
