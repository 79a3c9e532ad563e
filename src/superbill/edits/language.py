"""The one language in which edits say when: a small, closed part of SQL, over the columns of one row. Here it is read into a tree.

    units < 1 OR charge_cents <= 0
    frequency IN ('7', '8') AND payer_claim_number = ''
    subscriber_born IS NULL AND NOT relationship = 'self'

There is `AND`, `OR`, `NOT`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `IN (…)`, `IS [NOT] NULL`, texts in single quotes, whole
numbers, TRUE, FALSE, NULL, column names and the functions of `functions.FUNCTIONS`; nothing else. So an edit can be neither
slow nor wrong in one engine only: `conditions` makes Python of the tree for one claim, `sql_expressions` SQL for many.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

from superbill.basics.errors import BadInput
from superbill.edits.functions import FUNCTIONS


class BadCondition(BadInput):
    """A condition that is not in the language of edits; the message quotes the place."""


@dataclass(frozen=True, slots=True)
class Column:
    """The value of a column of the row, or of another row that is named."""

    name: str
    of: str = "row"


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, a whole number, TRUE, FALSE or NULL."""

    value: str | int | None


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values beside a sign: = <> < <= > >=."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Among:
    """A value that is one of several."""

    value: "Node"
    choices: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class IsNull:
    """A value that is missing."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    """What is not so."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """AND."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Either:
    """OR."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `FUNCTIONS` with its arguments."""

    name: str
    arguments: "tuple[Node, ...]"


Node = Column | Constant | Compare | Among | IsNull | Not | Both | Either | Call

_TOKEN = re.compile(r"(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<word>[A-Za-z_]\w*)|(?P<sign><>|<=|>=|[=<>(),])", re.ASCII)
_SIGNS = frozenset(("=", "<>", "<", "<=", ">", ">="))
_KEYWORDS = frozenset(("AND", "OR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE"))
_CONSTANTS: dict[str, bool | None] = {"TRUE": True, "FALSE": False, "NULL": None}


@lru_cache(maxsize=2048)
def read(text: str) -> Node:
    """The tree of a condition. Raises `BadCondition` with the place where it stops being one."""
    parser = _Parser(text)
    tree = parser.either()
    if parser.kind != "end":
        raise parser.wrong()
    return tree


def columns_of(tree: Node) -> frozenset[str]:
    """The columns that a condition reads."""
    match tree:
        case Column(name, _):
            return frozenset((name,))
        case Constant():
            return frozenset()
        case Compare(_, left, right) | Both(left, right) | Either(left, right):
            return columns_of(left) | columns_of(right)
        case Among(value, choices):
            return columns_of(value).union(*map(columns_of, choices))
        case IsNull(inner) | Not(inner):
            return columns_of(inner)
        case Call(_, arguments):
            return frozenset[str]().union(*map(columns_of, arguments))


def conjuncts(tree: Node) -> tuple[Node, ...]:
    """The parts of a condition that must all be true."""
    return conjuncts(tree.left) + conjuncts(tree.right) if isinstance(tree, Both) else (tree,)


def all_of(parts: Sequence[Node]) -> Node:
    """The condition that holds where every part does; TRUE without parts."""
    return reduce(Both, parts) if parts else Constant(True)


def placed(tree: Node, others: tuple[str, ...], *, row: Callable[[str], str] = lambda name: "row") -> Node:
    """The tree in which columns that begin with the name of another row, such as `that_`, are columns of that row.

    `row` says which row has another column.
    """

    def place(tree: Node) -> Node:
        match tree:
            case Column(name):
                of = next((other for other in others if name.startswith(f"{other}_")), "")
                return Column(name.removeprefix(f"{of}_"), of) if of else Column(name, row(name))
            case Constant():
                return tree
            case Compare(sign, left, right):
                return Compare(sign, place(left), place(right))
            case Both(left, right) | Either(left, right):
                return type(tree)(place(left), place(right))
            case Not(inner) | IsNull(inner):
                return type(tree)(place(inner))
            case Among(value, choices):
                return Among(place(value), tuple(map(place, choices)))
            case Call(name, arguments):
                return Call(name, tuple(map(place, arguments)))

    return place(tree)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        at += len(text[at:]) - len(text[at:].lstrip())
        found = _TOKEN.match(text, at)
        if not found or not found.lastgroup:
            raise BadCondition("This is not in the language of edits.", where=f"{text!r}, character {at + 1}")
        kind, word = found.lastgroup, found[found.lastgroup]
        if kind == "word" and word.upper() in _KEYWORDS:
            kind, word = "keyword", word.upper()
        yield kind, word, at
        at = found.end()
    yield "end", "", len(text)


class _Parser:
    """Reads from left to right, one token ahead; each method reads one level and gives its tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = _tokens(text)
        self.kind, self.word, self.at = next(self._tokens)

    def wrong(self) -> BadCondition:
        return BadCondition(f"{self.word or 'The end'!r} was not expected here.", where=f"{self.text!r}, character {self.at + 1}")

    def _next(self) -> str:
        word = self.word
        self.kind, self.word, self.at = next(self._tokens)
        return word

    def _skip(self, word: str) -> bool:
        if self.word == word and self.kind in ("keyword", "sign"):
            self._next()
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise self.wrong()

    def either(self) -> Node:
        tree = self._both()
        while self._skip("OR"):
            tree = Either(tree, self._both())
        return tree

    def _both(self) -> Node:
        tree = self._not()
        while self._skip("AND"):
            tree = Both(tree, self._not())
        return tree

    def _not(self) -> Node:
        return Not(self._not()) if self._skip("NOT") else self._comparison()

    def _comparison(self) -> Node:
        left = self._atom()
        if self._skip("IS"):
            wanted = not self._skip("NOT")
            self._expect("NULL")
            return IsNull(left) if wanted else Not(IsNull(left))
        if self._skip("NOT"):
            self._expect("IN")
            return Not(Among(left, self._choices()))
        if self._skip("IN"):
            return Among(left, self._choices())
        if self.kind == "sign" and self.word in _SIGNS:
            return Compare(self._next(), left, self._atom())
        return left

    def _choices(self) -> tuple[Node, ...]:
        self._expect("(")
        return self._list()

    def _list(self) -> tuple[Node, ...]:
        items = [self._atom()]
        while self._skip(","):
            items.append(self._atom())
        self._expect(")")
        return tuple(items)

    def _atom(self) -> Node:
        kind = self.kind
        if kind == "text":
            return Constant(self._next()[1:-1].replace("''", "'"))
        if kind == "number":
            return Constant(int(self._next()))
        if kind == "keyword" and self.word in _CONSTANTS:
            return Constant(_CONSTANTS[self._next()])
        if self._skip("("):
            inner = self.either()
            self._expect(")")
            return inner
        if kind == "word":
            return self._named()
        raise self.wrong()

    def _named(self) -> Node:
        place, name = self.at, self._next()
        if not self._skip("("):
            return Column(name)
        if name not in FUNCTIONS:
            raise BadCondition(f"There is no function {name!r}.", where=f"{self.text!r}, character {place + 1}")
        arguments = self._list()
        function = FUNCTIONS[name]
        if not function.takes(len(arguments)):
            raise BadCondition(
                f"{name} takes {function.wants}, not {len(arguments)}.", where=f"{self.text!r}, character {place + 1}"
            )
        return Call(name, arguments)
