"""The tools as targets: each is fed with damaged files, and what it gives is held against what it promises."""

import json
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from random import Random
from typing import Any
from unicodedata import category
from zlib import crc32

from pyarrow import parquet

from superbill.x12.answers.a824 import answer_824
from superbill.x12.answers.answer import answer_file
from superbill.x12.answers.read import outcomes
from superbill.x12.arrow import read_tables, schemas, stream_tables
from superbill.x12.check import check
from superbill.x12.companion import Companion, read_companion
from superbill.x12.envelope import Envelope, read_interchanges, write_interchange
from superbill.x12.layouts.claims import CLAIM_TABLES
from superbill.x12.layouts.remittances import REMITTANCE_TABLES
from superbill.x12.lists import Lists
from superbill.x12.objects.claims import Claim
from superbill.x12.tools.anonymise import anonymise
from superbill.x12.tools.as_json import objects_as_json, to_json, to_x12
from superbill.x12.tools.checked import Checked
from superbill.x12.tools.diff import diff
from superbill.x12.tools.html_report import html_page
from superbill.x12.tools.join import join
from superbill.x12.tools.sarif import sarif_log
from superbill.x12.tools.show import show
from superbill.x12.tools.split import By, split
from tests.x12.fuzz.engine import chunks, prove, sized
from tests.x12.fuzz.inputs import AT, COMPANION, LISTS, ON
from tests.x12.fuzz.mutate import VALUES
from tests.x12.fuzz.outcomes import Broken, refused

PAGE_TAGS = frozenset(
    "html head meta title style body header main section article aside nav h1 h2 h3 p b i em strong span code pre a ul ol li table thead "
    "tbody tr th td details summary div br hr dl dt dd small script input label footer button svg path fieldset legend time q abbr output kbd mark".split()
)


def dice(data: bytes) -> Random:
    """Random numbers that are always the same for the same file."""
    return Random(crc32(data))  # noqa: S311  (nothing secret)


def all_answers(data: bytes) -> None:
    """TA1, 999 and 277CA in one pass."""
    given = answer_file(data, at=AT, on=ON)
    for answer in (given.ta1, given.ack_999, given.ack_277ca):
        prove(answer)


def answer_by_824(data: bytes) -> None:
    """An 824."""
    heard: list[Any] = []
    report = check(data, most=10**9, hear=heard.append)
    prove(answer_824(report, [each for each in heard if isinstance(each, Claim)], at=AT, on=ON))


def writing(data: bytes) -> None:
    """What was read as segments is written or refused."""
    for interchange in read_interchanges(data, strict=False):
        for group in interchange.groups:
            envelope = Envelope(interchange.sender, interchange.receiver, 1, 1, "HC", group.guide, AT)
            bodies = [one.body for one in group.sets]
            write_interchange(envelope, bodies, kind="837", first_control=1, delimiters=interchange.isa.delimiters)


def told(data: bytes) -> None:
    """A page in which nothing of the file is markup, and a log that is JSON."""
    file = Checked("a.edi", check(data), data)
    page = html_page([file])
    if any(category(each)[0] == "C" and each not in "\n\r\t" for each in set(page)):
        raise Broken("a control character stands in the page")
    _Page().feed(page)
    json.loads(sarif_log([file], version="1"))


class _Page(HTMLParser):
    """Refuses what a page of ours would not hold."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in PAGE_TAGS or any(name.startswith("on") for name, _ in attrs):
            raise Broken(f"<{tag}> stands in the page")


def shown(data: bytes) -> None:
    """The explained view."""
    for _ in show(data):
        pass


def parted(data: bytes) -> None:
    """Split every way; the parts of a file without errors have none in their envelopes. Together they are one file again."""
    accepted = check(data, levels=(1,)).accepted
    for by in By:
        parts: list[bytes] = []
        whole = not refused(lambda by=by, parts=parts: parts.extend(each.data for each in split(data, by=by, claims=2)))  # type: ignore[misc]
        if accepted and whole and not all(check(part, levels=(1,)).accepted for part in parts):
            raise Broken(f"split by {by.value}: a part of a good file is none")
        if by is By.SET:
            refused(lambda parts=parts: list(join(parts)))  # type: ignore[misc]


def joined(data: bytes) -> None:
    """Joined with itself: refused, or a file."""
    refused(lambda: list(join([data, chunks(data, sized(data))])))
    refused(lambda: list(join([data])))


def anonymised(data: bytes) -> None:
    """Without names: as many segments as before."""
    before, after = (check(each, levels=(1,)) for each in (data, b"".join(anonymise(data, secret=b"0" * 32))))
    if before.accepted and (after.segments, after.sets, after.claims) != (before.segments, before.sets, before.claims):
        raise Broken("a good file has other segments after its names were replaced")


def compared(data: bytes) -> None:
    """With itself: no difference; with another: some or none."""
    if list(diff(data, data)):
        raise Broken("a file differs from itself")
    numbers = dice(data)
    at = numbers.randint(0, len(data))
    refused(lambda: list(diff(data, data[:at] + numbers.choice(VALUES) + data[at:])))


def objects(data: bytes) -> None:
    """The typed objects as JSON."""
    for each in objects_as_json(data):
        json.loads(each)


def tables(data: bytes) -> None:
    """As Arrow tables: the plain reader, and the accelerator, which must agree with it."""
    for layout in (CLAIM_TABLES, REMITTANCE_TABLES):
        plain = read_tables(data, layout=layout, fast=False)
        fast = read_tables(chunks(data, sized(data)), layout=layout, fast=True)
        other = [name for name in plain if plain[name] != fast[name] and plain[name].to_pylist() != fast[name].to_pylist()]
        if other:
            raise Broken(f"the accelerator reads other {', '.join(other)}")


def as_parquet(data: bytes) -> None:
    """Every batch of tables can be written as Parquet."""
    for layout in (CLAIM_TABLES, REMITTANCE_TABLES):
        writers = {name: parquet.ParquetWriter(BytesIO(), schema) for name, schema in schemas(layout).items()}
        for batch in stream_tables(data, layout=layout):
            for name, table in batch.items():
                writers[name].write_batch(table)
        for writer in writers.values():
            writer.close()


def heard_answers(data: bytes) -> None:
    """As if it were an acknowledgement."""
    outcomes(data)


def from_json(data: bytes) -> None:
    """JSON with something else in it is written or refused."""
    numbers = dice(data)
    lines = list(to_json(data))
    for _ in range(3):
        at = numbers.randrange(len(lines))
        place = numbers.randint(0, len(lines[at]))
        value = numbers.choice(
            (*VALUES, b"null", b"[]", b"{}", b'"', b"1e999", b"[[", b"\\ud800", b'"text": "\\u20ac",', b"true")
        )
        lines[at] = lines[at][:place] + value.decode("latin-1") + lines[at][place + numbers.choice((0, 0, 1, 5)) :]
    refused(lambda: b"".join(to_x12(lines)))


# --- what a site writes itself


def companions(data: bytes) -> None:
    """With the companion guide of every payer: the same at once and in chunks."""
    guides = (*_guides(), *_damaged_guide(dice(data)))
    one, other = check(data, companions=guides), check(chunks(data, sized(data)), companions=guides)
    if one != other:
        raise Broken(f"in chunks of {sized(data)} a companion guide finds other things")


def _guides() -> list[Companion]:
    named = COMPANION.replace('receiver = ["ACME1"]', "")
    return [read_companion(named), read_companion(COMPANION)]


def _damaged_guide(numbers: Random) -> list[Companion]:
    made: list[Companion] = []
    refused(lambda: made.append(read_companion(damaged_text(COMPANION, numbers))))
    return made


def own_lists(data: bytes) -> None:
    """A site's own code lists, damaged."""
    numbers = dice(data)
    refused(lambda: Lists.standard().with_toml(damaged_text(LISTS, numbers)))
    rows = "code,since,until\n" + "".join(f"{numbers.choice(VALUES).decode('latin-1')},,\n" for _ in range(5))
    refused(
        lambda: (
            Lists.standard()
            .with_codes("place of service", damaged_text(rows, numbers))
            .holds("place of service", "11", date(2026, 9, 1))
        )
    )


def damaged_text(text: str, numbers: Random) -> str:
    """A text with some of its words, lines or characters changed."""
    for _ in range(numbers.choice((1, 1, 2, 4))):
        at = numbers.randint(0, len(text))
        stop = min(len(text), at + numbers.choice((0, 1, 3, 10, 60)))
        put = numbers.choice((
            *(value.decode("latin-1") for value in VALUES), text[at:stop] * 2, "\n", "[[rule]]\n", "=", "[", '"', "1" * 5_000, "[" * 5_000,
            "1..9", "A1..A99999999", "2300.HI01-2", "2400", "*", "(", "a{99999999999}", "1979-05-27", "\ud800", "true", ",", ".CLM", "9..1",
        ))  # fmt: skip
        text = text[:at] + put + text[stop:]
    return text


TOOLS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        all_answers, answer_by_824, writing, told, shown, parted, joined, anonymised, compared, objects, heard_answers, tables, as_parquet, from_json,
        companions, own_lists,
    )
}  # fmt: skip
