"""Invented sets of eligibility, claim status, enrolment and premium, right in everything, and what the engine makes of them."""

from superbill.basics.identifiers import npi_from
from superbill.x12.check import check
from superbill.x12.findings import Finding
from superbill.x12.tables import Transaction
from tests.x12.one_set import file_of, lines_of

OAK = npi_from("200000001")
ABOVE = f"""
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM1
    HL*2*1*21*1
    NM1*1P*2*OAK CLINIC*****XX*{OAK}
"""
ASKED = f"""
    BHT*0022*13*Q1*20260914*0930
    {ABOVE}
    HL*3*2*22*0
    TRN*1*T1*9OAKCLINIC
    NM1*IL*1*LINDQVIST*MARA****MI*M1
    DMG*D8*19800229
    DTP*291*D8*20260914
    EQ*30^98
    EQ**HC:99213
    HL*4*2*22*1
    NM1*IL*1*RIVERA*JO****MI*M2
    HL*5*4*23*0
    NM1*03*1*RIVERA*SAM
    EQ*30
"""
ANSWERED = f"""
    BHT*0022*11*Q1*20260914*0931
    {ABOVE}
    HL*3*2*22*0
    TRN*2*T1*9OAKCLINIC
    NM1*IL*1*LINDQVIST*MARA****MI*M1
    REF*6P*G55*ELM GROUP
    DMG*D8*19800229*F
    DTP*346*D8*20260101
    EB*1*IND*30**GOLD PLAN
    EB*B**98***27*25*****Y
    EB*B**98***27*60*****N
    MSG*OUT OF NETWORK
    EB*C*IND*30***23*500*****W
    EB*A**98*****.2****Y
    HSD*VS*20***21
    DTP*348*D8*20260101
    REF*G1*AUTH1
    EB*L
    III*ZZ*11
    LS*2120
    NM1*P3*1*AHLGREN*TOVE****XX*{OAK}
    LE*2120
    HL*4*2*22*1
    NM1*IL*1*RIVERA*JO****MI*M2
    HL*5*4*23*0
    TRN*2*T2*9OAKCLINIC
    NM1*03*1*RIVERA*SAM
    AAA*N**75*C
"""
QUESTIONS = f"""
    BHT*0010*13*S1*20260914*0930
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM1
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK1
    HL*3*2*19*1
    NM1*1P*2*OAK CLINIC*****XX*{OAK}
    HL*4*3*22*0
    DMG*D8*19800229*F
    NM1*IL*1*LINDQVIST*MARA****MI*M1
    TRN*1*T1
    REF*EJ*C1
    AMT*T3*300
    DTP*472*D8*20260901
    SVC*HC:99213*200****1
    REF*FJ*L1
    DTP*472*D8*20260901
    TRN*1*T2
    HL*5*3*22*1
    NM1*IL*1*RIVERA*JO****MI*M2
    HL*6*5*23
    DMG*D8*20150301*M
    NM1*QC*1*RIVERA*SAM
    TRN*1*T3
"""
STATUSES = f"""
    BHT*0010*08*S1*20260914*0931*DG
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM1
    PER*IC**TE*6085550101
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK1
    HL*3*2*19*1
    NM1*1P*2*OAK CLINIC*****XX*{OAK}
    HL*4*3*22*0
    NM1*IL*1*LINDQVIST*MARA****MI*M1
    TRN*2*T1
    STC*F1:65*20260910**300*180*20260909**20260912*CHK-9
    REF*1K*P1
    REF*EJ*C1
    DTP*472*D8*20260901
    SVC*HC:99213*200*120****1
    STC*F1:65*20260910
    REF*FJ*L1
    DTP*472*D8*20260901
    HL*5*3*22*1
    NM1*IL*1*RIVERA*JO****MI*M2
    HL*6*5*23
    NM1*QC*1*RIVERA*SAM
    TRN*2*T3
    STC*P1:20:PR*20260910**80*0******A1:19
"""
ACKNOWLEDGED = f"""
    BHT*0085*08*K1*20260914*0931*TH
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM1
    TRN*1*K1
    DTP*050*D8*20260914
    DTP*009*D8*20260914
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK1
    TRN*2*BATCH-7
    STC*A1:19:PR*20260914*WQ*380
    QTY*90*1
    QTY*AA*1
    AMT*YU*300
    AMT*YY*80
    HL*3*2*19*1
    NM1*85*2*OAK CLINIC*****XX*{OAK}
    TRN*1*0
    QTY*QA*1
    QTY*QC*1
    AMT*YU*300
    AMT*YY*80
    HL*4*3*PT
    NM1*QC*1*LINDQVIST*MARA****MI*M1
    TRN*2*C1
    STC*A2:20:PR*20260914*WQ*300
    REF*1K*P1
    DTP*472*D8*20260901
    HL*5*3*PT
    NM1*QC*1*RIVERA*SAM****MI*M2
    TRN*2*C2
    STC*A7:562:85*20260914*U*80********NPI MISSING
    DTP*472*D8*20260902
    SVC*HC:99213*80*****1
    STC*A7:562:85**U
"""
ENROLLED = f"""
    BGN*00*E1*20260914*0930*CT***2
    REF*38*G55
    DTP*007*D8*20261001
    QTY*TO*2
    QTY*ET*1
    QTY*DT*1
    N1*P5*OAK MILLWORKS*FI*990000001
    N1*IN*ELM MUTUAL*XV*2299001
    N1*BO*ASH BROKERS*FI*990000002
    INS*Y*18*021*20*A*A:0**FT*N*N
    REF*0F*SUB1
    REF*1L*G55
    DTP*336*D8*20200301
    DTP*356*D8*20261001
    NM1*IL*1*LINDQVIST*MARA****34*900000001
    PER*IP**HP*6085550101
    N3*12 MILL RD
    N4*MADISON*WI*53703
    DMG*D8*19800229*F
    AMT*P3*120.5
    LUI*LE*SV**7
    NM1*36*2*OAK MILLWORKS*****24*990000001
    DSB*2
    HD*021**HLT*GOLD*FAM****N
    DTP*348*D8*20261001
    AMT*C1*25
    REF*CE*PLAN-GOLD
    IDC*GOLD*H*2*1
    LX*1
    NM1*P3*1*AHLGREN*TOVE****XX*{OAK}*25
    COB*P*POL-5*5*1^35
    REF*6P*GRP-5
    DTP*344*D8*20260101
    NM1*IN*2*FIR HEALTH*****XV*2299002
    LS*2700
    LX*1
    N1*75*WELLNESS
    REF*17*W1
    DTP*007*D8*20261001
    LE*2700
    INS*N*19*021*20*A
    REF*0F*SUB1
    NM1*IL*1*LINDQVIST*OLE
    HD*021**DEN
    DTP*348*D8*20261001
"""
BILL = """
    BPR*C*155*C*ACH*CTX*01*199999999*DA*4711*1990000001**01*188888888*SG*4712*20261001
    TRN*1*EFT-90*1990000001
    CUR*PR*USD
    REF*14*MASTER-1
    DTM*582****RD8*20261001-20261031
    N1*PE*ELM MUTUAL*FI*990000011
    N3*1 ELM ST
    N4*MADISON*WI*53703
    N1*PR*OAK MILLWORKS*FI*990000001
    PER*IC*PAYROLL*TE*6085550101
    N1*BK*FIRST BANK*A4*77
    ENT*1*2J*34*900000001
    NM1*IL*1*LINDQVIST*MARA*J***N*M1
    ADX*-12.5*53
    RMR*AZ*POL-1**100*110
    REF*38*MASTER-1
    DTM*582****RD8*20261001-20261031
    ADX*-10*52
    ENT*2*2J*EI*E2
    RMR*IG*CERT-2**67.5
"""
EXCHANGE = """
    BPR*I*910*C*ACH*CCP*******01*199999999*DA*4711*20261001
    TRN*3*REMIT-1
    N1*PE*ELM MUTUAL*FI*990000011
    N1*RM*STATE EXCHANGE*58*EXC01
    ENT*1
    NM1*IL*1*LINDQVIST*MARA****C1*S-1
    REF*POL*P-1
    RMR*ZZ*APTC**1000
    DTM*582****RD8*20261001-20261031
    RMR*ZZ*UF**-90
"""
ORGANIZATION = """
    BPR*U*16750*C*CHK******1990000001******20261001
    TRN*3*CHECK-5
    N1*PE*ELM MUTUAL*XV*2299001
    N1*PR*OAK MILLWORKS*24*990000001
    ENT*1*2L*FI*990000001
    ADX*200*WW
    RMR*IK*INV-1*PI*16550*16600
    IT1*1
    SAC*C*B680***12500
    SLN*1**O*5*IE
    ADX*-50*20
"""


def findings(transaction: Transaction, lines: list[str], *levels: int) -> list[Finding]:
    """What is found at these levels, or at 3 and 4, in the order of the file."""
    report = check(file_of(transaction, lines), levels=levels or (3, 4))
    return report.interchanges[0].groups[0].sets[0].findings


def codes(transaction: Transaction, lines: list[str]) -> list[tuple[str, str]]:
    """Code and spot of what is found at levels 3 and 4."""
    return [(each.code, each.spot) for each in findings(transaction, lines)]


def heard(transaction: Transaction, text: str) -> list[object]:
    """The typed objects, in the order in which they are handed over."""
    things: list[object] = []
    check(file_of(transaction, lines_of(text)), levels=(1,), hear=things.append)
    return things


def swapped(text: str, old: str, new: str) -> list[str]:
    """The set with a line put in place of another, or with none; `new` may be several."""
    lines = lines_of(text)
    at = lines.index(old)
    return [*lines[:at], *lines_of(new), *lines[at + 1 :]]
