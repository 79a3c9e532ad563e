"""Ask an OpenAI-compatible service once: one POST, no redirect, no proxy, a limit on time and size; the words of neither side in any error."""

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from superbill.basics.errors import NotPossible
from superbill.storage.model_settings import Endpoint, ModelSettings

MOST_BYTES = 512 * 1024
MOST_TOKENS = 4_000
_CHUNK = 16 * 1024


class NoAnswer(NotPossible):
    """The model gave no answer that could be read."""


def request_of(settings: ModelSettings, messages: Sequence[Mapping[str, str]], *, schema: Mapping[str, Any], about: str) -> bytes:
    """The body of a request, byte for byte as it is sent."""
    body: dict[str, Any] = {
        "model": settings.name,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    if settings.schema_held:
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": about, "strict": True, "schema": schema}}
    return json.dumps(body, ensure_ascii=False).encode()


def ask(settings: ModelSettings, endpoint: Endpoint, body: bytes, *, tls: ssl.SSLContext | None = None) -> str:
    """What the model answered, as text. `tls` is the system's own trust by default. Raises `NoAnswer`."""
    key = settings.secret()
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "superbill",
    }
    if key:
        headers["Authorization"] = f"Bearer {key}"
    over = threading.Event()
    try:
        with _reached(endpoint, settings.seconds, over, tls) as connection:
            connection.request("POST", endpoint.path, body, headers)
            with connection.getresponse() as answer:
                if answer.status != http.client.OK:
                    raise _refused(answer.status)
                return _content(_read(answer))
    except (OSError, http.client.HTTPException, NoAnswer) as error:
        raise (_late(settings.seconds) if over.is_set() else _told(error, settings.seconds)) from None


@contextmanager
def _reached(
    endpoint: Endpoint, seconds: int, over: threading.Event, tls: ssl.SSLContext | None
) -> Iterator[http.client.HTTPConnection]:
    """A connection for one exchange. When its time is `over`, whatever it waits for, the socket is shut down."""
    until = time.monotonic() + seconds
    sock = _socket("127.0.0.1" if endpoint.host == "localhost" else endpoint.host, endpoint.port, until)
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
    if endpoint.secure:
        tls = tls or ssl.create_default_context()
        connection = http.client.HTTPSConnection(endpoint.host, endpoint.port, context=tls)
        sock = tls.wrap_socket(sock, server_hostname=endpoint.host, do_handshake_on_connect=False)

    def shut() -> None:
        over.set()
        with suppress(OSError):  # not SSLSocket's own, which takes the TLS away first
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, until - time.monotonic()), shut)
    timer.daemon = True
    timer.start()
    try:
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()
        connection.sock = sock
        yield connection
    finally:
        timer.cancel()
        connection.close()
        sock.close()


def _socket(host: str, port: int, until: float) -> socket.socket:
    """The first address of a host that takes a connection before the time is over."""
    failed: OSError = TimeoutError()
    for _, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return socket.create_connection((str(address[0]), port), timeout=left)
        except OSError as error:
            failed = error
    raise failed


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The body; a service that sends too much is cut off."""
    whole = bytearray()
    while chunk := answer.read1(_CHUNK):
        whole += chunk
        if len(whole) > MOST_BYTES:
            raise NoAnswer(f"The model's service answered with more than {MOST_BYTES >> 10} KiB.", todo="Try another model.")
    return bytes(whole)


def _content(data: bytes) -> str:
    """The text of the first choice; a sign that no database keeps (NUL, half a surrogate pair) becomes another."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        content = None
    if not isinstance(content, str):
        raise NoAnswer(
            "The model's service answered in no form of OpenAI's chat.",
            todo="Check that the address ends before /chat/completions.",
        )
    return content.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _refused(status: int) -> NoAnswer:
    if 300 <= status < 400:
        return NoAnswer(
            f"The model's service sent us elsewhere ({status}); nobody went there.", todo="Set the address that it moved to."
        )
    if status in (401, 403):
        return NoAnswer(f"The model's service does not know the key ({status}).", todo="Check SUPERBILL_MODEL_KEY_FILE.")
    todo = "If it cannot be held to a JSON schema, set SUPERBILL_MODEL_SCHEMA=0." if status == 400 else "Try again later."
    return NoAnswer(f"The model's service answers {status}.", todo=todo, again=status >= 500 or status == 429)


def _told(error: Exception, seconds: int) -> NoAnswer:
    if isinstance(error, NoAnswer):
        return error
    if isinstance(error, TimeoutError):
        return _late(seconds)
    if isinstance(error, ssl.SSLError):
        reason = error.reason or "failed"
        return NoAnswer(f"The model's service is not who it says it is, by TLS ({reason}).", todo="Check its address.")
    return NoAnswer(
        f"The model's service could not be asked ({type(error).__name__}).",
        todo="Check that it runs, and its address.",
        again=True,
    )


def _late(seconds: int) -> NoAnswer:
    return NoAnswer(
        f"The model did not answer within {seconds} s.", todo="Try again, or set SUPERBILL_MODEL_SECONDS.", again=True
    )
