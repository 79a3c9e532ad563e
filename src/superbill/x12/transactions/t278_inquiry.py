"""278 Health Care Services Review: Inquiry and its Response, 005010X215: what has been decided on a review, and how it stands.

Nothing here runs. The tables are those of the request and of its response (X217) with the differences that published messages of this
guide show: the kind of certification, or the whole review, may be left out, the days of a certification may be asked for, and a
response may tell of several subscribers. The guide itself is not published openly: where it is narrower than X217 is not known to us,
and the type of a response (BHT06) is not judged.
"""

from dataclasses import replace

from superbill.x12.tables import Field, Loop, Transaction
from superbill.x12.transactions.changes import Change, Part, changed, followed_by, instead, with_fields, with_optional
from superbill.x12.transactions.shapes_inquiry import opening
from superbill.x12.transactions.t278 import T278
from superbill.x12.transactions.t278_response import DATED, T278_RESPONSE

ANY_TYPE = Field("type", 6, 640)


def optional_review(part: Part) -> tuple[Part, ...]:
    """UM, which may be left out, and so may its kind of certification (UM02)."""
    return tuple(replace(each, need=False) for each in with_optional("certification")(part))


def begun(purposes: str) -> Change:
    """BHT with these purposes and any type."""
    return instead(*with_fields(ANY_TYPE)(opening("0007", purposes)))


def _any_number(part: Part) -> tuple[Part, ...]:
    assert isinstance(part, Loop), "a loop may be repeated"
    return (replace(part, most=0),)


T278_INQUIRY = Transaction(
    "278",
    "HI",
    "005010X215",
    "Health Care Services Review: Inquiry",
    changed(
        T278.body,
        {
            ".begin": instead(opening("0007", "28")),
            "2000E.review": optional_review,
            "2000E.discharged_on": followed_by(*DATED),
            "2000F.review": optional_review,
            "2000F.served_on": followed_by(*DATED),
        },
    ),
    begins=((2, "28"),),
)
T278_INQUIRY_RESPONSE = Transaction(
    "278",
    "HI",
    "005010X215",
    "Health Care Services Review: Response to an Inquiry",
    changed(
        T278_RESPONSE.body,
        {
            ".begin": begun("11 49"),
            "2000B.subscriber": _any_number,
            "2000E.review": optional_review,
            "2000F.review": optional_review,
        },
    ),
    begins=((2, "11 49"),),
)
