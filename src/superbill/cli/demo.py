"""`superbill demo`: a practice of invented people, its day, and the pages to look at it."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.serve import building_books, run_server, usable_port

if TYPE_CHECKING:
    from superbill.sandbox.thread import Step

ADDRESS = "127.0.0.1"


def demo(
    data: Path | None = typer.Option(
        None, "--data", help="The folder of the demonstration (default: `demo` in your data folder).", metavar="DIR"
    ),
    port: int = typer.Option(8000, help="The port; 0 takes a free one."),
    serve: bool = typer.Option(True, help="Serve the pages; with --no-serve only print the day."),
    again: bool = typer.Option(False, "--again", help="Begin anew: the former demonstration is removed."),
    as_json: bool = talk.JSON,
) -> None:
    """Play a day at an invented practice, then serve it with one-time sign-in links for coder, biller and manager.

    The practice payer answers what you send within a second. Nothing leaves this machine; Ctrl-C ends it.

    Example:

        superbill demo --no-serve
    """
    from superbill.storage.config import Config

    port = usable_port(ADDRESS, port) if serve else 0
    folder = (data or Config().data / "demo").resolve()
    talk.ready_edits()
    steps = _ready(folder, again=again)
    _show(steps, as_json=as_json)
    if serve:
        with contextlib.suppress(KeyboardInterrupt), building_books():
            _serve(ADDRESS, port)
        talk.say("The demonstration has ended; `superbill demo` opens it again as you left it.")


def _ready(folder: Path, *, again: bool) -> "tuple[Step, ...]":
    """Open the demonstration; play the day where it has not been played to its end."""
    from superbill.storage.demo_folder import begin_demo_folder, played, remember

    fresh = begin_demo_folder(folder, again=again)
    books_on_disk.open_django(folder)
    from superbill.claims.plain import from_plain
    from superbill.sandbox.thread import Step

    if not fresh:
        return from_plain(tuple[Step, ...], played(folder))
    books_on_disk.migrate()
    _check_nobody_works_here()
    from superbill.sandbox.day import play_day

    with talk.progress("Playing the day") as bar:
        steps = play_day(progress=bar)
    remember(folder, steps)
    return steps


def _check_nobody_works_here() -> None:
    """A demonstration is never played into a database that holds a practice: with PostgreSQL the folder does not say so."""
    from superbill.storage.demo_folder import NotADemo
    from superbill.storage.models import PracticeRecord

    if PracticeRecord.objects.exists():
        todo = "Name an empty database, or take SUPERBILL_DATABASE_URL out of the environment."
        raise NotADemo("The database already holds a practice; nothing was played into it.", todo=todo)


def _show(steps: "tuple[Step, ...]", *, as_json: bool) -> None:
    if as_json:
        talk.put_json(steps)
        return
    rows = [(step.name, step.outcome, step.artifact, f"{step.seconds * 1000:.0f} ms") for step in steps]
    talk.put_table(("step", "what came of it", "artifact", "time"), rows, right=(3,))


def _serve(address: str, port: int) -> None:
    import threading

    from django.conf import settings

    from superbill.app.sign_in_links import make_link
    from superbill.sandbox.folder import PracticePayer
    from superbill.sandbox.practice import WORKERS
    from superbill.storage import clock

    told = [f"superbill is ready on http://{address}:{port}/ — these links sign in once; Ctrl-C ends it."]
    told += [f"{worker.role:9} http://{address}:{port}/enter/{make_link(worker.username)}/" for worker in WORKERS]
    stop = threading.Event()
    payer = PracticePayer(settings.SUPERBILL.exchange)
    watching = threading.Thread(target=payer.watch, args=(stop,), kwargs={"now": clock.now}, daemon=True)
    watching.start()
    try:
        run_server(address, port, ready=lambda: typer.echo("\n".join(told)))
    finally:
        stop.set()
        watching.join(timeout=5)
