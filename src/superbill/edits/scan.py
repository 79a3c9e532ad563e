"""One pass over the rows of a relation for many edits: a function of Python, made of their conditions, that says which rows each looks at.

    scan = Scan("line", (edit, …))
    scan(facts)          {0: [2, 5], 3: []}: of the first edit the third and the sixth row; the second is not about this claim
    scan.source          the function as text

What an edit says of the whole claim is asked once, and together for all edits that say the same; each column is read once for a row,
from the row that has it: nothing is joined for rows that no edit looks at.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from superbill.edits.conditions import Row, function_of, source_of
from superbill.edits.kinds import (
    Alone,
    Beside,
    Count,
    Edit,
    Lacks,
    Listed,
    LookUp,
    Misplaced,
    Pair,
    Partner,
    Total,
    ValidOnDay,
    Where,
)
from superbill.edits.language import Node, columns_of, conjuncts, placed, read
from superbill.edits.relations import COLUMNS, LINE, RELATIONS, SENT

CHOSEN_BY_WHEN = (Where, Beside, Alone, Count, Total)
"""The kinds that find nothing on a claim without a row of `over` for which `when` holds."""

_ASKING = (*CHOSEN_BY_WHEN, ValidOnDay, LookUp, Lacks, Listed, Partner, Misplaced, Pair)
"""The kinds that look only at rows for which `when` holds, or that part of it which speaks of no other row."""

Places = Sequence[int]
"""The places of rows in their relation, from 0."""


class _Facts(Protocol):
    """A claim whose rows are looked at; `superbill.edits.facts`."""

    def own(self, relation: str) -> Sequence[Row]:
        """The rows of a relation with its own columns only; of a claim all that it has."""

    def rows(self, relation: str) -> Sequence[Row]:
        """The rows of a relation with those of their line and claim."""


class Asked(NamedTuple):
    """What an edit asks of the whole claim and of each row. It is silent where `about` does not hold; without `of_claim` it looks at no row."""

    about: tuple[Node, ...]
    of_claim: tuple[Node, ...]
    of_row: tuple[Node, ...]


class Scan:
    """The pass for some edits that are over one relation. It is written when it is first asked."""

    def __init__(self, over: str, asked: Sequence[Asked]) -> None:
        self.over, self._asked = over, asked

    def __call__(self, facts: _Facts) -> dict[int, Places]:
        """By the number of each edit that is about the claim, the places of the rows that it looks at."""
        rows = facts.rows(SENT) if self.over == SENT else facts.own(self.over)
        return self._run(facts.own("claim")[0], facts.own("line"), rows)

    @cached_property
    def source(self) -> str:
        """The function, as it is run."""
        return "\n".join(_lines(self.over, self._asked))

    @cached_property
    def _run(self) -> Callable[[Row, Sequence[Row], Sequence[Row]], dict[int, Places]]:
        return function_of(self.source, "scan")


def asked_by(edit: Edit) -> Asked:
    """What an edit asks of a claim and its rows. Without its table it speaks up wherever it is about the claim."""
    about = conjuncts(read(edit.about)) if edit.about else ()
    when = conjuncts(read(edit.when)) if edit.when and isinstance(edit, _ASKING) else ()
    if isinstance(edit, LookUp | Listed):
        when = tuple(part for part in when if columns_of(part) <= COLUMNS[edit.over])
    of_claim = tuple(part for part in when if columns_of(part) <= COLUMNS["claim"])
    of_row = tuple(part for part in when if part not in of_claim)
    if edit.table or not isinstance(edit, CHOSEN_BY_WHEN):
        return Asked(about, of_claim, of_row)
    return Asked((*about, *of_claim), (), of_row)


@lru_cache(maxsize=2048)
def scan_of(over: str, condition: str) -> Scan:
    """The pass for one condition on the rows of a relation."""
    parts = conjuncts(read(condition))
    return Scan(over, (Asked((), (), parts),))


@lru_cache(maxsize=512)
def reader(columns: tuple[str, ...], over: str) -> Callable[[Sequence[Row], Sequence[Row], Row], list[Hashable]]:
    """What reads the values of all rows of a relation in some columns: one alone, several as a tuple. It is given the lines and the claim too."""
    of_claim = {name: f"c{at}" for at, name in enumerate(columns) if _whose(name, over) == "claim"}
    told = _values(of_claim.get(name, f"{_whose(name, over)}[{name!r}]") for name in columns)
    lines = " for line in (lines[row['line_at']],)" if over != "claim" and RELATIONS[over].of == "line" else ""
    read = "".join(f"    {variable} = claim[{name!r}]\n" for name, variable in of_claim.items())
    return function_of(f"def values(rows, lines, claim):\n{read}    return [{told} for row in rows{lines}]", "values")


@lru_cache(maxsize=512)
def reader_of_sent(columns: tuple[str, ...]) -> Callable[[Iterable[tuple[int, Row, Row]]], list[tuple[int, Hashable]]]:
    """The same of lines that were sent before, each given with its place and its claim; it is told with its place."""
    told = _values(f"{_whose(name, 'line')}[{name!r}]" for name in columns)
    return function_of(f"def values(sent): return [(at, {told}) for at, claim, row in sent]", "values")


def _values(read: Iterable[str]) -> str:
    """One value alone, several as a tuple, None for none."""
    each = tuple(read)
    return f"({', '.join(each)})" if len(each) > 1 else each[0] if each else "None"


@lru_cache(maxsize=512)
def beside_split(over: str, text: str, *others: str) -> Callable[..., bool]:
    """Whether a condition holds for a row of a relation, its line, the claim, and others in this order: see `conditions.beside`."""
    tree = placed(read(text), others, row=lambda name: _whose(name, over))
    return function_of(f"def holds({', '.join(('row', 'line', 'claim', *others))}): return {source_of(tree)}", "holds")


# --- writing it


def _lines(over: str, asked: Sequence[Asked]) -> Iterator[str]:
    """The function, line by line: what is asked of the whole claim, then the loop over the rows."""
    told = [_Told(*(tuple(map(_source, parts)) for parts in each)) for each in asked]
    text = " ".join(chain.from_iterable(chain.from_iterable(told)))
    spaced = frozenset(re.findall(r"\bw_(\w+)", text))
    columns = sorted(frozenset[str]().union(*(columns_of(tree) for each in asked for parts in each for tree in parts)))
    often = {text: f"g{at}" for at, text in enumerate(_several(each.about + each.of_claim for each in told))}
    yield "def scan(claim, lines, rows):"
    yield from (f"    {line}" for line in _read((name for name in columns if _whose(name, over) == "claim"), "claim", spaced))
    yield from (f"    {name} = {source}" for source, name in often.items())
    yield "    found = {}"
    groups: dict[str, list[tuple[int, str]]] = {}
    for number, each in enumerate(told):
        about, whole = _guard(each.about, often), _guard(each.about + each.of_claim, often)
        yield f"    {about}a{number} = found[{number}] = []"
        if each.of_row:
            groups.setdefault(whole, []).append((number, " and ".join(each.of_row)))
        else:
            yield f"    {whole}found[{number}] = range(len(rows))"
    if groups:
        yield "    for at, row in enumerate(rows):"
        yield from (f"        {line}" for line in _of_rows(columns, over, spaced))
    for guard, members in groups.items():
        yield f"        {guard or 'if True: '}".rstrip()
        yield from (f"            if {source}: a{number}.append(at)" for number, source in members)
    yield "    return found"


class _Told(NamedTuple):
    """What an edit asks, as expressions."""

    about: tuple[str, ...]
    of_claim: tuple[str, ...]
    of_row: tuple[str, ...]


def _source(tree: Node) -> str:
    return source_of(placed(tree, (), row=lambda name: ""))


def _several(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    """What is said more than once."""
    return (text for text, count in Counter(chain.from_iterable(groups)).items() if count > 1)


def _guard(texts: Iterable[str], often: Mapping[str, str]) -> str:
    wanted = [often.get(text, text) for text in texts]
    return f"if {' and '.join(wanted)}: " if wanted else ""


def _of_rows(columns: Sequence[str], over: str, spaced: Collection[str]) -> Iterator[str]:
    """What reads the columns of a row, and of the line that it belongs to."""
    of_line = [name for name in columns if _whose(name, over) == "line"]
    if of_line:
        yield "line = lines[row['line_at']]"
        yield from _read(of_line, "line", spaced)
    yield from _read((name for name in columns if _whose(name, over) == "row"), "row", spaced)


def _read(columns: Iterable[str], row: str, spaced: Collection[str]) -> Iterator[str]:
    """What reads columns of a row; those in which words are looked for get a blank at both ends for that."""
    for name in columns:
        yield f"c_{name} = {row}[{name!r}]"
        if name in spaced:
            yield f"w_{name} = f' {{c_{name}}} '"


@lru_cache(maxsize=4096)
def _whose(column: str, over: str) -> str:
    """Which row has a column: the relation's own, that of its line, or that of the claim. A line sent before has all of them."""
    if over == SENT or (over != "claim" and column in RELATIONS[over].own):
        return "row"
    return "line" if over != "claim" and RELATIONS[over].of == "line" and column in LINE.own else "claim"
