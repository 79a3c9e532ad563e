"""Invented 837D: check-ups, fillings, crowns, extractions and braces, as dentists bill them (005010X224A2)."""

from datetime import date, timedelta

from superbill.x12.tools.invent.claims import Kind, Setting, decisions, line_decision, other_coverage
from superbill.x12.tools.invent.codes import Service, cases, priced, recent
from superbill.x12.tools.invent.pieces import day, money, parts, segment

CASES = cases("""
checkup | 11 | 36 |            | D0120=58 D1110=105 D0274=72                 |
child   | 11 | 10 |            | D0120=55 D1120=78 D1208=38 D1351=60@3       |
filling | 11 | 27 | K0262      | D2392=195@30,M,O D2391=160@19,O             |
crown   | 11 | 58 |            | D2740=1250@14 D2950=290@14                  | initial
out     | 11 | 43 |            | D7140=210@17                                |
gums    | 11 | 61 | K05323     | D4341=260@q10 D4341=260@q40                 | authorization
braces  | 11 | 13 |            | D8080=5200                                  | braces
denture | 11 | 64 |            | D5110=1600                                  | replaced
fall    | 11 | 22 |            | D2331=220@8,M,F D0140=70                    | accident
""")


def write(setting: Setting, number: str) -> str:
    """A claim loop (2300 and below)."""
    case, chance = setting.case, setting.chance
    served = recent(chance, on=setting.on, least=5)
    services = priced(case, chance)
    charges = [each.cents * each.units for each in services]
    decided = decisions(setting, charges)
    out = _claim(setting, number, total=sum(charges), served=served)
    out += segment("HI", *(f"ABK:{code}" for code in case.diagnoses)) if case.diagnoses else ""
    out += "%(clinician)s" + other_coverage(setting, decided)
    for index, service in enumerate(services):
        out += _line(setting, service, index=index, charge=charges[index], served=served, number=number)
        if setting.plan.other == "lines":
            out += line_decision(setting, decided[index], service=f"AD:{service.code}", units=service.units)
    return out


def _claim(setting: Setting, number: str, *, total: int, served: date) -> str:
    case = setting.case
    place = parts(case.place, "B", "7" if setting.plan.replaces else "1")
    out = segment("CLM", number, money(total), "", "", place, "Y", "A", "Y", "Y", "", "OA" if case.has("accident") else "")
    out += segment("DTP", "439", "D8", day(served - timedelta(days=1))) if case.has("accident") else ""
    out += segment("DTP", "452", "D8", day(served)) if case.has("braces") else ""
    out += segment("DTP", "472", "D8", day(served))
    out += segment("DN1", "24", "24") if case.has("braces") else ""
    out += segment("REF", "F8", f"P{number}") if setting.plan.replaces else ""
    return out + (segment("REF", "G1", f"A{number}") if case.has("authorization") else "")


def _line(setting: Setting, service: Service, *, index: int, charge: int, served: date, number: str) -> str:
    case = setting.case
    quadrant = service.extra[1:] if service.extra.startswith("q") else ""
    tooth, *surfaces = ("", "") if quadrant else service.extra.split(",")
    prosthesis = "I" if case.has("initial") and index == 0 else "R" if case.has("replaced") else ""
    pointer = "1" if case.diagnoses else ""
    sv3 = (f"AD:{service.code}", money(charge), "", quadrant, prosthesis, service.units, "", "", "", "", pointer)
    out = segment("LX", index + 1) + segment("SV3", *sv3)
    out += segment("TOO", "JP", tooth, parts(*surfaces)) if tooth else ""
    out += segment("DTP", "441", "D8", day(served - timedelta(days=2600))) if prosthesis == "R" else ""
    return out + segment("REF", "6R", f"{number}{index + 1}")


DENTAL = Kind(CASES, write, "1223G0001X", ("DENTAL CARE", "FAMILY DENTISTRY", "DENTAL ASSOCIATES"))
