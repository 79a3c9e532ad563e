"""A service that answers as an OpenAI-compatible one does, on the loopback, by a function of the request; and the settings that name it.

It reads what it is sent and keeps it. Answers recorded in `tests/samples/model/` are given by `recorded`; hostile ones by the tests themselves.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django_scopes import scopes_disabled

from superbill.storage.models import ModelAnswer, ModelCall, NoteRecord

SAMPLES = Path(__file__).parent / "samples/model"


@dataclass
class Request:
    """What came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def about(self) -> str:
        return str(self.body["response_format"]["json_schema"]["name"])

    @property
    def told(self) -> Any:
        """The note, or the list, as the model reads it."""
        return json.loads(self.body["messages"][-1]["content"].partition("\n")[2])


Answers = Callable[[Request, BaseHTTPRequestHandler], None]


@dataclass
class Service:
    url: str
    requests: list[Request] = field(default_factory=list)


def chat(content: str) -> bytes:
    """An answer in the form of OpenAI's chat."""
    return json.dumps(
        {"object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
    ).encode()


def send(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def saying(**contents: Any) -> Answers:
    """Answers each question about `facts` or `order` with the JSON given for it, or with the text as it is."""

    def answer(request: Request, handler: BaseHTTPRequestHandler) -> None:
        content = contents[request.about]
        content = content(request) if callable(content) else content
        send(handler, chat(content if isinstance(content, str) else json.dumps(content)))

    return answer


def recorded(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


@contextmanager
def serving(answer: Answers, *, tls: Any = None) -> Iterator[Service]:
    """A service for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = Request(self.path, dict(self.headers), json.loads(self.rfile.read(length)))
            service.requests.append(request)
            with suppress(BrokenPipeError, ConnectionResetError):  # the asker went away, as some tests want
                answer(request, self)

        def do_GET(self) -> None:
            service.requests.append(Request(self.path, dict(self.headers), {}))
            send(self, b"{}")

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    service = Service(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def kept_call(practice_id: int) -> int:
    """A prompt with its answer, as they are kept, about the newest note of a practice; its number."""
    with scopes_disabled():
        note = NoteRecord.objects.filter(practice_id=practice_id).latest("pk")
        at = datetime(2026, 9, 18, 9, tzinfo=UTC)
        digest = hashlib.sha256(b"{}").hexdigest()
        call = ModelCall.objects.create(
            practice_id=practice_id, visit_id=note.visit_id, note=note, about="facts", endpoint="http://127.0.0.1:9/v1/chat/completions",
            model="tiny", masked=True, prompt="{}", sha256=digest, by="Dana Reyes", at=at,
        )  # fmt: skip
        ModelAnswer.objects.create(
            practice_id=practice_id,
            call=call,
            text="{}",
            sha256=digest,
            content={"facts": [], "dropped": {"told twice": 1}},
            at=at,
        )
        return int(call.pk)
