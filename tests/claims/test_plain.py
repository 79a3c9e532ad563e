"""Nouns as plain data and back: the same again for every noun, and each kind of wrong shape is named with its path."""

import importlib
import json
import pkgutil
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import superbill.claims
from superbill.basics.days import Period
from superbill.claims.claim import Claim, Line
from superbill.claims.note import Evidence, Suggestion
from superbill.claims.people import Address, Coverage, Payer, Person
from superbill.claims.plain import BadShape, from_plain, to_plain
from superbill.claims.priced import Benefits
from superbill.claims.visit import Pick, Visit
from superbill.ledger.remittance import Why


def every_noun() -> list[type]:
    modules = [
        importlib.import_module(f"superbill.claims.{each.name}") for each in pkgutil.iter_modules(superbill.claims.__path__)
    ]
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)}
    return sorted((kind for kind in kinds if kind.__module__.startswith("superbill.claims.")), key=lambda kind: kind.__name__)


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(10**12), 10**12),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000),
    Period: st.lists(st.dates(), min_size=2, max_size=2).map(lambda days: Period(*sorted(days))),
}


@cache
def made(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that nouns use."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(*(st.none() if option is type(None) else made(option) for option in get_args(kind)))
    if get_origin(kind) is tuple:
        args = get_args(kind)
        return st.lists(made(args[0]), max_size=2).map(tuple) if args[-1] is Ellipsis else st.tuples(*map(made, args))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    parts = {field.name: made(get_type_hints(kind)[field.name]) for field in fields(kind)}
    if kind is Suggestion:
        parts["evidence"] = st.lists(made(Evidence), min_size=1, max_size=2).map(tuple)
    return st.builds(kind, **parts)


def test_every_noun_of_the_folder_is_found() -> None:
    names = {noun.__name__ for noun in every_noun()}

    assert {"Claim", "Visit", "Remit", "ClaimAck", "FileAck", "Sheet", "Owed", "PayerRules", "Suggestion"} <= names


@pytest.mark.parametrize("noun", every_noun(), ids=lambda noun: noun.__name__)
@given(data=st.data())
def test_a_noun_is_the_same_after_json(noun: type, data: st.DataObject) -> None:
    value = data.draw(made(noun))

    text = json.dumps(to_plain(value))

    assert from_plain(noun, json.loads(text)) == value


LINE = {"line_no": 1, "procedure": "99213", "charge_cents": 14800, "served_on": "2026-09-14", "pointers": [1]}


def wrong_shape(kind: type, plain: object) -> BadShape:
    with pytest.raises(BadShape) as refused:
        from_plain(kind, plain)
    return refused.value


def test_fields_with_a_default_may_be_left_out_and_no_others() -> None:
    line = from_plain(Line, LINE)
    error = wrong_shape(Line, {name: value for name, value in LINE.items() if name != "served_on"})

    assert (line.modifiers, line.units) == ((), 1)
    assert (error.what, error.where) == ("served_on is missing.", "served_on")


@pytest.mark.parametrize(
    ("change", "where", "wanted"),
    [
        ({"line_no": "1"}, "line_no", "a whole number"),
        ({"line_no": True}, "line_no", "a whole number"),
        ({"line_no": 1.0}, "line_no", "a whole number"),
        ({"procedure": 99213}, "procedure", "text"),
        ({"procedure": None}, "procedure", "text"),
        ({"served_on": "14.09.2026"}, "served_on", "a day such as 2026-09-14"),
        ({"served_on": 20260914}, "served_on", "a day such as 2026-09-14"),
        ({"served_on": None}, "served_on", "a day such as 2026-09-14"),
        ({"pointers": 1}, "pointers", "a list"),
        ({"pointers": "1"}, "pointers", "a list"),
        ({"pointers": [1, "2"]}, "pointers[1]", "a whole number"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_path(change: dict[str, object], where: str, wanted: str) -> None:
    error = wrong_shape(Line, LINE | change)

    assert error.where == where
    assert error.what.startswith(f"Expected {wanted}, found ")
    assert error.todo


def test_a_moment_is_not_taken_for_a_day() -> None:
    error = wrong_shape(Line, LINE | {"served_on": datetime(2026, 9, 14, tzinfo=UTC)})

    assert error.where == "served_on"


def test_a_path_leads_through_nouns_and_lists() -> None:
    error = wrong_shape(Claim, {"number": "V1", "version": 1, "patient": {"number": "P1", "person": {"last_name": "Kowalski"}}})

    assert error.where == "patient.person.first_name"


def test_a_field_that_is_not_known_is_named_with_those_that_are() -> None:
    error = wrong_shape(Visit, {"number": "V1", "dey": "2026-09-14"})

    assert error.where == "dey"
    assert "There is no field 'dey'" in error.what
    assert "served_on" in error.todo


def test_a_noun_that_is_no_mapping_is_refused() -> None:
    error = wrong_shape(Claim, ["V1"])

    assert error.where == "(whole file)"
    assert "a claim with named fields, found list" in error.what


def test_a_span_has_two_ends() -> None:
    error = wrong_shape(Pick, {"code": "I10", "spans": [[1, 2], [3]]})

    assert (error.where, error.what) == ("spans[1]", "Expected 2 values, found list.")


ADDRESS = {"line1": "1 Lake Rd", "city": "Lakeside", "state": "WI", "zip_code": "53999"}


def test_what_may_be_absent_may_be_null_and_is_read_otherwise() -> None:
    coverage = {"payer": {"payer_id": "ACME1", "name": "Acme"}, "member_id": "A1", "relationship": "self"}
    person = {"last_name": "Vang", "first_name": "Mai", "born": "1990-02-03", "sex": "F", "address": ADDRESS}
    period = {"since": "2026-01-01"}

    nobody = from_plain(Coverage, coverage | {"period": period, "subscriber": None})
    somebody = from_plain(Coverage, coverage | {"period": period, "subscriber": person})

    assert nobody == Coverage(Payer("ACME1", "Acme"), "A1", "self", Period(date(2026, 1, 1)))
    assert somebody.subscriber == Person("Vang", "Mai", date(1990, 2, 3), "F", Address(**ADDRESS))


def test_a_period_that_ends_before_it_begins_is_the_files_fault_not_ours() -> None:
    error = wrong_shape(Period, {"since": "2026-06-01", "until": "2026-05-31"})

    assert "a period ends after it begins" in error.what.lower()


BENEFITS = to_plain(Benefits(50000, 0, 3000, Decimal("0.20"), 250000, 0))


def test_a_rate_is_exact() -> None:
    assert BENEFITS["coinsurance"] == "0.20"
    assert from_plain(Benefits, BENEFITS).coinsurance == Decimal("0.20")


@pytest.mark.parametrize("rate", ["a fifth", "", None, 0.2, True, [0, [2], -1], "NaN", "Infinity"])
def test_what_is_no_exact_rate_is_refused(rate: object) -> None:
    error = wrong_shape(Benefits, BENEFITS | {"coinsurance": rate})

    assert error.where == "coinsurance"
    assert "a decimal number in quotes" in error.what


def test_one_of_a_few_words_is_read_and_another_refused() -> None:
    assert from_plain(Why, to_plain(Why.DENIED)) is Why.DENIED
    assert "one of not paid" in wrong_shape(Why, "perhaps").what


def test_the_value_itself_is_never_repeated_in_the_message() -> None:
    error = wrong_shape(Line, LINE | {"served_on": "Margaret Kowalski"})

    assert "Kowalski" not in str(error)
