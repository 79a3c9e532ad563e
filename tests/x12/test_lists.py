"""Codes on external lists: held or not on the day, by every list, on both sides; and where in the transactions they are looked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.codes.place_of_service import places_of_service
from superbill.x12.findings import Severity
from superbill.x12.lists import Lists
from superbill.x12.lists.places import PLACES, check_lists
from superbill.x12.lists.tables import BadCodeList, CodeTable, read_codes
from superbill.x12.segments import Delimiters, Segment

LISTS = Lists.standard()
DAY = date(2024, 3, 5)
OLD = date(2014, 3, 5)
USUAL = Delimiters()
GOOD_NPI = npi_from("234567890")
BAD_NPI = GOOD_NPI[:-1] + str((int(GOOD_NPI[-1]) + 1) % 10)


def segment_of(text: str, delimiters: Delimiters = USUAL) -> Segment:
    tag, *elements = text.split(delimiters.element)
    return Segment(tag, tuple(elements), delimiters)


def faults_of(text: str, *, loop: str = "", on: date = DAY, lists: Lists = LISTS) -> list[tuple[str, str, str]]:
    """(NM109, list, severity) of every fault."""
    segment = segment_of(text)
    return [
        (f"{segment.tag}{each.element:02d}" + f"-{each.part}" * bool(each.part), each.list, each.severity.value)
        for each in check_lists(segment, loop, on=on, lists=lists)
    ]


HELD = {
    "NPI": (GOOD_NPI, npi_from("100000000"), f" {GOOD_NPI} "),
    "provider taxonomy": ("207Q00000X", "207q00000x", "282NC0060X", "1835I0206X"),
    "tax identification number": ("123456789", "000000001"),
    "state or province": ("NY", "ny", "PR", "AE", "ON", "NU", "PW"),
    "ZIP code": ("12345", "123456789", "00501"),
    "ZIP+4 code": ("123456789",),
    "Canadian postal code": ("K1A 0B1", "K1A0B1", "v6b 4y8"),
    "country": ("US", "CA", "DE", "SS"),
    "currency": ("USD", "CAD", "EUR"),
    "ICD-10-CM diagnosis": ("J45", "J45909", "S72001A", "C7A00", "U071", "j45909"),
    "ICD-10-PCS procedure": ("0DTJ4ZZ", "B24BZZZ"),
    "HCPCS procedure": ("99213", "0001F", "0042T", "0202U", "0004M", "0011A", "J1885", "A0428", "V2020"),
    "procedure modifier": ("25", "LT", "X1"),
    "CDT procedure": ("D0120",),
    "HIPPS rate": ("1AFKS", "RUC01"),
    "NDC": ("00409123401",),
    "revenue code": ("0450", "0001"),
    "MS-DRG": ("470", "0451"),
    "tooth": ("1", "32", "A", "T", "51", "82", "AS", "TS"),
    "tooth surface": ("M", "O", "L"),
    "area of the oral cavity": ("00", "09", "10", "40", "L"),
    "place of service": ("11", "02", "27", "99"),
    "facility type": ("11", "13", "85", "77"),
    "place of service or facility type": ("11", "13", "85", "22"),
    "claim frequency": ("1", "7", "8", "0", "A", "Q"),
    "admission type": ("1", "9"),
    "point of origin": ("1", "D", "G"),
    "patient status": ("01", "30", "95"),
    "value code": ("A1", "80"),
    "occurrence code": ("11", "A3"),
    "occurrence span code": ("70", "M0"),
    "condition code": ("09", "C5"),
    "claim adjustment reason": ("1", "45", "253", "306", "B7", "P12"),
    "remittance remark": ("M15", "MA01", "MA130", "N30", "N904"),
    "claim status category": ("A1", "F3F", "R17", "DR08", "E4"),
    "claim status": ("0", "20", "771"),
    "claim status entity": ("85", "PR", "QC"),
    "claim adjustment group": ("CO", "PR", "CR"),
    "claim filing indicator": ("MB", "CI", "12"),
    "service type": ("30", "98", "A6", "UC", "E40"),
}
NOT_HELD = {
    "NPI": (BAD_NPI, npi_from("234567890")[:9], "3000000000", "1EG4TE5MK7"),
    "provider taxonomy": ("207Q00000Y", "207Q00000", "999Q00000X", "207Q99999X"),
    "tax identification number": ("12345678", "1234567890", "12-3456789", "123-45-6789"),
    "state or province": ("XX", "N", "N.Y.", "36"),
    "ZIP code": ("1234", "123456", "12345-6789", "K1A 0B1"),
    "ZIP+4 code": ("12345", "12345-6789"),
    "Canadian postal code": ("D1A 0B1", "K1A-0B1", "12345"),
    "country": ("XX", "USA", "U"),
    "currency": ("US", "XYZ"),
    "ICD-10-CM diagnosis": ("J4", "4019", "J45.909", "J45909999", "JJ5"),
    "ICD-10-PCS procedure": ("0DTJ4Z", "0DTJ4ZO", "0ITJ4ZZ"),
    "HCPCS procedure": ("9921", "992133", "0001X", "JJ885", "W0001", "99213-25"),
    "procedure modifier": ("2", "LT1", "-5"),
    "CDT procedure": ("0120", "D120", "D01200"),
    "HIPPS rate": ("1AFK", "1AFKS0"),
    "NDC": ("0409123401", "00409-1234-01", "0409-1234-01", "004091234011"),
    "revenue code": ("450", "045A", "450.00"),
    "MS-DRG": ("47", "470.1"),
    "tooth": ("0", "33", "50", "U", "83", "01", "US"),
    "tooth surface": ("X", "MO"),
    "area of the oral cavity": ("50", "1", "LL"),
    "place of service": ("00", "30", "1", "AB"),
    "facility type": ("99", "1", "110"),
    "place of service or facility type": ("98", "110"),
    "claim frequency": ("L", "R", "1.00", "11"),
    "admission type": ("6", "A"),
    "point of origin": ("0", "Z"),
    "patient status": ("00", "1", "96"),
    "value code": ("1", "A12"),
    "occurrence code": ("1", "A12"),
    "occurrence span code": ("1", "A12"),
    "condition code": ("1", "A12"),
    "claim adjustment reason": ("999", "0", "P99", "045", "CO45"),
    "remittance remark": ("M145", "MA1", "N9999", "M015", "X1"),
    "claim status category": ("A9", "Z1", "20"),
    "claim status": ("36", "999", "020", "A1"),
    "claim status entity": ("99", "PRX"),
    "claim adjustment group": ("XX", "C"),
    "claim filing indicator": ("01", "XX"),
    "service type": ("29", "31", "ZZ", "100"),
}  # fmt: skip
FOR_ICD_9 = {"ICD-9-CM diagnosis": ("401", "4019", "25000", "V700", "E9860"), "ICD-9-CM procedure": ("153", "7904")}
NOT_FOR_ICD_9 = {"ICD-9-CM diagnosis": ("40", "401.9", "J45909", "V7"), "ICD-9-CM procedure": ("1", "79.04", "0DTJ4ZZ")}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in HELD.items() for code in codes])
def test_a_code_on_its_list_is_held(name, code):
    assert LISTS.holds(name, code, DAY)
    assert LISTS.judge(name, code, DAY) is None


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in NOT_HELD.items() for code in codes])
def test_a_code_not_on_its_list_is_told(name, code):
    fault = LISTS.judge(name, code, DAY)

    assert fault
    assert not LISTS.holds(name, code, DAY)
    assert "{" not in fault.message and fault.message.endswith(".")


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in FOR_ICD_9.items() for code in codes])
def test_icd_9_is_held_in_its_time_and_warned_of_after_it(name, code):
    in_time, after = LISTS.judge(name, code, OLD), LISTS.judge(name, code, DAY)

    assert in_time is None
    assert after and after.severity is Severity.WARNING and "ICD-10" in after.message


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in NOT_FOR_ICD_9.items() for code in codes])
def test_icd_9_has_its_own_form(name, code):
    assert LISTS.judge(name, code, OLD)


def test_every_list_is_tried_on_both_sides():
    tried = [HELD.keys() | FOR_ICD_9.keys(), NOT_HELD.keys() | NOT_FOR_ICD_9.keys()]

    assert tried == [set(LISTS.by_name)] * 2


@pytest.mark.parametrize("name", sorted(LISTS.by_name))
def test_nothing_is_said_of_an_empty_value(name):
    assert LISTS.judge(name, "  ", DAY) is None


@pytest.mark.parametrize(
    ("name", "code", "last_day", "first_day_after"),
    [
        ("claim adjustment reason", "17", date(2009, 6, 30), date(2009, 7, 1)),
        ("claim adjustment reason", "138", date(2018, 4, 30), date(2018, 5, 1)),
        ("remittance remark", "N29", date(2016, 2, 29), date(2016, 3, 1)),
        ("claim status category", "RQ", date(2007, 12, 31), date(2008, 1, 1)),
        ("country", "AN", date(2010, 12, 14), date(2010, 12, 15)),
        ("facility type", "33", date(2013, 9, 30), date(2013, 10, 1)),
        ("ICD-9-CM diagnosis", "4019", date(2015, 9, 30), date(2015, 10, 1)),
    ],
)
def test_a_code_that_ended_is_held_until_the_day_before(name, code, last_day, first_day_after):
    fault = LISTS.judge(name, code, first_day_after)

    assert LISTS.judge(name, code, last_day) is None
    assert fault and str(first_day_after) in fault.message


@pytest.mark.parametrize(
    ("name", "code", "first_day"),
    [
        ("place of service", "10", date(2022, 1, 1)),
        ("place of service", "27", date(2023, 10, 1)),
        ("ICD-10-CM diagnosis", "J45909", date(2015, 10, 1)),
        ("patient status", "81", date(2013, 10, 1)),
    ],
)
def test_a_code_is_held_from_its_first_day(name, code, first_day):
    before = first_day.replace(year=first_day.year - 1)

    assert LISTS.judge(name, code, first_day) is None
    assert LISTS.judge(name, code, before)


@pytest.mark.parametrize(("name", "code"), [("claim adjustment reason", "P12"), ("remittance remark", "N904")])
def test_a_payer_may_answer_with_a_code_that_is_younger_than_the_service(name, code):
    assert LISTS.judge(name, code, date(2012, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "code", "severity"),
    [
        ("NPI", BAD_NPI, "error"),
        ("place of service", "00", "error"),
        ("state or province", "XX", "error"),
        ("claim frequency", "L", "error"),
        ("claim adjustment reason", "999", "warning"),
        ("claim adjustment reason", "CO45", "error"),
        ("remittance remark", "N9999", "warning"),
        ("claim status", "999", "warning"),
        ("provider taxonomy", "207Q99999X", "warning"),
        ("provider taxonomy", "207Q00000Y", "error"),
    ],
)
def test_lists_that_move_fast_only_warn_of_codes_of_the_right_form(name, code, severity):
    fault = LISTS.judge(name, code, DAY)

    assert fault and fault.severity.value == severity


@pytest.mark.parametrize(
    ("name", "code", "meant", "severity"),
    [
        ("ICD-10-CM diagnosis", "J45.909", "J45909", "warning"),
        ("claim adjustment reason", "045", "45", "warning"),
        ("remittance remark", "MA1", "MA01", "warning"),
        ("remittance remark", "N030", "N30", "warning"),
        ("revenue code", "450", "0450", "warning"),
        ("patient status", "1", "01", "warning"),
        ("country", "USA", "US", "warning"),
        ("ZIP code", "12345-6789", "123456789", "warning"),
        ("place of service", "2", "02", "error"),
        ("NDC", "00409-1234-01", "00409123401", "error"),
        ("NDC", "0409-1234-01", "00409123401", "error"),
        ("NDC", "50419-234-01", "50419023401", "error"),
        ("NDC", "50419-1234-1", "50419123401", "error"),
    ],
)
def test_a_usual_slip_is_told_with_what_is_meant(name, code, meant, severity):
    fault = LISTS.judge(name, code, DAY)

    assert fault and f"Write {meant}." in fault.message
    assert fault.severity.value == severity


def test_a_wrong_check_digit_is_told_as_such():
    fault = LISTS.judge("NPI", BAD_NPI, DAY)

    assert fault and "check digit" in fault.message


def test_the_numbers_of_people_are_not_repeated():
    told = [LISTS.judge("tax identification number", number, DAY) for number in ("123-45-6789", "12345678")]

    assert all(fault and "45" not in fault.message for fault in told)


def test_a_long_value_is_shortened_in_the_message():
    fault = LISTS.judge("country", "X" * 5000, DAY)

    assert fault and len(fault.message) < 300


@given(nine=st.integers(200_000_000, 299_999_999), digit=st.integers(0, 9))
def test_one_npi_of_ten_has_the_right_check_digit(nine, digit):
    npi = npi_from(str(nine))

    assert LISTS.holds("NPI", npi, DAY)
    assert LISTS.holds("NPI", f"{nine}{digit}", DAY) == (f"{nine}{digit}" == npi)


@given(value=st.text(max_size=60), name=st.sampled_from(sorted(LISTS.by_name)), on=st.dates())
def test_any_text_on_any_day_is_judged(value, name, on):
    fault = LISTS.judge(name, value, on)

    assert fault is None or fault.message.endswith(".")
    assert LISTS.holds(name, value, on) == (fault is None) or not value.strip()


@pytest.mark.parametrize("on", [date(2000, 1, 1), date(2010, 1, 1), date(2020, 1, 1), date(2023, 10, 1), date(2026, 1, 1)])
def test_places_of_service_are_those_of_the_code_tables(on):
    ours = {code for code in (f"{number:02d}" for number in range(100)) if LISTS.holds("place of service", code, on)}

    assert ours == {place.code for place in places_of_service(on=on)}


# ── where the lists apply ────────────────────────────────────────────────────────────────────────────────────────────────

CLEAN = [
    f"NM1*85*2*RIVER CLINIC*****XX*{GOOD_NPI}",
    "NM1*IL*1*RIVERS*ANA****MI*W1234",
    "NM1*85*2*RIVER CLINIC*****24*123456789",
    f"N1*PE*RIVER CLINIC*XX*{GOOD_NPI}",
    "REF*EI*123456789",
    "REF*EA*12-34",
    f"REF*HPI*{GOOD_NPI}",
    "PRV*BI*PXC*207Q00000X",
    "N4*ALBANY*NY*122010001",
    "N4*ALBANY*ny *12201",
    "N4*TORONTO*ON*M5V 3L9*CA",
    "N4*MUNICH**80331*DE",
    "N4*MUNICH*BY*D-80331*DE",
    "CLM*A1*100***11:B:1*Y*A*Y*Y",
    "CLM*A1*100***13:A:7*Y*A*Y*Y",
    "CLM*A1*100***11:B:1*Y*A*Y*Y**AA:::NY",
    "CLM*A1*100***11:B:1*Y*A*Y*Y**AA:::JAL:MX",
    "CUR*85*CAD",
    "HI*ABK:J45909*ABF:E119",
    "HI*BH:11:D8:20240101*BE:80:::2*BG:09*BI:70:RD8:20240101-20240102*DR:470*TC:A1",
    "SV1*HC:99213:25:LT*100*UN*1*11**1",
    "SV1*HC:0001F*0*UN*1***1",
    "SV1*ER:ANY THING*0*UN*1***1",
    "SV2*0450*HC:99283*100*UN*1",
    "SV2*0024*HP:A1234*100*UN*1",
    "SV3*AD:D0120*50*11*10:20",
    "SVC*HC:99213:25*100*80*0450",
    "SVC*NU:0450*100*80",
    "SVD*12345*80*HC:99213**1",
    "LIN**N4*00409123401",
    "LIN**UP*12345",
    "TOO*JP*3*M:O",
    "CAS*CO*45*10*1*B7*20",
    "CAS*CO*45*10**253*2.5",
    "LQ*HE*N130",
    "LQ*RX*75",
    "LQ*UT*01.02",
    "MOA***MA01*N30",
    "MIA*1****N30",
    "STC*A2:20:PR*20240305*WQ*100",
    "STC*F2:80:82:RX*20240305",
    "EB*1**30^98^AL",
    "EB*1**30*MC*GOLD*27*0*****Y*HC:99213",
    "EQ*30^98",
    "EQ**HC:99213",
    "III*ZZ*11",
    "CL1*1*1*01",
    "CLP*A1*1*100*80*20*MB*P123*11*1**470",
    "UM*HS*I*3*11:B",
    "LX*1",
]
FAULTY = [
    (f"NM1*85*2*RIVER CLINIC*****XX*{BAD_NPI}", "NM109", "NPI"),
    ("NM1*85*2*RIVER CLINIC*****24*12345678", "NM109", "tax identification number"),
    (f"N1*PE*RIVER CLINIC*XX*{BAD_NPI}", "N104", "NPI"),
    (f"REF*HPI*{BAD_NPI}", "REF02", "NPI"),
    ("REF*EI*12-3456789", "REF02", "tax identification number"),
    ("PRV*BI*PXC*207Q00000", "PRV03", "provider taxonomy"),
    ("N4*ALBANY*XX*12201", "N402", "state or province"),
    ("N4*ALBANY*NY*1220", "N403", "ZIP code"),
    ("N4*TORONTO*ON*12201*CA", "N403", "Canadian postal code"),
    ("N4*MUNICH**80331*XX", "N404", "country"),
    ("CLM*A1*100***00:B:1*Y", "CLM05-1", "place of service"),
    ("CLM*A1*100***99:A:1*Y", "CLM05-1", "facility type"),
    ("CLM*A1*100***11:B:R*Y", "CLM05-3", "claim frequency"),
    ("CLM*A1*100***11:B:1*Y*A*Y*Y**AA:::XX", "CLM11-4", "state or province"),
    ("CUR*85*XYZ", "CUR02", "currency"),
    ("HI*ABK:J45909*ABF:25000", "HI02-2", "ICD-10-CM diagnosis"),
    ("HI*ABJ:4019", "HI01-2", "ICD-10-CM diagnosis"),
    ("HI*BBR:153:D8:20240101", "HI01-2", "ICD-10-PCS procedure"),
    ("HI*BK:4019", "HI01-2", "ICD-9-CM diagnosis"),
    ("HI*BR:153", "HI01-2", "ICD-9-CM procedure"),
    ("HI*DR:47", "HI01-2", "MS-DRG"),
    ("HI*BE:8:::2", "HI01-2", "value code"),
    ("HI*BG:0", "HI01-2", "condition code"),
    ("HI*BH:1", "HI01-2", "occurrence code"),
    ("HI*BI:7", "HI01-2", "occurrence span code"),
    ("HI*BP:9921", "HI01-2", "HCPCS procedure"),
    ("SV1*HC:9921:25*100*UN*1", "SV101-2", "HCPCS procedure"),
    ("SV1*HC:99213:25:L*100*UN*1", "SV101-4", "procedure modifier"),
    ("SV1*HC:99213*100*UN*1*00", "SV105", "place of service"),
    ("SV2*450*HC:99283*100*UN*1", "SV201", "revenue code"),
    ("SV2*0450*HC:9928*100*UN*1", "SV202-2", "HCPCS procedure"),
    ("SV3*AD:0120*50", "SV301-2", "CDT procedure"),
    ("SV3*AD:D0120*50*11*10:50", "SV304-2", "area of the oral cavity"),
    ("SVC*N4:0409-1234-01*100*80", "SVC01-2", "NDC"),
    ("SVC*HC:99213*100*80*45", "SVC04", "revenue code"),
    ("SVD*12345*80*HP:A12**1", "SVD03-2", "HIPPS rate"),
    ("LIN**N4*0409-1234-01", "LIN03", "NDC"),
    ("TOO*JP*33", "TOO02", "tooth"),
    ("TOO*JP*3*M:X", "TOO03-2", "tooth surface"),
    ("CAS*CO*999*10", "CAS02", "claim adjustment reason"),
    ("CAS*CO*45*10**253*2**999*1", "CAS08", "claim adjustment reason"),
    ("LQ*HE*N9999", "LQ02", "remittance remark"),
    ("MOA***MA01*X1", "MOA04", "remittance remark"),
    ("MIA*1****X1", "MIA05", "remittance remark"),
    ("STC*A9:20*20240305", "STC01-1", "claim status category"),
    ("STC*A2:999*20240305", "STC01-2", "claim status"),
    ("STC*A2:20:XX*20240305", "STC01-3", "claim status entity"),
    ("STC*A2:20*20240305********A7:999", "STC10-2", "claim status"),
    ("EB*1**30^ZZ", "EB03", "service type"),
    ("III*ZZ*00", "III02", "place of service"),
    ("CL1*6*1*01", "CL101", "admission type"),
    ("CL1*1*0*01", "CL102", "point of origin"),
    ("CL1*1*1*00", "CL103", "patient status"),
    ("CLP*A1*1*100*80*20*MB*P123*98*1", "CLP08", "place of service or facility type"),
    ("CLP*A1*1*100*80*20*MB*P123*11*R", "CLP09", "claim frequency"),
    ("CLP*A1*1*100*80*20*MB*P123*11*1**47", "CLP11", "MS-DRG"),
    ("UM*HS*I*ZZ*11:B", "UM03", "service type"),
]


@pytest.mark.parametrize("text", CLEAN)
def test_a_segment_whose_codes_are_on_their_lists_is_clean(text):
    assert faults_of(text) == []


@pytest.mark.parametrize(("text", "spot", "name"), FAULTY)
def test_a_code_that_is_not_on_its_list_is_found_where_it_stands(text, spot, name):
    assert [fault[:2] for fault in faults_of(text)] == [(spot, name)]


def test_every_list_of_the_table_of_places_is_there_and_found_by_a_test():
    named = {row.split("|")[1].strip() for row in PLACES.splitlines() if row.strip()}

    assert named <= set(LISTS.by_name)
    assert named - {name for _, _, name in FAULTY} == {"ZIP+4 code"}


@pytest.mark.parametrize(("loop", "found"), [("2010AA", ["ZIP+4 code"]), ("2310C", ["ZIP+4 code"]), ("2010BA", []), ("", [])])
def test_the_place_where_care_is_billed_from_needs_nine_digits(loop, found):
    assert [name for _, name, _ in faults_of("N4*ALBANY*NY*12201", loop=loop)] == found


@pytest.mark.parametrize(
    ("code", "severity"), [("12201", "warning"), ("12201-0001", "warning"), ("1220", "error"), ("K1A 0B1", "error")]
)
def test_five_digits_of_nine_only_warn_where_care_is_billed_from(code, severity):
    assert faults_of(f"N4*ALBANY*NY*{code}", loop="2010AA") == [("N403", "ZIP+4 code", severity)]


def test_the_billing_address_abroad_needs_no_zip_code():
    assert faults_of("N4*MUNICH**80331*DE", loop="2010AA") == []


def test_a_fault_says_what_stands_there_and_what_to_do():
    fault = next(check_lists(segment_of("CAS*CO*45*10**0999 *2"), on=DAY, lists=LISTS))

    assert (fault.element, fault.part, fault.list, fault.value) == (5, 0, "claim adjustment reason", "0999")
    assert fault.severity is Severity.ERROR and fault.message.startswith("0999 is not a claim adjustment reason")


def test_other_delimiters_part_as_well():
    segment = segment_of("HI|ABK>J45909|ABF>4019", Delimiters("|", "!", ">", "\n"))

    assert [(each.element, each.value) for each in check_lists(segment, on=DAY, lists=LISTS)] == [(2, "4019")]


def test_without_a_repetition_separator_the_element_is_one_value():
    segment = segment_of("EB*1**30^98", Delimiters(repetition=""))

    assert [each.value for each in check_lists(segment, on=DAY, lists=LISTS)] == ["30^98"]


@given(
    tag=st.sampled_from(["NM1", "N4", "HI", "SV1", "CAS", "STC", "EB", "CLM", "LX", "SVC"]),
    elements=st.lists(st.text(st.sampled_from("ABKHCX:^19. "), max_size=12), max_size=14),
    on=st.dates(),
)
def test_any_elements_are_looked_at_without_an_exception(tag, elements, on):
    segment = Segment(tag, tuple(elements))

    faults = list(check_lists(segment, "2010AA", on=on, lists=LISTS))

    assert all(1 <= fault.element <= len(elements) and fault.value for fault in faults)
    assert faults == list(check_lists(segment, "2010AA", on=on, lists=LISTS))


# ── a site's own lists ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_of_the_caller_decides_alone():
    lists = LISTS.with_list("HCPCS procedure", lambda code, on: code in ("99213", "W0001"))

    assert faults_of("SV1*HC:w0001*1*UN*1", lists=lists) == []
    assert faults_of("SV1*HC:99214*1*UN*1", lists=lists) == [("SV101-2", "HCPCS procedure", "error")]
    assert faults_of("SV1*HC:99214*1*UN*1") == []


def test_a_table_of_the_caller_is_asked_with_the_day():
    lists = LISTS.with_list("ICD-10-CM diagnosis", lambda code, on: on >= DAY, severity=Severity.INFO)

    assert faults_of("HI*ABK:J45909", on=DAY, lists=lists) == []
    assert faults_of("HI*ABK:J45909", on=date(2023, 1, 1), lists=lists) == [("HI01-2", "ICD-10-CM diagnosis", "info")]


def test_a_list_can_be_left_out():
    lists = LISTS.without("NPI")

    assert faults_of(f"NM1*85*2*RIVER CLINIC*****XX*{BAD_NPI}", lists=lists) == []
    assert "NPI" in LISTS.by_name


def test_codes_of_a_site_stand_in_place_of_ours():
    lists = LISTS.with_codes(
        "revenue code", "code,since,until\n0450,2024-01-01,2025-01-01\n0300..0302,,\n", severity=Severity.WARNING
    )

    assert [faults_of(f"SV2*{code}", lists=lists) for code in ("0450", "0301")] == [[], []]
    assert faults_of("SV2*0100", lists=lists) == [("SV201", "revenue code", "warning")]
    assert faults_of("SV2*0450", on=date(2025, 1, 1), lists=lists) == [("SV201", "revenue code", "warning")]


def test_codes_of_a_site_stand_beside_ours():
    lists = LISTS.with_codes("claim adjustment reason", "code\n999\n", also=True)

    assert faults_of("CAS*CO*999*1**45*2", lists=lists) == []
    assert faults_of("CAS*CO*998*1", lists=lists) == [("CAS02", "claim adjustment reason", "warning")]


def test_a_site_changes_its_lists_in_one_file():
    lists = LISTS.with_toml(
        """
        ["claim adjustment reason"]
        also = ["990..992", "Z1"]
        severity = "error"
        ["provider taxonomy"]
        off = true
        ["revenue code"]
        codes = ["0450"]
        """
    )

    assert faults_of("CAS*CO*991*1**Z1*2", lists=lists) == []
    assert faults_of("CAS*CO*993*1", lists=lists) == [("CAS02", "claim adjustment reason", "error")]
    assert faults_of("PRV*BI*PXC*NONE", lists=lists) == []
    assert faults_of("SV2*0451", lists=lists) == [("SV201", "revenue code", "error")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "TOML"),
        ('["no such list"]\noff = true', "no list named"),
        ('["NPI"]\ncolour = 1', "setting"),
        ("NPI = 1", "setting"),
        ('["NPI"]\nseverity = "loud"', "severity"),
        ('["NPI"]\ncodes = "1"', "list of texts"),
        ('["NPI"]\nalso = ["A1..B2"]', "run of codes"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(text, said):
    with pytest.raises(BadCodeList, match=said):
        LISTS.with_toml(text)


def test_a_list_that_is_not_there_is_refused():
    with pytest.raises(BadCodeList, match="no list named"):
        LISTS.with_list("CPT", lambda code, on: True)
    with pytest.raises(BadCodeList, match="no list named"):
        LISTS.holds("CPT", "99213", DAY)


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_is_read_with_runs_days_and_kinds():
    text = "# for people\n\nkind,code,since,until\na,01..03 x,2020-01-01,\nb,01,,2019-01-01\n"

    first, second = read_codes(text, name="ours", kind="a"), read_codes(text, name="ours", kind="b")

    assert list(first) == ["01", "02", "03", "X"] and "01" in second and len(second) == 1
    assert first("02", date(2020, 1, 1)) and not first("02", date(2019, 12, 31))
    assert second("01", date(2018, 12, 31)) and not second("01", date(2019, 1, 1))


def test_a_code_may_have_been_held_twice():
    table = CodeTable({"A": (Period(date(2000, 1, 1), date(2001, 1, 1)), Period(date(2010, 1, 1)))})

    assert [table("A", date(year, 6, 1)) for year in (1999, 2000, 2005, 2010)] == [False, True, False, True]
    assert table.ended("A", date(2005, 6, 1)) == date(2001, 1, 1)
    assert table.begins("A", date(2005, 6, 1)) == date(2010, 1, 1)
    assert table.ended("A", date(2010, 6, 1)) is None and table.begins("B", date(2005, 6, 1)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column"),
        ("1\n2\n", "no column"),
        ("code,since,until\n1,yesterday,\n", "line 2: A day"),
        ("code,since,until\n1,2020-01-01,2019-01-01\n", "line 2: The code ends"),
        ("code\nA1..B2\n", "line 2: A run"),
        ("code\n9..1\n", "line 2: A run"),
        ("code\n1..9999999\n", "line 2: A run"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(text, said):
    with pytest.raises(BadCodeList, match=said):
        read_codes(text, name="ours")
