"""A payer's companion guide: what it tightens, what it lets pass, whom it is for, and what it may not say."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.companion import BadCompanion, Companion, read_companion
from superbill.x12.report import Report

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes().replace(b"\n", b"")
REMIT = (ROOT / "examples/visit/remit.835").read_bytes().replace(b"\n", b"")
ACME = (ROOT / "examples/x12/acme.toml").read_text(encoding="utf-8")
HEAD = 'name = "Acme"\nguide = "005010X222A1"\n'
DEPENDENT = b"HL*3*2*23*0~PAT*19~NM1*QC*1*KOWALSKI*TOM~N3*418 WILLOW CREEK RD~N4*LAKESIDE*WI*53999~DMG*D8*20150314*M~CLM*"
OF_A_CHILD = CLAIM.replace(b"HL*2*1*22*0~SBR*P*18", b"HL*2*1*22*1~SBR*P*").replace(b"CLM*", DEPENDENT).replace(b"SE*33", b"SE*39")


def guide(text: str, head: str = HEAD) -> Companion:
    return read_companion(head + text, where="acme.toml")


def told(data: bytes, text: str, levels: tuple[int, ...] = (7,)) -> list[tuple[str, str]]:
    """Code and spot of what is found with this guide."""
    return [(finding.code, finding.spot) for finding in check(data, levels=levels, companions=[guide(text)]).findings]


REPLACED = CLAIM.replace(b"11:B:1", b"11:B:7")
ANSWERED = REPLACED.replace(b"REF*EA", b"REF*F8*OLD1~REF*EA")
SECONDS = "[[rule]]\nwhen = '2300.CLM05-3 = 7 8'\n"
KEPT_AND_BROKEN = {
    "a segment is required": ('require = "2300.REF*EA"', CLAIM, CLAIM.replace(b"REF*EA*P0001~", b""), "REQUIRED-SEGMENT", "REF"),
    "any segment of that name will do": ('require = "2300.REF"', CLAIM, CLAIM.replace(b"REF*EA*P0001~", b""), "REQUIRED-SEGMENT", "REF"),
    "an element is required": ('require = "2010BA.NM105"', CLAIM, CLAIM.replace(b"*ANNE*", b"**"), "REQUIRED", "NM105"),
    "a part is required": ('require = "2400.SV101-3"', CLAIM.replace(b":99214", b":99214:25").replace(b":36415", b":36415:25"), CLAIM.replace(b":99214", b":99214:25"), "REQUIRED", "SV101-3"),
    "a loop is required": ('require = "2310B"', CLAIM, CLAIM.replace(b"NM1*82*1*ALVAREZ*MARISOL****XX*2876500200~PRV*PE*PXC*207Q00000X~", b""), "REQUIRED-LOOP", "NM1"),
    "the first segment of a loop means the loop": ('require = "2310B.NM1*82"', CLAIM, CLAIM.replace(b"NM1*82*", b"NM1*77*"), "REQUIRED-LOOP", "NM1"),
    "a segment is not used": ('not_used = "2300.REF*G1"', CLAIM, CLAIM.replace(b"REF*EA*", b"REF*G1*"), "NOT-USED-SEGMENT", "REF"),
    "an element is not used": ('not_used = "2000B.SBR04"', CLAIM, CLAIM.replace(b"LKSCHOOLS**", b"LKSCHOOLS*PLAN*"), "NOT-USED", "SBR04"),
    "a loop is not used": ('not_used = "2310C"', CLAIM, CLAIM.replace(b"LX*1~", b"NM1*77*2*HOUSE*****XX*2876500200~LX*1~"), "NOT-USED-LOOP", "NM1"),
    "codes": ('[codes]\n"2000B.SBR09" = ["CI", "hm"]', CLAIM.replace(b"**CI~", b"**HM~"), CLAIM.replace(b"**CI~", b"**MB~"), "CODE", "SBR09"),
    "codes of a part": ('[codes]\n"2300.CLM05-1" = "11"', CLAIM, CLAIM.replace(b"*11:B", b"*12:B"), "CODE", "CLM05-1"),
    "a length": ('[length]\n"2010BA.NM109" = 10', CLAIM, CLAIM.replace(b"AHP4410072", b"AHP441007"), "LENGTH", "NM109"),
    "a range of lengths": ('[length]\n"2010BA.NM109" = "3..10"', CLAIM, CLAIM.replace(b"AHP4410072", b"AHP44100721"), "LENGTH", "NM109"),
    "a pattern": ('[pattern]\n"2010BA.NM109" = {like = \'AHP\\d{7}\', says = "AHP and seven digits"}', CLAIM, CLAIM.replace(b"AHP", b"XHP"), "PATTERN", "NM109"),
    "most loops": ('[most]\n"2400" = 2', CLAIM, CLAIM.replace(b"LX*2~", b"LX*2~SV1*HC:36415*0*UN*1***1~DTP*472*D8*20260908~LX*3~"), "LOOP-REPEATS", "LX"),
    "most segments": ('[most]\n"2300.REF" = 1', CLAIM, CLAIM.replace(b"REF*EA", b"REF*G1*1~REF*EA"), "REPEATS", "REF"),
    "most in a set": ('[most_in_set]\n"2400.SV1" = 2', CLAIM, CLAIM.replace(b"LX*2~", b"LX*2~SV1*HC:36415*0*UN*1***1~DTP*472*D8*20260908~LX*3~"), "REPEATS", "SV1"),
    "a condition": (f'{SECONDS}require = "2300.REF*F8"', ANSWERED, REPLACED, "REQUIRED-SEGMENT", "REF"),
    "a condition that does not hold": (f'{SECONDS}require = "2300.REF*F8"', CLAIM, REPLACED, "REQUIRED-SEGMENT", "REF"),
    "a condition on an element": (f'{SECONDS}not_used = "2300.CLM10"', REPLACED, REPLACED.replace(b"*A*Y*Y~", b"*A*Y*Y*P~"), "NOT-USED", "CLM10"),
    "conditional codes": (f'{SECONDS}[rule.codes]\n"2000B.SBR01" = "P"', REPLACED, REPLACED.replace(b"SBR*P", b"SBR*S"), "CODE", "SBR01"),
    "a condition that comes later": (f'{SECONDS}require = "2010BA.REF*SY"', CLAIM, REPLACED, "REQUIRED-SEGMENT", "REF"),
    "a condition on a level above": ('[[rule]]\nwhen = "2000B.SBR09 = MB"\nrequire = "2400.REF*G1"', CLAIM, CLAIM.replace(b"**CI~", b"**MB~"), "REQUIRED-SEGMENT", "REF"),
    "a condition on the header": ('[[rule]]\nwhen = "BHT06 = RP"\nrequire = "2300.REF*G1"', CLAIM, CLAIM.replace(b"*CH~", b"*RP~"), "REQUIRED-SEGMENT", "REF"),
    "a condition on the loop beside": ('[[rule]]\nwhen = "2010BB.NM109 = ACME2"\nrequire = "2010BA.REF*SY"', CLAIM, CLAIM.replace(b"PI*ACME1", b"PI*ACME2"), "REQUIRED-SEGMENT", "REF"),
    "a condition on a loop below": ('[[rule]]\nwhen = "2400.SV101-2 = 99215"\nrequire = "2300.REF*G1"', CLAIM, CLAIM.replace(b"99214", b"99215"), "REQUIRED-SEGMENT", "REF"),
    "a negated condition": ('[[rule]]\nwhen = "not 2310B"\nrequire = "2310D"', CLAIM, CLAIM.replace(b"NM1*82*1*ALVAREZ*MARISOL****XX*2876500200~PRV*PE*PXC*207Q00000X~", b""), "REQUIRED-LOOP", "NM1"),
    "another code than": ('[[rule]]\nwhen = "2300.CLM05-1 != 11"\nrequire = "2310C"', CLAIM, CLAIM.replace(b"*11:B", b"*21:B"), "REQUIRED-LOOP", "NM1"),
    "two conditions": (f'{SECONDS.replace("7 8", "7 8 and 2000B.SBR09 = CI")}require = "2300.REF*F8"', REPLACED.replace(b"**CI~", b"**HM~"), REPLACED, "REQUIRED-SEGMENT", "REF"),
    "an early and a late condition": ('[[rule]]\nwhen = "2010BA.NM108 = MI and 2300.CLM05-3 = 7"\nrequire = "2010BA.REF*SY"', REPLACED.replace(b"*MI*", b"*II*"), REPLACED, "REQUIRED-SEGMENT", "REF"),
    "the same loop below another level": (f'{SECONDS}require = "2300.REF*F8"', OF_A_CHILD, OF_A_CHILD.replace(b"11:B:1", b"11:B:7"), "REQUIRED-SEGMENT", "REF"),
    "the envelope": ('[envelope]\nISA05 = ["ZZ", "30"]', CLAIM, CLAIM.replace(b"*ZZ*LAKESIDEFA", b"*01*LAKESIDEFA"), "ENVELOPE", "ISA05"),
    "the envelope of a group": ('[envelope]\nGS03 = "ACME1"', CLAIM, CLAIM.replace(b"*ACME1*2026", b"*ACME9*2026"), "ENVELOPE", "GS03"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kept", "broken", "code", "spot"), KEPT_AND_BROKEN.values(), ids=KEPT_AND_BROKEN)
def test_a_rule_finds_what_breaks_it_and_nothing_else(text: str, kept: bytes, broken: bytes, code: str, spot: str) -> None:
    assert kept != broken

    quiet, loud = told(kept, text), told(broken, text)

    assert quiet == []
    assert set(loud) == {(f"SNIP7-{code}", spot)}


@pytest.mark.parametrize("data", [CLAIM, OF_A_CHILD, REMIT], ids=["self", "child", "remittance"])
def test_the_claims_of_these_tests_are_sound(data: bytes) -> None:
    assert check(data).accepted


def test_the_guide_that_is_shipped_as_an_example_lets_its_claim_pass() -> None:
    report = check(CLAIM, companions=[read_companion(ACME)])

    assert report.accepted
    assert report.companions == ("Acme Health Plan",)


def test_what_the_implementation_guide_itself_requires_is_not_told_twice() -> None:
    text = 'require = ["2300.CLM05-1", "2010AA.N3", "2010BA"]'
    broken = CLAIM.replace(b"*11:B:1*", b"*:B:1*").replace(b"N3*200 HARBOR STREET~", b"")

    base, own = told(broken, text, levels=(1, 2)), told(broken, text, levels=(7,))

    assert {("SNIP2-REQUIRED-SEGMENT", "N3"), ("SNIP1-MISSING", "CLM05-1")} <= set(base)
    assert own == []


def test_a_code_that_the_implementation_guide_does_not_have_is_told_by_it_alone() -> None:
    found = told(CLAIM.replace(b"**CI~", b"**QQ~"), '[codes]\n"2000B.SBR09" = "CI"', levels=(2, 7))

    assert found == [("SNIP2-CODE", "SBR09")]


def test_a_finding_says_who_wants_it_and_why() -> None:
    text = f'{SECONDS}require = "2300.REF*F8"\nbecause = "It names the old claim."\nseverity = "warning"'

    (finding,) = check(REPLACED, levels=(7,), companions=[guide(text)]).findings

    assert finding.message == "Acme: REF*F8 is required when 2300.CLM05-3 = 7 8. It names the old claim."
    assert (finding.severity.value, finding.loop, finding.claim, finding.at.raw[:3]) == ("warning", "2300", "V1001-1", "CLM")


# --- whom it is for


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        ('receiver = "ACME1"', True),
        ('receiver = ["EVRG2", "acme1"]', True),
        ('receiver = "EVRG2"', False),
        ('sender = "LAKESIDEFA"', True),
        ('sender = "OTHER"', False),
        ('sender = "LAKESIDEFA"\nreceiver = "EVRG2"', False),
    ],
)
def test_a_guide_is_applied_to_its_partners_only(head: str, fits: bool) -> None:
    report = check(CLAIM, companions=[guide(f'{head}\nrequire = "2300.REF*G1"')])

    assert (not report.accepted, report.companions) == (fits, ("Acme",) * fits)


@pytest.mark.parametrize(("named", "fits"), [("005010X222", True), ("005010X222A2", True), ("005010X223A2", False)])
def test_a_guide_is_applied_to_its_implementation_guide_with_any_errata(named: str, fits: bool) -> None:
    companion = read_companion(f'name = "Acme"\nguide = "{named}"\nrequire = "2300.REF*G1"')

    assert (not check(CLAIM, companions=[companion]).accepted) is fits


def test_each_guide_is_held_against_its_own_sets_and_several_against_one() -> None:
    claims, other = guide('require = "2300.REF*G1"'), guide('require = "2300.REF*9F"')
    remits = read_companion('name = "Remits"\nguide = "005010X221A1"\nrequire = "2100.REF*EA"')

    report = check(CLAIM + REMIT.replace(b"*000000001*", b"*000000009*"), levels=(7,), companions=[claims, other, remits])

    assert [len(one.findings) for each in report.interchanges for group in each.groups for one in group.sets] == [2, 1]


def test_a_request_and_a_response_of_one_guide_are_told_apart_by_their_transaction() -> None:
    companion = read_companion('name = "A"\nguide = "005010X279A1"\ntransaction = "270"\nrequire = "2110C.EQ01"')

    assert [table.kind for table in companion.tables] == ["270"]


def test_an_address_is_told_once_for_an_interchange_of_several_groups() -> None:
    group = CLAIM[106 : CLAIM.index(b"IEA")]
    twice = CLAIM[:106] + group + group.replace(b"*0900*1*X", b"*0900*2*X").replace(b"GE*1*1", b"GE*1*2") + b"IEA*2*000000001~"

    assert told(twice, '[envelope]\nISA05 = "30"') == [("SNIP7-ENVELOPE", "ISA05")]


# --- what it lets pass

BROKEN = CLAIM.replace(b"*PI*ACME1", b"*24*ACME1")
RELAX = '[[relax]]\ncode = "SNIP2-CODE"\nbecause = "Old systems."\n'


def test_a_finding_that_is_relaxed_is_a_warning_that_says_why() -> None:
    report = check(BROKEN, levels=(1, 2), companions=[guide(f'{RELAX}loop = "2010BB"\nspot = "NM108"\nseverity = "warning"')])

    (finding,) = report.findings
    assert report.accepted
    assert finding.severity.value == "warning"
    assert finding.message.endswith("Acme lets it pass: Old systems.")


def test_a_finding_that_is_turned_off_is_counted() -> None:
    report = check(BROKEN, levels=(1, 2), companions=[guide(f'{RELAX}severity = "off"')])

    assert (report.accepted, report.findings, report.let_pass) == (True, [], 1)


@pytest.mark.parametrize(
    ("only", "passes"),
    [
        ('spot = "NM108"', True),
        ('spot = "NM1"', True),
        ('spot = "NM109"', False),
        ('loop = "2010BB"', True),
        ('loop = "2010BA"', False),
        ('values = ["24", "25"]', True),
        ('values = ["25"]', False),
    ],
)
def test_only_what_was_named_is_let_pass(only: str, passes: bool) -> None:
    report = check(BROKEN, levels=(1, 2), companions=[guide(f'{RELAX}{only}\nseverity = "off"')])

    assert report.accepted is passes


def test_a_relaxation_ends_with_its_group() -> None:
    other = (
        BROKEN.replace(b"ACME1", b"EVRG2").replace(b"*000000001*", b"*000000007*").replace(b"IEA*1*000000001", b"IEA*1*000000007")
    )
    companion = guide(f'{RELAX}severity = "off"', head=HEAD + 'receiver = "ACME1"\n')

    report = check(BROKEN + other, levels=(1, 2), companions=[companion])

    assert ([each.code for each in report.findings], report.let_pass) == (["SNIP2-CODE"], 1)


def test_without_level_seven_rules_are_silent_and_relaxations_hold() -> None:
    text = f'require = "2300.REF*G1"\n{RELAX}severity = "off"'

    report = check(BROKEN, levels=(1, 2), companions=[guide(text)])

    assert (report.findings, report.let_pass) == ([], 1)


# --- what it may not say

REFUSED = {
    "not TOML": ("require = [", "TOML"),
    "an unknown key": ('requires = ["2300.K3"]', "require?"),
    "no place of the guide": ('require = "2300.ZZZ"', "2300.ZZZ"),
    "no element of the guide": ('require = "2300.CLM13"', "2300.CLM13"),
    "no qualifier of the guide": ('require = "2300.REF*ZZ"', "2300.REF*ZZ"),
    "no loop of the guide": ('require = "2999"', "2999"),
    "not a place": ('require = "every claim"', "a place"),
    "not a list of texts": ("require = [1]", "require"),
    "a code that the guide does not have": ('[codes]\n"2000B.SBR09" = ["QQ"]', "QQ"),
    "no code at all": ('[codes]\n"2000B.SBR09" = []', "No code"),
    "codes of a whole composite": ('[codes]\n"2300.CLM05" = "7"', "CLM05-1"),
    "codes of a segment": ('[codes]\n"2300.CLM" = "7"', "element"),
    "a length that is none": ('[length]\n"2010BA.NM109" = "long"', "9..11"),
    "a range that ends before it begins": ('[length]\n"2010BA.NM109" = "9..3"', "9..11"),
    "a pattern that cannot be read": ('[pattern]\n"2010BA.NM109" = {like = "(", says = "x"}', "regular expression"),
    "a pattern without words": ('[pattern]\n"2010BA.NM109" = {like = "A"}', "says"),
    "most of nothing": ('[most]\n"2400" = 0', "from 1 on"),
    "most of an element": ('[most]\n"2300.CLM05-3" = 1', "element"),
    "a rule that wants nothing": ('[[rule]]\nwhen = "2300.CLM05-3 = 7"', "wants nothing"),
    "a pattern with a number of thousands of digits": (
        f'[pattern]\n"2010BA.NM109" = {{like = "a{{{"9" * 5_000}}}", says = "x"}}',
        "regular expression",
    ),
    "a condition that cannot be read": ('[[rule]]\nwhen = "2300.CLM05-3 > 7"\nrequire = "2310B"', "condition"),
    "a condition of no place": ('[[rule]]\nwhen = "2300.CLM13 = 7"\nrequire = "2310B"', "2300.CLM13"),
    "a count with a condition": ('[[rule]]\nwhen = "2310B"\n[rule.most]\n"2400" = 2', "when"),
    "a severity that is none": ('[[rule]]\nrequire = "2310B"\nseverity = "fatal"', "fatal"),
    "an envelope element that is none": ('[envelope]\nISA99 = "1"', "ISA99"),
    "an envelope that nothing fits": ("[envelope]\nISA05 = []", "No value"),
    "a relaxation without a reason": ('[[relax]]\ncode = "SNIP2-CODE"\nseverity = "off"', "because"),
    "a relaxation to an error": ('[[relax]]\ncode = "SNIP2-CODE"\nseverity = "error"\nbecause = "x"', "relax"),
    "a relaxation of no finding": ('[[relax]]\ncode = "SNIP2-COD"\nseverity = "off"\nbecause = "x"', "SNIP2-CODE"),
    "a relaxation in no loop": ('[[relax]]\ncode = "SNIP2-CODE"\nloop = "2999"\nseverity = "off"\nbecause = "x"', "2999"),
}


@pytest.mark.parametrize(("text", "says"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_in_the_guide_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(BadCompanion) as refused:
        guide(text)

    assert says in str(refused.value)
    assert refused.value.where.startswith("acme.toml")
    assert refused.value.todo


@pytest.mark.parametrize(
    "head", ["", 'name = "A"', 'guide = "005010X222A1"', 'name = "A"\nguide = "5010"', 'name = "A"\nguide = 5010']
)
def test_a_guide_without_name_or_known_implementation_guide_is_refused(head: str) -> None:
    with pytest.raises(BadCompanion):
        read_companion(head)


VALUES = [
    '"2300.CLM05-3"',
    '["2310B", 1]',
    "1",
    "true",
    '"7"',
    "{}",
    "[[]]",
    '{"2300.CLM05-3" = "7"}',
    '{"2400" = -1}',
    "2026-01-01",
    '""',
]
KEYS = [
    "require",
    "not_used",
    "codes",
    "length",
    "pattern",
    "most",
    "most_in_set",
    "envelope",
    "rule",
    "relax",
    "sender",
    "transaction",
]


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=3))
def test_any_guide_is_read_or_refused(content: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in content.items())

    with suppress(BadCompanion):
        companion = guide(text)

        assert check(CLAIM, companions=[companion]).claims == 1


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(BadCompanion):
        guide("require = " + "[" * 100_000)


# --- any file

EVERYTHING = (*(guide(text) for text, *_ in KEPT_AND_BROKEN.values()), read_companion(ACME))


@given(st.integers(0, len(CLAIM) - 1), st.binary(max_size=3), st.integers(0, 40))
def test_any_damage_gives_a_report_that_does_not_depend_on_the_chunks(at: int, put: bytes, cut: int) -> None:
    damaged = CLAIM[:at] + put + CLAIM[at + cut :]

    whole = check(damaged, levels=(7,), companions=EVERYTHING)
    pieces = check((damaged[place : place + 7] for place in range(0, len(damaged), 7)), levels=(7,), companions=EVERYTHING)

    assert whole.findings == pieces.findings


def test_a_segment_that_goes_on_for_ever_in_one_loop_is_judged_in_bounded_memory() -> None:
    text = f'{SECONDS}not_used = "2300.REF*EA"'
    many = REPLACED.replace(b"REF*EA*P0001~", b"REF*EA*P0001~" * 25_000)

    report: Report = check(many, levels=(7,), companions=[guide(text)], most=100)

    assert len(report.findings) + report.left_out == 25_000
