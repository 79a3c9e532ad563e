"""The segments of a file as HTML, each with its findings below it; for `html_report.py`.

What stands in a file is never trusted: every value is escaped, and characters that cannot be seen are shown by their number. Large
files are shown around their findings, so that a page stays readable and its size is bounded.
"""

import html
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from superbill.x12.findings import Finding, Severity
from superbill.x12.grammar import Place
from superbill.x12.placed import Follower
from superbill.x12.segments import Delimiters
from superbill.x12.stream import read_pieces, readable
from superbill.x12.tables import Composite, Field
from superbill.x12.tools.meanings import ENVELOPE, find_meaning

AROUND = 3
"""How many segments are shown before and after one with findings, where not all are."""
MOST_LINES = 20_000
"""No page has more segments than this."""
_LONGEST_VALUE, _MOST_ELEMENTS = 200, 120
_DEEPEST = 9
_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_TITLES = {
    "ISA": "interchange", "GS": "group", "ST": "transaction set", "SE": "end of the set", "GE": "end of the group",
    "IEA": "end of the interchange", "TA1": "answer to an interchange",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the id that links lead to."""

    id: str
    finding: Finding


@dataclass(slots=True)
class _Line:
    """A segment with its place in the guide and what was found in it."""

    number: int
    offset: int
    raw: str
    marks: Delimiters
    place: Place | None
    depth: int
    told: list[Told] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.raw.partition(self.marks.element)[0].strip().upper()


def draw_segments(told: Sequence[Told], chunks: Iterable[bytes], *, file: int, whole: bool) -> Iterator[str]:
    """The items of a list: segments with their findings. `told` is in the order of the file; `whole` shows every segment.

    `file` is the number of the file on the page: segment 17 of the second has the id `s2-17`.
    """
    before: deque[_Line] = deque(maxlen=AROUND)
    trail, left_out, shown, after = _Trail(), 0, 0, 0
    lines = _Lines(told)
    for line in lines.read(chunks):
        trail.pass_by(line)
        after = AROUND + 1 if line.told else after - 1
        if shown >= MOST_LINES or not (whole or after > 0):
            left_out += 1
            before.append(line)
            continue
        if left_out:
            context = list(before)[-min(left_out, AROUND) :] if line.told else []
            if left_out > len(context):
                yield _gap(left_out - len(context), trail.text)
            yield from (_item(each, file) for each in context)
            shown, left_out = shown + len(context), 0
        before.clear()
        yield _item(line, file)
        shown += 1
    if left_out:
        yield _gap(left_out, "")
    if lines.rest:
        yield f'<li class="hit end"><div class="text">End of the file</div>{"".join(map(draw_finding, lines.rest))}</li>'


class _Lines:
    """The segments of a file, each with those findings that lie between it and the next one."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.rest = deque(told)

    def read(self, chunks: Iterable[bytes]) -> Iterator[_Line]:
        follower, number, last = Follower(), 0, None
        for marks, pieces in read_pieces(chunks, lambda code, offset, value: None):
            for offset, raw in pieces:
                if last is not None:
                    yield self._with_findings(last, offset)
                number += 1
                place, depth = follower.follow(raw.split(marks.element), marks)
                last = _Line(number, offset, raw, marks, place, depth)
        if last is not None:
            yield self._with_findings(last, last.offset + len(last.raw))

    def _with_findings(self, line: _Line, until: int) -> _Line:
        while self.rest and self.rest[0].finding.at.offset < until:
            line.told.append(self.rest.popleft())
        return line


class _Trail:
    """Which set and claim the reader is in: said where segments are left out."""

    def __init__(self) -> None:
        self.steps: dict[str, str] = {}

    def pass_by(self, line: _Line) -> None:
        """A segment goes by; what it begins ends what stood below it."""
        tag = line.tag
        level = {"ISA": 0, "GS": 1, "ST": 2, "CLM": 3, "CLP": 3}.get(tag)
        if level is None:
            return
        values = line.raw.split(line.marks.element, 14)
        spot = {"ISA": 13, "GS": 6, "ST": 2}.get(tag, 1)
        name = ("interchange", "group", "set", "claim")[level]
        self.steps = {key: value for key, value in self.steps.items() if key in ("interchange", "group", "set", "claim")[:level]}
        self.steps[name] = values[spot].strip() if spot < len(values) else ""

    @property
    def text(self) -> str:
        return " › ".join(f"{name} {shortened(value, 40)}" for name, value in self.steps.items() if name in ("set", "claim"))


# --- one segment


def _gap(count: int, trail: str) -> str:
    where = f'<b class="trail">{trail}</b>' if trail else ""
    return f'<li class="gap"><span>{count:,} segment{"s" * (count != 1)} without findings{where}</span></li>'


def _item(line: _Line, file: int) -> str:
    loop, opener = "", line.place is not None and line.place is line.place.loop.opener
    if line.place is not None and opener:
        loop = f"<b>{shortened(line.place.loop.id)}</b> {shortened(_words(line.place.loop.loop.name))}"
    name = _words(line.place.seg.name) if line.place else _TITLES.get(line.tag, "")
    kinds = " ".join(kind for kind, wanted in (("hit", line.told), ("opens", opener), ("env", line.depth == 0)) if wanted)
    text = f'<code style="--d:{min(line.depth, _DEEPEST)}">{_text(line)}</code>'
    return (
        f'<li class="{kinds}"><a class="no" id="s{file}-{line.number}" title="byte {line.offset:,}">{line.number:,}</a>'
        f'<span class="loop">{loop}</span>{text}<span class="name">{name}</span>'
        f"{''.join(draw_finding(told, line.place) for told in line.told)}</li>"
    )


def _text(line: _Line) -> str:
    """The segment with its delimiters; the elements that findings are about are marked."""
    meant: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for told in line.told:
        if told.finding.tag == line.tag:
            meant[told.finding.element, told.finding.part].append(told)
    tag, *values = line.raw.split(line.marks.element)
    drawn = [_marked(f"<b>{shortened(tag)}</b>", meant.pop((0, 0), []), "")]
    for element, value in enumerate(values[:_MOST_ELEMENTS], start=1):
        drawn.append(_element(line, element, value, meant))
    missing = "".join(_marked("", told, "") for told in meant.values())
    more = f" … {len(values) - _MOST_ELEMENTS:,} more elements" if len(values) > _MOST_ELEMENTS else ""
    end = "" if line.marks.terminator in "\r\n" else f"<i>{shortened(line.marks.terminator)}</i>"
    return f"<i>{shortened(line.marks.element)}</i>".join(drawn) + more + missing + end


def _element(line: _Line, element: int, value: str, meant: dict[tuple[int, int], list[Told]]) -> str:
    whole = meant.pop((element, 0), [])
    parts = {part: meant.pop((place, part)) for place, part in list(meant) if place == element}
    known = line.place.seg.by_place.get(element) if line.place else None
    mark, again = line.marks.component, line.marks.repetition
    if line.depth == 0 or not (parts or isinstance(known, Composite)):
        name, number = _named(line.tag, known, element, 0)
        return _valued(
            value, [*whole, *(each for told in parts.values() for each in told)], f"{line.tag}{element:02d}", name, number
        )
    repeats = []
    for repeat in value.split(again) if again else [value]:
        pieces = repeat.split(mark)
        pieces += [""] * (max(parts, default=0) - len(pieces))
        drawn_parts = []
        for part, piece in enumerate(pieces, start=1):
            name, number = _named(line.tag, known, element, part)
            drawn_parts.append(_valued(piece, parts.get(part, []), f"{line.tag}{element:02d}-{part}", name, number))
        repeats.append(f"<i>{shortened(mark)}</i>".join(drawn_parts))
    return _marked(f"<i>{shortened(again)}</i>".join(repeats), whole, "")


def _named(tag: str, known: Field | Composite | None, element: int, part: int) -> tuple[str, int]:
    """The name of an element in the guide, and its number in the data element dictionary."""
    if isinstance(known, Composite) and part:
        known = next((each for each in known.parts if each.place == part), None)
    if isinstance(known, Field):
        return _words(known.name), known.number
    if known is not None:
        return _words(known.name), 0
    names = ENVELOPE.get(tag, "").split("|")
    return (names[element - 1] if element <= len(names) and not part else ""), 0


def _valued(value: str, told: Sequence[Told], spot: str, name: str, number: int) -> str:
    if not value and not told:
        return ""
    meaning = find_meaning(number, value) if value and number else ""
    title = f"{spot} {name}".strip() + (f": {meaning}" if meaning else "")
    if told:
        return _marked(shortened(value), told, title)
    return f'<span title="{html.escape(title)}">{shortened(value)}</span>' if name else shortened(value)


def _marked(drawn: str, told: Sequence[Told], title: str) -> str:
    """The text as one that findings are about; where nothing stands, what is missing is named."""
    if not told:
        return drawn
    worst = min((each.finding.severity for each in told), key=_GRAVEST.index)
    names = " ".join(each.id for each in told)
    empty = ' class="empty"' if not drawn else ""
    label = drawn or shortened(told[0].finding.spot)
    return (
        f'<mark data-is="{worst.value}" aria-describedby="{names}" title="{html.escape(title)}"{empty}>'
        f'<a href="#{told[0].id}">{label}</a></mark>'
    )


def draw_finding(told: Told, place: Place | None = None) -> str:
    """A finding as a block: how grave, its code, the element, what is wrong, and what to do."""
    finding = told.finding
    known = place.seg.by_place.get(finding.element) if place and place.seg.tag == finding.tag and finding.element else None
    name, _ = _named(finding.tag, known, finding.element, finding.part)
    value = f' <code class="value">{shortened(finding.value)}</code>' if finding.value else ""
    spot = f' <span class="spot">{shortened(finding.spot)} {name}</span>' if finding.spot else ""
    return (
        f'<div class="finding" data-is="{finding.severity.value}" id="{told.id}"><p class="head"><b class="pill">{finding.severity.value}'
        f"</b> <span>{finding.code}</span>{spot}{value}</p>"
        f'<p>{shortened(finding.message, 600)} <span class="todo">{shortened(finding.todo, 300)}</span></p></div>'
    )


# --- text


def shortened(text: str, most: int = _LONGEST_VALUE) -> str:
    """A value as safe HTML: escaped, its invisible characters shown, and no longer than `most`."""
    more = f"… {len(text) - most:,} more" if len(text) > most else ""
    text = readable(text[:most])
    if not text.isprintable():
        text = "".join(each if unicodedata.category(each)[0] != "C" else f"⟨{ord(each):02X}⟩" for each in text)
    return html.escape(text) + more


def _words(name: str) -> str:
    return name.replace("_", " ")
