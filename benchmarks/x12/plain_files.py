"""Files that every contestant can read: one set, and each claim like the next. Several of them fail on ordinary files.

Nobody in them exists. 837P: the subscriber is the patient, one payer, two lines. 835: two services a claim, both levels balance.
"""

from collections.abc import Iterator

_ENVELOPE = (
    "ISA*00*          *00*          *ZZ*{sender}*ZZ*{receiver}*260901*1030*^*00501*000000001*0*T*:~\n"
    "GS*{function}*{gs}*20260901*1030*1*X*{guide}~\nST*{kind}*0001{version}~\n"
)
_TRAILER = "SE*{segments}*0001~\nGE*1*1~\nIEA*1*000000001~\n"

_HEAD_837P = """\
BHT*0019*00*B1*20260901*1030*CH~
NM1*41*2*OAK BILLING*****46*OAKBILLING~
PER*IC*CLAIMS DESK*TE*6085550100~
NM1*40*2*ELM EXCHANGE*****46*ELMEXCHANGE~
HL*1**20*1~
NM1*85*2*OAK CLINIC*****XX*2000000010~
N3*1 OAK ST~
N4*MADISON*WI*537031234~
REF*EI*399999999~
"""
_CLAIM_837P = """\
HL*{level}*1*22*0~
SBR*P*18*G55******CI~
NM1*IL*1*RIVERS*ANA****MI*M{number:09d}~
N3*12 LAKE ROAD~
N4*MADISON*WI*537031234~
DMG*D8*19680304*F~
NM1*PR*2*ELM HEALTH PLAN*****PI*ELM01~
CLM*A{number:08d}*197.5***11:B:1*Y*A*Y*Y~
HI*ABK:E1165*ABF:I10~
NM1*82*1*STONE*ILSE****XX*2000000028~
LX*1~
SV1*HC:99214*185*UN*1***1:2~
DTP*472*D8*20260814~
LX*2~
SV1*HC:36415*12.5*UN*1***1~
DTP*472*D8*20260814~
"""
_HEAD_835 = """\
BPR*I*{paid}*C*ACH*CCP*01*111000025*DA*123456*1999999999**01*111000025*DA*654321*20260930~
TRN*1*EFT0001*1999999999~
DTM*405*20260901~
N1*PR*ELM HEALTH PLAN~
N3*1 ELM ST~
N4*MADISON*WI*53703~
PER*BL*PAYMENTS*TE*6085550111~
N1*PE*OAK CLINIC*XX*2000000010~
LX*1~
"""
_CLAIM_835 = """\
CLP*A{number:08d}*1*197.5*125*30*12*ELM{number:08d}*11~
NM1*QC*1*RIVERS*ANA****MI*M{number:09d}~
SVC*HC:99214*185*125**1~
DTM*472*20260814~
CAS*CO*45*30~
CAS*PR*3*30~
SVC*HC:36415*12.5*0**1~
DTM*472*20260814~
CAS*CO*97*12.5~
"""


def plain_file(kind: str, *, size: int) -> Iterator[bytes]:
    """A file of about so many bytes, in pieces."""
    professional = kind == "837P"
    claim = _CLAIM_837P if professional else _CLAIM_835
    claims = max(1, size // len(claim.format(level=1, number=1)))
    head = _HEAD_837P if professional else _HEAD_835.format(paid=125 * claims)
    guide = "005010X222A1" if professional else "005010X221A1"
    yield _ENVELOPE.format(
        sender="OAKBILLING".ljust(15), receiver="ELMEXCHANGE".ljust(15), function="HC" if professional else "HP",
        gs="OAKBILLING*ELMEXCHANGE", guide=guide, kind=kind[:3], version=f"*{guide}" if professional else "",
    ).encode()  # fmt: skip
    yield head.encode()
    for number in range(1, claims + 1):
        yield claim.format(level=number + 1, number=number).encode()
    yield _TRAILER.format(segments=head.count("~") + claim.count("~") * claims + 2).encode()
