"""Damage that knows the structure of a file: levels, envelopes, delimiters, loops, and elements of millions of bytes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.x12.fuzz.mutate import Mutator

Segments = list[bytes]
MARKS = (
    b"*^:~",
    b"|!>\n",
    b"+^:'",
    b"\x1d\x1f\x1e\x1c",
    b",;.\r",
    b"*\x00:~",
    b"**:~",
    b"*^:*",
    b"\xe9^:~",
    b"*U:~",
    b"* :~",
    b"\\[]$",
    b"*^~~",
    b"A^:~",
)
"""Element, repetition, component, terminator: usual ones, ones that may be, and ones that cannot."""
NUMBERS = (
    b"0", b"-1", b"00001", b"9" * 9, b"9" * 10, b"9" * 18, b"9" * 19, b"-" + b"9" * 18, b"9223372036854775807", b"9223372036854775808",
    b"18446744073709551616", b"2147483648", b"." + b"9" * 18, b"9" * 5_000, b"0." + b"0" * 400 + b"1", b"1E400", b"99999999999999.99", b"--1",
)  # fmt: skip
MEGABYTE = 1 << 20


# --- segments


def level(mutator: "Mutator", segments: Segments) -> None:
    """HL numbers that go astray: its own parent, a later one, none, all below each other, another code."""
    places = [at for at, each in enumerate(segments) if each.strip().upper().startswith(b"HL" + mutator.element)]
    if not places:
        segments.insert(len(segments) // 2, mutator.element.join((b"HL", b"1", b"", b"20", b"1")))
        return
    at = mutator.random.choice(places)
    number, parent, code, more = (segments[at].split(mutator.element)[1:] + [b""] * 4)[:4]
    changed = mutator.random.choice((
        (number, number, code, more), (number, b"%d" % (len(places) + 1), code, more), (parent, number, code, more),
        (number, b"", code, more), (number, parent, mutator.random.choice((b"19", b"20", b"21", b"22", b"23", b"PT", b"EV", b"SS", b"Q")), more),
        (number, parent, code, b"0" if more == b"1" else b"1"), (mutator.random.choice(NUMBERS), parent, code, more),
    ))  # fmt: skip
    segments[at] = mutator.element.join((b"HL", *changed))
    if mutator.random.random() < 0.3:
        nested = [
            mutator.element.join((b"HL", b"%d" % n, b"%d" % (n - 1), code, b"1"))
            for n in range(2, mutator.random.choice((5, 40, 400)))
        ]
        segments[at + 1 : at + 1] = nested


def unwrap(mutator: "Mutator", segments: Segments) -> None:
    """Envelopes that do not fit: one taken away, doubled, put elsewhere, or with a number of its own."""
    names = (b"ISA", b"IEA", b"GS", b"GE", b"ST", b"SE", b"TA1")
    places = [at for at, each in enumerate(segments) if each.strip().upper().partition(mutator.element)[0] in names]
    if not places:
        return
    at = mutator.random.choice(places)
    match mutator.random.randrange(5):
        case 0:
            del segments[at]
        case 1:
            segments.insert(mutator.random.choice(places), segments[at])
        case 2:
            segments.insert(mutator.random.randrange(len(segments)), segments.pop(at))
        case 3:
            elements = segments[at].split(mutator.element)
            elements[mutator.random.randrange(len(elements))] = mutator.random.choice(
                (*NUMBERS, b"0001", b"1", b"", b"HP", b"005010")
            )
            segments[at] = mutator.element.join(elements)
        case _:
            first = mutator.random.choice(places)
            segments[at:at] = segments[first : first + mutator.random.choice((2, 5, 30))]
    if not segments:
        segments.append(b"")


def number(mutator: "Mutator", segments: Segments) -> None:
    """A number where one stands, such as no computer likes."""
    places = [
        (at, place)
        for at, each in enumerate(segments)
        for place, value in enumerate(each.split(mutator.element))
        if value.replace(b".", b"").isdigit()
    ]
    for at, place in mutator.random.sample(places, min(len(places), mutator.random.choice((1, 1, 3, 20)))):
        elements = segments[at].split(mutator.element)
        elements[place] = mutator.random.choice(NUMBERS)
        segments[at] = mutator.element.join(elements)


def loop(mutator: "Mutator", segments: Segments) -> None:
    """A loop many times over, from its first segment to the next of that name."""
    openers = (
        b"HL",
        b"CLM",
        b"CLP",
        b"LX",
        b"NM1",
        b"SVC",
        b"SBR",
        b"N1",
        b"INS",
        b"HD",
        b"EB",
        b"LS",
        b"TRN",
        b"ENT",
        b"AK2",
        b"IK3",
        b"ST",
        b"GS",
    )
    tags = [each.strip().partition(mutator.element)[0] for each in segments]
    places = [at for at, tag in enumerate(tags) if tag in openers]
    if places:
        at = mutator.random.choice(places)
        stop = next((other for other in range(at + 1, len(segments)) if tags[other] == tags[at]), min(len(segments), at + 4))
        part = segments[at:stop]
        segments[at:at] = part * (mutator.random.choice((2, 12, 101, 400)) * 4 // len(part) or 1)


def lend(mutator: "Mutator", segments: Segments) -> None:
    """An element, or all of a segment, as another segment of that name has it: codes that belong there, and do not fit."""
    other = mutator.random.choice(mutator.pool)
    given: dict[bytes, Segments] = {}
    for each in (*segments, *other.replace(b"*", mutator.element).split(b"~")):
        given.setdefault(each.strip().partition(mutator.element)[0], []).append(each)
    for _ in range(mutator.random.choice((1, 1, 2, 6))):
        at = mutator.random.randrange(len(segments))
        lent = mutator.random.choice(given.get(segments[at].strip().partition(mutator.element)[0], segments)).split(
            mutator.element
        )
        elements = segments[at].split(mutator.element)
        place = mutator.random.randrange(len(elements) + 1)
        elements[place : place + 1] = lent[place : place + 1]
        segments[at] = mutator.element.join(elements if mutator.random.random() < 0.7 else lent)


# --- bytes


def redelimit(mutator: "Mutator", data: bytes) -> bytes:
    """Other delimiters throughout; before or behind the same with its own, perhaps."""
    marks = mutator.random.choice(MARKS)
    old = (mutator.element + mutator.repetition + mutator.component + mutator.terminator)[:4].ljust(4, b"~")
    other = data.translate(bytes.maketrans(old, marks))
    between = mutator.random.choice((b"", b"\n", b"\r\n", b"\x00", b"text", mutator.terminator))
    return mutator.random.choice((other, other, data + between + other, other + between + data))


def letters(mutator: "Mutator", data: bytes) -> bytes:
    """Letters that are none of ASCII, or no letters, through a part of the file."""
    at, stop = sorted((mutator.random.randint(0, len(data)), mutator.random.randint(0, len(data))))
    put = mutator.random.choice(
        (
            b"\xe9",
            b"\xc3\xa9",
            b"\x00",
            b"\xa0",
            b"\x85",
            b"\x1c",
            b"\xff",
            b"\xc4\xb1",
            b"\xef\xac\x81",
            b"\xc5\xbf",
            b"\x0b",
            b"\x7f",
        )
    )
    return data[:at] + data[at:stop].replace(mutator.random.choice((b"A", b"E", b"1", b"0", b" ", b"N")), put) + data[stop:]


def huge(mutator: "Mutator", data: bytes) -> bytes:
    """One to ten megabytes of one thing in one place: an element, a name, separators, an attachment, no end."""
    marks = (mutator.element, mutator.repetition, mutator.component)
    size = mutator.random.choice((1, 1, 2, 3)) * MEGABYTE
    at = data.find(mutator.random.choice(marks), mutator.random.randrange(len(data) + 1)) + 1
    unit = mutator.random.choice((
        b"A", b"9", b" ", b"\xe9", b"\x00", b"\n", b"A" + mutator.random.choice(marks), mutator.random.choice(marks), b"1" + mutator.element,
        b"11" + mutator.component + b"B" + mutator.repetition, b"ISA", b"IEA", b"\r\n", b"0.",
    ))  # fmt: skip
    long = unit * (size // len(unit))
    said = b"%d" % (len(long) + mutator.random.choice((0, 0, 0, 1, -1, MEGABYTE)))
    binary = mutator.element.join((b"BIN", said, long)) + mutator.terminator
    return mutator.random.choice((
        data[:at] + long + data[at:], data[:at] + long + data[at:], data[:at] + long, long + data, data + long, long,
        data[:at] + mutator.terminator + binary + data[at:],
        mutator.terminator.join((data[:at], *[unit * 9_000] * (size // len(unit) // 9_000), data[at:])),
    ))  # fmt: skip


OF_SEGMENTS: tuple[Callable[["Mutator", Segments], None], ...] = (level, unwrap, number, loop, lend, lend)
OF_BYTES: tuple[Callable[["Mutator", bytes], bytes], ...] = (redelimit, letters)
