"""A payer's companion guide, level 7 of WEDI SNIP: a TOML file that tightens or relaxes an implementation guide without code.

    name = "Acme Health Plan"
    guide = "005010X222A1"
    receiver = ["ACME1"]
    require = ["2010BA.N3", "2300.REF*EA"]
    not_used = ["2300.K3"]

    [codes]
    "2000B.SBR09" = ["CI", "HM"]

    [[rule]]
    when = "2300.CLM05-3 = 7 8"
    require = "2300.REF*F8"
    because = "A replacement names the claim that it replaces."

    [[relax]]
    code = "SNIP2-REQUIRED"
    loop = "1000A"
    spot = "PER02"
    severity = "warning"
    because = "We know who sends to us."

`read_companion` makes a `Companion` of such a text; `check(…, companions=(…,))` applies those whose guide and partner fit.
docs/how-to/edi.md tells all of it.
"""

from superbill.x12.companion.read import read_companion
from superbill.x12.companion.rules import Companion, Relax, Rule, Wants
from superbill.x12.companion.spots import BadCompanion, Spot

__all__ = ["BadCompanion", "Companion", "Relax", "Rule", "Spot", "Wants", "read_companion"]
