"""What fuzzing found, said in words: the smallest file that went wrong, and what is told of it now."""

import pytest

from superbill.x12.check import check
from superbill.x12.tools.anonymise import anonymise
from tests.x12.fuzz.inputs import kept

SET = kept()["set-837-005010X222A1.edi"]


@pytest.mark.parametrize("blank", [b" ", b"\xa0", b"\x85", b"\x1c", b"\x0b"])
@pytest.mark.parametrize("name", [b"NM1*85", b"ST*", b"SE*", b"GS*", b"GE*", b"IEA*"])
def test_blanks_beside_the_name_of_a_segment_are_told(name: bytes, blank: bytes) -> None:
    tag, mark, rest = name.partition(b"*")
    data = SET.replace(b"\n" + name, b"\n" + tag + blank + mark + rest)

    found = check(data, levels=(1,)).findings

    assert [(each.code, each.spot) for each in found if each.code == "SNIP1-NAME"] == [("SNIP1-NAME", tag.decode())]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("set-275-006020X314.edi", b"BDS*B64*", b"BDS*B64*9" + b"9" * 5_000, "SNIP1-SHORT"),
        ("line-adjudicated-837.edi", b"LX*1~", b"LX*" + b"9" * 5_000 + b"~", "SNIP4-LINE-NUMBER"),
        ("line-adjudicated-837.edi", b"SE*", b"SE*9" + b"9" * 5_000, "SNIP1-COUNT"),
        ("line-adjudicated-837.edi", b"HL*1*", b"HL*9" + b"9" * 5_000 + b"*", "SNIP1-HL"),
    ],
)
def test_a_number_of_thousands_of_digits_is_told(name: str, old: bytes, new: bytes, told: str) -> None:
    data = kept()[name].replace(old, new, 1)

    assert told in {each.code for each in check(data).findings}


@pytest.mark.parametrize("character", [b"\x1a", b"\x00", b"\xe9", b"\x7f"])
@pytest.mark.parametrize(("old", "spot"), [(b"*00*", "ISA02"), (b"*ZZ*", "ISA06"), (b"GS*HC*", "GS02")])
def test_a_character_that_x12_does_not_have_is_told_in_the_envelopes(old: bytes, spot: str, character: bytes) -> None:
    at = SET.index(old) + len(old) + 1
    data = SET[:at] + character + SET[at + 1 :]

    report = check(data, levels=(1,))

    assert [(each.code, each.spot) for each in report.findings] == [("SNIP1-ISA-VALUE", spot)]


@pytest.mark.parametrize(("repetition", "told"), [(b"\n", True), (b"\t", True), (b" ", False), (b"\x1e", False), (b"^", False)])
def test_a_repetition_separator_that_separates_nothing_is_told(repetition: bytes, told: bool) -> None:
    data = SET.replace(b"\n", b"").replace(b"*^*", b"*" + repetition + b"*", 1)
    assert data != SET

    found = {each.code for each in check(data, levels=(1,)).findings}

    assert found == ({"SNIP1-WRAPPED" if repetition == b"\n" else "SNIP1-ISA-VALUE"} if told else set())


def test_an_answer_inside_a_group_is_told_and_still_read() -> None:
    ta1 = b"TA1*000000001*260918*1030*A*000~\n"

    inside, before = (
        check(SET.replace(b"GE*", ta1 + b"GE*"), levels=(1,)),
        check(SET.replace(b"GS*", ta1 + b"GS*", 1), levels=(1,)),
    )

    assert [(each.code, each.spot) for each in inside.findings] == [("SNIP1-HEADER", "TA1")]
    assert before.findings == []
    assert [len(each.interchanges[0].acknowledgements) for each in (inside, before)] == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "spots"),
    [
        (b"", b"", []),
        (b"*031", b"*000", []),
        (b"*031", b"*032", ["TA105"]),
        (b"*031", b"*031*X", ["TA106"]),
        (b"*031", b"*000:\x1a", ["TA105"]),
        (b"*E*", b"*B*", ["TA104"]),
        (b"*2359*", b"*2400*", ["TA103"]),
        (b"*240229*", b"*230229*", ["TA102"]),
        (b"*000000001*", b"*00000001*", ["TA101"]),
        (b"*000000001*", b"*\x1a*", ["TA101"]),
        (b"*240229*2359*E*031", b"*240229", ["TA103", "TA104", "TA105"]),
    ],
)
def test_what_is_wrong_in_a_ta1_is_told(old: bytes, new: bytes, spots: list[str]) -> None:
    ta1 = b"TA1*000000001*240229*2359*E*031".replace(old, new) + b"~\n"

    report = check(SET.replace(b"GS*", ta1 + b"GS*", 1), levels=(1,))

    assert [(each.code, each.spot) for each in report.findings] == [("SNIP1-ISA-VALUE", spot) for spot in spots]


@pytest.mark.parametrize("old", [b"*00501*", b"D8*20", b"*ZZ*", b"PXC*207", b"EI*", b"BHT*0019*00*", b"CH~", b"20260918*1030"])
@pytest.mark.parametrize("letter", ["\ufb01", "\u0161", "\U0001f600"])
def test_a_letter_outside_latin_1_anywhere_can_be_anonymised(old: bytes, letter: str) -> None:
    data = SET.replace(old, old[:-1] + letter.encode() + old[-1:]).replace(b"*SUNNYSIDE", f"*{letter}UNNY".encode())

    assert b"".join(anonymise(data, secret=b"0" * 32)).startswith(b"ISA")
