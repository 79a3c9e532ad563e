"""Run one command after another, each in a fork of a process that has the big libraries loaded: three times as quick.

Only what needs no settings is loaded beforehand; Django is set up in each fork anew, on the data folder that its command names.
One line of JSON asks (`words`, `cwd`, `env`, `stdin`, `stdout`, `stderr`: names of files), one line answers with the exit code.
"""

import importlib
import json
import os
import sys
import traceback

LOADED_BEFORE = (
    "django.contrib.auth.hashers", "django.core.management", "django.db.backends.sqlite3.base", "django.db.models", "django.http",
    "django.template", "django.urls", "pydantic_settings", "rich.progress", "rich.table", "superbill.app.read_file",
    "superbill.app.visit_folder", "superbill.cli.main", "superbill.places.us.edits", "superbill.sandbox.clearinghouse",
    "superbill.storage.config", "typer",
)  # fmt: skip


def run(asked: dict[str, object]) -> int:
    """Run a command in this process: its exit code."""
    for name, mode, number in (
        ("stdin", os.O_RDONLY, 0),
        ("stdout", os.O_WRONLY | os.O_APPEND, 1),
        ("stderr", os.O_WRONLY | os.O_APPEND, 2),
    ):
        opened = os.open(str(asked[name]), mode)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  (they stay open, as a process has them)
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    os.chdir(str(asked["cwd"]))
    os.environ.clear()
    os.environ.update(asked["env"])  # type: ignore[call-overload]  # text by name
    sys.argv = ["superbill", *asked["words"]]  # type: ignore[misc]  # a list of words
    from superbill.cli.main import main

    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _leave_nothing_open() -> None:
    """What the end of a process does and `os._exit` does not: a database left open keeps its last changes in a file beside it."""
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()


def serve() -> None:
    """Answer until nobody asks any more."""
    for name in LOADED_BEFORE:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = run(json.loads(line))
            _leave_nothing_open()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
