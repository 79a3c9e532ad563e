"""278 Health Care Services Review: Notification and its Acknowledgment, 005010X216: somebody was admitted, discharged, or certified.

Nothing here runs. The tables are those of the request for review and of its response (X217) with the differences that published
messages of this guide show: anybody may tell anybody (a hospital its payer, a reviewer a clinician), with a decision where there is one;
the acknowledgment gives receipt numbers. The guide itself is not published openly: where it is narrower than X217 is not known to us,
and the type (BHT06) is not judged. Of the acknowledgment's purposes (BHT02), 53 is known from a later version of the guide.
"""

from dataclasses import replace

from superbill.x12.tables import Loop, Transaction
from superbill.x12.transactions.changes import Part, changed, followed_by, instead
from superbill.x12.transactions.shapes import contact, name
from superbill.x12.transactions.t278 import T278
from superbill.x12.transactions.t278_inquiry import begun, optional_review
from superbill.x12.transactions.t278_parts import UMO_IDS, WAYS
from superbill.x12.transactions.t278_response import DATED, T278_RESPONSE, decision

PARTY = name("name", "1P 2B 36 FA PR X3", "1 2", ids=UMO_IDS, id_need=True, last_need=False)
CONTACT = contact("contact", "IC", WAYS, way_need=False)


def _twice(part: Part) -> tuple[Part, ...]:
    assert isinstance(part, Loop), "a loop may be repeated"
    return (replace(part, most=2),)


T278_NOTIFICATION = Transaction(
    "278",
    "HI",
    "005010X216",
    "Health Care Services Review: Notification",
    changed(
        T278.body,
        {
            ".begin": begun("14 22 CN"),
            "2000A.who": _twice,
            "2010A.name": instead(PARTY, CONTACT),
            "2010B.name": instead(PARTY),
            "2000E.review": followed_by(decision("A1 A2 A3 A4 A6 C CT NA")),
            "2000E.discharged_on": followed_by(*DATED),
            "2000F.review": followed_by(decision("A1 A3 A4 A6 C CT NA")),
            "2000F.served_on": followed_by(*DATED),
        },
    ),
    begins=((2, "14 22 CN"),),
)
T278_ACKNOWLEDGMENT = Transaction(
    "278",
    "HI",
    "005010X216",
    "Health Care Services Review: Acknowledgment of a Notification",
    changed(
        T278_RESPONSE.body,
        {
            ".begin": begun("11 53"),
            "2000A.who": _twice,
            "2010A.name": instead(PARTY),
            "2010B.name": instead(PARTY),
            "2000E.review": optional_review,
        },
    ),
    begins=((2, "11 53"),),
)
