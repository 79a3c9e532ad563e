"""Finds edits by walking folders: one module is one edit, its name is the edit's code, its docstring is the edit's help.

There is no list of edits to keep. `everywhere()` gives those of this folder's families; a place, a payer or a site has a
package of its own and hands it to `edits_in`. A module that does not keep to the shape is our own fault, and is an assert.

    <CODE>  <Title.>

    What it finds
        …
    Why it matters
        …
    What to do
        …
"""

import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from types import ModuleType

import superbill.edits
from superbill.edits.kinds import Edit, Help

_SHAPE = re.compile(
    r"(?P<code>\S+)  (?P<title>[^\n]+)\n\n"
    r"What it finds\n(?P<finds>(?:    [^\n]+\n)+)\n"
    r"Why it matters\n(?P<matters>(?:    [^\n]+\n)+)\n"
    r"What to do\n(?P<todo>(?:    [^\n]+\n)+)\Z"
)


@cache
def everywhere() -> tuple[Edit, ...]:
    """The edits that hold in every jurisdiction, by code."""
    families = [found.name for found in iter_modules(superbill.edits.__path__) if found.ispkg]
    return by_code(*(edits_in(import_module(f"superbill.edits.{family}")) for family in families))


def edits_in(package: ModuleType) -> tuple[Edit, ...]:
    """The edits of a package and of the folders in it, each with the help from its docstring, by code."""
    found = [(each.ispkg, import_module(f"{package.__name__}.{each.name}")) for each in iter_modules(package.__path__)]
    return by_code(*(edits_in(module) if is_folder else (edit_of(module),) for is_folder, module in found))


def by_code(*groups: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Several groups of edits as one, by code. A code that stands for two edits is our own fault."""
    edits = sorted((edit for group in groups for edit in group), key=lambda edit: edit.code)
    twice = [first.code for first, second in pairwise(edits) if first.code == second.code]
    assert not twice, f"these codes stand for two edits: {twice}"
    return tuple(edits)


def edit_of(module: ModuleType) -> Edit:
    """The edit of a module, with its help."""
    edit: Edit = module.EDIT
    name = module.__name__.rpartition(".")[2]
    assert name == edit.code.lower().replace("-", "_"), f"{module.__name__} holds {edit.code}: the name is the code"
    code, title, text = help_from(module.__doc__ or "")
    assert code == edit.code, f"the docstring of {module.__name__} speaks of {code!r}"
    assert title == edit.title, f"the docstring of {module.__name__} has another title than the edit"
    return replace(edit, help=text)


def help_from(docstring: str) -> tuple[str, str, Help]:
    """The code, the title (without its full stop) and the help of a docstring in the fixed shape."""
    found = _SHAPE.match(docstring)
    assert found, f"the docstring is not in the shape of an edit's: {docstring[:60]!r}"
    paragraphs = {part: " ".join(found[part].split()) for part in ("finds", "matters", "todo")}
    return found["code"], found["title"].strip().removesuffix("."), Help(**paragraphs)
