"""The command `superbill`: every module of this folder that has a function of its own name is a command.

Exit codes: 0 all is well · 1 the answer is no (a claim is stopped, a file does not balance, something is out of order) ·
2 the input is wrong · 3 not possible as things stand · 130 interrupted.
"""

import importlib
import pkgutil
import sys

import typer

import superbill.cli
from superbill import __version__
from superbill.basics.errors import BadInput, SuperbillError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From the clinician's words to money in the bank. Start with `superbill demo`.",
)
NOT_COMMANDS = ("main", "talk", "books_on_disk")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"superbill {__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop."),
) -> None:
    """From the clinician's words to money in the bank. Start with `superbill demo`."""


def _find_commands() -> None:
    if app.registered_commands:
        return
    for found in sorted(pkgutil.iter_modules(superbill.cli.__path__), key=lambda module: module.name):
        if found.name in NOT_COMMANDS:
            continue
        module = importlib.import_module(f"superbill.cli.{found.name}")
        app.command(found.name.replace("_", "-"))(getattr(module, found.name))


def main() -> None:
    """Run the command line; a `SuperbillError` becomes its sentences on standard error and an exit code."""
    _find_commands()
    try:
        app()
    except SuperbillError as error:
        typer.echo(f"superbill: {error.what}", err=True)
        if error.where:
            typer.echo(f"  where: {error.where}", err=True)
        if error.todo:
            typer.echo(f"  what to do: {error.todo}", err=True)
        sys.exit(2 if isinstance(error, BadInput) else 3)
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
