"""The text of a companion guide → a `Companion`. Whatever is not understood is refused, with its place: nothing is passed over."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from superbill.basics.near import nearest
from superbill.x12.companion.rules import Companion, Condition, Relax, Rule, Wants
from superbill.x12.companion.spots import BadCompanion, Spot, Target, field_of, find_targets, read_spot
from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.grammar import grammar_of
from superbill.x12.guides import all_tables
from superbill.x12.rules import load_all
from superbill.x12.tables import Field, Transaction

_WISHES = ("require", "not_used", "codes", "length", "pattern", "most", "most_in_set")
_TOP = ("name", "guide", "transaction", "sender", "receiver", "envelope", "rule", "relax", *_WISHES)
_RULE = ("when", "because", "severity", *_WISHES)
_RELAX = ("code", "loop", "spot", "values", "severity", "because")
_CONDITION = re.compile(r"(?P<no>not +)?(?P<spot>[0-9A-Za-z.*-]+)(?: *(?P<sign>!?=) *(?P<codes>\S.*))?", re.ASCII)
_ENVELOPE = re.compile(r"ISA(0[1-9]|1[0-6])|GS0[1-8]", re.ASCII)
_RANGE = re.compile(r"(\d{1,4})(?:\.\.(\d{1,4}))?", re.ASCII)


def read_companion(text: str, *, where: str = "") -> Companion:
    """A companion guide from its TOML text; `where` is the name of its file, for errors. Raises `BadCompanion`."""
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a ValueError, too
        raise BadCompanion(f"The companion guide is not TOML: {error}.", where=where, todo="Correct it there.") from None
    return _Reader(content, where).companion()


class _Reader:
    """One guide being read: its name, the tables it is about, and where errors are."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self.content, self.where = content, where
        self.known(content, _TOP, "")
        self.name = self.word(content, "name", "", needed=True)
        self.tables = self._tables()

    def companion(self) -> Companion:
        """All of it."""
        content = self.content
        rules = list(self.rules(content, "", {"by": self.name}))
        for number, table in enumerate(self.tables_of("rule"), start=1):
            rules += self._rule(table, f"[[rule]] number {number}")
        return Companion(
            name=self.name,
            guide=self.word(content, "guide", "", needed=True),
            tables=self.tables,
            senders=frozenset(self.words(content, "sender", "")),
            receivers=frozenset(self.words(content, "receiver", "")),
            rules=tuple(rules),
            relaxed=tuple(
                self._relax(table, f"[[relax]] number {n}") for n, table in enumerate(self.tables_of("relax"), start=1)
            ),
            envelope=tuple(self._envelope()),
        )

    # --- errors, and values of one kind

    def wrong(self, what: str, place: str, todo: str) -> BadCompanion:
        """What is raised."""
        return BadCompanion(what, where=", ".join(part for part in (self.where, place) if part), todo=todo)

    def known(self, table: Mapping[str, Any], keys: Sequence[str], place: str) -> None:
        """Refuse keys that nobody would read."""
        for key in table:
            if key not in keys:
                near = nearest(key, keys)
                todo = f"Did you mean {near}?" if near else f"Use {', '.join(keys[:-1])} or {keys[-1]}."
                raise self.wrong(f"{key[:30]!r} is a key that a companion guide does not have here.", place, todo)

    def word(self, table: Mapping[str, Any], key: str, place: str, *, needed: bool = False) -> str:
        """A text; empty when it is not there."""
        value = table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.wrong(f"{key} is missing or not a text.", place, f'Write it as {key} = "…".')
        return value.strip()

    def words(self, table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        """One text or a list of texts, in capitals."""
        value = table.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.wrong(f"{key} is not a text or a list of texts.", place, f'Write it as {key} = ["…", "…"].')
        return tuple(each.strip().upper() for each in found)

    def table(self, value: object, key: str, place: str) -> Mapping[str, Any]:
        """A table of TOML."""
        if not isinstance(value, dict):
            raise self.wrong(f"{key} is not a table.", place, f"Write [{key}] on a line of its own, and what it holds below it.")
        return value

    def tables_of(self, key: str) -> list[Mapping[str, Any]]:
        """The tables of `[[key]]`."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(
                f"{key} is not a list of tables.", "", f"Write [[{key}]] on a line of its own, and what it holds below."
            )
        return value

    # --- the guide and its places

    def _tables(self) -> tuple[Transaction, ...]:
        guide, kind = self.word(self.content, "guide", "", needed=True).upper(), self.word(self.content, "transaction", "")
        served = [table for table in all_tables() if guide in table.guides]
        found = tuple(table for table in served if kind in ("", table.kind))
        if not served:
            near = difflib.get_close_matches(guide, [each for table in all_tables() for each in table.guides], n=2)
            raise self.wrong(f"{guide[:20]!r} is not a guide that we know.", "guide", f"Near it: {', '.join(near) or 'none'}.")
        if not found:
            kinds = " or ".join(dict.fromkeys(table.kind for table in served))
            raise self.wrong(f"{guide} has no transaction {kind[:10]!r}.", "transaction", f"Write {kinds}, or leave it out.")
        return found

    def spot(self, text: object, place: str) -> tuple[Spot, list[Target]]:
        """A spot of the guide with where it is in the tables."""
        spot = read_spot(text, where=", ".join(part for part in (self.where, place) if part))
        targets = [target for table in self.tables for target in find_targets(spot, grammar_of(table))]
        if not targets:
            todo = f"See which places {self.tables[0].guide} has, in the reference page of {self.tables[0].kind}."
            raise self.wrong(f"The guide has no place {spot.text}.", place, todo)
        return spot, targets

    def element(self, text: object, place: str) -> tuple[Spot, list[Target]]:
        """A spot that must be an element."""
        spot, targets = self.spot(text, place)
        if not spot.element:
            raise self.wrong(f"{spot.text} is not an element.", place, "Name one, such as 2300.CLM05-3.")
        return spot, targets

    # --- rules

    def _rule(self, table: Mapping[str, Any], place: str) -> Iterator[Rule]:
        self.known(table, _RULE, place)
        if not any(key in table for key in _WISHES):
            raise self.wrong("The rule wants nothing.", place, f"Say what it wants: {', '.join(_WISHES[:-1])} or {_WISHES[-1]}.")
        text = self.word(table, "when", place)
        same = {
            "by": self.name,
            "because": self.word(table, "because", place),
            "severity": self._severity(table, place),
            "when": tuple(self._condition(each, place) for each in re.split(r" +and +", text)) if text else (),
            "when_text": " ".join(text.split()),
        }
        for rule in self.rules(table, place, same):
            if rule.when and rule.wants in (Wants.MOST, Wants.MOST_IN_SET):
                raise self.wrong("most does not go with when.", place, "Take one of them out.")
            yield rule

    def _severity(self, table: Mapping[str, Any], place: str) -> Severity:
        word = self.word(table, "severity", place) or "error"
        if word not in {each.value for each in Severity}:
            raise self.wrong(f"{word[:20]!r} is not a severity.", place, "Write error, warning or info.")
        return Severity(word)

    def _condition(self, text: str, place: str) -> Condition:
        found = _CONDITION.fullmatch(text.strip())
        if not found or (found["no"] and found["sign"]):
            todo = 'Write "2300.CLM05-3 = 7 8", "… != 1", "2300.REF*F8" or "not 2300.REF*F8", with "and" between several.'
            raise self.wrong(f"{text[:60]!r} is not a condition.", f"{place}, when", todo)
        negated = bool(found["no"]) or found["sign"] == "!="
        if not found["sign"]:
            return Condition(self.spot(found["spot"], f"{place}, when")[0], negated=negated)
        spot, targets = self.element(found["spot"], f"{place}, when")
        codes = frozenset(found["codes"].upper().split())
        self._allowed(codes, spot, targets, f"{place}, when")
        return Condition(spot, codes, negated)

    def rules(self, table: Mapping[str, Any], place: str, same: Mapping[str, Any]) -> Iterator[Rule]:
        """The wishes of a table, the outermost one or a [[rule]]; `same` is what all of them share."""
        for key, wants in (("require", Wants.REQUIRE), ("not_used", Wants.NOT_USED)):
            for text in self.words(table, key, place):
                yield Rule(wants, self.spot(text, _at(place, key))[0], **same)
        yield from self._each(table, "codes", place, same, self._codes)
        yield from self._each(table, "length", place, same, self._length)
        yield from self._each(table, "pattern", place, same, self._pattern)
        yield from self._each(table, "most", place, same, lambda *spot: self._most(Wants.MOST, *spot))
        yield from self._each(table, "most_in_set", place, same, lambda *spot: self._most(Wants.MOST_IN_SET, *spot))

    def _each(
        self,
        table: Mapping[str, Any],
        key: str,
        place: str,
        same: Mapping[str, Any],
        make: Callable[[str, object, str], dict[str, Any]],
    ) -> Iterator[Rule]:
        for text, value in self.table(table.get(key, {}), key, place).items():
            yield Rule(**make(text, value, _at(place, f"{key}, {text}")), **same)

    def _codes(self, text: str, value: object, place: str) -> dict[str, Any]:
        spot, targets = self.element(text, place)
        codes = frozenset(self.words({"codes": value}, "codes", place))
        if not codes:
            raise self.wrong("No code would be allowed.", place, "Name the codes that are, or write the element into not_used.")
        self._allowed(codes, spot, targets, place)
        return {"wants": Wants.CODES, "spot": spot, "codes": codes}

    def _allowed(self, codes: Iterable[str], spot: Spot, targets: Sequence[Target], place: str) -> None:
        """Refuse codes that the implementation guide does not have there: a companion guide can only take some away."""
        fields = [each for target in targets if isinstance(each := field_of(spot, target), Field)]
        if not fields:
            raise self.wrong(f"{spot.text} has parts.", place, f"Name the part, such as {spot.text}-1.")
        known = {code.upper() for each in fields for code in each.allowed}
        surplus = sorted(set(codes) - known) if all(each.allowed for each in fields) else []
        if surplus:
            todo = f"It has {', '.join(sorted(known))}. To let another one pass, relax SNIP2-CODE with values = […]."
            raise self.wrong(f"The guide has no code {surplus[0][:20]} at {spot.text}.", place, todo)

    def _length(self, text: str, value: object, place: str) -> dict[str, Any]:
        found = _RANGE.fullmatch(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
        least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= least <= most:
            raise self.wrong("The length cannot be read.", place, 'Write a number, 11, or a range, "9..11".')
        return {"wants": Wants.LENGTH, "spot": self.element(text, place)[0], "length": (least, most)}

    def _pattern(self, text: str, value: object, place: str) -> dict[str, Any]:
        table = self.table(value, "pattern", place)
        self.known(table, ("like", "says"), place)
        says = self.word(table, "says", place, needed=True)
        try:
            like = re.compile(self.word(table, "like", place, needed=True), re.ASCII)
        except (re.error, ValueError, OverflowError, RecursionError) as error:
            raise self.wrong(f"The pattern cannot be read: {error}.", place, "Correct it: a regular expression.") from None
        return {"wants": Wants.PATTERN, "spot": self.element(text, place)[0], "like": like, "says": says}

    def _most(self, wants: Wants, text: str, value: object, place: str) -> dict[str, Any]:
        spot, _ = self.spot(text, place)
        if spot.element:
            raise self.wrong(f"{spot.text} is an element.", place, "Name a segment or a loop; those are counted.")
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong("The most is not a number from 1 on.", place, "Write how often it may stand there.")
        return {"wants": wants, "spot": spot, "most": value}

    # --- envelope and relaxations

    def _envelope(self) -> Iterator[tuple[str, frozenset[str]]]:
        table = self.table(self.content.get("envelope", {}), "envelope", "")
        for spot in table:
            place = _at("", f"envelope, {spot}")
            if not _ENVELOPE.fullmatch(spot):
                raise self.wrong(f"{spot[:20]!r} is not an element of the envelope.", place, "Write ISA05 to ISA08, GS02, GS03 …")
            allowed = frozenset(self.words(table, spot, place))
            if not allowed:
                raise self.wrong("No value would be allowed.", place, f'Write it as {spot} = "…"; "" when it must be empty.')
            yield spot, allowed

    def _relax(self, table: Mapping[str, Any], place: str) -> Relax:
        self.known(table, _RELAX, place)
        severity = self.word(table, "severity", place, needed=True)
        if severity not in ("warning", "info", "off"):
            raise self.wrong(f"{severity[:20]!r} does not relax.", place, "Write warning, info or off.")
        spot = self.word(table, "spot", place).upper()
        if spot and not re.fullmatch(r"[A-Z][0-9A-Z]{1,2}?(\d\d(-\d{1,2})?)?", spot, re.ASCII):
            raise self.wrong(
                f"{spot[:20]!r} is not an element or segment.", place, "Write PER02 or PER; the loop goes into loop."
            )
        loop = self.word(table, "loop", place).upper() if "loop" in table else None
        if loop and not any(place.loop.id == loop for each in self.tables for place in grammar_of(each).places):
            raise self.wrong(f"The guide has no loop {loop[:20]!r}.", place, "Write its id, such as 2010BB.")
        return Relax(
            code=self._code(table, place),
            severity=None if severity == "off" else Severity(severity),
            because=self.word(table, "because", place, needed=True),
            spot=spot,
            loop=loop,
            values=frozenset(self.words(table, "values", place)),
            by=self.name,
        )

    def _code(self, table: Mapping[str, Any], place: str) -> str:
        code = self.word(table, "code", place, needed=True)
        load_all()
        import superbill.x12.level5  # noqa: F401  (registers a finding for each code list)

        if code not in CATALOGUE:
            near = difflib.get_close_matches(code, CATALOGUE, n=2)
            raise self.wrong(f"{code[:40]!r} is not the code of a finding.", place, f"Near it: {', '.join(near) or 'none'}.")
        return code


def _at(place: str, key: str) -> str:
    return ", ".join(part for part in (place, key) if part)
