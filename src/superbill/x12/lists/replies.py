"""What payers answer with: adjustment reasons and groups, remarks, claim statuses, and the kinds of payer and of service."""

from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip
from superbill.x12.lists.tables import shipped

_NEWER = "Look for a typing error; if it is newer than our copy, add it to your own list."

ADJUSTMENT_REASON = CodeList(
    name="claim adjustment reason",
    source="our copy of the CARC list (July 2024)",
    table=shipped("claim_adjustment_reasons"),
    form=r"[A-Z]?\d{1,3}",
    shape="up to three digits, or a letter and digits",
    severity=Severity.WARNING,
    slips=(Slip(r"0+([1-9]\d*)", r"\1", "The claim adjustment reason {code} has leading zeros. Write {meant}."),),
    given_later=True,
    todo=_NEWER,
)

REMARK = CodeList(
    name="remittance remark",
    source="our copy of the RARC list (July 2024)",
    table=shipped("remark_codes"),
    form=r"MA?\d{1,3}|N\d{1,4}",
    shape="M, MA or N and a number",
    severity=Severity.WARNING,
    slips=(
        Slip(r"MA([1-9])", r"MA0\1", "The remark {code} lacks a zero. Write {meant}."),
        Slip(r"(M|N)0+([1-9]\d*)", r"\1\2", "The remark {code} has leading zeros. Write {meant}."),
    ),
    given_later=True,
    todo=_NEWER,
)

STATUS_CATEGORY = CodeList(
    name="claim status category",
    source="our copy of the list (2024)",
    table=shipped("status_categories"),
    form=r"[A-Z]{1,2}\d{1,2}[A-Z]?|RQ",
    shape="a letter and a number, such as A2",
    severity=Severity.WARNING,
    given_later=True,
    todo=_NEWER,
)

STATUS = CodeList(
    name="claim status",
    source="our copy of the list (2017)",
    table=shipped("claim_statuses"),
    form=r"\d{1,3}",
    shape="up to three digits",
    severity=Severity.WARNING,
    slips=(Slip(r"0+(\d+)", r"\1", "The claim status {code} has leading zeros. Write {meant}."),),
    given_later=True,
    todo=_NEWER,
)

STATUS_ENTITY = CodeList(
    name="claim status entity",
    source="our copy of the entities of the 277 guides",
    table=shipped("status_entities"),
    severity=Severity.WARNING,
    todo="Say whom the status is about with a code of the guide.",
)

ADJUSTMENT_GROUP = CodeList(
    name="claim adjustment group",
    source="the X12 list",
    table=shipped("adjustment_groups"),
    todo="Write CO, OA, PI or PR.",
)

FILING_INDICATOR = CodeList(
    name="claim filing indicator",
    source="the X12 list",
    table=shipped("claim_filing_indicators"),
    severity=Severity.WARNING,
    todo="Choose the kind of payer; CI for commercial insurance.",
)

SERVICE_TYPE = CodeList(
    name="service type",
    source="our copy of the list (2024)",
    table=shipped("service_types"),
    form=r"[0-9A-Z]{1,3}",
    shape="up to three letters or digits",
    severity=Severity.WARNING,
    given_later=True,
    todo=_NEWER,
)

LISTS = (
    ADJUSTMENT_REASON,
    REMARK,
    STATUS_CATEGORY,
    STATUS,
    STATUS_ENTITY,
    ADJUSTMENT_GROUP,
    FILING_INDICATOR,
    SERVICE_TYPE,
)
