"""A 277CA takes each sound claim and rejects each other one with the reason; it adds up, and two validators find it sound."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.x12.answers import Numbers
from superbill.x12.answers.a277ca import Source, answer_277ca, answer_facts
from superbill.x12.answers.answer import answer_file, hear_file
from superbill.x12.answers.facts import facts_of
from superbill.x12.answers.read import outcomes
from superbill.x12.answers.statuses import ENTITIES, NEEDS_ENTITY, statuses_of
from superbill.x12.answers.statuses_by_place import CODES
from superbill.x12.check import check
from superbill.x12.errors import X12Error
from superbill.x12.findings import CATALOGUE, At, Finding, found
from superbill.x12.guides import tables_of
from superbill.x12.lists import Lists
from superbill.x12.objects.claims import Claim
from superbill.x12.rules import load_all
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Loop, Seg, Transaction
from superbill.x12.tools.generate import generate
from superbill.x12.transactions.t837i import T837I
from superbill.x12.transactions.t837p import T837P
from tests.pyx12_check import pyx12_errors
from tests.x12.answering import AT, DAY, answered, claims_file, claims_told, heard, rejected, segments
from tests.x12.damage import damaged
from tests.x12.invented_claims import INSTITUTIONAL, PROFESSIONAL
from tests.x12.one_set import file_of, lines_of

KINDS = ("837P", "837I", "837D")


def prove_sound(data: bytes) -> None:
    """No validator finds anything wrong with the answer, and its amounts and numbers add up."""
    report = check(data, levels=(1, 2, 3, 4))
    assert report.accepted, [(each.code, each.spot, each.message) for each in report.findings]
    for one in sets_of(data):
        claims = [(stc[3], cents(stc[4])) for stc in below(one, "PT", "STC") if len(stc) > 4 and stc[4]]
        for quantity, amount, action in (("90", "YU", "WQ"), ("AA", "YY", "U"), ("QA", "YU", "WQ"), ("QC", "YY", "U")):
            some = [charge for each, charge in claims if each == action]
            level = "21" if quantity in ("90", "AA") else "19"
            assert sum(int(each[2]) for each in below(one, level, "QTY") if each[1] == quantity) == len(some)
            assert sum(cents(each[2]) for each in below(one, level, "AMT") if each[1] == amount) == sum(some)
        assert [cents(each[4]) for each in below(one, "21", "STC")] == [sum(charge for _, charge in claims)]


def sets_of(data: bytes) -> Iterator[list[list[str]]]:
    one: list[list[str]] = []
    for segment in segments(data):
        elements = segment.split("*")
        if elements[0] == "ST":
            one = []
        one.append(elements)
        if elements[0] == "SE":
            yield one


def below(one: list[list[str]], level: str, tag: str) -> Iterator[list[str]]:
    """The segments of that name that stand in levels of that kind; of the STC of a claim only the first."""
    here, first = "", True
    for elements in one:
        here = elements[3] if elements[0] == "HL" else here
        first = first or elements[0] == "TRN"
        if here == level and elements[0] == tag and (first or tag != "STC"):
            yield elements
            first = tag != "STC"


def cents(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(f"{part}00"[:2])


def claim_file(text: str, table: Transaction = T837P) -> bytes:
    return file_of(table, [line for line in lines_of(text) if line])


# --- sound claims


@pytest.mark.parametrize("kind", KINDS)
def test_every_claim_of_a_sound_file_is_taken(kind):
    data = answered(heard(kind), after_999=True)

    told = claims_told(data)
    assert list(told) == [claim.control for claim in heard(kind).claims]
    assert {each.verdict.value for each in told.values()} == {"accepted"}
    assert {each.reasons[0].code for each in told.values()} == {"A2:20"}
    prove_sound(data)
    assert pyx12_errors(data) == []


def test_each_837_has_its_own_277ca_that_names_its_batch():
    data = answered(heard("837P"))

    sent = [line.split("*")[3] for line in segments(claims_file("837P")) if line.startswith("BHT")]
    assert [each.control for each in outcomes(data) if each.of == "batch"] == sent
    assert len(sent) == 2


def test_the_levels_of_the_answer_are_receiver_submitter_provider_and_patient():
    one = next(sets_of(answered(hear_file(claim_file(PROFESSIONAL)))))

    assert [each[3] for each in one if each[0] == "HL"] == ["20", "21", "19", "PT"]
    assert [each[1:5] for each in one if each[0] == "NM1"] == [
        ["PR", "2", "ELM PAYER", ""],
        ["41", "2", "OAK BILLING", ""],
        ["85", "2", "OAK CLINIC", ""],
        ["QC", "1", "RIVERS", "ANA"],
    ]
    assert ["TRN", "2", "C1"] in one
    assert ["DTP", "472", "RD8", "20260910-20260911"] in one
    assert ["DTP", "050", "D8", "20260918"] in one
    assert ["DTP", "009", "D8", "20260919"] in one


def test_an_institutional_claim_has_its_statement_and_bill_type():
    one = next(sets_of(answered(hear_file(claim_file(INSTITUTIONAL, T837I)))))

    assert ["REF", "BLT", "111"] in one
    assert ["DTP", "472", "RD8", "20260901-20260904"] in one


def test_the_number_of_a_clearinghouse_is_echoed_and_the_payers_own_given():
    file = hear_file(claim_file(PROFESSIONAL.replace("HI*ABK", "REF*D9*TRACE7\nHI*ABK")))

    data = answer_facts(file.report, file.claims, at=AT, on=DAY, number_of=lambda claim: f"P-{claim.control}")

    assert "REF*D9*TRACE7" in segments(data)
    assert claims_told(data)["C1"].payer_claim_number == "P-C1"
    prove_sound(data)
    assert pyx12_errors(data) == []


def test_a_clearinghouse_says_that_it_received_the_claims():
    file = heard("837D")

    data = answer_facts(file.report, file.claims, at=AT, on=DAY, source=Source("ELM EXCHANGE", "ELMX", entity="AY"))

    assert any(line.startswith("NM1*AY*2*ELM EXCHANGE*****46*ELMX") for line in segments(data))
    assert {each.reasons[0].code for each in claims_told(data).values()} == {"A1:20"}
    assert pyx12_errors(data) == []


def test_claims_given_as_objects_are_answered_as_those_that_went_by():
    claims: list[Claim] = []
    report = check(
        claims_file("837P", "total-charge"), hear=lambda thing: claims.append(thing) if isinstance(thing, Claim) else None
    )

    data = answer_277ca(report, claims, at=AT, on=DAY)

    assert data == answered(heard("837P", "total-charge"), after_999=True)


# --- claims with a mistake


ONE_CLAIM = [
    ("837P", "impossible-date", "A7:187", True),
    ("837P", "amount-not-a-number", "A7:639", True),
    ("837P", "too-long", "A7:512", False),
    ("837P", "too-many-parts", "A7:481", False),
    ("837P", "missing-element", "A6:360", False),
    ("837P", "missing-loop", "A6:124:PR", False),
    ("837P", "wrong-order", "A3:481", True),
    ("837P", "unexpected-segment", "A3:481", False),
    ("837P", "code-not-allowed", "A7:157:IL", False),
    ("837P", "drug-without-quantity", "A6:724", True),
    ("837P", "decision-without-date", "A6:516:PR", True),
    ("837P", "total-charge", "A8:400", False),
    ("837P", "other-payer-not-balanced", "A8:672", False),
    ("837P", "other-line-not-balanced", "A8:672", True),
    ("837P", "pointer-without-diagnosis", "A8:477", True),
    ("837P", "frequency-without-original-ref", "A6:464", False),
    ("837P", "self-without-birth-date", "A6:158:IL", False),
    ("837P", "dependent-without-patient", "A8:156", False),
    ("837P", "accident-without-date", "A6:727", False),
    ("837P", "auto-accident-without-state", "A6:750", False),
    ("837P", "service-after-file", "A8:510", True),
    ("837P", "rendering-npi", "A7:562:82", False),
    ("837P", "place-of-service", "A7:249", False),
    ("837I", "attending-missing", "A6:124:71", False),
    ("837I", "admission-without-date", "A6:189", False),
    ("837I", "bill-type", "A7:228", False),
    ("837D", "pointer-without-diagnosis", "A8:477", True),
    ("837D", "total-charge", "A8:400", False),
]


@pytest.mark.parametrize(("kind", "fault", "status", "of_a_line"), ONE_CLAIM)
def test_the_mistaken_claim_is_rejected_and_the_others_are_taken(kind, fault, status, of_a_line):
    data = answered(heard(kind, fault, claims=24))

    told = claims_told(data)
    (bad,) = rejected(data)
    assert len(told) == 24
    assert told[bad].reasons[0].code == status
    assert any(reason.where for reason in told[bad].reasons) == of_a_line
    prove_sound(data)


@pytest.mark.parametrize("fault", ["missing-required", "npi-check-digit", "state", "too-often"])
def test_a_mistake_of_the_billing_provider_rejects_all_of_its_claims(fault):
    data = answered(heard("837P", fault))

    first_set = {claim.control for claim in heard("837P").claims[:6]}
    assert rejected(data) == first_set
    prove_sound(data)
    assert pyx12_errors(data) == []


@pytest.mark.parametrize(
    ("kind", "fault"), [("837P", "other-line-not-balanced"), ("837I", "admission-without-date"), ("837D", "total-charge")]
)
def test_a_second_validator_finds_rejections_sound(kind, fault):
    assert pyx12_errors(answered(heard(kind, fault, claims=24))) == []


def test_only_the_guides_categories_and_actions_are_used():
    faults = ("impossible-date", "total-charge", "self-without-birth-date", "rendering-npi")

    statuses = [line.split("*") for line in segments(answered(heard("837P", *faults))) if line.startswith("STC")]

    assert {each[1][:2] for each in statuses} <= {"A1", "A2", "A3", "A6", "A7", "A8"}
    assert {each[3] for each in statuses} == {"WQ", "U"}


def test_a_line_stands_only_below_the_claim_that_it_caused_to_be_rejected():
    one = [line for line in segments(answered(heard("837P", "impossible-date"))) if line.startswith(("TRN*2*V", "SVC", "STC"))]

    lines = [index for index, line in enumerate(one) if line.startswith("SVC")]
    assert len(lines) == 1
    assert one[lines[0] - 1].split("*")[3] == "U"
    assert one[lines[0] + 1].split("*")[:4] == ["STC", "A7:187", "20260918", "U"]


def test_several_reasons_are_all_given_three_in_a_segment():
    text = PROFESSIONAL.replace("*197.5***11:B:1*Y*A*Y*Y", "*198***11:B:7*Q*A*Q*Q").replace("*19680304*F", "*19680304*Q")
    file = hear_file(claim_file(text))

    data = answered(file)

    codes = [reason.code for reason in claims_told(data)["C1"].reasons]
    assert codes == ["A7:157:IL", "A8:400", "A6:464", "A7:466:85", "A7:360", "A7:333"]
    assert sum(line.startswith("STC*") and "*U*198" in line for line in segments(data)) == 2
    assert pyx12_errors(data) == []


def test_a_warning_never_rejects():
    file = heard("837P", "diagnosis", "taxonomy")

    data = answered(file, after_999=True)

    assert rejected(data) == set()


def test_a_list_that_the_caller_makes_severe_does_reject():
    lists = Lists.standard().with_list("ICD-10-CM diagnosis", lambda code, on: code != "E1199")
    file = hear_file(claims_file("837P", "diagnosis"), lists=lists)

    told = claims_told(answered(file))

    (bad,) = [each for each in told.values() if not each.is_taken]
    assert bad.reasons[0].code == "A7:254"


def test_the_levels_that_reject_can_be_chosen():
    file = heard("837P", "total-charge", "rendering-npi")

    assert len(rejected(answered(file, levels=(1, 2)))) == 0
    assert {each.reasons[0].code for each in claims_told(answered(file, levels=(1, 2, 3))).values()} == {"A2:20", "A8:400"}


# --- the 999 goes first


def test_a_set_that_the_999_rejects_gets_no_277ca():
    answers = answer_file(claims_file("837P", "impossible-date", "total-charge"), at=AT, on=DAY)

    taken = {claim.control for claim in heard("837P").claims[6:]}
    assert [(each.control, each.is_taken) for each in outcomes(answers.ack_999) if each.of == "set"] == [
        ("0001", False),
        ("0002", True),
    ]
    assert set(claims_told(answers.ack_277ca)) == taken


def test_an_interchange_that_the_ta1_refuses_gets_nothing_else():
    answers = answer_file(claims_file("837P", "iea-count"), at=AT, on=DAY)

    assert [(each.of, each.is_taken) for each in outcomes(answers.ta1)] == [("interchange", False)]
    assert (answers.ack_999, answers.ack_277ca) == (b"", b"")


def test_a_group_that_the_999_rejects_gets_no_277ca():
    answers = answer_file(claims_file("837P", "ge-count"), at=AT, on=DAY)

    assert answers.ack_999
    assert answers.ack_277ca == b""


def test_without_a_999_a_broken_envelope_rejects_every_claim_around_which_it_stands():
    broken_set, broken_group = answered(heard("837P", "se-count")), answered(heard("837P", "ge-count"))

    assert rejected(broken_set) == {claim.control for claim in heard("837P").claims[:6]}
    assert rejected(broken_group) == {claim.control for claim in heard("837P").claims}


def test_a_file_that_was_cut_has_no_taken_claim_in_the_set_that_was_cut():
    data = answered(heard("837P", "cut-file"))

    assert rejected(data) == set(claims_told(data)) != set()


def test_a_set_without_a_claim_that_can_be_read_is_refused_as_a_whole():
    data = answered(hear_file(claim_file(PROFESSIONAL[: PROFESSIONAL.index("HL*1")])))

    (told,) = outcomes(data)
    assert (told.of, told.is_taken, told.reasons[0].code) == ("batch", False, "A3:481")
    assert check(data).accepted


def test_control_numbers_count_on_through_all_answers():
    again = claims_file("837P").replace(b"*000000004*", b"*000000005*").replace(b"*000000004~", b"*000000005~")
    answers = answer_file(claims_file("837P") + again, at=AT, on=DAY, numbers=Numbers(7, 70, 700))

    numbers = [
        line.split("*")[13] for data in (answers.ack_999, answers.ack_277ca) for line in segments(data) if line[:3] == "ISA"
    ]
    sets = [line.split("*")[2] for data in (answers.ack_999, answers.ack_277ca) for line in segments(data) if line[:3] == "ST*"]
    assert numbers == [f"{number:09d}" for number in (7, 8, 9, 10)]
    assert sets == ["0700", "0701", "0702", "0703", "0704", "0705"]


def test_what_is_no_claim_gets_no_277ca():
    remittance = b"".join(generate("835", seed=1, claims=2, on=DAY))

    assert answer_file(remittance, at=AT, on=DAY).ack_277ca == b""


def test_the_answer_is_the_same_in_chunks_of_any_size():
    data = claims_file("837P", "rendering-npi")

    whole = answer_file(data, at=AT, on=DAY)
    pieces = answer_file((data[at : at + 7] for at in range(0, len(data), 7)), at=AT, on=DAY)

    assert (pieces.ta1, pieces.ack_999, pieces.ack_277ca) == (whole.ta1, whole.ack_999, whole.ack_277ca)


# --- which claim is meant


TWO_CLAIMS = PROFESSIONAL.rstrip() + "\n" + PROFESSIONAL[PROFESSIONAL.index("CLM*C1") :].replace("CLM*C1", "CLM*C2")


@pytest.mark.parametrize(
    ("old", "new", "bad"),
    [
        ("CLM*C1*197.5", "CLM*C1*198", {"C1"}),
        ("CLM*C2*197.5", "CLM*C2*198", {"C2"}),
        ("CLM*C2*197.5***11:B:1*Y*A*Y*Y", "CLM*C2*197.5***11:B:1*Y*A*Q*Y", {"C2"}),
        ("CLM*C1*197.5***11:B:1*Y*A*Y*Y", "CLM*C1*197.5***11:B:1*Y*A*Q*Y", {"C1"}),
        ("DMG*D8*19680304*F", "DMG*D8*19680304*Q", {"C1", "C2"}),
        ("NM1*PR*2*ELM PAYER*****PI*ELM1", "", {"C1", "C2"}),
        ("NM1*IL*1*RIVERS*ANA****MI*M1", "NM1*IL*1*RIVERS*ANA****XQ*M1", {"C1", "C2"}),
        ("DMG*D8*19680304*F", "", {"C1", "C2"}),
        ("BHT*0019*00*0001*20260914*0930*CH", "BHT*0019*00*0001*20260914*2530*CH", {"C1", "C2"}),
    ],
)
def test_an_error_rejects_the_claims_that_it_is_about(old, new, bad):
    text = TWO_CLAIMS.replace(old, new, 1)
    assert text != TWO_CLAIMS

    data = answered(hear_file(claim_file(text)))

    assert rejected(data) == bad
    assert set(claims_told(data)) == {"C1", "C2"}


def test_what_stands_after_the_last_claim_is_not_that_claims():
    text = TWO_CLAIMS + "\nHL*3*1*22*0\nSBR*P*18*******Q"

    file = hear_file(claim_file(text))

    assert not file.report.accepted
    assert rejected(answered(file)) == set()


def test_two_claims_with_one_number_are_told_apart():
    text = TWO_CLAIMS.replace("CLM*C2*197.5", "CLM*C1*198")

    told = [each for each in outcomes(answered(hear_file(claim_file(text)))) if each.of == "claim"]

    assert [(each.control, each.is_taken) for each in told] == [("C1", True), ("C1", False)]


def test_claims_of_one_patient_share_a_level():
    data = answered(hear_file(claim_file(TWO_CLAIMS)))

    assert sum(line.endswith("*PT") for line in segments(data)) == 1
    assert pyx12_errors(data) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("XX*2000000010", "XX*2000000011", "NM1*85*2*OAK CLINIC*****SV*2000000011"),
        ("*XX*2000000010\n", "\n", "NM1*85*2*OAK CLINIC*****FI*399999999"),
        (
            "*****XX*2000000010\nN3*12 OAK ROAD\nN4*OAKTON*WI*539991234\nREF*EI*399999999",
            "",
            "NM1*85*2*OAK CLINIC*****SV*UNKNOWN",
        ),
        ("RIVERS*ANA", "MÜLLER*ANAÏS", "NM1*QC*1*MULLER*ANAIS****MI*M1"),
        ("****MI*M1", "", "NM1*QC*1*RIVERS*ANA****MI*G55"),
        ("RIVERS*ANA", "*", "NM1*QC*1*UNKNOWN*****MI*M1"),
        ("CLM*C1", "CLM*", "TRN*2*0"),
        ("CLM*C1", f"CLM*{'9' * 60}", f"TRN*2*{'9' * 50}"),
        ("DTP*472*D8*20260910", "DTP*472*D8*20260931", "DTP*472*D8*20260911"),
        ("BHT*0019*00*0001", "BHT*0019*00*", "TRN*2*0001"),
    ],
)
def test_what_cannot_be_repeated_is_left_out_or_said_otherwise(old, new, line):
    npi = next(each for each in lines_of(PROFESSIONAL) if each.startswith("NM1*85")).split("*")[9]
    text = PROFESSIONAL.replace(
        old.replace("2000000010", npi), new.replace("2000000011", npi[:-1] + str((int(npi[-1]) + 1) % 10))
    )
    line = line.replace("2000000011", npi[:-1] + str((int(npi[-1]) + 1) % 10))
    assert text != PROFESSIONAL

    data = answered(hear_file(claim_file(text)))

    assert line in segments(data)
    prove_sound(data)


# --- statuses


def spots(table: Transaction) -> Iterator[tuple[Loop, Seg, str]]:
    """Each segment and element of a guide, as findings point at them."""
    waiting: list[Loop] = [table.body]
    while waiting:
        loop = waiting.pop()
        for child in loop.children:
            if isinstance(child, Loop):
                waiting.append(child)
                continue
            yield loop, child, child.tag
            for _, place, part in child.places.values():
                yield loop, child, f"{child.tag}{place:02d}" + (f"-{part}" if part else "")


@pytest.mark.parametrize("table", tables_of("837"), ids=lambda table: table.guide)
@pytest.mark.parametrize("code", ["SNIP1-MISSING", "SNIP2-CODE", "SNIP2-REQUIRED-SEGMENT", "SNIP5-NPI"])
def test_every_place_of_the_guides_has_a_status_that_names_whom_it_is_about(table, code):
    check(b"", levels=(5,))
    for loop, seg, spot in spots(table):
        error = found(code, "", at=At(2, 0, seg.tag), spot=spot, loop=loop.id)
        for status in statuses_of(error, table, Delimiters()):
            prove_status(error, status)


def prove_status(error: Finding, status: tuple[str, str, str]) -> None:
    category, number, entity = status
    assert category in ("A3", "A6", "A7", "A8")
    assert Lists.standard().get("claim status").judge(number, DAY) is None
    assert int(number) < 772, "younger numbers are not known everywhere"
    assert bool(entity) == (number in NEEDS_ENTITY), (error.spot, error.loop, status)
    assert entity in ENTITIES or not entity


def test_every_code_of_the_catalogue_has_a_status():
    load_all()
    for kind in CATALOGUE.values():
        error = Finding(kind.code, "", At(2, 0, "CLM*C1*10"), "CLM", 2, loop="2300", severity=kind.severity)
        statuses = statuses_of(error, T837P, Delimiters())
        assert statuses
        for status in statuses:
            prove_status(error, status)


def test_the_codes_with_a_status_of_their_own_are_in_the_catalogue():

    load_all()
    codes = {line.split()[0] for line in CODES.strip().splitlines()}
    assert codes <= set(CATALOGUE)


# --- what is kept, and what is refused


def test_a_claim_without_errors_keeps_no_lines():
    kept = [bool(claim.lines) for claim in heard("837P", "impossible-date").claims]

    assert kept[0]
    assert not any(kept[1:5])


def test_only_errors_are_kept_and_of_one_claim_only_the_first():
    text = PROFESSIONAL + "\n".join("TS3*1" for _ in range(200))

    report = hear_file(claim_file(text)).report

    assert 1 <= len(report.findings) <= 60
    assert report.left_out == 0


def test_a_report_that_left_findings_out_is_not_answered():
    claims: list[Claim] = []
    data = claims_file("837P", "total-charge", "impossible-date")
    report = check(data, most=1, hear=lambda thing: claims.append(thing) if isinstance(thing, Claim) else None)

    with pytest.raises(X12Error, match="More was found"):
        answer_277ca(report, claims, at=AT, on=DAY)


def test_facts_hold_what_the_claim_says():
    claims: list[Claim] = []
    check(claim_file(PROFESSIONAL), hear=lambda thing: claims.append(thing) if isinstance(thing, Claim) else None)

    facts = facts_of(claims[0])

    assert (facts.control, facts.charge_cents, facts.member_id) == ("C1", 19750, "M1")
    assert [(line.control, line.code, line.charge_cents, line.units) for line in facts.lines] == [
        ("L1", "99214", 18500, "1"),
        ("L2", "36415", 1250, "1"),
    ]
    assert facts.lines[1].modifiers == ("59",)


# --- any file at all


@settings(max_examples=30)
@given(data=st.one_of(*map(damaged, ("837P", "837I", "837D", "835"))))
def test_any_file_gives_answers_that_are_sound_themselves(data):
    try:
        answers = answer_file(data, at=AT, on=DAY)
        every = answered(answers.heard)
    except X12Error:
        return  # sender or receiver cannot stand in an envelope

    for each in filter(None, (answers.ta1, answers.ack_999)):
        assert check(each, levels=(1, 2, 3, 4)).accepted
        assert outcomes(each)
    for each in filter(None, (answers.ack_277ca, every)):
        prove_sound(each)
        assert outcomes(each)


@settings(max_examples=25)
@given(data=damaged("837P"))
def test_no_claim_is_taken_in_which_an_error_was_found(data):
    file = hear_file(data)
    try:
        told = [each for each in outcomes(answered(file)) if each.of == "claim"] if file.claims else []
    except X12Error:
        return

    wrong = {each.claim for each in file.report.findings if each.claim}
    taken = {each.control for each in told if each.is_taken}
    doubled = {each.control for each in told if sum(one.control == each.control for one in told) > 1}
    assert (wrong & taken) <= doubled


def test_the_time_of_the_answer_needs_no_zone():
    file = heard("837P")

    naive = answer_facts(file.report, file.claims, at=datetime(2026, 9, 19, 8, 0), on=DAY)  # noqa: DTZ001  (local time)

    assert naive == answered(file, after_999=True)


def test_an_answer_of_a_report_without_interchanges_is_empty():
    file = hear_file(b"")

    assert answered(replace(file)) == b""
