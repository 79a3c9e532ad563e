"""Ask an OpenAI-compatible service once: one POST, no redirect, no proxy, a limit on time and size; the words of neither side in any error."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
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
    until = time.monotonic() + settings.seconds
    connection = _connection(endpoint, timeout=settings.seconds, tls=tls)
    try:
        connection.request("POST", endpoint.path, body, headers)
        sock = connection.sock  # an answer that ends with its connection takes the socket away from it
        with connection.getresponse() as answer:
            if answer.status != http.client.OK:
                raise _refused(answer.status)
            return _content(_read(answer, sock, until))
    except TimeoutError:
        raise _late(settings.seconds) from None
    except ssl.SSLError as error:
        raise NoAnswer(
            f"The model's service is not who it says it is, by TLS ({error.reason or 'failed'}).", todo="Check its address."
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(
            f"The model's service could not be asked ({type(error).__name__}).",
            todo="Check that it runs, and its address.",
            again=True,
        ) from None
    finally:
        connection.close()


def _connection(endpoint: Endpoint, *, timeout: float, tls: ssl.SSLContext | None) -> http.client.HTTPConnection:
    host = "127.0.0.1" if endpoint.host == "localhost" and not endpoint.secure else endpoint.host
    if endpoint.secure:
        return http.client.HTTPSConnection(host, endpoint.port, timeout=timeout, context=tls or ssl.create_default_context())
    return http.client.HTTPConnection(host, endpoint.port, timeout=timeout)


def _read(answer: http.client.HTTPResponse, sock: socket.socket, until: float) -> bytes:
    """The body; a service that sends a byte now and then is cut off when its time is over, as one that sends too much."""
    whole = bytearray()
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if sock.fileno() >= 0:
            sock.settimeout(left)
        chunk = answer.read1(_CHUNK)
        if not chunk:
            return bytes(whole)
        whole += chunk
        if len(whole) > MOST_BYTES:
            raise NoAnswer(f"The model's service answered with more than {MOST_BYTES >> 10} KiB.", todo="Try another model.")


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


def _late(seconds: int) -> NoAnswer:
    return NoAnswer(
        f"The model did not answer within {seconds} s.", todo="Try again, or set SUPERBILL_MODEL_SECONDS.", again=True
    )
