"""Files are fetched whole or not at all, and an interrupted one is continued; against a server on the loopback."""

import base64
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from superbill.storage.download import BadAddress, NotFetched, NotThere, fetch

DATA = bytes(range(256)) * 4000


@dataclass
class Server:
    """What the server has, and how it behaves."""

    data: bytes = DATA
    etag: str = '"one"'
    cut_after: int | None = None
    digest: str = ""
    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    behaviour = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.endswith("/codes.zip"):
                self.send_error(404)
                return
            wanted = self.headers.get("Range", "")
            behaviour.asked.append(wanted)
            begin = int(wanted[6:-1]) if wanted and self.headers.get("If-Range") == behaviour.etag else 0
            body = behaviour.data[begin:]
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", behaviour.etag)
            if behaviour.digest:
                self.send_header("Repr-Digest", f"sha-256=:{behaviour.digest}:")
            self.end_headers()
            self.wfile.write(body[: behaviour.cut_after])

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        behaviour.address = f"http://127.0.0.1:{serving.server_address[1]}/files/codes.zip"
        yield behaviour
        serving.shutdown()


def test_a_file_comes_whole_and_leaves_nothing_else(server: Server, tmp_path: Path) -> None:
    server.digest = base64.b64encode(hashlib.sha256(DATA).digest()).decode()
    told: list[tuple[int, int | None]] = []

    path = fetch(server.address, tmp_path, progress=lambda done, of: told.append((done, of)))

    assert path == tmp_path / "codes.zip"
    assert path.read_bytes() == DATA
    assert [each.name for each in tmp_path.iterdir()] == ["codes.zip"]
    assert told[-1] == (len(DATA), len(DATA))


def test_an_interrupted_file_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.cut_after = 300_000
    with pytest.raises(NotFetched) as refused:
        fetch(server.address, tmp_path)
    server.cut_after = None

    path = fetch(server.address, tmp_path)

    assert refused.value.again
    assert path.read_bytes() == DATA
    assert server.asked == ["", "bytes=300000-"]


def test_a_file_that_changed_meanwhile_is_begun_anew(server: Server, tmp_path: Path) -> None:
    server.cut_after = 300_000
    with pytest.raises(NotFetched):
        fetch(server.address, tmp_path)
    server.cut_after, server.etag, server.data = None, '"two"', DATA[::-1]

    assert fetch(server.address, tmp_path).read_bytes() == DATA[::-1]


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(server: Server, tmp_path: Path) -> None:
    server.digest = base64.b64encode(b"another hash").decode()

    with pytest.raises(NotFetched, match="checksum"):
        fetch(server.address, tmp_path)

    assert not (tmp_path / "codes.zip").exists()
    assert not (tmp_path / "codes.zip.part").exists()


def test_a_file_that_is_not_there_says_so(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotThere):
        fetch(server.address.replace("codes.zip", "other.zip"), tmp_path)


@pytest.mark.parametrize(
    "url", ["http://example.org/codes.zip", "ftp://127.0.0.1/codes.zip", "https://example.org/", "file:///etc/passwd"]
)
def test_only_https_and_the_loopback_are_fetched_from(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadAddress):
        fetch(url, tmp_path)
