"""Invented remittances: one that is right in everything, and what the engine makes of it with other claims in it."""

from superbill.basics.identifiers import npi_from
from superbill.x12.check import check
from superbill.x12.findings import Finding
from superbill.x12.transactions.t835 import T835
from tests.x12.one_set import file_of, lines_of

OAK, STONE = npi_from("200000001"), npi_from("200000002")
BANKS = "01*199999999*DA*4711*1990000001**01*188888888*DA*4712"

CLAIM = f"""
    CLP*A1*1*300*180*30*12*P1*11*1
    NM1*QC*1*LINDQVIST*MARA*J***MI*M1
    NM1*82*1*AHLGREN*TOVE****XX*{STONE}
    REF*EA*CHART-7
    DTM*050*20260910
    PER*CX*CLAIMS*TE*6085550101
    AMT*AU*210
    QTY*PS*2
    SVC*HC:99213:25*200*120**1
    DTM*472*20260901
    CAS*CO*45*60
    CAS*PR*2*20
    REF*6R*L1
    AMT*B6*140
    LQ*HE*N130
    SVC*HC:A4550*100*60**2*HC:A4649*3
    DTM*150*20260901
    DTM*151*20260903
    CAS*CO*45*30
    CAS*PR*3*10*1
    REF*6R*L2
    QTY*ZK*1
"""
"""A professional claim with two services; charge 300.00, paid 180.00."""
STAY = """
    CLP*A2*1*5000*3200*200*MA*P2*11*1**470*1.25*.5
    CAS*CO*45*1600
    CAS*PR*1*200
    NM1*QC*1*RIVERA*JO
    NM1*IL*1*RIVERA*SAM****MI*M2
    NM1*74*1*RIVERA*JOE****C*M3
    NM1*PR*2*FIR HEALTH*****PI*77
    MIA*3***3200*MA01***************N19
    DTM*232*20260801
    DTM*233*20260804
"""
"""A stay priced by its DRG, without services; charge 5,000.00, paid 3,200.00."""


def remit(*claims: str, paid: str = "", moved: str = "", payment: str = "", trace: str = "") -> list[str]:
    """A remittance of these claims; `paid` is BPR02, `payment` a whole BPR instead of an electronic one."""
    text = f"""
        {payment or f"BPR*I*{paid}*C*ACH*CCP*{BANKS}*20260914"}
        {trace or "TRN*1*EFT-90*1990000001"}
        CUR*PR*USD
        REF*EV*CLEARWAY
        DTM*405*20260913
        N1*PR*ELM MUTUAL
        N3*1 ELM ST
        N4*MADISON*WI*53703
        REF*2U*ELM01
        PER*BL*EDI DESK*TE*6085550102
        N1*PE*OAK CLINIC*XX*{OAK}
        REF*TJ*990000009
        LX*1
    """
    return [*lines_of(text), *(line for claim in claims for line in lines_of(claim)), *lines_of(moved)]


def findings(lines: list[str], *levels: int) -> list[Finding]:
    """What is found at these levels, in the order of the file."""
    report = check(file_of(T835, lines), levels=levels)
    return report.interchanges[0].groups[0].sets[0].findings


def codes(lines: list[str], *levels: int) -> list[tuple[str, str]]:
    """Code and spot of what is found at these levels."""
    return [(finding.code, finding.spot) for finding in findings(lines, *levels)]


def heard(lines: list[str]) -> list[object]:
    """The typed objects, in the order in which they are handed over."""
    things: list[object] = []
    check(file_of(T835, lines), levels=(1,), hear=things.append)
    return things


def edited(claim: str, **changes: str) -> str:
    """A claim with lines replaced: `CLP="CLP*A1…"` puts another in place of the first of that name; an empty one takes it out."""
    lines = lines_of(claim)
    for name, new in changes.items():
        tag, _, number = name.partition("_")
        places = [index for index, line in enumerate(lines) if line.startswith(f"{tag}*")]
        at = places[int(number or 1) - 1]
        lines[at : at + 1] = lines_of(new)
    return "\n".join(lines)
