"""Fetch a file over HTTPS into a folder: whole or not at all, going on where an earlier try stopped.

A part is kept as `<name>.part` beside `<name>.part.etag`; it is continued only when the server says that the file is still the same
(`If-Range`), and begun anew otherwise. The length that the server states, and its `Repr-Digest` or `Digest` where it gives one, must
be met. Plain HTTP is taken from the loopback only.
"""

import base64
import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from superbill.basics.errors import BadInput, NotPossible

MOST_BYTES = 4 << 30
_CHUNK = 1 << 18
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadAddress(BadInput):
    """An address that is not fetched from."""


class NotThere(NotPossible):
    """The server has no such file (404 or 410)."""


class NotFetched(NotPossible):
    """The file could not be fetched whole; what came is kept, and the next try goes on from there."""


def fetch(url: str, folder: Path, *, progress: Callable[[int, int | None], None] = lambda done, of: None) -> Path:
    """The file behind an address, in the folder. `progress(done, of)` in bytes. Raises `BadAddress`, `NotThere`, `NotFetched`."""
    name = _name_of(url)
    folder.mkdir(parents=True, exist_ok=True)
    part, etag = folder / f"{name}.part", folder / f"{name}.part.etag"
    try:
        with _open(url, part, etag) as answer:
            _check_host(answer.url)
            begun = answer.status == http.client.PARTIAL_CONTENT
            if not begun:
                part.unlink(missing_ok=True)
            etag.write_text(answer.headers.get("ETag", ""), encoding="latin-1")
            length = answer.headers.get("Content-Length", "")
            of = int(length) + (part.stat().st_size if begun else 0) if length.isdecimal() else None
            _take(answer, part, of, url, progress)
            _prove(part, of, answer.headers, url)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:  # all of it had come, or another file stands there now
            part.unlink(missing_ok=True)
        raise _refused(error.code, url) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched(
            f"The connection failed ({error}).", where=url, todo="Try again: it goes on where it stopped.", again=True
        ) from error
    etag.unlink(missing_ok=True)
    return part.replace(folder / name)


def _name_of(url: str) -> str:
    parts = urlsplit(url)
    name = unquote(parts.path).replace("\\", "/").rpartition("/")[2]
    if parts.scheme not in ("http", "https") or not parts.hostname or not name or name.startswith("."):
        raise BadAddress(
            "This is no address of a file.", where=url[:200], todo="Give one that begins with https:// and ends with a file name."
        )
    _check_host(url)
    return name


def _check_host(url: str) -> None:
    """Also after the server sent us elsewhere."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise BadAddress("Files of codes are fetched over HTTPS only.", where=url[:200], todo="Use the https:// address.")


def _open(url: str, part: Path, etag: Path) -> http.client.HTTPResponse:
    asked = urllib.request.Request(url, headers={"User-Agent": "superbill", "Accept-Encoding": "identity"})  # noqa: S310  (checked above)
    known = etag.read_text(encoding="latin-1") if etag.exists() else ""
    if known and not known.startswith("W/") and part.exists() and part.stat().st_size:
        asked.add_header("Range", f"bytes={part.stat().st_size}-")
        asked.add_header("If-Range", known)
    answer: http.client.HTTPResponse = urllib.request.urlopen(asked, timeout=60)  # noqa: S310
    return answer


def _take(
    answer: http.client.HTTPResponse, part: Path, of: int | None, url: str, progress: Callable[[int, int | None], None]
) -> None:
    with part.open("ab") as file:
        done = file.tell()
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if done > MOST_BYTES:
                raise NotFetched(f"The file is larger than {MOST_BYTES >> 30} GB.", where=url)
            progress(done, of)


def _prove(part: Path, of: int | None, headers: http.client.HTTPMessage, url: str) -> None:
    """The length and the hash that the server told."""
    size = part.stat().st_size
    if of is not None and size < of:
        raise NotFetched(
            f"Only {size:,} of {of:,} bytes came.", where=url, todo="Try again: it goes on where it stopped.", again=True
        )
    told = f"{headers.get('Repr-Digest', '')},{headers.get('Digest', '')}".replace("SHA-256", "sha-256")
    wanted = next((each.strip()[8:].strip(":") for each in told.split(",") if each.strip().startswith("sha-256=")), "")
    if wanted:
        with part.open("rb") as file:
            made = base64.b64encode(hashlib.file_digest(file, "sha256").digest()).decode()
        if made != wanted:
            part.unlink()
            raise NotFetched(
                "The file is not what the server says it is: the checksum differs.", where=url, todo="Try again.", again=True
            )


def _refused(status: int, url: str) -> NotPossible:
    if status in (http.client.NOT_FOUND, http.client.GONE):
        return NotThere(
            "There is no such file at the server.", where=url, todo="It may not be published yet, or under another name."
        )
    return NotFetched(
        f"The server answers {status}.",
        where=url,
        todo="Try again later.",
        again=status >= 500 or status == http.client.REQUESTED_RANGE_NOT_SATISFIABLE,
    )
