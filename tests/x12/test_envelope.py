"""Envelopes are read in every shape that payers send, and never when something of the file is missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.exchange.acks_999 import check_837p
from superbill.exchange.claims_837p import read_837p
from superbill.exchange.kinds import kind_of
from superbill.exchange.remits_835 import read_835
from superbill.x12.envelope import Envelope, read_interchanges, write_interchange
from superbill.x12.errors import X12Error
from superbill.x12.segments import Delimiters, Segment, read_segments
from tests.exchange.invented import AT, CLAIM, DEPENDENT, claims_file, remit_file

CLAIMS, REMITTANCE = claims_file(CLAIM, DEPENDENT), remit_file()
READ = read_837p(CLAIMS)


def redelimited(element: str, repetition: str, component: str, terminator: str) -> bytes:
    swap = str.maketrans({"*": element, "^": repetition, ":": component, "~": terminator, "\n": ""})
    return CLAIMS.decode().translate(swap).encode()


@pytest.mark.parametrize("data", [CLAIMS, REMITTANCE], ids=["837P", "835"])
def test_a_file_cut_anywhere_is_refused(data):
    whole = data.rstrip(b"\n")

    for end in range(len(whole)):
        with pytest.raises(X12Error):
            kind_of(whole[:end])
    assert kind_of(whole)


@pytest.mark.parametrize("data", [CLAIMS, REMITTANCE], ids=["837P", "835"])
def test_a_file_cut_between_two_segments_of_a_set_says_that_it_was_cut(data):
    lines = data.splitlines(keepends=True)

    for kept in range(3, len(lines) - 2):  # from ST alone to all but SE
        with pytest.raises(X12Error, match="The file ends where SE is expected: it was cut") as caught:
            read_interchanges(b"".join(lines[:kept]))
        assert caught.value.segment == kept


@given(start=st.integers(107, len(CLAIMS.rstrip(b"~\n")) - 1), length=st.integers(1, 400))
def test_a_file_with_a_hole_is_refused_or_breaks_the_guide(start, length):
    holed = CLAIMS[:start] + CLAIMS[start + length :]

    try:
        check = check_837p(holed)
    except X12Error:
        return

    # The hole may fall within an element, where nothing but the value tells; whole segments never vanish unseen. The very
    # last terminator is not missed: IEA is whole without it.
    lost = CLAIMS.rstrip(b"~\n")[start : start + length].count(b"~")
    assert lost == 0 or not check.accepted


@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_with_the_one_error(data):
    for read in (kind_of, read_837p, read_835, check_837p):
        with pytest.raises(X12Error):
            read(CLAIMS[:106] + data)
        with pytest.raises(X12Error):
            read(data)


@given(place=st.integers(0, len(REMITTANCE) - 1), put=st.binary(max_size=6), drop=st.integers(0, 6))
def test_a_changed_file_is_read_or_refused_and_nothing_else(place, put, drop):
    changed = REMITTANCE[:place] + put + REMITTANCE[place + drop :]

    try:
        remits = read_835(changed)
    except X12Error:
        return

    assert len(remits) == 1


@pytest.mark.parametrize(
    "shape",
    [
        CLAIMS.replace(b"\n", b""),
        CLAIMS.replace(b"\n", b"\r\n"),
        CLAIMS.replace(b"~\n", b"\n"),
        CLAIMS.replace(b"~\n", b"\r\n"),
        CLAIMS.replace(b"~\n", b"\r"),
        CLAIMS.replace(b"~\n", b"~\n\n\n"),
        CLAIMS.replace(b"~\n", b" ~\n"),
        b"\xef\xbb\xbf" + CLAIMS,
        b"\n \r\n\t" + CLAIMS,
        CLAIMS + b"\x1a",
        b"\n".join(CLAIMS.replace(b"\n", b"")[at : at + 80] for at in range(0, len(CLAIMS), 80)),
        redelimited("|", "!", ">", "'"),
        redelimited("\x1d", "\x1e", "\x1f", "\x1c"),
        re.sub(rb"(?m)^[A-Z0-9]+", lambda found: found.group().lower(), CLAIMS),
    ],
    ids=[
        "one line", "CRLF after the terminator", "LF as terminator", "CRLF as terminator", "CR as terminator", "blank lines",
        "blank before the terminator", "byte-order mark", "leading blanks", "end-of-file mark", "wrapped at 80", "other delimiters",
        "control characters as delimiters", "small segment names",
    ],
)  # fmt: skip
def test_every_shape_of_a_file_gives_the_same_claims(shape):
    assert read_837p(shape)[0].claims == READ[0].claims


def test_codes_in_small_letters_are_understood():
    data = CLAIMS.replace(b"NM1*IL*", b"NM1*il*").replace(b"ABK:E1165", b"abk:e1165").replace(b"HC:99214", b"hc:99214")

    assert read_837p(data)[0].claims == READ[0].claims


def test_isa_within_a_name_opens_nothing():
    data = CLAIMS.replace(b"*RIVERS*", b"*ISA*").replace(b"N3*12 LAKE ROAD~", b"N3*ISA ROAD~")

    assert read_837p(data)[0].claims[0].patient.person.last_name == "ISA"


@pytest.mark.parametrize(("raw", "shown"), [("MÜLLER".encode(), "MÜLLER"), (b"M\xdcLLER", "MÜLLER"), (b"O\x92NEILL", "O’NEILL")])
def test_names_beyond_ascii_are_read_as_text(raw, shown):
    data = CLAIMS.replace(b"*RIVERS*", b"*" + raw + b"*")

    assert read_837p(data)[0].claims[0].patient.person.last_name == shown


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"GS*HC*A*B~", "does not begin with an ISA"),
        (CLAIMS.decode().encode("utf-16"), "UTF-16"),
        (CLAIMS.replace(b"*RIVERS*", b"*RIV\x00ERS*"), "control characters"),
        (CLAIMS.replace(b"*RIVERS*", b"*RIV\x8dERS*"), "bytes that are not text"),
        (CLAIMS.replace(b"~\nGS", b"~\n-7*GS"), "not a segment"),
        (CLAIMS[:3] + b"*" + CLAIMS[4:60] + b"~" * 100, "fewer than 16"),
        (b"ISAX" + CLAIMS[4:], "ISA segment was expected"),
        (CLAIMS[:104] + b"*~" + CLAIMS[106:], "cannot be told apart"),
        (CLAIMS + b"lines after the end", "ISA segment was expected"),
    ],
    ids=[
        "nothing", "blanks", "no ISA", "UTF-16", "a null", "an undefined byte", "not a segment", "a short ISA", "a letter as delimiter",
        "equal delimiters", "text after the end",
    ],
)  # fmt: skip
def test_what_is_not_x12_is_refused_with_the_reason(data, says):
    with pytest.raises(X12Error, match=says):
        read_interchanges(data)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b"\nSE*", b"\nSE*9", "SE01"),
        (b"*0001~\nGE", b"*0002~\nGE", "SE02"),
        (b"GE*1*", b"GE*2*", "GE01"),
        (b"GE*1*17", b"GE*1*18", "GE02"),
        (b"IEA*1*", b"IEA*3*", "IEA01"),
        (b"IEA*1*000000017", b"IEA*1*000000018", "IEA02"),
        (b"GE*1*", b"GE*one*", "GE01"),
        (b"GE*1*17", b"GE*1*17000000000000000000000", "GE02"),
    ],
)
def test_a_wrong_count_or_control_number_is_refused_with_its_place(old, new, place):
    assert old in CLAIMS

    with pytest.raises(X12Error, match=place) as caught:
        read_interchanges(CLAIMS.replace(old, new, 1))

    assert caught.value.place == place
    assert CLAIMS[caught.value.offset :].startswith(place[:-2].encode())
    assert caught.value.segment == 1 + CLAIMS[: caught.value.offset].count(b"~")


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"ST*837*", b"ST*837*  "),
        (b"*0001~\nGE", b"*0001 ~\nGE"),
        (b"\nSE*", b"\nSE* "),
        (b"GE*1*17", b"GE*1* 17 "),
        (b"GE*1*17", b"GE*01*00000000000000000000017"),
    ],
    ids=["ST02", "SE02", "SE01", "GE02", "zeros"],
)
def test_blanks_and_zeros_beside_a_count_or_control_number_change_nothing(old, new, strict):
    assert old in CLAIMS

    (interchange,) = read_interchanges(CLAIMS.replace(old, new, 1), strict=strict)

    assert [one.faults for group in interchange.groups for one in group.sets] == [()]


@pytest.mark.parametrize("tag", [b"SE", b"GE", b"IEA", b"GS", b"ST"])
def test_a_missing_envelope_segment_is_refused(tag):
    lines = [line for line in CLAIMS.split(b"\n") if not line.startswith(tag + b"*")]

    with pytest.raises(X12Error, match="is expected"):
        read_interchanges(b"\n".join(lines))


def test_several_interchanges_with_their_own_delimiters_are_read():
    both = CLAIMS + redelimited("|", "!", ">", "'") + b"\n" + CLAIMS

    assert [batch.claims for batch in read_837p(both)] == [READ[0].claims] * 3


def test_offsets_are_bytes_of_the_file_as_it_came():
    data = b"\xef\xbb\xbf" + CLAIMS.replace(b"*RIVERS*", "*RÍVERS*".encode()).replace(b"\n", b"\r\n")

    for segment in read_segments(data):
        assert data[segment.offset :].startswith(segment.tag.encode())
        assert data[segment.end - 1 : segment.end] == b"~"


def test_the_error_says_where_without_saying_what_stood_there():
    with pytest.raises(X12Error) as caught:
        read_interchanges(CLAIMS.replace(b"*RIVERS*ANA*", b"*RIV\x01ERS*ANA*"))

    assert "segment 17 (byte " in str(caught.value)
    assert "ANA" not in str(caught.value)


ENVELOPE = Envelope("SENDER", "RECEIVER", 1, 2, "HC", "005010X222A1", AT)
BODY = [Segment("BHT", ("0019",))]


def test_a_written_interchange_counts_itself():
    data = write_interchange(ENVELOPE, [BODY, BODY], kind="837", first_control=7)

    (interchange,) = read_interchanges(data)

    assert len(data.split(b"\n")[0]) == 106
    assert [each.control for each in interchange.groups[0].sets] == ["0007", "0008"]
    assert (interchange.control, interchange.groups[0].control, interchange.sender) == ("000000001", "2", "SENDER")
    assert (interchange.receiver, interchange.is_test) == ("RECEIVER", True)


@pytest.mark.parametrize("sender", ["", "A", "S" * 16, "SEND*ER", "SENDER ", "SENDÉR", "A\nB"])
def test_an_id_that_does_not_fit_is_refused(sender):
    envelope = Envelope(sender, "RECEIVER", 1, 2, "HC", "005010X222A1", AT)

    with pytest.raises(X12Error, match="sender id"):
        write_interchange(envelope, [BODY], kind="837", first_control=1)


@pytest.mark.parametrize(("interchange", "group", "first"), [(0, 1, 1), (1_000_000_000, 1, 1), (1, 0, 1), (1, 1, 999_999_999)])
def test_a_control_number_that_does_not_fit_is_refused(interchange, group, first):
    envelope = Envelope("SENDER", "RECEIVER", interchange, group, "HC", "005010X222A1", AT)

    with pytest.raises(X12Error, match="control number"):
        write_interchange(envelope, [BODY], kind="837", first_control=first)


def test_the_last_control_number_fits():
    envelope = Envelope("SENDER", "RECEIVER", 999_999_999, 999_999_999, "HC", "005010X222A1", AT)

    data = write_interchange(envelope, [BODY], kind="837", first_control=999_999_998)

    assert read_interchanges(data)[0].groups[0].sets[0].control == "999999998"


def test_a_segment_is_written_without_trailing_empty_elements():
    assert Segment("REF", ("6R", "1", "", "")).text() == "REF*6R*1~"
    assert Segment("REF", ("6R", "1"), Delimiters("|", "!", ">", "'")).text() == "REF|6R|1'"
