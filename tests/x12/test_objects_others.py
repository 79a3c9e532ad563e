"""Damaged sets of eligibility, claim status, enrolment and premium: nothing raises, whatever their segments say."""

from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.transactions.t270 import T270
from superbill.x12.transactions.t271 import T271
from superbill.x12.transactions.t276 import T276
from superbill.x12.transactions.t277 import T277
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t820 import T820
from superbill.x12.transactions.t820_exchange import T820_EXCHANGE
from superbill.x12.transactions.t834 import T834
from tests.x12.invented_others import ACKNOWLEDGED, ANSWERED, ASKED, BILL, ENROLLED, EXCHANGE, ORGANIZATION, QUESTIONS, STATUSES
from tests.x12.one_set import file_of, lines_of

WHOLE = [
    (T270, ASKED), (T271, ANSWERED), (T276, QUESTIONS), (T277, STATUSES), (T277CA, ACKNOWLEDGED), (T834, ENROLLED), (T820, BILL),
    (T820, ORGANIZATION), (T820_EXCHANGE, EXCHANGE),
]  # fmt: skip


@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    transaction, text = data.draw(st.sampled_from(WHOLE))
    lines = lines_of(text)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        parts = lines[at].split("*")
        part = data.draw(st.integers(0, len(parts) - 1))
        parts[part] = data.draw(
            st.sampled_from(["", ":", "^", "X", "-", "9" * 30, "HL", "NM1", "EB", "STC", "INS", "HD", "ENT", "RMR"])
        )
        lines[at] = "*".join(parts[: data.draw(st.integers(1, len(parts)))])
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    things: list[object] = []

    report = check(file_of(transaction, lines), hear=things.append)

    assert report.sets == 1
