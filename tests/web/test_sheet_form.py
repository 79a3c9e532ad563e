"""The superbill between two saves: every act of the coder, and fields that cannot be read."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from superbill.app.visit_services import OfferedServices
from superbill.claims.visit import Pick, Service
from superbill.web.sheet_form import BadSheetForm, SheetForm, TypedService, changed, form_of, read_form

NOTE = "Type 2 diabetes.\r\nLeft knee pain."
KNEE = (18, 32)


def page(**changes: Any) -> Any:
    """What `show_visit` gives, as far as the form looks at it."""
    shown = {
        "parts": (SimpleNamespace(text=NOTE[:10]), SimpleNamespace(text=NOTE[10:])),
        "suggested": (SimpleNamespace(code="E11.9", title="Diabetes", spans=(span(0, 15),), tier="high"),),
        "choices": (),
        "services": (),
        "level_why": (),
        "offered": OfferedServices(),
    }
    return SimpleNamespace(**(shown | changes))


def span(start: int, end: int, words: str | None = None) -> Any:
    return SimpleNamespace(start=start, end=end, words=NOTE[start:end] if words is None else words)


def posted(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, [value] if isinstance(value, str) else value)
    return data


def two_codes(**changes: Any) -> SheetForm:
    form = {
        "text": NOTE,
        "picks": (Pick("E11.9", "accepted", ((0, 15),)), Pick("M17.11", "added", ())),
        "services": (TypedService("99213", "25", "1", ("E11.9",)), TypedService("20610", "LT", "1", ("M17.11",))),
    }
    return SheetForm(**(form | changes))


def test_a_suggestion_is_accepted_with_its_words() -> None:
    form = changed(read_form(posted(), page()), "accept:E11.9")

    assert form.picks == (Pick("E11.9", "accepted", ((0, 15),)),)
    assert form.rows[0].words == ("Type 2 diabetes",)
    assert form.rows[0].title == "Diabetes"


def test_a_code_is_not_taken_twice() -> None:
    form = changed(two_codes(), "add:E11.9:Diabetes")

    assert form.picks == two_codes().picks


def test_something_that_was_not_suggested_cannot_be_accepted() -> None:
    form = changed(read_form(posted(), page()), "accept:Z00.00")

    assert form.picks == ()


def test_a_code_is_added_without_words_unless_some_are_selected() -> None:
    bare = changed(two_codes(), "add:I10:Hypertension")
    marked = changed(two_codes(marked=(KNEE,)), "add:M25.562:Pain in left knee")

    assert bare.picks[-1] == Pick("I10", "added", ())
    assert marked.picks[-1] == Pick("M25.562", "added", (KNEE,))
    assert marked.marked == ()


def test_a_suggested_code_that_is_found_by_searching_brings_its_words() -> None:
    form = changed(read_form(posted(), page()), "add:E11.9:Diabetes")

    assert form.picks == (Pick("E11.9", "accepted", ((0, 15),)),)


def test_selected_words_are_counted_as_a_browser_counts_line_ends() -> None:
    as_the_browser_sees_it = NOTE.replace("\r\n", "\n")
    start = as_the_browser_sees_it.index("Left")

    form = read_form(posted(selected=f"{start - 1}-{start + len('Left knee pain')}"), page())

    assert [NOTE[first:last] for first, last in form.marked] == ["Left knee pain"]


@pytest.mark.parametrize("selected", ["", "abc", "3", "5-5", "16-17", "9999-99999", "7-2"])
def test_a_selection_of_nothing_is_no_evidence(selected: str) -> None:
    form = read_form(posted(selected=selected), page())

    assert form.marked == ()


def test_a_changed_code_keeps_its_words_and_its_services() -> None:
    begun = changed(two_codes(), "change:0")
    form = changed(begun, "add:E11.65:With hyperglycemia")

    assert begun.changing == 0
    assert form.changing is None
    assert form.picks[0] == Pick("E11.65", "changed", ((0, 15),))
    assert form.services[0].codes == ("E11.65",)


def test_a_code_without_words_that_is_changed_counts_as_added() -> None:
    form = changed(two_codes(changing=1), "add:M17.12:Left knee")

    assert form.picks[1] == Pick("M17.12", "added", ())
    assert form.services[1].codes == ("M17.12",)


def test_a_suggestion_takes_the_place_of_the_code_that_is_being_changed() -> None:
    right = SheetForm(
        text=NOTE,
        picks=(Pick("M17.11", "added", ()),),
        services=(TypedService("20610", "LT", "1", ("M17.11",)),),
        changing=0,
        offered=(Pick("M17.12", "accepted", (KNEE,)),),
    )

    for act in ("accept:M17.12", "add:M17.12:Left knee"):
        form = changed(right, act)

        assert form.picks == (Pick("M17.12", "accepted", (KNEE,)),)
        assert form.services[0].codes == ("M17.12",)
        assert form.changing is None


def test_a_change_can_be_given_up() -> None:
    form = changed(two_codes(changing=1), "keep:")

    assert form == two_codes()


def test_a_removed_code_leaves_its_services() -> None:
    form = changed(two_codes(), "remove:0")

    assert [pick.code for pick in form.picks] == ["M17.11"]
    assert [row.codes for row in form.services] == [(), ("M17.11",)]
    assert form.letters_of(form.services[1].codes) == "A"


@pytest.mark.parametrize(("act", "order"), [("down:0", "BA"), ("up:1", "BA"), ("up:0", "AB"), ("down:1", "AB"), ("up:7", "AB")])
def test_codes_move_within_the_list_and_services_keep_pointing_to_them(act: str, order: str) -> None:
    form = changed(two_codes(), act)

    assert [form.letters_of(row.codes) for row in form.services] == list(order)


def test_a_service_is_dropped() -> None:
    form = changed(two_codes(), "drop:0")

    assert [row.procedure for row in form.services] == ["20610"]


@pytest.mark.parametrize("act", ["", "nonsense", "remove:", "remove:9", "remove:-1", "drop:9", "level:00000", "change:99999"])
def test_an_act_that_makes_no_sense_changes_nothing(act: str) -> None:
    form = changed(two_codes(), act)

    assert form == two_codes()


def test_a_visit_level_takes_the_place_of_the_former_one() -> None:
    form = changed(two_codes(), "level:99214")

    assert [row.procedure for row in form.services] == ["99214", "20610"]
    assert form.services[0].modifiers == "25"
    assert form.services[0].codes == ("E11.9",)


def test_a_first_visit_level_stands_first_and_points_to_the_first_four_codes() -> None:
    codes = tuple(Pick(code, "added", ()) for code in ("A00", "A01", "A02", "A03", "A04"))

    form = changed(SheetForm(text="", picks=codes), "level:99203")

    assert form.services == (TypedService("99203", codes=("A00", "A01", "A02", "A03")),)


def test_a_visit_level_brings_its_modifiers_and_its_add_ons_with_their_units() -> None:
    form = changed(two_codes(), "level:99223-FS G0316*2")

    assert [(row.procedure, row.modifiers, row.units) for row in form.services] == [
        ("99223", "25 FS", "1"),
        ("G0316", "", "2"),
        ("20610", form.services[2].modifiers, "1"),
    ]
    assert form.services[1].codes == form.services[0].codes


def test_another_visit_level_takes_away_the_add_ons_of_the_former_one() -> None:
    form = changed(changed(two_codes(), "level:99223 G0316*2 99415*1"), "level:99232")

    assert [row.procedure for row in form.services] == ["99232", "20610"]


@pytest.mark.parametrize(
    "act", ["level:20610", "level:99223 20610*2", "level:99223-", "level:99223 G0316*0", "level:99223 G0316"]
)
def test_only_visits_and_their_add_ons_come_as_a_level(act: str) -> None:
    form = changed(two_codes(), act)

    assert [row.procedure for row in form.services] in (["99213", "20610"], ["99223", "20610"])


def test_twelve_codes_are_the_most() -> None:
    codes = tuple(Pick(f"A{number:02}", "added", ()) for number in range(12))

    full = SheetForm(text="", picks=codes)

    assert full.rows[-1].letter == "L"
    with pytest.raises(BadSheetForm, match="twelve"):
        changed(full, "add:I10:Hypertension")


def test_the_form_is_read_back_as_it_was_drawn() -> None:
    drawn = two_codes(
        level_why=("Moderate.",), titles={"E11.9": "Diabetes", "M17.11": "Knee"}, takers={"E11.9": "A", "M17.11": "B"}
    )
    services = drawn.service_rows
    sent = posted(
        code=[row.code for row in drawn.rows],
        how=[row.how for row in drawn.rows],
        spans=[row.spans for row in drawn.rows],
        title=[row.title for row in drawn.rows],
        by=[row.by for row in drawn.rows],
        procedure=[row.procedure for row, _ in services],
        modifiers=[row.modifiers for row, _ in services],
        units=[row.units for row, _ in services],
        pointers=[letters for _, letters in services],
        level_why=list(drawn.level_why),
    )

    form = read_form(sent, page(suggested=()))

    assert form == drawn


def test_repeated_words_are_shown_once() -> None:
    twice = Pick("M25.562", "accepted", ((18, 32), (18, 32)))

    form = SheetForm(text=NOTE, picks=(twice,))

    assert form.rows[0].words == ("Left knee pain",)
    assert form.rows[0].spans == "18-32 18-32"


def test_the_reasons_of_a_new_level_replace_the_former_ones() -> None:
    form = read_form(posted(level_why=["old"], new_level_why=["new", "newer"]), page())

    assert form.level_why == ("new", "newer")


def test_services_are_saved_with_their_modifiers_and_codes() -> None:
    form = two_codes(services=(TypedService("20610", "RT, 59", "2", ("M17.11",)),))

    assert form.services_to_save() == (Service("20610", ("M17.11",), ("RT", "59"), 2),)


@pytest.mark.parametrize("units", ["", "0", "-1", "1.5", "two", "10000", "²"])
def test_units_that_are_no_count_are_refused_with_their_service(units: str) -> None:
    form = two_codes(services=(TypedService("99213"), TypedService("20610", "", units)))

    with pytest.raises(BadSheetForm) as refused:
        form.services_to_save()
    assert refused.value.where == "service 2"


def test_a_letter_without_a_code_is_refused() -> None:
    sent = posted(code=["I10"], how=["added"], spans=[""], procedure=["99213"], modifiers=[""], units=["1"], pointers=["A C"])

    with pytest.raises(BadSheetForm, match="points to C"):
        read_form(sent, page())


def test_words_that_a_new_note_no_longer_has_are_left_out() -> None:
    kept = SimpleNamespace(code="E11.9", title="Diabetes", how="accepted", by="Robin", at="today", spans=(span(0, 15),))
    gone = SimpleNamespace(
        code="I10", title="Hypertension", how="accepted", by="Robin", at="today", spans=(span(0, 12, "Hypertension"),)
    )

    form = form_of(page(choices=(kept, gone)))

    assert form.picks == (Pick("E11.9", "accepted", ((0, 15),)), Pick("I10", "added", ()))
