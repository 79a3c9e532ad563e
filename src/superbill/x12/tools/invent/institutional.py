"""Invented 837I: stays, emergencies, day operations and clinic visits, as facilities bill them (005010X223A2)."""

from datetime import date, timedelta

from superbill.x12.tools.invent.claims import Kind, Setting, clinician, decisions, line_decision, other_coverage
from superbill.x12.tools.invent.codes import Service, cases, priced, recent
from superbill.x12.tools.invent.people import MEDICARE_A
from superbill.x12.tools.invent.pieces import day, money, parts, segment, since_until

CASES = cases("""
emergency | 13 | 41 | R079 I10           | 99284=780@0450 93005=140@0730 80053=65@0300                   |
pneumonia | 11 | 77 | J189 I509 N179     | =1450x4@0120 =820@0250 =640@0300 =510@0320                    | days4 drg193
fracture  | 13 |  8 | S52501A W1830XA    | 99283=520@0450 73110:RT=180@0320                              |
gall      | 13 | 52 | K8020              | 47562=5200@0360 =900@0370 =410@0710                           | operation
hip       | 11 | 70 | S72001A I10 D62    | =1600x3@0120 =9800@0360 =7200@0278 =930@0250 97110=120x3@0420 | days3 drg522 procedure
birth     | 11 | 29 | O80 Z370           | =1350x2@0122 =2400@0720 =260@0250                             | days2 drg807 woman
clinic    | 85 | 60 | E119 I10           | 99213=190@0510 83036=45@0301                                  |
infusion  | 13 | 66 | C50911             | 96413=640@0335 J9045=80x5@0636                                | authorization
child     | 13 | 5  | J4520              | 99282=340@0450 94640=90@0410                                  |
""")
EXEMPT = ("Z", "W")
"""Beginnings of codes that carry no word on whether they were present on admission (CMS list of exempt codes)."""


def write(setting: Setting, number: str) -> str:
    """A claim loop (2300 and below)."""
    case, chance = setting.case, setting.chance
    days = next((int(each[4:]) for each in case.traits if each.startswith("days")), 0)
    begun = recent(chance, on=setting.on, least=12)
    ended = begun + timedelta(days=days)
    services = priced(case, chance)
    charges = [each.cents * each.units for each in services]
    decided = decisions(setting, charges)
    out = _claim(setting, number, total=sum(charges), begun=begun, ended=ended) + _codes(setting, begun, stay=days > 0)
    out += clinician("71", 6_000_000 + chance.randrange(1000)) + segment("PRV", "AT", "PXC", "207R00000X")
    if case.has("operation") or case.has("procedure"):
        out += clinician("72", 6_100_000 + chance.randrange(1000))
    out += other_coverage(setting, decided)
    for index, service in enumerate(services):
        out += _line(service, index=index, charge=charges[index], served=begun, number=number, stay=days > 0)
        if setting.plan.other == "lines":
            out += line_decision(setting, decided[index], service=_procedure(service), units=service.units, revenue=service.extra)
    return out


def _claim(setting: Setting, number: str, *, total: int, begun: date, ended: date) -> str:
    case, stay = setting.case, ended > begun
    place = parts(case.place, "A", "7" if setting.plan.replaces else "1")
    out = segment("CLM", number, money(total), "", "", place, "", "A", "Y", "Y")
    out += segment("DTP", "096", "TM", "1115") if stay else ""
    out += segment("DTP", "434", "RD8", since_until(begun, ended))
    out += segment("DTP", "435", "DT", f"{day(begun)}1420") if stay else ""
    out += segment("CL1", "1", "1", "01") if stay else segment("CL1", "3", "1", "01")
    out += segment("REF", "G1", f"A{number}") if case.has("authorization") else ""
    out += segment("REF", "F8", f"P{number}") if setting.plan.replaces else ""
    return out + segment("REF", "EA", f"M{number}")


def _codes(setting: Setting, begun: date, *, stay: bool) -> str:
    """HI: diagnoses (on a stay with whether they were there before), DRG, procedure, value and condition codes."""
    case = setting.case
    first, *others = (_diagnosis(code, stay=stay) for code in case.diagnoses)
    out = segment("HI", f"ABK:{first}")
    out += segment("HI", f"ABJ:{case.diagnoses[0]}") if stay else ""
    out += segment("HI", f"APR:{case.diagnoses[0]}") if case.services[0].extra == "0450" else ""
    drg = next((each[3:] for each in case.traits if each.startswith("drg")), "")
    out += segment("HI", f"DR:{drg}") if drg else ""
    out += segment("HI", *(f"ABF:{each}" for each in others)) if others else ""
    if case.has("procedure"):
        out += segment("HI", f"BBR:0SR90J9:D8:{day(begun)}")
    return out + (segment("HI", "BE:01:::1350") if stay else "")


def _diagnosis(code: str, *, stay: bool) -> str:
    return parts(code, "", "", "", "", "", "", "" if code.startswith(EXEMPT) else "Y") if stay else code


def _procedure(service: Service) -> str:
    return f"HC:{service.code}" if service.code else ""


def _line(service: Service, *, index: int, charge: int, served: date, number: str, stay: bool) -> str:
    unit = "DA" if service.extra.startswith("012") else "UN"
    out = segment("LX", index + 1) + segment("SV2", service.extra, _procedure(service), money(charge), unit, service.units)
    return out + ("" if stay else segment("DTP", "472", "D8", day(served))) + segment("REF", "6R", f"{number}{index + 1}")


INSTITUTIONAL = Kind(
    CASES, write, "282N00000X", ("GENERAL HOSPITAL", "MEDICAL CENTER", "COMMUNITY HOSPITAL"), medicare=MEDICARE_A, persons=False
)
