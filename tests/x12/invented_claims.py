"""Invented claims of the three kinds, one segment a line; what the engine says of them when lines are changed."""

from collections.abc import Iterator

from superbill.basics.identifiers import npi_from
from superbill.x12.check import check
from superbill.x12.findings import Finding
from superbill.x12.objects.claims import Claim
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t837d import T837D
from superbill.x12.transactions.t837i import T837I
from superbill.x12.transactions.t837p import T837P
from tests.x12.one_set import file_of, lines_of

OAK, STONE, FIR = (npi_from(f"20000000{digit}") for digit in (1, 2, 3))
Change = tuple[str, str]
"""A line (its beginning will do), and what stands in its place: nothing, or lines parted by line ends. `+` adds after the line."""

_BEFORE = f"""
BHT*0019*00*0001*20260914*0930*CH
NM1*41*2*OAK BILLING*****46*OAK1
PER*IC*DESK*TE*6085550100
NM1*40*2*ELM PAYER*****46*ELM1
HL*1**20*1
NM1*85*2*OAK CLINIC*****XX*{OAK}
N3*12 OAK ROAD
N4*OAKTON*WI*539991234
REF*EI*399999999
HL*2*1*22*0
SBR*P*18*G55******CI
NM1*IL*1*RIVERS*ANA****MI*M1
N3*1 LAKE ROAD
N4*OAKTON*WI*539991234
DMG*D8*19680304*F
NM1*PR*2*ELM PAYER*****PI*ELM1
"""
PROFESSIONAL = f"""{_BEFORE}
CLM*C1*197.5***11:B:1*Y*A*Y*Y
HI*ABK:E1165*ABF:I10*ABF:M25561
NM1*82*1*STONE*ILSE****XX*{STONE}
LX*1
SV1*HC:99214*185*UN*1***1:2
DTP*472*D8*20260910
REF*6R*L1
LX*2
SV1*HC:36415:59*12.5*UN*1***1
DTP*472*D8*20260911
REF*6R*L2
"""
INSTITUTIONAL = f"""{_BEFORE}
CLM*C1*1500***11:A:1**A*Y*Y
DTP*096*TM*1130
DTP*434*RD8*20260901-20260904
DTP*435*DT*202609010830
CL1*1*1*01
HI*ABK:J189:::::::Y
HI*ABJ:R509
NM1*71*1*STONE*ILSE****XX*{STONE}
LX*1
SV2*0120**900*DA*3
LX*2
SV2*0250**600*UN*10
"""
OUTPATIENT = (
    ("CLM*", "CLM*C1*1500***13:A:1**A*Y*Y"),
    ("DTP*096", ""),
    ("DTP*435", ""),
    ("HI*ABJ", ""),
    ("SV2*0120", "SV2*0301*HC:80053*900*UN*1\nDTP*472*D8*20260902"),
)
DENTAL = f"""{_BEFORE}
CLM*C1*250***11:B:1*Y*A*Y*Y
DTP*472*D8*20260910
HI*ABK:K029
NM1*82*1*STONE*ILSE****XX*{STONE}
PRV*PE*PXC*1223G0001X
LX*1
SV3*AD:D2150*150****1*****1
TOO*JP*12*M:O
LX*2
SV3*AD:D2140*100****1*****1
TOO*JP*13*O
"""
DEPENDENT = (
    ("HL*2", "HL*2*1*22*1"),
    ("SBR*", "SBR*P**G55******CI"),
    ("N3*1 LAKE", ""),
    ("N4*OAKTON/2", ""),
    ("DMG", ""),
    ("NM1*PR", "+HL*3*2*23*0\nPAT*19\nNM1*QC*1*RIVERS*TIM\nN3*1 LAKE ROAD\nN4*OAKTON*WI*539991234\nDMG*D8*20150304*M"),
)
OTHER = """SBR*P*01*******CI
CAS*CO*45*50
AMT*D*100
OI***Y***Y
NM1*IL*1*RIVERS*BEN****MI*B7
NM1*PR*2*FIR HEALTH*****PI*FIR1"""
SECONDARY = (
    ("SBR*", "SBR*S*18*G55******CI"),
    ("NM1*82", "+" + OTHER.replace("CAS*CO*45*50\n", "")),
    ("REF*6R*L1", "+SVD*FIR1*92.5*HC:99214**1\nCAS*CO*45*50**2*42.5\nDTP*573*D8*20260912"),
    ("REF*6R*L2", "+SVD*FIR1*7.5*HC:36415**1\nCAS*CO*45*5\nDTP*573*D8*20260912"),
)
"""The claim of 197.50 to the second payer. The first paid 100 (92.50 and 7.50) and adjusted 92.50 and 5 of the lines."""
ADJUSTED_AS_A_WHOLE = (
    ("SBR*", "SBR*S*18*G55******CI"),
    ("NM1*82", f"+{OTHER}"),
    ("REF*6R*L1", "+SVD*FIR1*142.5*HC:99214**1\nCAS*PR*2*42.5\nDTP*573*D8*20260912"),
    ("REF*6R*L2", "+SVD*FIR1*7.5*HC:36415**1\nCAS*CO*45*5\nDTP*573*D8*20260912"),
)
"""The same, but 50 were adjusted of the claim as a whole: the first paid 100, its lines say 142.50 and 7.50."""
_TABLES = {"P": (PROFESSIONAL, T837P), "I": (INSTITUTIONAL, T837I), "D": (DENTAL, T837D)}


def lines_with(kind: str, *changes: Change) -> list[str]:
    """The claim of that kind (P, I, D) with lines changed. `N4*OAKTON/2` is the second line that begins so."""
    lines = lines_of(_TABLES[kind][0])
    lines = [line for line in lines if line]
    for old, new in changes:
        start, _, which = old.partition("/")
        places = [place for place, line in enumerate(lines) if line.startswith(start)]
        at = places[int(which or 1) - 1]
        added = lines_of(new.removeprefix("+")) if new else []
        lines[at : at + 1] = [lines[at], *added] if new.startswith("+") else added
    return lines


def table_of(kind: str) -> Transaction:
    return _TABLES[kind][1]


def file_with(kind: str, *changes: Change) -> bytes:
    return file_of(table_of(kind), lines_with(kind, *changes))


def findings(kind: str, *changes: Change, levels: tuple[int, ...] = (3, 4)) -> list[Finding]:
    """What these levels say of the claim with its lines changed."""
    return check(file_with(kind, *changes), levels=levels).findings


def told(kind: str, *changes: Change, level: int) -> list[tuple[str, str, str]]:
    """(code, spot, severity) of each finding of a level, without the level in the code."""
    return [(each.code[6:], each.spot, each.severity.value) for each in findings(kind, *changes, levels=(level,))]


def claims_of(kind: str, *changes: Change) -> list[Claim]:
    """The claims that are heard."""
    heard: list[object] = []
    check(file_with(kind, *changes), levels=(1,), hear=heard.append)
    return [each for each in heard if isinstance(each, Claim)]


def everything_heard(data: bytes) -> Iterator[object]:
    heard: list[object] = []
    check(data, hear=heard.append)
    yield from heard
