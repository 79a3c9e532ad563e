"""The wire to a model: what is sent, and services that lie, send elsewhere, are slow, huge, or not who they say they are."""

import json
import socket
import ssl
import subprocess
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from superbill.basics.errors import SuperbillError
from superbill.storage.config import Config
from superbill.storage.model_client import MOST_BYTES, NoAnswer, ask, request_of
from superbill.storage.model_settings import BadModelSettings, Endpoint, ModelSettings, is_loopback
from tests.model_service import Request, chat, send, serving

MESSAGES = ({"role": "user", "content": "Zyxwvna has a cough."},)
CANARY = "Zyxwvna"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "NAME", "KEY", "KEY_FILE", "DEIDENTIFY", "SECONDS", "SCHEMA"):
        monkeypatch.delenv(f"SUPERBILL_MODEL_{name}", raising=False)


def settings_of(url: str, **more: Any) -> ModelSettings:
    return ModelSettings(**{"url": url, "name": "tiny", "seconds": 5, **more})


def asked(settings: ModelSettings, **more: Any) -> str:
    body = request_of(settings, MESSAGES, schema={"type": "object"}, about="facts")
    return ask(settings, settings.endpoint, body, **more)


def refused(settings: ModelSettings, **more: Any) -> str:
    with pytest.raises(NoAnswer) as error:
        asked(settings, **more)
    said = str(error.value)
    chain: BaseException | None = error.value
    while chain is not None:  # nor in anything that it was raised from, as a log would show it
        assert CANARY not in str(chain)
        chain = chain.__cause__
    return said


# --------------------------------------------------------------------------------------------------------------- settings


def test_no_model_is_on_until_the_site_says_so(tmp_path: Path) -> None:
    assert not ModelSettings.of(Config(data=tmp_path)).is_on


def test_the_settings_file_turns_a_model_on_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "superbill.toml").write_text(
        '[model]\nurl = "http://127.0.0.1:9/v1"\nname = "a"\nseconds = 7\nschema_held = false\n'
    )
    monkeypatch.setenv("SUPERBILL_MODEL_NAME", "b")

    found = ModelSettings.of(Config(data=tmp_path))

    assert (found.is_on, found.name, found.seconds, found.schema_held, found.deidentify) == (True, "b", 7, False, True)
    assert found.endpoint.spoken == "http://127.0.0.1:9/v1/chat/completions"


@pytest.mark.parametrize(
    "line", ['colour = "red"', "seconds = 0", 'seconds = "sk-secret"', 'deidentify = "sk-secret"', 'key = "sk-secret"']
)
def test_settings_that_cannot_be_used_are_refused_without_repeating_them(tmp_path: Path, line: str) -> None:
    (tmp_path / "superbill.toml").write_text(f"[model]\n{line}\n")

    with pytest.raises(BadModelSettings) as error:
        ModelSettings.of(Config(data=tmp_path))

    assert "sk-secret" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["http://models.example.org/v1", "http://10.0.0.5:8080/v1", "http://127.0.0.1.example.org/v1", "http://0.0.0.0:1/v1", "ftp://127.0.0.1/v1",
     "127.0.0.1:8080", "https:///v1", "http://u:p@127.0.0.1/v1", "https://models.example.org/v1?key=sk-1", "https://x y/v1", "http://[::1", "http://127.0.0.1:99999/v1",
     "https://models.example.org/v1#x", "http://127.0.0.1/v1\r\nX: y", "file:///etc/passwd", "https://models..example.org/v1", f"https://{'m' * 64}.example.org/v1",
     "https://models.example.org/modèle/v1"],
)  # fmt: skip
def test_an_address_that_may_not_be_asked_is_refused(url: str) -> None:
    with pytest.raises(BadModelSettings) as error:
        _ = settings_of(url).endpoint

    assert "sk-1" not in str(error.value)


def test_notes_as_they_are_never_leave_the_machine() -> None:
    assert settings_of("http://127.0.0.1:9/v1", deidentify=False).endpoint.is_here

    with pytest.raises(BadModelSettings, match="do not leave this machine"):
        _ = settings_of("https://models.example.org/v1", deidentify=False).endpoint


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("localhost.example.org", False), ("0.0.0.0", False), ("10.0.0.1", False), ("2130706433", False), ("", False)],  # noqa: S104
)  # fmt: skip
def test_this_machine_is_the_loopback_and_nothing_else(host: str, is_here: bool) -> None:
    assert is_loopback(host) is is_here


def test_a_key_is_sent_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-secret\n")
    file.chmod(0o600)

    with serving(lambda request, handler: send(handler, chat("{}"))) as service:
        settings = settings_of(service.url, key_file=file)
        asked(settings)

    assert service.requests[0].headers["Authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key"
    file.write_text("sk-secret")
    file.chmod(mode)

    with pytest.raises(BadModelSettings, match="read by others") as error:
        settings_of("http://127.0.0.1:9/v1", key_file=file).secret()

    assert "sk-secret" not in str(error.value)


@pytest.mark.parametrize("key", ["a b", "a\r\nX-Evil: 1", "schlüssel"])
def test_a_key_that_would_break_a_header_is_refused(key: str) -> None:
    with pytest.raises(BadModelSettings):
        settings_of("http://127.0.0.1:9/v1", key=key).secret()


# ------------------------------------------------------------------------------------------------------------------- wire


def test_the_request_is_one_of_openais_chat_and_the_answer_its_text() -> None:
    with serving(lambda request, handler: send(handler, chat('{"facts": []}'))) as service:
        text = asked(settings_of(service.url))

    (request,) = service.requests
    assert text == '{"facts": []}'
    assert request.path == "/v1/chat/completions"
    assert "Authorization" not in request.headers
    assert (request.body["model"], request.body["temperature"], request.body["stream"]) == ("tiny", 0, False)
    assert request.body["response_format"]["json_schema"]["name"] == "facts"


def test_a_service_that_knows_no_schema_is_sent_none() -> None:
    with serving(lambda request, handler: send(handler, chat("{}"))) as service:
        asked(ModelSettings(url=service.url, name="tiny", SUPERBILL_MODEL_SCHEMA=False))

    assert "response_format" not in service.requests[0].body


def test_nobody_follows_a_service_that_sends_elsewhere() -> None:
    with serving(lambda request, handler: send(handler, chat("{}"))) as other:

        def away(request: Request, handler: BaseHTTPRequestHandler) -> None:
            send(handler, b"", status=307, Location=f"{other.url}/chat/completions")

        with serving(away) as service:
            said = refused(settings_of(service.url))

    assert "sent us elsewhere (307)" in said
    assert other.requests == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503, 204])
def test_whatever_is_not_ok_is_refused_without_its_words(status: int) -> None:
    with serving(lambda request, handler: send(handler, f"{CANARY} has a cough".encode(), status=status)) as service:
        assert str(status) in refused(settings_of(service.url))


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"no", b'{"choices": []}', b'{"choices": [{"message": {"content": 7}}]}', b'{"choices": {"0": 1}}', b"\xff\xfe", b"[" * 100_000,
     f'{{"error": "{CANARY}"}}'.encode()],
)  # fmt: skip
def test_an_answer_in_no_form_of_chat_is_refused(body: bytes) -> None:
    with serving(lambda request, handler: send(handler, body)) as service:
        assert "no form of OpenAI's chat" in refused(settings_of(service.url))


@pytest.mark.parametrize(
    ("content", "taken"), [("a \ud83d b", "a ? b"), ("a \0 b", "a \ufffd b"), ("a \U0001f600 é", "a \U0001f600 é")]
)
def test_signs_that_no_database_keeps_are_replaced(content: str, taken: str) -> None:
    with serving(lambda request, handler: send(handler, chat(content))) as service:
        assert asked(settings_of(service.url)) == taken


def test_a_huge_answer_is_cut_off() -> None:
    sent = 0

    def flood(request: Request, handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        for _ in range(4096):
            handler.wfile.write(b"x" * 65536)
            sent += 65536

    with serving(flood) as service:
        assert "more than 512 KiB" in refused(settings_of(service.url))

    assert sent < 4096 * 65536
    assert MOST_BYTES == 512 * 1024


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
@pytest.mark.parametrize("pause", [0.05, 30])
def test_a_service_that_dawdles_is_cut_off_when_its_time_is_over(begun: bytes, pause: float) -> None:
    over, went_on = False, False

    def drip(request: Request, handler: BaseHTTPRequestHandler) -> None:
        nonlocal went_on
        handler.wfile.write(begun)
        until = time.monotonic() + 60
        while not over and time.monotonic() < until:
            if begun or pause > 1:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            waited = time.monotonic() + pause
            while not over and time.monotonic() < waited:
                time.sleep(0.02)
        went_on = not over

    with serving(drip) as service:
        try:
            assert "did not answer within 1 s" in refused(settings_of(service.url, seconds=1))
        finally:
            over = True

    assert not went_on


def test_a_service_that_never_shakes_hands_is_cut_off_when_its_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        assert "did not answer within 1 s" in refused(settings_of(f"https://127.0.0.1:{port}/v1", seconds=1))


def test_a_service_that_is_not_there_is_told_as_such() -> None:
    with serving(lambda request, handler: None) as service:
        url = service.url

    assert "could not be asked" in refused(settings_of(url))


def test_a_connection_that_breaks_in_the_middle_is_told_as_such() -> None:
    def broken(request: Request, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"cho')

    with serving(broken) as service:
        assert refused(settings_of(service.url))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody trusts, for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_tls_is_proven_before_anything_is_sent(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))

    with serving(lambda request, handler: send(handler, chat("{}")), tls=server) as service:
        settings = settings_of(service.url)
        assert "not who it says it is" in refused(settings)
        assert service.requests == []
        assert asked(settings, tls=trusting) == "{}"


def test_a_service_that_dawdles_over_tls_is_cut_off_too(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    over = went_on = False

    def drip(request: Request, handler: BaseHTTPRequestHandler) -> None:
        nonlocal went_on
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        until = time.monotonic() + 60
        with suppress(OSError):
            while not over and time.monotonic() < until:
                handler.wfile.write(b" ")
                time.sleep(0.05)
            went_on = not over

    with serving(drip, tls=server) as service:
        try:
            assert "did not answer within 1 s" in refused(settings_of(service.url, seconds=1), tls=trusting)
        finally:
            over = True

    assert not went_on


@pytest.mark.parametrize("secure", [True, False])
def test_localhost_is_asked_at_the_loopback_whatever_names_are_told_here(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, secure: bool
) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    told: list[str] = []
    true = socket.getaddrinfo
    monkeypatch.setattr("socket.getaddrinfo", lambda host, *rest, **more: told.append(host) or true(host, *rest, **more))

    with serving(lambda request, handler: send(handler, chat("{}")), tls=server if secure else None) as service:
        answer = asked(settings_of(service.url.replace("127.0.0.1", "localhost")), tls=trusting)

    assert answer == "{}"
    assert set(told) == {"127.0.0.1"}
    assert service.requests[0].headers["Host"].startswith("localhost:")


def test_an_endpoint_is_spoken_without_anything_secret() -> None:
    assert Endpoint(urlsplit("http://[::1]:8080/v1/")).spoken == "http://[::1]:8080/v1/chat/completions"
    assert json.dumps(str(settings_of("http://127.0.0.1:9/v1", key="sk-secret"))).count("sk-secret") == 0


def test_errors_of_the_model_are_of_the_house() -> None:
    assert issubclass(NoAnswer, SuperbillError)
    assert issubclass(BadModelSettings, SuperbillError)
