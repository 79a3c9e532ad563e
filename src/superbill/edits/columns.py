"""Whether what an edit reads and says is there: relations, columns, words, and that what it compares is of one sort.

The program's own edits are held to it by a test, those of a site when they are read.
"""

from collections.abc import Collection, Iterator, Mapping
from string import Formatter

from superbill.basics.near import did_you_mean
from superbill.edits.conditions import condition
from superbill.edits.kinds import Beside, Edit, Lacks, Limit, LookUp
from superbill.edits.relations import COLUMNS, DAY, NUMBER, RELATIONS, SORTS
from superbill.edits.sorts import wrong_sorts

WORDS: dict[str, frozenset[str]] = {
    "Count": frozenset(("count",)),
    "Total": frozenset(("total",)),
    "Repeated": frozenset(("first",)),
    "SentBefore": frozenset(("earlier",)),
    "ValidOnDay": frozenset(("day",)),
    "Partner": frozenset(("partners",)),
    "Conflict": frozenset(("other", "note")),
    "Misplaced": frozenset(("other", "note")),
    "Pair": frozenset(("part", "whole", "where")),
    "Limit": frozenset(("most", "total")),
    "Listed": frozenset(("listed", "told")),
    "Required": frozenset(("field",)),
}
"""What the words of a kind may name beside the columns of the row."""
_BESIDE_TABLES = ("icd10cm", "payer_rules")
_ANY = ""
"""The sort of a column of a table: any."""

Tables = Mapping[str, Collection[str]]
"""The columns of dated tables by their names; of a table that is not installed there are none."""


def wrong_columns(edit: Edit, *, tables: Tables | None = None) -> Iterator[str]:
    """What is wrong with what an edit reads and says, each as `field: sentence`. Raises `BadCondition`.

    Without `tables` every table is taken to be there, with every column.
    """
    relations = {"over": edit.over, "other": getattr(edit, "other", ""), "of": getattr(edit, "of", "")}
    named = [(name, relation) for name, relation in relations.items() if hasattr(edit, name)]
    named += [("others", relation) for relation in getattr(edit, "others", ())]
    for name, relation in named:
        known = tuple(RELATIONS) if name in ("over", "of") else tuple(SORTS)
        if relation not in known:
            yield f"{name}: {_not_known(relation, known)}"
            return
    yield from _wrong_names(edit)
    yield from _wrong_table(edit, tables)
    found = _found(edit, tables)
    for name, sorts in _conditions(edit, found):
        text: str = getattr(edit, name)
        read = condition(text)
        for column in sorted(read.columns - sorts.keys()):
            unknown = (column.startswith("found_") and found is None) or (column.startswith("that_") and _members(edit))
            if not unknown:
                yield f"{name}: {_not_known(column, sorts)}"
        yield from (f"{name}: {told}" for told in wrong_sorts(read.tree, sorts))
    yield from _wrong_words(edit, found)


def _not_known(name: str, known: Collection[str]) -> str:
    return f"{name!r} is not there. {did_you_mean(name, known)}".rstrip()


def _others(edit: Edit) -> tuple[str, ...]:
    others: tuple[str, ...] = getattr(edit, "others", ()) or tuple(filter(None, (getattr(edit, "other", ""),)))
    return others


def _members(edit: Edit) -> str:
    """The table of the lists of a `Listed`, whose columns are not known here."""
    members: str = getattr(edit, "members", "")
    return members


def _wrong_names(edit: Edit) -> Iterator[str]:
    """Fields that name columns: of the rows looked at, and of those beside them."""
    sorts = SORTS[edit.over]
    for name, sort in (("column", _ANY), ("counted_by", _ANY), ("amount", NUMBER), ("left", NUMBER), ("on", DAY)):
        value = getattr(edit, name, ())
        for column in (value,) if isinstance(value, str) else value:
            if column not in sorts:
                yield f"{name}: {_not_known(column, sorts)}"
            elif sort and sorts[column] != sort:
                yield f"{name}: {column} is a {sorts[column]}, not a {sort}."
    for name in ("same", "per"):
        for column in getattr(edit, name, ()):
            for relation in (edit.over, *_others(edit)):
                if column not in COLUMNS[relation]:
                    yield f"{name}: {relation} has no {column!r}."
    for column, _ in getattr(edit, "by", ()):
        if column not in sorts:
            yield f"by: {_not_known(column, sorts)}"
    finds = getattr(edit, "finds", "")
    where = edit.other if isinstance(edit, Beside) else edit.over
    if finds and finds not in COLUMNS[where]:
        yield f"finds: {_not_known(finds, COLUMNS[where])}"


def _wrong_table(edit: Edit, tables: Tables | None) -> Iterator[str]:
    """A table that nobody knows, or a key that it does not have."""
    if tables is None:
        return
    for name in filter(None, (edit.table, _members(edit))):
        if name not in tables and name not in _BESIDE_TABLES:
            yield f"table: {_not_known(name, (*tables, *_BESIDE_TABLES))}"
    key, known = getattr(edit, "key", ""), tables.get(edit.table, ())
    if key and known and key not in known:
        yield f"key: {_not_known(key, known)}"


def _found(edit: Edit, tables: Tables | None) -> frozenset[str] | None:
    """The columns of the table that the edit may read, with `found_` before them; None when nobody knows them."""
    if not isinstance(edit, (LookUp, Lacks, Limit)) and not getattr(edit, "finds", "") and not _members(edit):
        return frozenset()
    known = (tables or {}).get(edit.table)
    return frozenset(f"found_{column}" for column in known) if known else None


def _conditions(edit: Edit, found: frozenset[str] | None) -> Iterator[tuple[str, dict[str, str]]]:
    """The conditions of an edit by their fields, with the columns that each may read and their sorts."""
    own = SORTS[edit.over]
    theirs = {f"that_{column}": sort for other in _others(edit) for column, sort in SORTS[other].items()}
    looked_up = dict.fromkeys(found or (), _ANY)
    if edit.about:
        yield "about", SORTS["claim"]
    if edit.when:
        yield "when", {**own, **(looked_up if isinstance(edit, (LookUp, Limit)) or _members(edit) else {})}
    if getattr(edit, "such", ""):
        of = getattr(edit, "of", "")
        yield "such", dict(SORTS[of]) if of else {**own, **theirs, **looked_up}


def _wrong_words(edit: Edit, found: frozenset[str] | None) -> Iterator[str]:
    """Names in braces that the row reported does not have, and anything in braces but a name."""
    known = set(COLUMNS[edit.over]) | WORDS.get(type(edit).__name__, frozenset())
    if isinstance(edit, (Beside, LookUp)) or _members(edit):
        known |= found or frozenset()
        known |= {f"that_{column}" for other in _others(edit) for column in COLUMNS[other]}
    for name in ("says", "place"):
        try:
            parts = list(Formatter().parse(getattr(edit, name)))
        except ValueError as wrong:
            yield f"{name}: The braces cannot be read: {wrong}."
            continue
        for _, word, shape, turned in parts:
            if word is None or (word in known and not shape and not turned):
                continue
            if not (found is None and word.startswith("found_") and word.isidentifier()):
                yield (
                    f"{name}: {_not_known(word, known)}" if word.isidentifier() else f"{name}: {{{word}}} is no name of a column."
                )
