"""Files are told apart by what stands in them, never by their name."""

import pytest

from superbill.exchange.kinds import kind_of
from superbill.x12.errors import X12Error
from tests.exchange.invented import ACCEPTED, CLAIM, claim_answer, claims_file, file_answer, remit_file

CLAIMS, REMITTANCE = claims_file(CLAIM), remit_file()
FILE_ANSWER, CLAIM_ANSWER = file_answer(CLAIMS), claim_answer((ACCEPTED, CLAIM))
ISA = CLAIMS[:107]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(CLAIMS, "837P"), (REMITTANCE, "835"), (FILE_ANSWER, "999"), (CLAIM_ANSWER, "277CA")],
    ids=["837P", "835", "999", "277CA"],
)
def test_a_file_is_known_by_its_set_and_guide(data, kind):
    assert kind_of(data) == kind


def test_an_interchange_with_only_an_acknowledgement_is_a_ta1():
    assert kind_of(ISA + b"TA1*000000017*260918*1030*A*000~\nIEA*0*000000017~\n") == "TA1"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (CLAIMS.replace(b"005010X222A1", b"005010X223A2"), "A 837 of guide 005010X223A2 is not read here"),
        (CLAIMS.replace(b"ST*837*", b"ST*834*"), "A 834 of guide"),
        (ISA + b"IEA*0*000000017~", "no transaction set"),
        (CLAIMS + REMITTANCE, "mixes kinds: 835, 837P"),
        (b"claim,amount\nV0001,12.00\n", "does not begin with an ISA"),
        (b"", "empty"),
    ],
    ids=["another guide", "another transaction", "nothing inside", "mixed", "not X12", "empty"],
)
def test_what_is_not_read_here_is_refused(data, says):
    with pytest.raises(X12Error, match=says):
        kind_of(data)
