"""Files as rows: what each table holds, what belongs to what, what balances, and what is told instead of read."""

from datetime import date

import pytest

from superbill.x12.grammar import grammar_of
from superbill.x12.guides import tables_of
from superbill.x12.harvest import Problem, SetRows, read_rows
from superbill.x12.layouts import Layout
from superbill.x12.layouts.claims import CLAIM_TABLES
from superbill.x12.layouts.plan import plan_of
from superbill.x12.layouts.remittances import REMITTANCE_TABLES
from superbill.x12.transactions.t835 import T835
from superbill.x12.transactions.t837p import T837P
from tests.x12.one_set import file_of, lines_of

LAYOUTS = (CLAIM_TABLES, REMITTANCE_TABLES)

CLAIM = lines_of("""
    BHT*0019*00*B1*20260914*0930*CH
    NM1*41*2*OAK BILLING*****46*OAKID
    PER*IC*DESK*TE*6085550100
    NM1*40*2*ELM EXCHANGE*****46*ELMID
    HL*1**20*1
    NM1*85*2*OAK CLINIC*****XX*2000000010
    N3*1 OAK ST
    N4*MADISON*WI*537031234
    REF*EI*399999999
    HL*2*1*22*1
    SBR*P**G55******CI
    NM1*IL*1*RIVERS*ANA****MI*M1
    NM1*PR*2*ELM HEALTH*****PI*ELM1
    HL*3*2*23*0
    PAT*19
    NM1*QC*1*RIVERS*TOM
    N3*1 OAK ST
    N4*MADISON*WI*537031234
    DMG*D8*20150304*M
    CLM*A1*197.5***11:b:1*Y*A*Y*Y
    HI*ABK:E1165*ABF:I10
    SBR*S*18*******MB
    CAS*CO*45*10*1*253*2
    AMT*D*80
    OI***Y***Y
    NM1*IL*1*RIVERS*ANA****MI*M2
    NM1*PR*2*SECOND PLAN*****PI*SEC1
    LX*1
    SV1*HC:99214:25*185*UN*1***1:2
    DTP*472*RD8*20260901-20260903
    SVD*SEC1*80*HC:99214**1
    CAS*PR*2*105
    DTP*573*D8*20260910
    LX*2
    SV1*HC:36415*12.50*UN*1.5***2
    DTP*472*D8*20260901
    HL*4*1*22*0
    SBR*P*18*G56******CI
    NM1*IL*1*STONE*ILSE****MI*M9
    DMG*D8*19680304*F
    NM1*PR*2*ELM HEALTH*****PI*ELM1
    CLM*A2*50***11:B:1*Y*A*Y*Y
    HI*ABK:I10
    LX*1
    SV1*HC:99213*40*UN*1***1
    DTP*472*D8*20260902
""")

REMIT = lines_of("""
    BPR*I*95*C*ACH*CCP*01*111000025*DA*1*1999999999**01*111000025*DA*2*20260930
    TRN*1*EFT1*1999999999
    N1*PR*ELM HEALTH
    N1*PE*OAK CLINIC*XX*2000000010
    LX*1
    CLP*A1*1*200*100*20*12*ICN1
    CAS*CO*45*30*1*97*20
    NM1*QC*1*RIVERS*ANA****MI*M1
    MOA***MA01*N130
    DTM*232*20260901
    DTM*233*20260903
    SVC*HC:99214*150*100
    DTM*150*20260901
    DTM*151*20260902
    CAS*PR*3*50
    AMT*B6*120
    LQ*HE*N1
    CLP*A2*4*50*0**12*ICN2
    CAS*CO*16*49
    PLB*2000000010*20261231*WO:ICN9*5*FB:X*0
""")


def rows_of(layout: Layout, data: bytes) -> list[SetRows]:
    return [each for each in read_rows(data, layout) if isinstance(each, SetRows)]


def problems_of(layout: Layout, data: bytes) -> list[tuple[str, str]]:
    told = list(read_rows(data, layout))
    inside = [problem for each in told if isinstance(each, SetRows) for problem in each.problems]
    return [(each.code, each.spot) for each in (*(each for each in told if isinstance(each, Problem)), *inside)]


def column(one: SetRows, table: str, name: str) -> list[object]:
    return list(one.tables[table].columns[name])


@pytest.fixture
def claims() -> SetRows:
    return rows_of(CLAIM_TABLES, file_of(T837P, CLAIM))[0]


@pytest.fixture
def remittance() -> SetRows:
    return rows_of(REMITTANCE_TABLES, file_of(T835, REMIT))[0]


def test_a_claim_has_the_values_of_its_own_loop(claims):
    assert column(claims, "claims", "control") == ["A1", "A2"]
    assert column(claims, "claims", "charge_cents") == [19750, 5000]
    assert column(claims, "claims", "place_of_service") == ["11", "11"]


def test_a_claim_has_the_values_of_the_loops_above_it(claims):
    assert column(claims, "claims", "billing_npi") == ["2000000010", "2000000010"]
    assert column(claims, "claims", "member_id") == ["M1", "M9"]
    assert column(claims, "claims", "relationship") == ["19", "18"]


def test_the_patient_of_a_claim_is_the_dependent_where_there_is_one(claims):
    assert column(claims, "claims", "patient_first_name") == ["TOM", "ILSE"]
    assert column(claims, "claims", "patient_born") == [date(2015, 3, 4), date(1968, 3, 4)]


def test_lines_and_diagnoses_know_their_claim(claims):
    assert claims.tables["lines"].within == [[0, 0, 1]]
    assert claims.tables["diagnoses"].within == [[0, 0, 1]]
    assert column(claims, "diagnoses", "code") == ["E1165", "I10", "I10"]


def test_a_line_has_its_amounts_units_pointers_and_days(claims):
    assert column(claims, "lines", "charge_cents") == [18500, 1250, 4000]
    assert column(claims, "lines", "units") == [10000, 15000, 10000]
    assert column(claims, "lines", "modifier1") == ["25", None, None]
    assert column(claims, "lines", "pointer2") == [2, None, None]
    assert column(claims, "lines", "served_from")[0] == date(2026, 9, 1)
    assert column(claims, "lines", "served_to")[:2] == [date(2026, 9, 3), date(2026, 9, 1)]


def test_adjustments_belong_to_the_other_payer_or_to_the_line_that_was_adjudicated(claims):
    made = claims.tables["adjustments"]

    assert column(claims, "adjustments", "amount_cents") == [1000, 200, 10500]
    assert made.within == [[0, 0, 0], [-1, -1, 0], [0, 0, -1], [-1, -1, 0]]
    assert column(claims, "adjudications", "adjusted_cents") == [10500]


def test_a_claim_balances_when_its_lines_add_up_to_its_charge(claims):
    assert column(claims, "claims", "lines_cents") == [19750, 4000]
    assert column(claims, "claims", "balanced") == [True, False]


@pytest.mark.parametrize(("old", "new"), [("CLM*A1*197.5*", "CLM*A1**"), ("*12.50*", "*1.2.50*")])
def test_whether_a_claim_balances_is_not_known_without_its_amounts(old, new):
    lines = [line.replace(old, new) for line in CLAIM]

    (one,) = rows_of(CLAIM_TABLES, file_of(T837P, lines))

    assert column(one, "claims", "balanced") == [None, False]


def test_rows_say_at_which_byte_they_begin(claims):
    data = file_of(T837P, CLAIM)

    assert claims.tables["claims"].offsets == [data.index(b"CLM*A1"), data.index(b"CLM*A2")]
    assert claims.tables["lines"].offsets[0] == data.index(b"LX*1")


def test_a_remittance_has_its_payment_and_its_parties(remittance):
    assert column(remittance, "remittances", "paid_cents") == [9500]
    assert column(remittance, "remittances", "trace") == ["EFT1"]
    assert column(remittance, "remittances", "payer_name") == ["ELM HEALTH"]
    assert column(remittance, "remittances", "payee_id") == ["2000000010"]
    assert column(remittance, "remittances", "sender") == ["OAKSPONSOR"]


def test_service_claim_and_transaction_balance_each_by_itself(remittance):
    assert column(remittance, "services", "balanced") == [True]
    assert column(remittance, "claims", "balanced") == [True, False]
    assert column(remittance, "remittances", "balanced") == [True]


def test_services_are_held_against_their_claim_only_where_there_are_any(remittance):
    assert column(remittance, "claims", "services_charge_cents") == [15000, 0]
    assert column(remittance, "claims", "services_balanced") == [False, None]


def test_days_are_told_apart_by_their_qualifier(remittance):
    assert column(remittance, "claims", "served_to") == [date(2026, 9, 3), None]
    assert column(remittance, "services", "served_from") == [date(2026, 9, 1)]
    assert column(remittance, "services", "served_to") == [date(2026, 9, 2)]


def test_adjustments_remarks_and_amounts_have_a_row_for_each(remittance):
    assert column(remittance, "adjustments", "reason") == ["45", "97", "3", "16"]
    assert remittance.tables["adjustments"].within == [[0, 0, 0, 1], [-1, -1, 0, -1]]
    assert column(remittance, "remarks", "code") == ["MA01", "N130", "N1"]
    assert column(remittance, "amounts", "amount_cents") == [12000]
    assert column(remittance, "provider_adjustments", "reference") == ["ICN9", "X"]


def test_good_files_have_no_problems():
    assert problems_of(CLAIM_TABLES, file_of(T837P, CLAIM)) == []
    assert problems_of(REMITTANCE_TABLES, file_of(T835, REMIT)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"CLM*A1*197.5*", b"CLM*A1*1x*", ("SNIP1-TYPE", "CLM02")),
        (b"HC:99214:25*185", b"HC:99214:25*1,85", ("SNIP1-TYPE", "SV102")),
        (b"20260901-20260903", b"20260931-20260903", ("SNIP1-DATE", "DTP03")),
        (b"***1:2~", b"***x:2~", ("SNIP1-TYPE", "SV107-1")),
        (b"HI*ABK:E1165*ABF:I10~", b"HI*XXX:E1165~", ("SNIP2-QUALIFIER", "HI")),
        (b"SE*48*0001", b"SE*47*0001", ("SNIP1-COUNT", "SE01")),
        (b"SE*48*0001", b"SE*48*0002", ("SNIP1-CONTROL", "SE02")),
        (b"GE*1*1~", b"", ("SNIP1-TRAILER", "GE")),
        (b"GE*1*1~", b"GE*2*1~", ("SNIP1-COUNT", "GE01")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old, new, problem):
    data = file_of(T837P, CLAIM)
    assert old in data

    told = problems_of(CLAIM_TABLES, data.replace(old, new))

    assert told == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"SE*48*0001~", b"", ("SNIP1-TRAILER", "SE")),
        (b"*005010X222A1~", b"*005010X999~", ("SNIP2-GUIDE", "ST03")),
        (b"ST*837*", b"ST*270*", ("SNIP2-SET", "ST01")),
    ],
)
def test_a_set_that_is_not_whole_or_not_known_gives_no_rows_and_is_told(old, new, problem):
    data = file_of(T837P, CLAIM).replace(old, new)

    assert rows_of(CLAIM_TABLES, data) == []
    assert problem in problems_of(CLAIM_TABLES, data)


def test_a_file_that_was_cut_gives_no_rows_and_is_told():
    data = file_of(T837P, CLAIM)

    told = problems_of(CLAIM_TABLES, data[: len(data) // 2])

    assert rows_of(CLAIM_TABLES, data[: len(data) // 2]) == []
    assert ("SNIP1-CUT", "") in told
    assert ("SNIP1-TRAILER", "SE") in told


@pytest.mark.parametrize("data", [b"", b"no claim", b"\x00" * 50])
def test_what_is_no_x12_is_told(data):
    assert problems_of(CLAIM_TABLES, data) != []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
def test_every_source_of_a_layout_stands_in_a_table_of_its_transactions(layout):
    plans = [plan_of(layout, transaction) for transaction in tables_of(layout.kind)]

    for number, table in enumerate(layout.tables):
        for index, column in enumerate(table.columns):
            if table.each:
                groups = [group for plan in plans for groups in plan.tables[number].groups for group in groups]
                assert any(group.cells[index] != (0, 0) for group in groups), f"{table.name}.{column.name}"
            for source in column.choices if not table.each else ():
                places = [place for each in tables_of(layout.kind) for place in grammar_of(each).places]
                named = [place.seg.places for place in places if (place.loop.id, place.seg.name) == (source.loop, source.segment)]
                assert any(source.field in fields for fields in named), f"{table.name}.{column.name}: {source}"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
def test_every_table_of_segments_finds_them(layout):
    for table in layout.tables:
        for source in table.each.split():
            loop, _, segment = source.partition("/")
            places = [place for each in tables_of(layout.kind) for place in grammar_of(each).places]
            assert any(place.loop.id == loop and place.seg.name == segment for place in places), source
