"""Which table serves a set: ST03 says it, GS08 where ST03 says nothing, and no table is better than one of another version."""

import pytest

from superbill.x12.check import check
from superbill.x12.guides import FUNCTIONS, all_tables, find_tables, is_version
from superbill.x12.placed import placed_segments
from superbill.x12.transactions.t270 import T270
from superbill.x12.transactions.t834 import T834
from superbill.x12.transactions.t835 import T835

SET = """ISA*00*          *00*          *ZZ*LAKECLINIC     *ZZ*ELMPAYER       *260914*0930*^*00501*000000001*0*T*:~
GS*{function}*LAKECLINIC*ELMPAYER*20260914*0930*1*X*{group}~
ST*{kind}*0001{stated}~
{first}~
SE*3*0001~
GE*1*1~
IEA*1*000000001~
"""
INQUIRY = {"kind": "270", "function": "HS", "first": "BHT*0022*13*Q1*20260914*0930"}
REMITTANCE = {"kind": "835", "function": "HP", "first": "BPR*H*0*C*NON************20260914"}


@pytest.mark.parametrize(
    ("kind", "group", "stated", "table"),
    [
        (INQUIRY, "005010X279A1", "*005010X279A1", T270),
        (INQUIRY, "005010X279A1", "", T270),
        (INQUIRY, "005010X279A1", "*005010X999", T270),
        (INQUIRY, "004010X092A1", "*005010X279A1", T270),
        (INQUIRY, "004010X092A1", "", None),
        (INQUIRY, "004010X092A1", "*004010X092A1", None),
        (REMITTANCE, "005010X221A1", "", T835),
        (REMITTANCE, "005010X221", "", T835),
        (REMITTANCE, "005010", "", T835),
        (REMITTANCE, "004010X091A1", "", None),
    ],
)
def test_the_guide_is_that_of_st03_or_else_of_gs08(kind, group, stated, table):
    data = SET.format(group=group, stated=stated, **kind).encode()

    (interchange,) = check(data, levels=(1, 2)).interchanges
    (first,) = [each for each in placed_segments(data) if each.number == 4]

    assert interchange.groups[0].sets[0].table is table
    assert (first.place is not None) == (table is not None)


@pytest.mark.parametrize(
    ("kind", "guide", "meant"),
    [
        ("834", "005010", {"005010X220A1"}),
        ("834", "", {"005010X220A1"}),
        ("834", "005010X307", {"005010X307"}),
        ("834", "004010", set()),
        ("820", "005010", {"005010X218"}),
        ("278", "005010", {"005010X217"}),
        ("835", "005010", {"005010X221A1"}),
        ("275", "006020", {"006020X314"}),
        ("275", "005010", {"005010X210"}),
        ("275", "", set()),
        ("837", "005010", set()),
        ("277", "005010", set()),
    ],
)
def test_a_version_alone_means_the_guide_that_hipaa_adopts(kind, guide, meant):
    tables = find_tables(kind, guide)

    assert {table.guide for table in tables} == meant
    assert all(is_version(table, guide) for table in tables if guide)


def test_an_834_that_names_only_its_version_is_checked_without_a_finding_about_it():
    first = "BGN*00*E1*20260914*0930****2"
    data = SET.format(kind="834", function="BE", group="005010", stated="", first=first).encode()

    report = check(data, levels=(1, 2))

    assert report.interchanges[0].groups[0].sets[0].table is T834
    assert "SNIP2-GUIDE" not in {each.code for each in report.findings}


def test_every_table_is_found_by_each_of_its_names():
    for table in all_tables():
        for guide in table.guides:
            assert table in find_tables(table.kind, guide)


def test_the_group_of_every_table_is_named():
    assert [table.kind for table in all_tables() if FUNCTIONS.get(table.kind) != table.function] == []
