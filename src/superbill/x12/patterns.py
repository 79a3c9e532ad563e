"""A segment of the guide as one regular expression: what it matches is right, what it does not match deserves a closer look.

Built from the table and the delimiters of the interchange. It is careful rather than complete: a value it cannot judge alone
(a leap day, a range of days, letters outside ASCII) does not match, and `elements_check.explain` says whether it is wrong.
"""

import re
from collections.abc import Callable

from superbill.x12.elements import Element
from superbill.x12.grammar import Grammar, Place
from superbill.x12.segments import Delimiters
from superbill.x12.standard import STANDARD
from superbill.x12.syntax import CONDITIONS, PART_CONDITIONS
from superbill.x12.tables import Composite, Field, Seg

_PATTERNS: dict[tuple[int, Delimiters], list[Callable[[str], object]]] = {}
_DAY = r"(?:1[89]|20)\d\d(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)|02(?:0[1-9]|1\d|2[0-8]))"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d\d?)?)?"


def pattern_of(seg: Seg, marks: Delimiters) -> re.Pattern[str]:
    """Matches, as a whole, the raw text of a segment without terminator that is right by the table."""
    writer = _Writer(marks)
    return re.compile(writer.conditions(seg) + re.escape(seg.tag) + writer.chain(seg), re.ASCII)


class _Writer:
    def __init__(self, marks: Delimiters) -> None:
        self.marks = marks
        self.mark = re.escape(marks.element)
        self.part = re.escape(marks.component)
        self.again = re.escape(marks.repetition)
        visible = "".join(re.escape(chr(code)) for code in range(0x21, 0x7F) if chr(code) not in marks)
        self.any, self.end = f"[ {visible}]", f"[{visible}]"

    def chain(self, seg: Seg) -> str:
        """Elements up to the last that the guide uses, each only where those before it are in their places."""
        last, text = max(seg.by_place, default=0), ""
        needed = False
        for place in range(last, 0, -1):
            each = seg.by_place.get(place)
            own = self.value(seg, each) if each else ""
            needed = needed or bool(each and each.need)
            inner = self.mark + (own if each and each.need else f"(?:{own})?" if own else "") + text
            text = inner if needed else f"(?:{inner})?"
        return text

    def value(self, seg: Seg, each: Field | Composite) -> str:
        own = self.composite(each, _name(seg.tag, each)) if isinstance(each, Composite) else self.simple(each, self.mark)
        if each.repeat == 1 or not self.again:
            return own
        times = "*" if each.repeat == 0 else f"{{0,{each.repeat - 1}}}"
        return f"{own}(?:{self.again}{own}){times}"

    def composite(self, composite: Composite, name: str) -> str:
        parts = {part.place: part for part in composite.parts}
        text, needed = "", False
        for place in range(max(parts), 0, -1):
            part = parts.get(place)
            own = self.simple(part, self.part) if part else ""
            needed = needed or bool(part and part.need)
            value = own if part and part.need else f"(?:{own})?" if own else ""
            inner = (self.part if place > 1 else "") + value + text
            text = inner if needed else f"(?:{inner})?"
        return f"{self._pairs(composite, name)}{text}(?<!{self.part})"

    def _pairs(self, composite: Composite, name: str) -> str:
        """The parts that stand together or not at all, where the table leaves it open; other conditions bind unused parts."""
        needed = {part.place for part in composite.parts if part.need}
        pairs = [places for kind, places in PART_CONDITIONS.get(name, ()) if kind == "P" and not needed.issuperset(places)]
        other = f"[^{self.part}{self.mark}{self.again}]"
        text = ""
        for places in pairs:
            spots = [rf"(?:{other}*{self.part}){{{place - 1}}}{other}" for place in places]
            text += self._either("".join(f"(?={spot})" for spot in spots), "".join(f"(?!{spot})" for spot in spots))
        return text

    def simple(self, each: Field, mark: str) -> str:
        if each.allowed:
            return f"(?:{'|'.join(re.escape(code) for code in sorted(each.allowed, key=len, reverse=True))})"
        if each.number == 1251:  # a single day after its qualifier; other periods are looked at one by one
            return f"(?<=D8{mark})(?<!RD8{mark}){_DAY}"
        return self.typed(each.element)

    def typed(self, element: Element) -> str:
        kind, least, most = element
        match kind:
            case "R" | "$":
                decimals = "2" if kind == "$" else str(max(1, most - 3))
                whole = rf"\d{{{least},{max(least, most - 3)}}}" if most > 4 else rf"\d{{{least},{most}}}"
                return rf"-?{whole}(?:\.\d{{1,{min(2, int(decimals))}}})?" if most > 4 else f"-?{whole}"
            case "N":
                return rf"-?\d{{{least},{most}}}"
            case "DT":
                return _DAY if least == most == 8 else r"\d{6}(?!)"
            case "TM":
                return _TIME
            case "B":
                return "(?!)"
            case _:
                bare = "" if kind != "ID" and least < 2 else "(?! )"  # blanks before a value are not part of it
                return f"{bare}{self.any}{{{max(0, least - 1)},{most - 1}}}{self.end}"

    # --- relational conditions, those that the needs of the table leave open

    def conditions(self, seg: Seg) -> str:
        return "".join(self._condition(seg, kind, places) for kind, places in CONDITIONS.get(seg.tag, ()))

    def _condition(self, seg: Seg, kind: str, places: tuple[int, ...]) -> str:
        used = [place for place in places if place in seg.by_place]
        needed = [place for place in used if seg.by_place[place].need]
        first = places[0]
        if kind == "P" and used and len(needed) < len(places):
            return self._either("".join(map(self._has, places)), "".join(map(self._lacks, places)))
        if kind == "R" and not needed:
            return self._either(*map(self._has, used))
        if kind == "E" and len(used) > 1:
            return self._either(*("".join(self._lacks(other) for other in used if other != place) for place in used))
        if kind == "C" and first in used and len([place for place in places[1:] if place in needed]) < len(places) - 1:
            return self._either(self._lacks(first), "".join(map(self._has, places[1:])))
        if kind == "L" and first in used and not set(places[1:]) & set(needed):
            return self._either(self._lacks(first), *map(self._has, places[1:]))
        return ""

    @staticmethod
    def _either(*choices: str) -> str:
        return f"(?:{'|'.join(choices)})"

    def _has(self, place: int) -> str:
        return f"(?=(?:[^{self.mark}]*{self.mark}){{{place}}}[^{self.mark}])"

    def _lacks(self, place: int) -> str:
        return f"(?!(?:[^{self.mark}]*{self.mark}){{{place}}}[^{self.mark}])"


def _name(tag: str, composite: Composite) -> str:
    """What the standard calls the composite at this place, such as C022."""
    spots = STANDARD.get(tag, ())
    return spots[composite.place - 1].composite if composite.place <= len(spots) else ""


def patterns_of(grammar: Grammar, marks: Delimiters) -> list[Callable[[str], object]]:
    """For each place of a guide, what matches its segments when they are right."""
    key = (id(grammar), marks)
    if key not in _PATTERNS:
        if len(_PATTERNS) > 64:
            _PATTERNS.clear()
        patterns = _PATTERNS[key] = []
        patterns.extend(_on_first_use(patterns, place, marks) for place in grammar.places)
    return _PATTERNS[key]


def _on_first_use(patterns: list[Callable[[str], object]], place: Place, marks: Delimiters) -> Callable[[str], object]:
    """Compile the pattern of a place when its first segment comes: a file uses few of the many places of a guide."""

    def first(raw: str) -> object:
        patterns[place.number] = pattern_of(place.seg, marks).fullmatch
        return patterns[place.number](raw)

    return first
