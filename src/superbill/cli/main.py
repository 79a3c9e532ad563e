"""The command `superbill`: a module here with a function of its own name is a command, a folder a group of them.

Exit codes: 0 all is well · 1 the answer is no (a claim is stopped, a file does not balance, something is out of order) ·
2 the input is wrong · 3 not possible as things stand · 130 interrupted.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from types import ModuleType

import typer

import superbill.cli
from superbill import __version__
from superbill.basics.errors import BadInput, SuperbillError
from superbill.cli import talk

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From the clinician's words to money in the bank. Start with `superbill demo`.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"superbill {__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop."),
) -> None:
    """From the clinician's words to money in the bank. Start with `superbill demo`."""


def find_commands(package: ModuleType = superbill.cli) -> dict[str, Callable[..., None] | ModuleType]:
    """By name: a module with a function of its own name is a command, a folder is a group of them."""
    found: dict[str, Callable[..., None] | ModuleType] = {}
    for each in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{each.name}")
        if each.ispkg:
            found[each.name] = module
        elif each.name != "main" and hasattr(module, each.name):
            found[each.name.rstrip("_").replace("_", "-")] = getattr(module, each.name)
    return found


def _add_commands(group: typer.Typer, package: ModuleType) -> None:
    for name, command in find_commands(package).items():
        if isinstance(command, ModuleType):
            below = typer.Typer(no_args_is_help=True, help=inspect.getdoc(command))
            _add_commands(below, command)
            group.add_typer(below, name=name)
        else:
            group.command(name)(command)


def _say(sentence: str) -> None:
    """Print a sentence on standard error; it may quote a file, which must not steer the terminal."""
    talk.say("\n".join(map(talk.visible, sentence.split("\n"))))


def main() -> None:
    """Run the command line; a `SuperbillError` becomes its sentences on standard error and an exit code."""
    if not app.registered_commands:
        _add_commands(app, superbill.cli)
    try:
        app()
    except SuperbillError as error:
        _say(f"superbill: {error.what}")
        if error.where:
            _say(f"  where: {error.where}")
        if error.todo:
            _say(f"  what to do: {error.todo}")
        sys.exit(2 if isinstance(error, BadInput) else 3)
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
