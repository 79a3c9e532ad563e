"""The usual gaps of a note and how to ask about them: one TOML file each, found by walking this folder.

A file says which codes (`codes`, by their beginning) or words of a gap (`asks`) it is for, what to look for in the note
(`looks_for`), and the options; an option with `when` is offered only when the note has one of those words. `{condition}`
stands for the words of the note itself, so that no template names what nobody wrote; `{code}` for the code that is asked about.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from superbill.claims.query import Form

_KEYS = {"about", "codes", "asks", "title", "question", "looks_for", "form", "options"}


@dataclass(frozen=True, slots=True)
class TemplateOption:
    """One clinical answer. `code` is where it would lead, `when` what the note must hold (one of them) for it to be offered."""

    words: str
    code: str = ""
    when: tuple[re.Pattern[str], ...] = ()

    def support(self, text: str, passages: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        """Where the first words stand, in passages of a text, that speak for offering it."""
        found = (pattern.search(text, *passage) for passage in passages for pattern in self.when)
        return next((match.span() for match in found if match), None)


@dataclass(frozen=True, slots=True)
class Template:
    """How to ask about one kind of gap."""

    name: str
    about: str
    codes: tuple[str, ...]
    asks: tuple[str, ...]
    title: str
    question: str
    looks_for: tuple[re.Pattern[str], ...]
    options: tuple[TemplateOption, ...]
    form: Form


@cache
def templates() -> dict[str, Template]:
    """Every template by its name."""
    found = sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".toml"))
    return {name: _read(name) for name in (one.removesuffix(".toml") for one in found)}


def template_for(code: str, gap: str) -> Template | None:
    """The template of a gap: by the words that were left open, else by the code, the longest beginning first."""
    for template in templates().values():
        if any(words.lower() in gap.lower() for words in template.asks):
            return template
    fitting = [(len(begin), template) for template in templates().values() for begin in template.codes if code.startswith(begin)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _read(name: str) -> Template:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    assert not raw.keys() - _KEYS, f"{name}.toml has keys that nobody reads: {raw.keys() - _KEYS}"
    return Template(
        name=name,
        about=raw["about"],
        codes=tuple(raw.get("codes", ())),
        asks=tuple(raw.get("asks", ())),
        title=raw["title"],
        question=raw["question"],
        looks_for=_patterns(raw.get("looks_for", ())),
        options=tuple(
            TemplateOption(one["words"], one.get("code", ""), _patterns(one.get("when", ()))) for one in raw.get("options", ())
        ),
        form=Form(raw.get("form", Form.CHOICE)),
    )


def _patterns(written: tuple[str, ...] | list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in written)
