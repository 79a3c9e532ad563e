"""What a kernel shows of claims and claim payments in the bytes is what the objects prove, whatever is changed in the file."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random

import pytest

from superbill.x12.check import check
from superbill.x12.clear import claims, remits
from superbill.x12.clear.claims_lines import read_lines
from superbill.x12.fast import block, stretch
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.remits import ClaimPayment
from superbill.x12.rules import Judge, Shown, judges_for
from superbill.x12.tools.generate import generate
from tests.x12.damage import PIECES

DAY = date(2026, 9, 18)
LEVELS = frozenset((3, 4))
KINDS = {"837P": Claim, "835": ClaimPayment}

VALUES = (
    "", "0", "1", "2", "3", "4", "6", "7", "8", "13", "18", "19", "21", "22", "25", "45", "16", "96", "192", "23", "P", "S", "Y", "N", "MJ", "UN",
    "F8", "X4", "G1", "6R", "EA", "472", "434", "435", "439", "484", "431", "150", "233", "050", "20260901", "20270101", "20200101", "D8", "RD8",
    "20260901-20260909", "F5", "B6", "82", "77", "P3", "TT", "QC", "CO", "OA", "PR", "PI", "HE", "RX", "N7", "N519", "ZZ", "5.5", "-10", "1000",
    "11:B:7", "21:B:1", "13:A:1", "AA", "AA:::WI", "EM:OA", ":AA", "ABK:I10", "BK:4019", "ABF:I10", "ABF:I10:D8", "HC:A0428", "HC:A0428:RH", "HC:00100",
    "HC:99499", "HC:99213:25:25", "HC:99213:25:59", "HC:", "HC:E1399", "HC:99213:::::WORDS", "1:2", "2:1", "1:1", "9", "1:2:3:4:5", "X" * 21, "X" * 31,
    "10D1234567", "10X1234567",
)  # fmt: skip
"""Values that a rule looks for, and some that no rule does."""


@pytest.fixture(autouse=True)
def _kernels_from_the_first_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "LEAST", 1)
    monkeypatch.setattr(block, "AFTER", 0)
    monkeypatch.setattr(stretch, "SHORTEST", 1)


@cache
def segments_of(kind: str) -> tuple[str, ...]:
    data = b"".join(generate(kind, seed=7, claims=90, on=DAY, claims_per_set=30))
    return tuple(data.decode("latin-1").replace("\n", "").split("~"))


def shown_in(kind: str, data: bytes) -> Iterator[tuple[Claim | ClaimPayment, Shown]]:
    """Each claim or claim payment of a file that a kernel has shown something of, with what it has shown."""
    found: list[tuple[Claim | ClaimPayment, Shown]] = []

    class Listening(Judge):
        def __init__(self) -> None:
            self.rules = ()
            self.is_clear = self.listen

        def listen(self, thing: object, shown: Shown) -> bool:
            assert isinstance(thing, Claim | ClaimPayment)
            found.append((thing, shown))
            return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(judges_for(LEVELS), KINDS[kind], Listening())
        check(data, levels=LEVELS)
    return ((thing, shown) for thing, shown in found if thing.at.number in shown)


def is_proven(thing: Claim | ClaimPayment, shown: Shown) -> bool:
    """Whether the object proves what has been shown of it."""
    if isinstance(thing, ClaimPayment):
        return remits._is_status_clear(thing) and remits._are_services_clear(thing)
    first, last = shown[thing.at.number]
    lines = read_lines(thing)
    return (
        lines is not None
        and lines[:2] == (first, last)
        and claims._are_numbers_clear(thing)
        and claims._are_codes_clear(thing)
        and claims._are_dates_clear(thing, last)
        and claims._is_rest_clear(thing)
    )


def wrongly_shown(kind: str, data: bytes) -> list[str]:
    return [thing.control for thing, shown in shown_in(kind, data) if not is_proven(thing, shown)]


def changed(kind: str, random: Random, how_often: int) -> bytes:
    """A file in which values are changed, segments are left out, doubled or moved, here and there."""
    segments = list(segments_of(kind))
    for _ in range(how_often):
        place = random.randrange(4, len(segments) - 4)
        elements = segments[place].split("*")
        match random.randrange(8):
            case 0:
                segments[place] = segments[random.randrange(4, len(segments) - 4)]
            case 1:
                segments[place] = f"{segments[place]}~{segments[place]}"
            case 2:
                segments[place] = segments[place] + random.choice(PIECES).decode("latin-1").replace("ISA", "IS")
            case 3:
                del segments[place]
            case _:
                element = random.randrange(1, max(len(elements), 2))
                elements[element:] = [random.choice(VALUES), *elements[element + 1 :]]
                segments[place] = "*".join(elements)
    return "~".join(segments).encode("latin-1")


@pytest.mark.parametrize(("kind", "least"), [("837P", 80), ("835", 75)])
def test_most_of_what_is_ordinary_is_shown(kind: str, least: int) -> None:
    data = "~".join(segments_of(kind)).encode("latin-1")

    assert len(list(shown_in(kind, data))) >= least
    assert wrongly_shown(kind, data) == []


SPOTS = {
    "837P": "CLM01 CLM02 CLM05 CLM11 DTP01 DTP02 DTP03 REF01 REF02 HI01 HI02 HI03 CRC01 LX01 SV101 SV102 SV103 SV104 SV107",
    "835": "CLP02 CLP03 CLP04 CLP05 CAS01 CAS02 CAS03 CAS05 CAS06 SVC02 SVC03 SVC05 SVC06 DTM01 REF01 REF02 LQ01 LQ02",
}
"""Elements that the kernels read."""


def filled(kind: str, spot: str) -> bytes:
    """A file in which an element has another value at each of its places: a likely one, that of the place before, or a neighbour's."""
    tag, element = spot[:-2], int(spot[-2:])
    segments, before, count = list(segments_of(kind)), "", 0
    for place, segment in enumerate(segments):
        elements = segment.split("*")
        if elements[0] == tag:
            count += 1
            is_there = element < len(elements)
            elements += [""] * (element + 1 - len(elements))
            own, neighbour, likely = elements[element], elements[max(element - 3, 1)], VALUES[count % len(VALUES)]
            elements[element] = (likely, before, neighbour)[count % 3] if is_there else likely if count % 4 == 0 else ""
            segments[place], before = "*".join(elements).rstrip("*"), own
    return "~".join(segments).encode("latin-1")


@pytest.mark.parametrize(("kind", "spot"), [(kind, spot) for kind, spots in SPOTS.items() for spot in spots.split()])
def test_what_is_shown_is_proven_by_the_object_whatever_stands_in_an_element(kind: str, spot: str) -> None:
    assert wrongly_shown(kind, filled(kind, spot)) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_is_proven_by_the_object_whatever_is_changed(kind: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311  (it only chooses what is changed)

    assert wrongly_shown(kind, changed(kind, random, 60)) == []
