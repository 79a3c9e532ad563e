"""The part of YAML in which cases are written: mappings and lists, in lines or in brackets, of texts, whole numbers and days.

What is taken is read as YAML 1.1 reads it. What is not known here, or what YAML reads as something that nobody means (0450 is a
number to it, `no` is FALSE), is refused with its line and what to write instead.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from superbill.basics.errors import BadInput

_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*|'[^'\\]*'|\"[^\"\\]*\"):(?: +(?P<value>.*))?$", re.ASCII)
_INT = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LIKE_A_NUMBER = re.compile(
    r"[0-9][0-9._:,]*|0[xXbBoO][0-9a-fA-F_]+|[0-9][0-9._]*[eE][-+]?[0-9]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", re.ASCII
)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null"))
"""What YAML 1.1 takes for something else than a text, in any case of its letters."""


class BadCaseText(BadInput):
    """A file of cases that cannot be read."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    text: str


def read_case_text(text: str, *, where: str) -> Any:
    """The mapping or list in a text. Raises `BadCaseText`, naming the line; `where` is the name of the file."""
    return _Reader(text, where).whole()


class _Reader:
    def __init__(self, text: str, where: str) -> None:
        self._where = where
        self._lines = [line for number, raw in enumerate(text.splitlines(), start=1) if (line := self._line(number, raw))]
        self._at = 0

    def whole(self) -> Any:
        if not self._lines:
            return None
        made = self._block(self._lines[0].indent)
        if self._at < len(self._lines):
            raise self._wrong("This line is not as far to the right as those beside it, or belongs to nothing.")
        return made

    def _line(self, number: int, raw: str) -> _Line | None:
        body = _without_comment(raw).rstrip()
        text = body.lstrip(" ")
        if text.startswith("\t") or (text.startswith(("---", "...", "%")) and text == body):
            raise self._wrong("This is not read here.", number, "Use blanks before a line, and one list of cases in a file.")
        return _Line(number, len(body) - len(text), text) if text else None

    def _wrong(
        self, what: str, number: int | None = None, todo: str = "Look at the line and at the one before it."
    ) -> BadCaseText:
        if number is None:
            number = self._lines[min(self._at, len(self._lines) - 1)].number
        return BadCaseText(what, where=f"{self._where}, line {number}", todo=todo)

    # --- in lines

    def _block(self, indent: int) -> Any:
        return self._list(indent) if _is_item(self._lines[self._at].text) else self._mapping(indent)

    def _list(self, indent: int) -> list[Any]:
        items = []
        while self._stands_at(indent) and _is_item(self._lines[self._at].text):
            line = self._lines[self._at]
            rest = line.text[1:].lstrip(" ")
            if not rest:
                self._at += 1
                items.append(self._below(indent))
                continue
            inner = indent + len(line.text) - len(rest)
            self._lines[self._at] = _Line(line.number, inner, rest)
            items.append(self._block(inner) if _is_item(rest) or _KEY.match(rest) else self._value(rest))
        return items

    def _mapping(self, indent: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while self._stands_at(indent) and not _is_item(self._lines[self._at].text):
            found = _KEY.match(self._lines[self._at].text)
            if not found:
                raise self._wrong("A name with a colon and a blank was expected here.", todo="Write it as `name: value`.")
            key, value = self._key(found["key"]), found["value"]
            if key in made:
                raise self._wrong(f"{key!r} stands here twice.", todo="Keep one.")
            if value:
                made[key] = self._value(value)
            else:
                self._at += 1
                made[key] = self._below(indent, lists_too=True)
        return made

    def _stands_at(self, indent: int) -> bool:
        """Whether there is a next line here. One that stands further to the right belongs to nothing."""
        if self._at < len(self._lines) and self._lines[self._at].indent > indent:
            raise self._wrong("This line stands too far to the right.")
        return self._at < len(self._lines) and self._lines[self._at].indent == indent

    def _below(self, indent: int, *, lists_too: bool = False) -> Any:
        """What stands in the lines after a name or a dash; nothing when none is further to the right."""
        if self._at == len(self._lines):
            return None
        line = self._lines[self._at]
        if line.indent > indent or (lists_too and line.indent == indent and _is_item(line.text)):
            return self._block(line.indent) if _is_item(line.text) or _KEY.match(line.text) else self._value(line.text)
        return None

    def _value(self, text: str) -> Any:
        """A value that begins in this line; what is in brackets may go on in the next ones."""
        number = self._lines[self._at].number
        self._at += 1
        if text[0] in "[{":
            while not _is_closed(text) and self._at < len(self._lines):
                text += " " + self._lines[self._at].text
                self._at += 1
            return _Flow(text, lambda what, todo: self._wrong(what, number, todo)).whole()
        return self._scalar(text, number)

    def _key(self, word: str) -> str:
        key = word[1:-1] if word[0] in "'\"" else self._scalar(word, self._lines[self._at].number)
        if not isinstance(key, str):
            raise self._wrong(f"{word!r} is no name.", todo="Put it in quotes when it is a text.")
        return key

    def _scalar(self, text: str, number: int) -> Any:
        return _scalar(text, lambda what, todo: self._wrong(what, number, todo))


class _Flow:
    """What stands in brackets, from left to right."""

    def __init__(self, text: str, wrong: Any) -> None:
        self._text, self._at, self._wrong = text, 0, wrong

    def whole(self) -> Any:
        made = self._value()
        if self._text[self._at :].strip():
            raise self._wrong("Something stands after the closing bracket.", "Take it away.")
        return made

    def _skip(self) -> str:
        """The next character that is no blank; empty at the end."""
        while self._text[self._at : self._at + 1] == " ":
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        first = self._skip()
        if first == "[":
            return self._many("]", self._value)
        if first == "{":
            pairs: dict[str, Any] = {}
            for key, value in self._many("}", self._pair):
                if key in pairs:
                    raise self._wrong(f"{key!r} stands here twice.", "Keep one.")
                pairs[key] = value
            return pairs
        return _scalar(self._word(), self._wrong)

    def _many(self, end: str, one: Any) -> list[Any]:
        self._at += 1
        made = []
        while (next_one := self._skip()) != end:
            if not next_one or next_one in ",]}":
                raise self._wrong("A bracket is not closed, or a comma stands where a value should.", f"Close it with {end}.")
            made.append(one())
            if self._skip() == ",":
                self._at += 1
            elif self._skip() != end:
                raise self._wrong("A comma or the closing bracket was expected.", f"Close it with {end}.")
        self._at += 1
        return made

    def _pair(self) -> tuple[str, Any]:
        self._skip()
        key = _scalar(self._word(), self._wrong)
        if self._text[self._at : self._at + 2] != ": " or not isinstance(key, str):
            raise self._wrong("A name with a colon and a blank was expected in the braces.", "Write it as {name: value}.")
        self._at += 1
        return key, self._value()

    def _word(self) -> str:
        """A text in quotes or plain, up to where it ends."""
        start = self._at
        if self._text[start : start + 1] in ("'", '"'):
            self._at = _end_of_quoted(self._text, start)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",[]{}" and self._text[self._at :][:2] != ": ":
                self._at += 1
        return self._text[start : self._at].rstrip(" ")


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _end_of_quoted(text: str, start: int) -> int:
    """The place after the closing quote, or the end of the text."""
    quote, at = text[start], start + 1
    while at < len(text):
        if text[at] == "\\" and quote == '"':
            at += 2
        elif text[at] == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at + 1
        else:
            at += 1
    return len(text)


def _without_comment(raw: str) -> str:
    at, before = 0, ""
    while at < len(raw):
        if raw[at] in "'\"" and (not before or before in "[{,:-"):
            before, at = "'", _end_of_quoted(raw, at)
            continue
        if raw[at] == "#" and (at == 0 or raw[at - 1] in " \t"):
            return raw[:at]
        before = raw[at] if raw[at] != " " else before
        at += 1
    return raw


def _is_closed(text: str) -> bool:
    depth, at, before = 0, 0, ""
    while at < len(text):
        if text[at] in "'\"" and before in "[{,:":
            at = _end_of_quoted(text, at)
            before = "'"
            continue
        depth += (text[at] in "[{") - (text[at] in "]}")
        if depth == 0:
            return True
        before = text[at] if text[at] != " " else before
        at += 1
    return False


def _scalar(text: str, wrong: Any) -> Any:
    """A text, whole number, day, true, false or null. `wrong` makes the error of what is said and what to do."""
    if text[:1] in ("'", '"'):
        return _unquoted(text, wrong)
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise wrong(f"{text} is no day.", "Write a day as 2026-09-08.") from error
    plain = text[:1].isalnum() or text[:1] in ("(", "/")
    like_a_number = _LIKE_A_NUMBER.fullmatch(text)
    if not plain or like_a_number or text.lower() in _WORDS or ": " in text or " #" in text or text.endswith(":") or "\t" in text:
        raise wrong(f"{text[:24]!r} may be read in more than one way.", "Put it in quotes when it is a text.")
    return text


def _unquoted(text: str, wrong: Any) -> str:
    if len(text) < 2 or _end_of_quoted(text, 0) != len(text) or text[-1] != text[0]:
        raise wrong("A quote is not closed, or something stands after it.", "Close it in the same line.")
    inner = text[1:-1]
    if text[0] == "'":
        return inner.replace("''", "'")
    if "\\" in re.sub(r'\\["\\]', "", inner):
        raise wrong("This sign after a backslash is not read here.", "Use single quotes.")
    return re.sub(r'\\(["\\])', r"\1", inner)
