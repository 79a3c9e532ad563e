"""The wire against a real service: llama.cpp's server with a tiny model (`tests.tiny_model`).

The model invents whatever it quotes, so nothing may come of it: that is the strictest model to be safe from.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from superbill.app.ask_model import Asked, ask_model
from superbill.app.list_model_calls import list_model_calls, show_model_call
from superbill.app.show_visit import show_visit
from superbill.coding.model.answers import BadAnswer, object_in
from tests.app.office import Office


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service, in a process of its own."""
    path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    command = [sys.executable, "-m", "tests.tiny_model", path]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        said = next((line for line in process.stdout if line.startswith("serving ")), "")
        assert said, "the service did not start"
        yield said.split()[1]
        process.stdin.close()
        process.wait(30)


def test_a_real_service_is_asked_and_what_it_invents_leads_to_nothing(
    office: Office, llama: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"URL": f"{llama}/v1", "NAME": "tiny", "SECONDS": "300"}.items():
        monkeypatch.setenv(f"SUPERBILL_MODEL_{name}", value)
    office.register("V1")
    before = show_visit(office.desk("coder"), "V1").suggested
    monkeypatch.setattr("superbill.storage.model_client.MOST_TOKENS", 700)

    asked: Asked | None = None
    try:
        asked = ask_model(office.desk("coder"), "V1")
    except BadAnswer as error:  # a random model may use its tokens up before its JSON ends: then it is refused in words
        assert error.what == "The model did not answer with JSON."  # noqa: PT017  (either way is right, and what follows holds for both)

    page = show_model_call(office.desk("manager"), list_model_calls(office.desk("manager"))[-1].id)
    assert json.loads(page.prompt)["model"] == "tiny"
    assert page.answer
    assert page.kept == 0
    assert show_visit(office.desk("coder"), "V1").suggested == before
    if asked is not None:
        assert asked.suggestions == ()
        assert isinstance(object_in(page.answer)["facts"], list)
        assert set(asked.order) in (set(), {row.code for row in before})
