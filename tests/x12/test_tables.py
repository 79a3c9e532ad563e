"""The tables are sound, and one table reads, writes and judges alike."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from superbill.x12.elements import ELEMENTS
from superbill.x12.envelope import read_interchanges
from superbill.x12.guides import all_tables
from superbill.x12.syntax import CONDITIONS
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t835 import T835
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t999 import T999
from superbill.x12.tree import read_tree
from superbill.x12.walk import check_body
from tests.exchange.invented import ACCEPTED, CLAIM, DEPENDENT, REPLACEMENT, claim_answer, claims_file, file_answer, remit_file

TRANSACTIONS = [T837P, T835, T999, T277CA]
CLAIMS = claims_file(CLAIM, DEPENDENT, REPLACEMENT)
FILES = {
    "837": CLAIMS,
    "835": remit_file(),
    "999": file_answer(CLAIMS.replace(b"*D8*1968", b"*D8*1x68")),
    "277": claim_answer((ACCEPTED, CLAIM)),
}


def named(transaction: Transaction) -> str:
    return f"{transaction.kind} {transaction.guide} {transaction.title}"


def loops(loop: Loop) -> Iterator[Loop]:
    yield loop
    for child in loop.children:
        if isinstance(child, Loop):
            yield from loops(child)


def segs(transaction: Transaction) -> Iterator[tuple[Loop, Seg]]:
    for loop in loops(transaction.body):
        for child in loop.children:
            if isinstance(child, Seg):
                yield loop, child


def fields(seg: Seg) -> Iterator[Field]:
    for each in seg.fields:
        yield from each.parts if isinstance(each, Composite) else (each,)


@pytest.mark.parametrize("transaction", all_tables(), ids=named)
def test_every_name_in_a_table_means_one_thing(transaction):
    for loop in loops(transaction.body):
        assert len(loop.order) == len(loop.children)
    for loop, seg in segs(transaction):
        names = Counter(field.name for field in fields(seg))
        places = Counter(each.place for each in seg.fields)
        assert max(names.values()) == 1, (loop.id, seg.name)
        assert max(places.values()) == 1, (loop.id, seg.name)


@pytest.mark.parametrize("transaction", all_tables(), ids=named)
def test_every_field_is_in_the_dictionary_and_its_codes_fit_their_length(transaction):
    for loop, seg in segs(transaction):
        for field in fields(seg):
            assert field.number in ELEMENTS, (loop.id, seg.name, field.name)
            assert field.allowed or not field.key, (loop.id, seg.name, field.name, "a key without codes fits nothing")
            for code in field.allowed:
                assert field.element.least <= len(code) <= field.element.most, (loop.id, seg.name, field.name, code)


@pytest.mark.parametrize("transaction", all_tables(), ids=named)
def test_no_two_segments_of_a_loop_are_taken_for_each_other(transaction):
    for loop in loops(transaction.body):
        seen: set[tuple[object, ...]] = set()
        for child in loop.children:
            seg = child if isinstance(child, Seg) else child.opener
            marks = {(seg.tag, *each) for each in product(*(codes for _, _, codes in seg.keys))}
            assert not marks & seen, (loop.id, seg.name)
            seen |= marks


def test_conditions_name_elements_that_exist():
    for tag, conditions in CONDITIONS.items():
        for kind, places in conditions:
            assert kind in "PRECL", tag
            assert len(places) > 1, tag


@pytest.mark.parametrize("transaction", TRANSACTIONS, ids=lambda each: each.kind)
def test_what_is_written_by_a_table_breaks_no_rule_of_it(transaction):
    for each in read_interchanges(FILES[transaction.kind])[0].groups[0].sets:
        tree = read_tree(transaction.body, each.body)

        assert check_body(transaction, each.body) == []
        assert tree.strays == ()
        assert tree.root.segments() == list(each.body)
