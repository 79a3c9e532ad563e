"""Nobody is left in an anonymised file, and everything else is: structure, sums, check digits, intervals, and its faults."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.errors import BadInput, SuperbillError
from superbill.basics.identifiers import is_npi, npi_from
from superbill.x12.check import check
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment, read_segments
from superbill.x12.tools.anonymise import anonymise, find_identifiers
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.tools.identifying import SMALL_ZIPS
from tests.x12.damage import damaged

DAY = date(2026, 9, 18)
SECRET = b"a secret of the tests"


def made(kind: str, *, seed: int = 1, claims: int = 12, per_set: int = 100, faults: tuple[str, ...] = ()) -> bytes:
    return b"".join(generate(kind, seed=seed, claims=claims, on=DAY, claims_per_set=per_set, faults=faults))


def anonymous(data: bytes, secret: bytes = SECRET) -> bytes:
    return b"".join(anonymise(data, secret=secret))


def told(line: str, secret: bytes = SECRET) -> str:
    """One segment as it stands in the outcome; it is put into the first claim of a file, after its diagnoses."""
    lines = made("837P", claims=1).decode().split("~\n")
    at = next(index for index, each in enumerate(lines) if each.startswith("HI*"))
    lines.insert(at + 1, line)
    return anonymous("~\n".join(lines).encode(), secret).decode().split("~\n")[at + 1]


def segments(data: bytes) -> list[Segment]:
    return list(read_segments(data))


def kept_by_chance(value: str) -> bool:
    """Short numbers may stand in amounts and days, short words in names of segments and codes."""
    return len(value) < 4 or (value.isdigit() and len(value) < 8)


@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 10**6), secret=st.binary(min_size=16, max_size=32))
def test_no_identifier_is_left(kind, seed, secret):
    data = made(kind, seed=seed, claims=6)

    out = anonymous(data, secret).decode()

    assert not [each for each in find_identifiers(data) if each in out and not kept_by_chance(each)]


letters = st.characters(categories=["Lu"], max_codepoint=0x24F)
words = st.text(letters, min_size=4, max_size=20).filter(lambda word: word not in "REMOVED@NOBODY.INVALID")
numbers = st.from_regex(r"[A-Z][A-Z0-9]{5,14}", fullmatch=True).filter(lambda number: number not in "207Q00000X")


@given(last=words, first=words, street=words, city=words, member=numbers, claim=numbers, note=words)
def test_no_name_is_left_whatever_it_is(last, first, street, city, member, claim, note):
    data = made("837P", claims=1).decode()
    for old, new in (("GUERRA", last), ("LUCIA", first), ("ELM", street), ("W115715822", member), ("V00000001", claim)):
        assert old in data
        data = data.replace(old, new)
    data = data.replace("N4*MADISON*", f"N4*{city}*").replace("HI*ABK", f"NTE*ADD*{last} {note} SAYS~\nHI*ABK")

    out = anonymous(data.encode()).decode()

    assert not [value for value in (last, first, street, city, member, claim, note) if value in out]


def test_what_is_remembered_does_not_outlast_what_decides_on_it():
    lines = [
        "REF*F2*AB12",
        "REF*EA*AB12",
        "PER*IC**TE*6085551234",
        "PER*IC**EX*6085551234",
        "RDM*EM**A1234",
        "RDM*FX**6085551234",
    ]
    alone = [told(line) for line in lines]

    data = made("837P", claims=1).decode().replace("HI*ABK", "~\n".join([*lines, "HI*ABK"]), 1)

    assert alone[0] == "REF*F2*AB12" and alone[1] != "REF*EA*AB12"
    assert "~\n".join(alone) in anonymous(data.encode()).decode()


def test_the_name_of_a_file_is_replaced_where_the_kind_of_an_object_is_kept():
    data = made("275", claims=2).decode()
    named = data.replace("ATTACHMENT", "RIVERS SCAN", 1)

    out = anonymous(named.encode()).decode()

    assert "OOI*1*47*ATTACHMENT~" in out
    assert "RIVERS" not in out


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_file_stays_clean(kind):
    assert check(anonymous(made(kind, claims=30))).findings == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, name)
        for kind in ("837P", "835")
        for name in faults_for(kind)
        if name not in ("cut-file", "control-character", "too-short", "zip-code")
    ],
)
def test_a_fault_stays_the_same_fault(kind, name):
    data = made(kind, claims=16, per_set=8, faults=(name,))

    before, after = (Counter((each.code, each.spot) for each in check(some).findings) for some in (data, anonymous(data)))

    assert before == after


@pytest.mark.parametrize("kind", KINDS)
def test_structure_codes_and_sums_stay(kind):
    data = made(kind, claims=30)
    before, after = segments(data), segments(anonymous(data))

    assert [each.tag for each in before] == [each.tag for each in after]
    for tag, places in {
        "CLM": (2, 5),
        "SV1": range(1, 12),
        "SV2": range(1, 9),
        "CAS": range(1, 19),
        "SVC": (1, 2, 3),
        "LX": (1,),
        "HL": (1, 2, 3, 4),
        "BPR": (1, 2, 3, 4),
        "DMG": (3,),
    }.items():
        for one, other in zip(before, after, strict=True):
            if one.tag == tag:
                assert [one.element(at) for at in places] == [other.element(at) for at in places]


def test_one_value_has_one_pseudonym_in_every_file():
    claims, payments = made("837P", seed=4, claims=3), made("835", seed=4, claims=3)

    sent = [each.element(1) for each in segments(anonymous(claims)) if each.tag == "CLM"]
    paid = [each.element(1) for each in segments(anonymous(payments)) if each.tag == "CLP"]

    assert sent == paid
    assert len(set(sent)) == 3


def test_another_secret_gives_other_pseudonyms():
    data = made("837P")

    assert anonymous(data) == anonymous(data)
    assert anonymous(data) != anonymous(data, b"another secret of the tests")


@given(nine=st.from_regex(r"[12][0-9]{8}", fullmatch=True))
def test_an_npi_stays_a_valid_npi_and_a_wrong_one_wrong(nine):
    right = npi_from(nine)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    new, bad = (told(f"NM1*DN*1*STONE*ILSE****XX*{each}").split("*")[9] for each in (right, wrong))

    assert is_npi(new)
    assert new.startswith("2")
    assert new != right
    assert not is_npi(bad)


def test_days_move_together():
    data = made("837P", claims=30)
    before, after = (
        [date.fromisoformat(each.element(3)) for each in segments(some) if each.tag == "DTP"] for some in (data, anonymous(data))
    )

    shifts = {one - other for one, other in zip(before, after, strict=True)}

    (shift,) = shifts
    assert shift.days % 7 == 0
    assert 35 <= shift.days <= 364


@pytest.mark.parametrize(
    ("segment", "pattern"),
    [
        ("N4*MADISON*WI*53703", r"N4\*[A-Z]{7}\*WI\*53700"),
        ("N4*MADISON*WI*537031234", r"N4\*[A-Z]{7}\*WI\*537000000"),
        ("N4*CASPER*WY*82101", r"N4\*[A-Z]{6}\*WY\*00000"),
        ("N4*OTTAWA*ON*K1A0B1*CA", r"N4\*[A-Z]{6}\*ON\*[A-Z0-9]{6}\*CA"),
        ("N3*12 LAKE ROAD*APT 7", r"N3\*[1-9]{2} [A-Z]{4} [A-Z]{4}\*[A-Z]{3} [1-9]"),
        (
            "NM1*IL*1*O'NEIL-STONE*ANA*M**JR*MI*M1",
            r"NM1\*IL\*1\*[A-Z]'[A-Z]{4}-[A-Z]{5}\*[A-Z]{3}\*[A-Z]\*\*JR\*MI\*[A-Z0-9]{10}",
        ),
        (
            "PER*IC*ANA*TE*6085551234*EX*12*EM*ANA@CLINIC.COM",
            r"PER\*IC\*[A-Z]{3}\*TE\*55501\d{5}\*EX\*\d{3}\*EM\*[A-Z]{8}@NOBODY\.INVALID",
        ),
        ("REF*SY*123456789", r"REF\*SY\*97\d{7}"),
        ("REF*EI*123456789", r"REF\*EI\*97\d{7}"),
        ("REF*X4*52D1234567", r"REF\*X4\*99D\d{7}"),
        ("REF*T4*Y", r"REF\*T4\*Y"),
        ("REF*G1*ABC123", r"REF\*G1\*[A-Z0-9]{10}"),
        ("PRV*PE*PXC*207Q00000X", r"PRV\*PE\*PXC\*207Q00000X"),
        ("NTE*ADD*ANA RIVERS FELL", r"NTE\*ADD\*REMOVED"),
        ("K3*ANA RIVERS", r"K3\*REMOVED"),
        ("ZZZ*RIVERS*ANA^IDA:X", r"ZZZ\*[A-Z0-9]{10}\*[A-Z0-9]{10}\^[A-Z0-9]{10}:X"),
        ("NM1*IL*1*É", r"NM1\*IL\*1\*[A-Z]"),
        ("DTP*096*TM*1115", r"DTP\*096\*TM\*1115"),
        ("DTP*434*RD8*20260901-20260904", r"DTP\*434\*RD8\*20\d{6}-20\d{6}"),
        ("DTP*435*DT*202609011420", r"DTP\*435\*DT\*20\d{6}1420"),
        ("DTP*472*D8*20260231", r"DTP\*472\*D8\*20000230"),
        ("LIN**N4*99999030501", r"LIN\*\*N4\*99999030501"),
        ("SV1*HC:99214:25::::RIVERS SAID*10", r"SV1\*HC:99214:25::::REMOVED\*10"),
        ("HI*BH:11:D8:20260901*BE:01:::1350", r"HI\*BH:11:D8:20\d{6}\*BE:01:::1350"),
        ("PLB*1999999984*20261231*WO:RIVERS77*10", r"PLB\*2\d{9}\*20\d{6}\*WO:[A-Z0-9]{10}\*10"),
        ("MOA***MA01*N4", r"MOA\*\*\*MA01\*N4"),
        ("PRV*PE*ZZ*RIVERS", r"PRV\*PE\*ZZ\*[A-Z0-9]{10}"),
        ("CTX*SITUATIONAL TRIGGER*CLM*22**5:3", r"CTX\*SITUATIONAL TRIGGER\*CLM\*22\*\*5:3"),
        ("CTX*CLM01:V0001-RIVERS", r"CTX\*CLM01:[A-Z0-9]{10,14}"),
    ],
)
def test_each_kind_of_identifier_keeps_its_form(segment, pattern):
    found = told(segment)

    assert re.fullmatch(pattern, found), found
    assert found != segment or "REF*T4" in segment or segment[:3] in ("PRV", "LIN", "MOA", "CTX", "DTP")


def test_the_very_old_are_told_as_ninety():
    born = {told(f"DMG*D8*{year}0704*F").split("*")[2][:4] for year in (1905, 1915, 1930)}

    assert len(born) == 1


def test_small_places_are_told_by_zeros():
    assert {told(f"N4*X*WY*{each}11").split("*")[3] for each in SMALL_ZIPS} == {"00000"}


def test_attachments_are_blotted_out_at_their_length():
    lines = made("837P", claims=1).decode().split("~\n")
    lines.insert(10, "BIN*12*RIVERS*ANA~X")

    out = anonymous("~\n".join(lines).encode())

    assert b"BIN*12*XXXXXXXXXXXX~" in out


def test_other_delimiters_are_not_broken_by_pseudonyms():
    data = (
        made("837P", claims=3)
        .replace(b"CLAIMS@SUNNYSIDE.EXAMPLE", b"CLAIMS")
        .replace(b".", b"")
        .replace(b"*", b".")
        .replace(b":", b"@")
    )

    out = anonymous(data)

    assert [len(each.elements) for each in segments(out)] == [len(each.elements) for each in segments(data)]


@given(size=st.integers(1, 500))
def test_chunks_of_any_size_give_the_same_file(size):
    data = made("837P", claims=3)
    chunks = (data[at : at + size] for at in range(0, len(data), size))

    out = b"".join(anonymise(chunks, secret=SECRET, avoid=find_identifiers(data)))

    assert out == anonymous(data)


def test_a_short_secret_is_refused():
    with pytest.raises(BadInput, match="short"):
        anonymous(made("837P"), b"short")


def test_a_cut_file_is_refused():
    with pytest.raises(X12Error):
        anonymous(made("837P")[:-60] + b"CUT")


@given(data=damaged("837I"))
def test_damage_gives_a_file_or_a_typed_error(data):
    with suppress(SuperbillError):
        assert anonymous(data)
