"""Procedures and products: procedure codes, modifiers, drugs, revenue codes, teeth. Where a list is licensed, its form only."""

from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip
from superbill.x12.lists.tables import shipped

PROCEDURE = CodeList(
    name="HCPCS procedure",
    source="CMS HCPCS and AMA CPT (form only)",
    form=r"\d{5}|\d{4}[AFMTU]|[A-V]\d{4}",
    shape="five digits, four digits and one of F, M, T, U, A, or a letter and four digits",
    slips=(
        Slip(
            r"[W-Z](\d{4})",
            r"V\1",  # stands for any code of the form
            "{code} is a local code, which HIPAA ended. Send the national code, unless this payer still asks for it.",
        ),
    ),
    todo="Look it up in the HCPCS or CPT tables of that day.",
)

MODIFIER = CodeList(
    name="procedure modifier",
    source="CMS HCPCS and AMA CPT (form only)",
    form=r"[0-9A-Z]{2}",
    shape="two letters or digits",
    todo="Look it up in the HCPCS or CPT tables of that day.",
)

DENTAL_PROCEDURE = CodeList(
    name="CDT procedure",
    source="ADA Code on Dental Procedures and Nomenclature (form only)",
    form=r"D\d{4}",
    shape="the letter D and four digits",
    todo="Look it up in the CDT of that day.",
)

HIPPS = CodeList(
    name="HIPPS rate",
    source="CMS HIPPS (form only)",
    form=r"[0-9A-Z]{5}",
    shape="five letters or digits",
    todo="Take it from the grouper.",
)

_HYPHENS = "The NDC {code} has hyphens or is not filled up. It has eleven digits, in the parts 5-4-2. Write {meant}."
NDC = CodeList(
    name="NDC",
    source="FDA National Drug Code in the 11-digit form of 45 CFR 162.1002 (form only)",
    form=r"\d{11}",
    shape="eleven digits, in the parts 5-4-2 and without hyphens",
    slips=(
        Slip(r"(\d{5})-(\d{4})-(\d{2})", r"\1\2\3", _HYPHENS, Severity.ERROR),
        Slip(r"(\d{4})-(\d{4})-(\d{2})", r"0\1\2\3", _HYPHENS, Severity.ERROR),
        Slip(r"(\d{5})-(\d{3})-(\d{2})", r"\g<1>0\2\3", _HYPHENS, Severity.ERROR),
        Slip(r"(\d{5})-(\d{4})-(\d)", r"\1\g<2>0\3", _HYPHENS, Severity.ERROR),
    ),
    todo="Copy it from the package; a part that is too short gets a zero in front.",
)

REVENUE = CodeList(
    name="revenue code",
    source="NUBC revenue codes (form only)",
    form=r"\d{4}",
    shape="four digits",
    slips=(
        Slip(
            r"(\d{3})",
            r"0\1",
            "The revenue code {code} has lost its leading zero. Write {meant}.",
        ),
    ),
    todo="Look it up in the UB-04 manual.",
)

DRG = CodeList(
    name="MS-DRG",
    source="CMS MS-DRG, or the DRG that the payer uses (form only)",
    form=r"\d{3,4}",
    shape="three digits, with some payers four",
    severity=Severity.WARNING,
    form_severity=Severity.WARNING,
    todo="Take it from the grouper.",
)

TOOTH = CodeList(
    name="tooth",
    source="ADA Universal/National Tooth Numbering System",
    table=shipped("teeth"),
    slips=(Slip(r"0([1-9])", r"\1", "The tooth {code} has a leading zero. Write {meant}."),),
    todo="Write 1 to 32 or A to T; beside it, 51 to 82 or AS to TS, a supernumerary tooth.",
)

SURFACE = CodeList(
    name="tooth surface",
    source="X12 005010 data element 1369",
    form=r"[BDFILMO]",
    shape="one of the letters B, D, F, I, L, M, O",
    todo="Send one surface in each component.",
)

MOUTH_AREA = CodeList(
    name="area of the oral cavity",
    source="ADA, after ISO 3950",
    form=r"0[0-9]|[1234]0|[LR]",
    shape="two digits (00 to 09, 10, 20, 30, 40), or L or R",
    todo="Look it up in the dental claim form instructions.",
)

LISTS = (PROCEDURE, MODIFIER, DENTAL_PROCEDURE, HIPPS, NDC, REVENUE, DRG, TOOTH, SURFACE, MOUTH_AREA)
