"""Diagnoses and inpatient procedures: ICD-10 and ICD-9. By form and by the day of the change; the tables are plugged in by the caller."""

from datetime import date

from superbill.basics.days import Period
from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip

ICD_10_BEGINS = date(2015, 10, 1)  # 45 CFR 162.1002(c)

_DX10 = r"[A-Z](?:\d[0-9A-Z]|A\d)[0-9A-Z]{0,4}"
_PCS = r"[0-9A-HJ-NP-Z]{7}"
_DX9 = r"\d{3,5}|V\d{2,4}|E\d{3,4}"
_PX9 = r"\d{2,4}"
_DOT = Slip(r"(\w{2,4})\.(\w{1,4})", r"\1\2", "{code} has a point, which is not sent. Write {meant}.")
_TOO_OLD = "{code} is an ICD-10 code, but the day is {on}: until September 30, 2015, ICD-9 was in force. Check the day, or the qualifier."
_TOO_NEW = "{code} is an ICD-9 code, but the day is {on}: ICD-10 is in force since October 1, 2015. Send the ICD-10 code and its qualifier."

LISTS = (
    CodeList(
        name="ICD-10-CM diagnosis",
        source="NCHS ICD-10-CM (form only)",
        period=Period(ICD_10_BEGINS),
        form=_DX10,
        shape="a letter, a digit, then one to five letters or digits, and no point",
        severity=Severity.WARNING,
        message=_TOO_OLD,
        slips=(_DOT,),
        todo="Look it up in the ICD-10-CM tables of that day.",
    ),
    CodeList(
        name="ICD-10-PCS procedure",
        source="CMS ICD-10-PCS (form only)",
        period=Period(ICD_10_BEGINS),
        form=_PCS,
        shape="seven digits or letters, never I or O",
        severity=Severity.WARNING,
        message=_TOO_OLD,
        todo="Look it up in the ICD-10-PCS tables of that day.",
    ),
    CodeList(
        name="ICD-9-CM diagnosis",
        source="ICD-9-CM volumes 1 and 2 (form only)",
        period=Period(date.min, ICD_10_BEGINS),
        form=_DX9,
        shape="three to five digits, or V or E and digits, and no point",
        severity=Severity.WARNING,
        message=_TOO_NEW,
        slips=(_DOT,),
        todo="Check it, and its qualifier: an ICD-10 code has another.",
    ),
    CodeList(
        name="ICD-9-CM procedure",
        source="ICD-9-CM volume 3 (form only)",
        period=Period(date.min, ICD_10_BEGINS),
        form=_PX9,
        shape="two to four digits and no point",
        severity=Severity.WARNING,
        message=_TOO_NEW,
        slips=(_DOT,),
        todo="Check it, and its qualifier: an ICD-10 code has another.",
    ),
)
