"""Where care was given and what a hospital's bill says: place of service, type of bill, admission, value and occurrence codes."""

from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip
from superbill.x12.lists.tables import shipped

_MANUAL = "Look it up in the UB-04 manual."

PLACE_OF_SERVICE = CodeList(
    name="place of service",
    source="the CMS list of places of service",
    table=shipped("places_of_service"),
    form=r"\d{2}",
    shape="two digits",
    slips=(Slip(r"(\d)", r"0\1", "The place of service {code} has lost its leading zero. Write {meant}.", Severity.ERROR),),
    todo="Choose the place where the patient was seen, as it was named on that day.",
)

FACILITY_TYPE = CodeList(
    name="facility type",
    source="the NUBC list of types of bill",
    table=shipped("facility_types"),
    form=r"\d{2}",
    shape="two digits, the type of bill without its leading zero and its last digit",
    todo=_MANUAL,
)

LISTS = (
    PLACE_OF_SERVICE,
    FACILITY_TYPE,
    CodeList(
        name="place of service or facility type",
        source="the lists of CMS and NUBC",
        table=lambda code, on: PLACE_OF_SERVICE.holds(code, on) or FACILITY_TYPE.holds(code, on),
        form=r"[0-9A-Z]{1,2}",
        shape="two digits",
        severity=Severity.WARNING,
        todo="Ask the payer; the remittance repeats it from the claim.",
    ),
    CodeList(
        name="claim frequency",
        source="the NUBC list of types of bill",
        table=shipped("claim_frequencies"),
        form=r"[0-9A-Z]",
        shape="one digit or letter",
        todo="Write 1 for a new claim, 7 to replace one, 8 to void one.",
    ),
    *(
        CodeList(
            name=name,
            source="our copy of the NUBC list",
            table=shipped("admission_codes", kind=name),
            severity=Severity.WARNING,
            slips=(Slip(r"(\d)", r"0\1", "The patient status {code} has lost its leading zero. Write {meant}."),)
            * (name == "patient status"),
            todo=_MANUAL,
        )
        for name in ("admission type", "point of origin", "patient status")
    ),
    *(
        CodeList(
            name=name,
            source="the NUBC list (form only)",
            form=r"[0-9A-Z]{2}",
            shape="two letters or digits",
            todo=_MANUAL,
        )
        for name in ("value code", "occurrence code", "occurrence span code", "condition code")
    ),
)
