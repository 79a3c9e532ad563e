"""837 Post-Adjudicated Claims Data Reporting: Professional, 005010X298: what payers have paid, told to an all-payer claims database.

Nothing here runs. The table is that of the claim (837P) with the differences that X12's published example of this guide shows: the payer
of the claim gives way to the receiver of the data; what was agreed on signatures and release is not told, but the patient is, with
the number that each payer knows them by. The guide itself is not published openly: what it adds is not judged by its codes, and the
loops 2330 after the patient's keep the ids that they have in a claim.
"""

from dataclasses import replace

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.changes import changed, followed_by, instead, optional, with_fields, with_optional
from superbill.x12.transactions.shapes import FILINGS, address, name
from superbill.x12.transactions.t837p import T837P

DATA_RECEIVER = Loop(
    "data_receiver",
    "2010BB",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "ZD", need=True, key=True),
                Field("type", 2, 1065, "2", need=True),
                Field("last_name", 3, 1035),
                Field("id_type", 8, 66),
                Field("id", 9, 67),
            ),
            need=True,
        ),
    ),
)
KNOWN_PATIENT = Loop("known_patient", "2330C", (name("name", "QC", "1", ids="II MI"), *address(need=False)))
SUBSCRIBER = Seg(
    "SBR",
    "subscriber",
    (
        Field("rank", 1, 1138, need=True),
        Field("relationship", 2, 1069),
        Field("group_number", 3, 127),
        Field("plan_name", 4, 93),
        Field("insurance_type", 5, 1336),
        Field("coordination", 6, 1143),
        Field("filing", 9, 1032, FILINGS),
    ),
    need=True,
)
COORDINATION = Field("coordination", 6, 1143)

T837P_REPORTING = replace(
    T837P,
    guide="005010X298",
    title="Post-Adjudicated Claims Data Reporting: Professional",
    also="005010X298A1",
    body=changed(
        T837P.body,
        {
            "2000B.subscriber": instead(SUBSCRIBER),
            "2000B.payer": instead(DATA_RECEIVER),
            "2010CA.name": with_fields(Field("id_type", 8, 66, "II MI"), Field("id", 9, 67)),
            "2300.claim": with_optional("signature_on_file", "assignment", "assigns_benefits", "release"),
            "2320.subscriber": with_fields(COORDINATION),
            "2320.agreements": optional,
            "2320.payer": followed_by(KNOWN_PATIENT),
        },
    ),
)
