"""The X12 standard's segment directory for our transactions: what a segment may hold, whatever a guide says of it.

A guide's table narrows it, and never widens it. Each row is a segment name and its elements in their order: the number of a
data element (I01 to I65 of the envelope are 10001 to 10065) or a composite, `!` when it is mandatory, `*n` when it may repeat.
What elements ask of each other is in `syntax.py`, their type and length in `elements.py`.
Source: X12 005010 segment and composite directories; BDS, CAT and OOI as in 006020, which changed no other segment of the 275.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_COMPOSITES = """
C001 355! 1018 649 355 1018 649 355 1018 649 355 1018 649 355 1018 649
C002 704! 704 704 704 704
C003 235! 234! 1339 1339 1339 1339 352 234
C004 1328! 1328 1328 1328
C005 1369! 1369 1369 1369 1369
C006 1361! 1361 1361 1361 1361
C022 1270! 1271! 1250 1251 782 380 799 1271 1073
C023 1331! 1332 1325
C024 1362! 1362 1362 156 26
C030 722! 1528 1686
C035 1222! 559 1073
C040 128! 127! 128 127 128 127
C042 426! 127
C043 1271! 1271! 98 1270
C052 1218! 1701 1701 1701
C056 1109 1270 1271
C998 9999! 9998
C999 725! 725
"""

_SEGMENTS = """
AAA 1073! 559 901 889
ACT 508! 93 66 67 569 508 352 107 1216
ADX 782! 426! 128 127
AK1 479! 28! 480
AK2 143! 329! 1705
AK3 721! 719! 447 720
AK4 C030! 725 723! 724
AK5 717! 718 718 718 718 718
AK9 715! 97! 123! 2! 716 716 716 716 716
AMT 522! 782! 478
BDS 1570! 784! 785!
BGN 353! 127! 373! 337 623 127 640 306 786
BHT 1005! 353! 127 373 337 640
BIN 784! 785!
BPR 305! 782! 478! 591! 812 506 507 569 508 509 510 506 507 569 508 373 1048 506 507 569 508
CAS 1033! 1034! 782! 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380
CAT 755 756 799 1270 1271 1271 799
CL1 1315 1314 1352 1345
CLM 1028! 782 1032 1343 C023 1073 1359 1073 1363 1351 C024 1366 1073 1338 1073 1360 1029 1073 1383 1514
CLP 1028! 1029! 782! 782! 782 1032 127 1331 1325 1352 1354 380 954 1073
CN1 1166! 782 332 127 338 799
COB 1138 127 1143 1365*9
CR1 355 81 1316 1317 355 380 166 166 352 352
CR2 609 380 1367 1367 355 380 380 1342 1073 352 352 1073
CR3 1322 355 380 1335 352
CR5 1322 380 1348 1348 352 380 380 380 352 380 380 1349 1350 1350 1350 380 1382 1348
CR6 923! 373! 1250 1251 373 1073 1073! 1322! 373 235 1137 373 373 373 1250 1251 1384 373 373 373 373
CRC 1136! 1073! 1321! 1321 1321 1321 1321
CTP 687 236 212 380 C001 648 649 782 639 499 289
CTX C998!*10 721 719 447 C030 C999
CUR 98! 100! 280 98 100 669 374 373 337 374 373 337 374 373 337 374 373 337 374 373 337
DMG 1250 1251 1068 1067 C056*10 1066 26 659 380 1270 1271
DN1 380 380 1073 352
DN2 127! 1368 380 1250 1251 1270!
DSB 1146! 380 1149 1154 1161 782 235 1137
DTM 374! 373 337 623 1250 1251
DTP 374! 1250! 1251!
EB 1390! 1207 1365*99 1336 1204 615 782 954 673 380 1073 1073 C003 C004
EC 1176 1176 1176 954 1201 1149
EFI 786! 933 797 799
ENT 554 98 66 67 98 66 67 128 127
EQ 1365*99 C003 1207 1336 C004
FRM 350! 1073 127 373 332
GE 97! 28!
GS 479! 142! 124! 373! 337! 28! 455! 480!
HCP 1473 782 782 127 118 127 782 234 235 234 355 380 901 1526 1527
HCR 306! 127 1271 1073
HD 875! 1203 1205 1204 1207 609 609 1209 1073 1211 1073
HI C022! C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022
HL 628! 734 735! 736
HLH 1212 65 81 81 352 1213 352
HSD 673 380 355 1167 615 616 678 679
ICM 594! 782! 380 310 1214 100
IDC 1204! 1215! 380 306
IEA I16! I12!
III 1270 1271 1136 933 380 C001 752 752 752
IK3 721! 719! 447 620
IK4 C030! 725 621! 724
IK5 717! 618 618 618 618 618
INS 1073! 1069! 875 1203 1216 C052 1219 584 1220 1073 1250 1251 1165 19 156 26 1470
ISA I01! I02! I03! I04! I05! I06! I05! I07! I08! I09! I65! I11! I12! I13! I14! I15!
IT1 350 358 355 212 639 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234
K3 449! 1333 C001
LE 447!
LIN 350 235! 234! 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234
LM 559! 822
LQ 1270 1271
LS 447!
LUI 66 67 352 1303 1476
LX 554!
MEA 737 738 739 C001 740 741 935 936 752 1373 1270 1271
MIA 380! 782 380 782 127 782 782 782 782 782 782 782 782 782 380 782 782 782 782 127 127 127 127 782
MOA 954 782 127 127 127 127 127 782 782
MPI 1201! 584! 1595! 352 1596 1250 1251
MSG 933! 934 1470
N1 98! 93 66 67 706 98
N2 93! 93
N3 166! 166
N4 19 156 116 26 309 310 1715
NM1 98! 1065! 1035 1036 1037 1038 1039 66 67 706 98 1035
NTE 363 352!
NX1 98! 98 98 98 98
OI 1032 1383 1073 1351 1360 1363
OOI 1690! 1691! 1692! 1694
OTI 110! 128! 127! 142 124 373 337 28 329 143 480 353 640 346 306 305 641
PAT 1069 1384 584 1220 1250 1251 355 81 1073
PER 366! 93 365 364 365 364 365 364 443
PLA 306! 98! 373! 337 1203
PLB 127! 373! C042! 782! C042 782 C042 782 C042 782 C042 782 C042 782
PRV 1221! 128 127 156 C035 1223
PS1 127! 782! 156
PWK 755! 756 757 98 66 67 352 C002 1525
QTY 673! 380 C001 61
RDM 756! 93 364 C040 C040
RED 352! 1609 559 822 1270 1271
REF 128! 127 352 C040
RMR 128 127 482 782 782 782 426 782
SAC 248! 1300 559 1301 610 378 332 118 355 380 380 331 127 770 352 819
SBR 1138! 1069 127 93 1336 1143 1073 584 1032
SE 96! 329!
SLN 350! 350 662! 380 C001 212 639 662 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234
ST 143! 329! 1705
STC C043! 373 306 782 782 373 591 373 429 C043 C043 933
SV1 C003! 782 355 380 1331 1365 C004 782 1073 1340 1073 1073 1364 1341 1327 1334 127 116 782 1337 1360
SV2 234 C003 782 355 380 1371 782 1073 1345 1337
SV3 C003! 782 1331 C006 1358 380 352 1327 1360 1073 C004
SV5 C003! 355! 380! 782 782 594 923
SVC C003! 782! 782 234 380 C003 380
SVD 67! 782! C003 234 380 554
TA1 I12! I08! I09! I17! I18!
TED 647! 3 721 719 C030 725 724 961
TOO 1270 1271 C005
TRN 481! 127! 509 127
TS2 782 782 782 782 782 782 380 782 782 380 380 380 380 380 782 380 782 782 782
TS3 127! 1331! 373! 380! 782! 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 380 782
UM 1525! 1322 1365 C023 C024 1338 1213 923 1363 1514
"""

_ITEM = re.compile(r"(?P<envelope>I?)(?P<name>C?\d+)(?P<mandatory>!?)(?:\*(?P<repeat>\d+))?\Z", re.ASCII)
_ENVELOPE = 10_000  # I12 is 10012, so that every data element has a number


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a segment, or one part of a composite, counted from 1.

    `number` is the data element's, and 0 for a composite, which has `parts` and is named in `composite`.
    A mandatory part is mandatory when its composite is there. `repeat` is how often the value may stand there.
    """

    place: int
    number: int
    composite: str
    mandatory: bool
    repeat: int
    parts: tuple["Spot", ...] = ()


class _Directory(Mapping[str, tuple[Spot, ...]]):
    """Segment name → its places. A row is parsed when it is first asked for, and kept."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Spot, ...]] = {}

    @cached_property
    def rows(self) -> dict[str, list[str]]:
        return _rows(_SEGMENTS)

    @cached_property
    def composites(self) -> dict[str, tuple[Spot, ...]]:
        return {name: tuple(_spots(items, {})) for name, items in _rows(_COMPOSITES).items()}

    def __getitem__(self, tag: str) -> tuple[Spot, ...]:
        if tag not in self._read:
            self._read[tag] = tuple(_spots(self.rows[tag], self.composites))
        return self._read[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _rows(text: str) -> dict[str, list[str]]:
    return {name: items for name, *items in (line.split() for line in text.strip().split("\n"))}


def _spots(items: list[str], composites: Mapping[str, tuple[Spot, ...]]) -> Iterator[Spot]:
    for place, item in enumerate(items, start=1):
        read = _ITEM.match(item)
        assert read is not None, f"{item} is not an item of the directory"
        name, mandatory, repeat = read["name"], bool(read["mandatory"]), int(read["repeat"] or 1)
        if name.startswith("C"):
            yield Spot(place, 0, name, mandatory, repeat, composites[name])
        else:
            yield Spot(place, int(name) + _ENVELOPE * bool(read["envelope"]), "", mandatory, repeat)


STANDARD: Mapping[str, tuple[Spot, ...]] = _Directory()


def find_segment(tag: str) -> tuple[Spot, ...]:
    """The places of a segment in their order; none when the standard has no such segment in our transactions."""
    return STANDARD.get(tag, ())
