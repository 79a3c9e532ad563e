"""The YAML of cases: mappings, lists, texts, whole numbers, days, true, false and null.

What YAML takes for something that a biller does not mean stays a text: 0450 is no number, `no` is not FALSE, 12:30 no count of
minutes. A name that stands twice, and an alias, are refused with their line.
"""

import re
from datetime import date
from typing import Any, ClassVar

import yaml

from superbill.basics.errors import BadInput

_TEXT, _INT, _DAY, _BOOL, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "timestamp", "bool", "null"))
_PLAIN = (
    (_INT, r"(?:0|-?[1-9][0-9]{0,17})\Z", "-0123456789"),
    (_DAY, r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", "0123456789"),
    (_BOOL, r"(?:true|false)\Z", "tf"),
    (_NULL, r"(?:null|)\Z", ["n", ""]),
)
"""What a plain word may be besides a text: its tag, its shape, and with which characters it begins."""


class BadCaseText(BadInput):
    """A file of cases that cannot be read."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the faster one where it was built
    """YAML with few sorts of values."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(None, None, f"{str(key)[:24]!r} is no name", key_node.start_mark)
            if key in made:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands here twice", key_node.start_mark)
            made[key] = self.construct_object(value_node, deep=deep)
        return made


def _day(loader: Any, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(node.value)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, f"{node.value[:24]!r} is no day", node.start_mark) from error


for _tag, _shape, _first in _PLAIN:
    _Loader.add_implicit_resolver(_tag, re.compile(_shape, re.ASCII), _first)
_Loader.add_constructor(_DAY, _day)


def read_case_text(text: str, *, where: str) -> Any:
    """The mapping or list in a text; None when there is nothing. Raises `BadCaseText`, naming the line; `where` is the file."""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise _wrong("an alias is not read here", _line(event.start_mark), where)
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader, with fewer sorts)
    except yaml.reader.ReaderError as error:
        raise _wrong("it holds a character that is no text", text.count("\n", 0, error.position), where) from error
    except yaml.MarkedYAMLError as error:
        raise _wrong(error.problem or "it is no YAML", _line(error.problem_mark or error.context_mark), where) from error


def _line(mark: Any) -> int:
    return int(mark.line) if mark else 0


def _wrong(what: str, line: int, where: str) -> BadCaseText:
    todo = "Look at the line and at the one before it; put a text with signs in it in quotes."
    return BadCaseText(f"This cannot be read: {what}.", where=f"{where}, line {line + 1}", todo=todo)
