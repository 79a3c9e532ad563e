"""The part of a file that speaks of one claim, with the offsets where it stands."""

from dataclasses import replace

from superbill.exchange.explain import claim_segments
from tests.exchange.invented import (
    ACCEPTED,
    CLAIM,
    DEPENDENT,
    PAID,
    REJECTED,
    REMIT,
    REVERSED,
    claim_answer,
    claims_file,
    file_answer,
    remit_file,
)

CLAIMS = claims_file(CLAIM, DEPENDENT)


def own(data: bytes, control: str) -> list[str]:
    return [segment.text for segment in claim_segments(data, control=control) if segment.own]


def test_a_claim_is_shown_from_its_clm_to_its_last_line():
    shown = own(CLAIMS, "V0001-1")

    assert shown[0].startswith("CLM*V0001-1*")
    assert shown[-1] == "REF*6R*2~"
    assert not any("V0002" in text for text in shown)


def test_the_levels_above_a_claim_are_shown_as_shared():
    shared = [segment.text for segment in claim_segments(CLAIMS, control="V0002-1") if not segment.own]

    assert [text[:9] for text in shared if text.startswith("HL*")] == ["HL*1**20*", "HL*3*1*22", "HL*4*3*23"]
    assert "NM1*QC*1*RIVERS*TIM~" in shared
    assert not any("DMG*D8*1968" in text for text in shared)


def test_every_segment_stands_where_its_offset_says():
    for segment in claim_segments(CLAIMS, control="V0002-1"):
        assert CLAIMS[segment.offset : segment.offset + len(segment.text)] == segment.text.encode()


def test_a_reversal_and_its_correction_are_both_shown():
    paid_again = replace(PAID, control=REVERSED.control)
    remit = replace(REMIT, claims=(REVERSED, PAID, paid_again))
    data = remit_file(remit)

    heads = [text for text in own(data, REVERSED.control) if text.startswith("CLP")]

    assert [text.split("*")[2] for text in heads] == ["22", "1"]


def test_an_acknowledgement_of_a_claim_is_shown():
    data = claim_answer((ACCEPTED, CLAIM), (REJECTED, DEPENDENT))

    assert own(data, "V0002-1") == [
        "TRN*2*V0002-1~",
        "STC*A7:562:85*20260918*U*197.5********NO SUCH PROVIDER~",
        "DTP*472*D8*20260914~",
    ]


def test_the_faults_of_a_claim_in_a_999_are_shown():
    bad = CLAIMS.replace(b"SV1*HC:99214*185*", b"SV1*HC:99214*18x*", 1)
    data = file_answer(bad)

    assert own(data, "V0001-1") == ["IK3*SV1*26*2400*8~", "CTX*CLM01:V0001-1~", "IK4*2*782*6*18x~"]
    assert own(data, "V0002-1") == []


def test_a_claim_that_the_file_does_not_name_has_no_part():
    assert claim_segments(CLAIMS, control="V0099-1") == ()
