"""Invented 837P: visits, tests, therapies, rides and operations, as clinicians bill them (005010X222A1)."""

from datetime import date, timedelta

from superbill.x12.tools.invent.claims import Kind, Setting, clinician, decisions, line_decision, other_coverage
from superbill.x12.tools.invent.codes import Service, cases, priced, recent
from superbill.x12.tools.invent.people import TOWNS, npi
from superbill.x12.tools.invent.pieces import day, money, parts, segment

CASES = cases("""
diabetes  | 11 | 54 | E1165 I10 E785   | 99214:25=185 83036=42 36415=15                   | clia
child     | 11 |  4 | Z00129 Z23       | 99392=160 90471=30 90686=25                      |
knee      | 11 | 47 | M25561 M1711     | 99203=170 73562:RT=88 20610:RT=140 J3301=18@drug |
cold      | 11 | 31 | J069             | 99213=125                                        |
crash     | 11 | 38 | S134XXA M542     | 99204=240 72040=95                               | auto
therapy   | 11 | 44 | M5459 M6281      | 97110:GP=75x2 97140:GP=65 97530:GP=70            | referral authorization onset
video     | 10 | 29 | F411             | 99214:95=180                                     |
ride      | 41 | 72 | R55 R0602        | A0429:RH=620 A0425:RH=14x12                      | ambulance
breast    | 11 | 51 | Z1231            | 77067=260                                        | woman mammography
tonsils   | 22 |  9 | J3501            | 00170:AA:P1=11x95@minutes                        | facility
stay      | 21 | 69 | J189 I509 N179   | 99223=360 99232=145                              | facility admitted
fall      | 11 | 81 | S52501A W1830XA  | 99213:25=130 29125:LT=95                         | accident
asthma    | 11 | 11 | J4520            | 99213=120 94010=66 94640=35                      |
skin      | 11 | 63 | L570 D225        | 17000=110 17003=22x6 11102:59=150                |
""")


def write(setting: Setting, number: str) -> str:
    """A claim loop (2300 and below)."""
    case, chance = setting.case, setting.chance
    served = recent(chance, on=setting.on, least=5)
    services = priced(case, chance)
    charges = [each.cents * each.units for each in services]
    decided = decisions(setting, charges)
    out = _claim(setting, number, total=sum(charges), served=served) + _diagnoses(case.diagnoses) + _providers(setting)
    out += other_coverage(setting, decided)
    for index, service in enumerate(services):
        out += _line(setting, service, index=index, charge=charges[index], served=served, number=number)
        if setting.plan.other == "lines":
            out += line_decision(setting, decided[index], service=_procedure(service), units=service.units)
    return out


def _claim(setting: Setting, number: str, *, total: int, served: date) -> str:
    case, replaces = setting.case, setting.plan.replaces
    place = parts(case.place, "B", "7" if replaces else "1")
    cause = f"AA:::{setting.town.state}" if case.has("auto") else "OA" if case.has("accident") else ""
    out = segment("CLM", number, money(total), "", "", place, "Y", "A", "Y", "Y", "", cause)
    for trait, kind, days in (("onset", "431", 9), ("auto", "439", 1), ("accident", "439", 1), ("admitted", "435", 1)):
        out += segment("DTP", kind, "D8", day(served - timedelta(days=days))) if case.has(trait) else ""
    out += segment("REF", "EW", "210987") if case.has("mammography") else ""
    out += segment("REF", "G1", f"A{number}") if case.has("authorization") else ""
    out += segment("REF", "F8", f"P{number}") if replaces else ""
    out += segment("REF", "X4", "52D9999999") if case.has("clia") else ""
    if case.has("ambulance"):
        out += segment("CR1", "LB", "165", "", "A", "DH", "12") + segment("CRC", "07", "Y", "04", "06")
    return out


def _diagnoses(codes: tuple[str, ...]) -> str:
    return segment("HI", *(parts("ABF" if index else "ABK", code) for index, code in enumerate(codes)))


def _providers(setting: Setting) -> str:
    case, town = setting.case, setting.town
    out = clinician("DN", 4_000_000 + setting.chance.randrange(1000)) if case.has("referral") else ""
    if case.has("ambulance"):
        goal = TOWNS[0]
        pick_up = segment("NM1", "PW", "2") + town.segments("%(house)s")
        return out + pick_up + segment("NM1", "45", "2", "LAKESIDE HOSPITAL") + goal.segments("1 HOSPITAL DR")
    out += "%(clinician)s"
    if case.has("facility"):
        out += segment("NM1", "77", "2", f"{town.name} GENERAL HOSPITAL", "", "", "", "", "XX", npi(5_000_000 + len(town.name)))
        out += town.segments("1 HOSPITAL DR", plus4="2101")
    return out


def _procedure(service: Service) -> str:
    return f"HC:{service.code}"


def _line(setting: Setting, service: Service, *, index: int, charge: int, served: date, number: str) -> str:
    pointers = parts(*range(1, min(len(setting.case.diagnoses), 4 - index % 3) + 1))
    unit = "MJ" if service.extra == "minutes" else "UN"
    out = segment("LX", index + 1)
    out += segment("SV1", _procedure(service), money(charge), unit, service.units, "", "", pointers)
    out += segment("DTP", "472", "D8", day(served)) + segment("REF", "6R", f"{number}{index + 1}")
    if service.extra == "drug":
        out += segment("LIN", "", "N4", "99999030501") + segment("CTP", "", "", "", "1", "ML")
    return out


PROFESSIONAL = Kind(CASES, write, "207Q00000X", ("FAMILY MEDICINE", "MEDICAL GROUP", "CLINIC", "HEALTH ASSOCIATES"))
