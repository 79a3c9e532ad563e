"""`superbill serve`: the web application on this machine."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from superbill.basics.errors import NotPossible
from superbill.cli import books_on_disk, talk


def serve(
    data: Path | None = books_on_disk.DATA,
    port: int = typer.Option(8000, help="The port; 0 takes a free one."),
    address: str = typer.Option("127.0.0.1", help="The address to listen on. Anything but loopback needs TLS in front of it."),
) -> None:
    """Serve the pages until Ctrl-C. Migrates the database first.

    Example:

        superbill serve --data ~/superbill --port 8000
    """
    talk.ready_edits()
    books_on_disk.open_django(data)
    books_on_disk.migrate()
    port = usable_port(address, port)
    with contextlib.suppress(KeyboardInterrupt), building_books():
        run_server(address, port, ready=lambda: talk.say(f"superbill on http://{address}:{port}/ — Ctrl-C ends it"))


@contextlib.contextmanager
def building_books() -> Iterator[None]:
    """Build the code books in a process of its own while pages are served already; until they stand, only diagnoses are found."""
    import subprocess
    import sys

    words = [sys.executable, "-m", "superbill", "codes", "build"]
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as building:  # noqa: S603  (our own command)
        try:
            yield
        finally:
            building.terminate()


class PortTaken(NotPossible):
    """Another program listens on the port."""


def usable_port(address: str, port: int) -> int:
    """The port, or a free one for 0. Raises `PortTaken`."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} of {address} cannot be used: {error.strerror}.", todo="Name another with --port."
            ) from error
        return int(probe.getsockname()[1])


START_SECONDS = 60
STOP_SECONDS = 3


def run_server(address: str, port: int, *, ready: Callable[[], object]) -> None:
    """Serve in one process with four threads until a signal ends it; a process that does not end by itself is ended.

    `ready` is called, in a thread of its own, as soon as the port answers.

    The worker is started anew, not forked: a fork would share SQLite's connection, and lacks the threads that typst has
    begun in this process, so that the next statement would wait for them for ever.
    """
    import multiprocessing
    import threading

    from granian import Granian
    from granian.constants import Interfaces

    multiprocessing.set_start_method("spawn", force=True)
    threading.Thread(target=_when_it_answers, args=(address, port, ready), daemon=True).start()
    Granian(
        "superbill.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        workers_kill_timeout=STOP_SECONDS,
        log_enabled=False,
    ).serve()


def _when_it_answers(address: str, port: int, ready: Callable[[], object]) -> None:
    """Wait until somebody listens at the port, then say so."""
    import socket
    import time

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection((address, port), timeout=1).close()
            ready()
            return
        time.sleep(0.05)
