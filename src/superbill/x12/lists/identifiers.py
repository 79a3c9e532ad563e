"""Identifiers of providers and taxpayers: NPI, provider taxonomy, tax identification number."""

from superbill.basics.identifiers import is_npi
from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip
from superbill.x12.lists.tables import shipped

NPI = CodeList(
    name="NPI",
    source="45 CFR 162.406; check digit by ISO 7812 with the prefix 80840",
    table=lambda code, on: is_npi(code),
    form=r"[12]\d{9}",
    shape="ten digits, the first of them 1 or 2",
    message="The check digit of the NPI {code} is wrong: a digit was mistyped. Ask the provider, or look in the NPI registry (NPPES).",
    todo="Ask the provider, or look in the NPI registry (NPPES).",
)

TAXONOMY = CodeList(
    name="provider taxonomy",
    source="our copy of the NUCC code set (version 20 and some later codes)",
    table=shipped("taxonomy"),
    form=r"\d{3}[0-9A-Z]{2}\d{4}X",
    shape="ten characters, digits and capitals, the last of them an X",
    severity=Severity.WARNING,
    todo="Compare it with the code that the provider has in the NPI registry; if it is newer than our copy, add it to your own list.",
)

TAX_ID = CodeList(
    name="tax identification number",
    source="26 CFR 301.6109-1: employer identification and social security numbers",
    form=r"\d{9}",
    shape="nine digits and nothing between them",
    slips=(
        Slip(
            r"(\d{2})-(\d{7})|(\d{3})-(\d{2})-(\d{4})",
            r"\1\2\3\4\5",
            "The tax number has hyphens. Leave them out.",
            Severity.ERROR,
        ),
    ),
    secret=True,
    todo="Take it from the provider's or employer's W-9.",
)

LISTS = (NPI, TAXONOMY, TAX_ID)
