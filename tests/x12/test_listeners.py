"""What listeners say they do, made into one step, does the same as the listeners one after the other."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.fast import block, handing
from superbill.x12.findings import At
from superbill.x12.objects import claims_builder, remits_builder
from superbill.x12.objects.listeners import (
    MOST,
    Add,
    AddEach,
    Draft,
    Fill,
    Hold,
    Into,
    Listener,
    Open,
    Put,
    put,
)
from superbill.x12.objects.makers import LONGEST_CLAIM, LONGEST_LOOP, claim_maker_of, maker_of
from superbill.x12.report import Report
from superbill.x12.segments import Delimiters
from superbill.x12.tools.generate import KINDS, generate

BLANK = ["", "", "", (), (), None, "end"]


class Shelf:
    """A draft and those who fill it."""

    def __init__(self) -> None:
        self.draft: Draft = []
        self.kept: list[Draft] = []
        self.open = Open(self._all, self.find, 3, blank=BLANK, keep=self.keep)
        self.fill = Fill(self._all, self.find, 1, 2, placed=False)
        self.add = Add(self._all, self.find, 3, tuple, rest=("rest",))
        self.each = AddEach(lambda elements: (tuple((each,) for each in elements), (("x",),)), self.find, (3, 4), tuple)
        self.put = Put(self._all, self.find, 4)
        self.hold = Hold(self._all, self.find, 5, tuple)

    def find(self) -> Draft:
        return self.draft

    def keep(self, draft: Draft) -> None:
        self.draft = draft
        self.kept.append(draft)

    @staticmethod
    def _all(elements: list[str]) -> tuple[str, ...]:
        return tuple(elements)


def in_one_step(listeners: list[Listener], segments: list[list[str]], places: list[At]) -> Draft:
    maker = maker_of(listeners)
    assert maker is not None
    return maker([each.read(segment) for each, segment in zip(listeners, segments, strict=True)], places)


@given(st.lists(st.sampled_from(["add", "each", "put"]), max_size=LONGEST_LOOP - 2), st.booleans(), st.integers(1, 3))
def test_one_step_makes_what_the_listeners_make(names: list[str], is_held: bool, most: int) -> None:
    shelf = Shelf()
    listeners: list[Listener] = [shelf.open, *(getattr(shelf, name) for name in names), *([shelf.hold] if is_held else [])]
    segments = [["a", "b"], *([f"{number}{part}" for part in range(most)] for number in range(1, len(listeners)))]
    places = [At(number, 10 * number, str(number)) for number in range(len(listeners))]

    for listener, segment, place in zip(listeners, segments, places, strict=True):
        listener(segment, place)

    assert in_one_step(listeners, segments, places) == shelf.kept[0]
    assert len(shelf.kept) == 1


def test_a_loop_without_its_first_segment_is_not_made_in_one_step() -> None:
    shelf = Shelf()

    assert maker_of([shelf.add]) is None


def test_two_segments_that_fill_the_same_fields_are_not_put_into_one_step() -> None:
    shelf = Shelf()

    assert maker_of([shelf.open, shelf.hold]) is not None
    assert maker_of([shelf.open, shelf.hold, shelf.hold]) is None
    assert maker_of([shelf.open, shelf.fill]) is None


def test_a_segment_that_fills_the_draft_of_another_loop_is_not_put_into_one_step() -> None:
    shelf, other = Shelf(), Shelf()

    assert maker_of([shelf.open, other.add]) is None
    assert maker_of([shelf.open, lambda elements, at: None]) is None


def test_a_loop_with_very_many_segments_is_not_made_in_one_step() -> None:
    shelf = Shelf()

    assert maker_of([shelf.open, *[shelf.add] * (LONGEST_LOOP - 1)]) is not None
    assert maker_of([shelf.open, *[shelf.add] * LONGEST_LOOP]) is None


# --- an object with all that goes into it


class Box:
    """Parts that go into a whole, things that go into a part, and one thing that goes into the whole."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.whole: list[Draft] = []
        self.finds = {name: self._find(name) for name in ("whole", "part", "thing")}
        blank = ("", None, (), ())
        self.listeners: dict[str, Listener] = {
            "whole": self._open("whole", blank, None),
            "part": self._open("part", blank, Into(self.finds["whole"], 2)),
            "thing": self._open("thing", blank, Into(self.finds["part"], 3), repeats=False),
            "only": self._open("thing", blank, Into(self.finds["whole"], 3, is_more=False)),
            "note": Add(lambda elements: tuple(elements[1:]), self.finds["part"], 2, tuple),
            "mark": Add(lambda elements: tuple(elements[1:]), self.finds["thing"], 2, tuple, repeats=False),
        }

    def _find(self, name: str) -> Callable[[], Draft]:
        return lambda: self.drafts[name]

    def _open(self, name: str, blank: tuple[object, ...], into: Into | None, *, repeats: bool = True) -> Open:
        find = self.finds[name]
        return Open(
            lambda elements: (elements[1],),
            find,
            2,
            blank=blank,
            keep=self._keep(name, into),
            kind=tuple,
            into=into,
            repeats=repeats,
        )

    def _keep(self, name: str, into: Into | None) -> Callable[[Draft], None]:
        def keep(draft: Draft) -> None:
            self.drafts[name] = draft
            if into is None:
                self.whole.append(draft)
            elif into.is_more:
                put(into.draft(), into.slot, draft)
            else:
                into.draft()[into.slot] = draft

        return keep


def settled(thing: object) -> object:
    """Drafts inside a draft as what becomes of them, down to the last."""
    if type(thing) in (list, tuple):
        return tuple(settled(each) for each in thing)  # type: ignore[attr-defined]  # it is one of the two
    return thing


@given(st.lists(st.sampled_from(["part", "thing", "only", "note", "mark"]), max_size=12))
def test_a_whole_object_is_made_as_its_listeners_make_it_or_not_at_all(names: list[str]) -> None:
    box = Box()
    listeners = [box.listeners[name] for name in ("whole", *names)]
    raws = [f"{name}*{number}" for number, name in enumerate(("whole", *names))]
    places = [At(number, 10 * number, raw) for number, raw in enumerate(raws)]

    maker = claim_maker_of(listeners, "*")

    is_odd = names.count("only") > 1
    missing = any("part" not in names[:at] for at, name in enumerate(names) if name in ("thing", "note"))
    missing |= any(not {"thing", "only"} & set(names[:at]) for at, name in enumerate(names) if name == "mark")
    assert maker is None or not (is_odd or missing)
    ended = re.search("part (thing |note |mark ){3,}(part|only)", " ".join(names))  # what is made apart takes nothing more
    assert maker is not None or is_odd or missing or ended
    if maker is not None:
        for listener, raw, place in zip(listeners, raws, places, strict=True):
            listener(raw.split("*"), place)
        assert settled(maker(raws, places)) == settled(box.whole[0])


def test_an_object_of_very_many_segments_is_not_made_in_one_step() -> None:
    box = Box()
    listeners = [box.listeners["whole"], *[box.listeners["part"]] * LONGEST_CLAIM]

    assert claim_maker_of(listeners[:-1], "*") is not None
    assert claim_maker_of(listeners, "*") is None


@pytest.mark.parametrize("kind", ["837P", "837I", "837D", "835"])
def test_nearly_all_claims_are_made_in_one_step(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()
    find = handing.Hand._find_whole_maker

    def noted(hand: handing.Hand, letters: str) -> object:
        maker = find(hand, letters)
        made.extend([letters] if maker is None and letters[0] in hand.keeps_wholes else [])
        return maker

    monkeypatch.setattr(handing.Hand, "_find_whole_maker", noted)
    data = b"".join(generate(kind, seed=8, claims=60, on=date(2026, 9, 18), claims_per_set=60))

    judged(data, 0)

    assert made == [], "sequences of segments without a maker"


def test_what_is_beyond_the_most_is_left_out_and_said() -> None:
    draft: Draft = [("x",) * (MOST - 1), False]

    put(draft, 0, "last", 1)
    before = draft[1]
    put(draft, 0, "beyond", 1)

    assert (before, draft[1], len(draft[0]), draft[0][-1]) == (False, True, MOST, "last")


def judged(data: bytes, after: int) -> tuple[Report, list[object]]:
    heard: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "AFTER", after)
        patch.setattr(block, "LEAST", 1)
        patch.setattr(handing, "OFTEN", 1)
        return check(data, levels=(1, 2, 3, 4, 5), hear=heard.append), heard


@pytest.mark.parametrize("kind", KINDS)
def test_objects_of_every_kind_are_the_same_with_and_without_kernels(kind: str) -> None:
    data = b"".join(generate(kind, seed=8, claims=9, on=date(2026, 9, 18), claims_per_set=4))

    assert judged(data, 0) == judged(data, block.NEVER)


# --- the builders of claims and of claim payments

WHOLES = {
    "CLM": (claims_builder.Builder, ("2300.CLM", "2300.REF", "2310B.NM1", "2310C.NM1", "2310C.N3", "2310C.N4", "2400.LX", "2400.SV1", "2400.REF")),
    "CLP": (remits_builder.Builder, ("2100.CLP", "2100.NM1", "2100.REF", "2110.SVC", "2110.CAS", "2110.CAS", "2110.REF", "2110.AMT")),
}  # fmt: skip
VALUES = st.sampled_from(["", "12.5", "-3", "1", "0", "HC:99213:25", "11:B:1", "A", " B ", "\xe9", "CO", "x:y"])


@pytest.mark.parametrize("kind", WHOLES)
@given(data=st.data())
def test_segments_of_any_length_become_the_same_object_at_once_as_one_by_one(kind: str, data: st.DataObject) -> None:
    make, places = WHOLES[kind]
    lengths = st.sampled_from([2, 3, 5, 9, 10, 11, 14, 22])
    raws = ["*".join((place.split(".")[1], *data.draw(st.tuples(*[VALUES] * (data.draw(lengths) - 1))))) for place in places]
    ats = [At(number, 10 * number, raw) for number, raw in enumerate(raws, 1)]
    slow, quick = list[object](), list[object]()

    one_by_one = make(Delimiters(), slow.append)
    handlers = one_by_one.handlers()
    for place, at in zip(places, ats, strict=True):
        handlers[place](at.raw.split("*"), at)
    one_by_one.end()
    at_once = make(Delimiters(), quick.append)
    found = at_once.handlers()
    listeners = [found[place] for place in places]
    maker = claim_maker_of(listeners, "*")
    opener = listeners[0]
    assert maker is not None and isinstance(opener, Open) and opener.keep_wholes is not None
    opener.keep_wholes([maker(raws, ats)])
    at_once.end()

    assert quick == slow
