"""Which claim status an error means, by where it stands in an 837. Nothing here runs; `statuses` reads it.

A place is written as in findings: CLM05-1, SV102, HI. `[1=472]` looks at an element of the segment as it stood, `[0-1=ABK]` at a part
of the element in error; a loop stands in front. The first row of the closest place counts: part, element, segment, loop.
"""

PLACES = """
BHT               | 604 |
CLM01             | 478 |
CLM02             | 178 |
CLM05-1[5-2=A]    | 228 |
CLM05-1           | 249 |
CLM05-2           | 567 |
CLM05-3           | 535 |
CLM06             | 466 | 85
CLM07             | 589 |
CLM08             | 360 |
CLM09             | 333 |
CLM10             | 468 |
CLM11-4           | 750 |
CLM11-5           | 750 |
CLM11             | 633 |
CLM12             | 650 |
CLM19             | 625 |
CLM20             | 555 |
CL101             | 231 |
CL102             | 229 |
CL103             | 234 |
DN1               | 386 |
DN2               | 760 |

2330B DTP         | 516 | PR
2430 DTP          | 516 | PR
DTP[1=472]        | 187 |
DTP[1=434]        | 188 |
DTP[1=435]        | 189 |
DTP[1=096]        | 190 |
DTP[1=484]        | 191 |
DTP[1=454]        | 701 |
DTP[1=304]        | 757 |
DTP[1=453]        | 715 |
DTP[1=439]        | 727 |
DTP[1=431]        | 397 |
DTP[1=455]        | 210 |
DTP[1=471]        | 214 |
DTP[1=314]        | 195 |
DTP[1=360]        | 195 |
DTP[1=361]        | 195 |
DTP[1=297]        | 581 |
DTP[1=296]        | 196 |
DTP[1=090]        | 388 |
DTP[1=091]        | 389 |
DTP[1=444]        | 193 |
DTP[1=607]        | 529 |
DTP[1=463]        | 525 |
DTP[1=461]        | 580 |
DTP[1=738]        | 653 |
DTP[1=739]        | 653 |
DTP[1=011]        | 647 |
DTP[1=452]        | 203 |
DTP[1=139]        | 201 |
DTP[1=441]        | 201 |
DTP[1=446]        | 202 |
DTP[1=196]        | 187 |
DTP[1=198]        | 187 |
DTP[1=050]        | 756 | 40
DTP               | 187 |

REF[1=EI]         | 128 | 85
REF[1=TJ]         | 128 | 85
REF[1=SY]         | 148 | 85
REF[1=1W]         | 164 | IL
REF[1=0B]         | 143 | 85
REF[1=1G]         | 133 | 85
REF[1=G2]         | 560 | 85
2300 REF[1=LU]    | 728 |
REF[1=LU]         | 138 | 85
REF[1=2U]         | 560 | PR
REF[1=FY]         | 560 | PR
REF[1=NF]         | 560 | PR
REF[1=Y4]         | 629 |
REF[1=G1]         | 252 | PR
REF[1=9F]         | 761 | DN
REF[1=G3]         | 625 |
REF[1=F8]         | 464 |
REF[1=X4]         | 544 |
REF[1=F4]         | 630 |
REF[1=4N]         | 642 |
REF[1=G4]         | 611 |
REF[1=F5]         | 593 |
REF[1=EW]         | 142 | 77
REF[1=LX]         | 579 |
REF[1=D9]         | 543 |
REF[1=EA]         | 588 |
REF[1=P4]         | 556 |
REF[1=1J]         | 714 |
REF[1=9A]         | 702 |
REF[1=9C]         | 517 |
REF[1=9B]         | 636 |
REF[1=9D]         | 518 |
REF[1=6R]         | 584 |
REF[1=BT]         | 576 |
REF[1=XZ]         | 219 |
REF[1=VY]         | 219 |
REF[1=T4]         | 530 |
REF               | 560 | 85

HI[0-1=ABK]       | 254 |
HI[1-1=BK]        | 254 |
HI[0-1=ABJ]       | 232 |
HI[1-1=BJ]        | 232 |
HI[0-1=APR]       | 673 |
HI[1-1=PR]        | 673 |
HI[0-1=ABN]       | 509 |
HI[1-1=BN]        | 509 |
HI[0-1=BBR]       | 465 |
HI[1-1=BR]        | 465 |
HI[0-1=BBQ]       | 490 |
HI[1-1=BQ]        | 490 |
HI[1-1=BG]        | 460 |
HI[1-1=BH]        | 719 |
HI[1-1=BI]        | 721 |
HI[1-1=BE]        | 725 |
HI[1-1=DR]        | 256 |
HI[1-1=TC]        | 658 |
HI[1-1=BP]        | 262 |
HI                | 255 |

NM101             | 125 | 85
NM102             | 125 | 85
NM103             | 125 | 85
NM104             | 505 | 85
NM105             | 514 | 85
NM107             | 754 | 85
NM109[8=XX]       | 562 | 85
NM109[8=MI]       | 164 | IL
NM109[8=II]       | 164 | IL
NM109             | 153 | 85
NM108             | 153 | 85
NM1               | 124 | 85
N301              | 503 | 85
N302              | 503 | 85
N3                | 503 | 85
N401              | 502 | 85
N402              | 501 | 85
N403              | 500 | 85
N404              | 680 | 85
N407              | 695 | 85
N4                | 126 | 85
DMG03             | 157 | QC
DMG               | 158 | QC
PRV               | 145 | 85
PER02             | 561 | 85
PER               | 127 | 85
CUR               | 681 |

2320 SBR          | 171 |
SBR01             | 742 |
SBR02             | 156 |
SBR03             | 163 | IL
SBR04             | 663 | IL
SBR05             | 578 |
SBR09             | 480 | PR
SBR               | 171 |
PAT01             | 156 |
PAT06             | 159 | QC
PAT09             | 626 |
PAT08             | 273 |
PAT               | 156 |

2320 AMT          | 183 | PR
2320 OI           | 171 |
2320              | 286 |
CAS01             | 696 |
CAS02             | 521 |
CAS03             | 519 |
CAS04             | 520 |
CAS05             | 521 |
CAS06             | 519 |
CAS               | 519 |
MIA               | 286 |
MOA               | 286 |
SVD01             | 479 |
SVD02             | 643 |
SVD               | 710 |
2430 AMT          | 639 |
AMT[1=F5]         | 183 | QC
AMT[1=T]          | 640 |
AMT[1=F4]         | 617 |
AMT[1=GT]         | 645 |
AMT[1=N8]         | 645 |
AMT[1=F3]         | 639 |
AMT               | 178 |

PWK               | 489 |
CN1               | 548 |
K3                | 569 |
2400 NTE          | 586 |
NTE               | 704 |
CR101             | 273 |
CR106             | 267 |
CR104             | 428 |
CR1               | 428 |
CR2               | 713 |
CR3               | 335 |
CRC[1=07]         | 428 |
CRC[1=ZZ]         | 564 |
CRC[1=75]         | 575 |
CRC               | 527 |
HCP               | 628 |

LX                | 247 |
SV101-1           | 250 |
SV101-2           | 454 |
SV101-7           | 306 |
SV101             | 453 |
SV102             | 583 |
SV103             | 659 |
SV104             | 476 |
SV105             | 249 |
SV107             | 477 |
SV109             | 471 |
SV111             | 564 |
SV112             | 568 |
SV115             | 753 |
SV1               | 454 |
SV201             | 455 |
SV202-1           | 250 |
SV202-2           | 454 |
SV202-7           | 306 |
SV202             | 453 |
SV203             | 583 |
SV204             | 659 |
SV205             | 258 |
SV207             | 596 |
SV2               | 455 |
SV301-1           | 250 |
SV301-2           | 454 |
SV301-7           | 306 |
SV301             | 453 |
SV302             | 583 |
SV303             | 249 |
SV304             | 245 |
SV305             | 384 |
SV306             | 476 |
SV311             | 477 |
SV3               | 454 |
SV501             | 454 |
SV5               | 186 |
TOO02             | 244 |
TOO03             | 240 |
TOO               | 242 |
LIN               | 218 |
CTP               | 724 |
MEA               | 731 |
PS1               | 469 |
QTY               | 258 |
LQ                | 698 |
FRM               | 699 |
"""
"""Where | status | whom it is about, when the loop does not say and the status must."""

CODES = """
SNIP1-CHARACTER        |    | 511 +
SNIP1-NON-ASCII        |    | 511 +
SNIP1-LONG             |    | 512 +
SNIP1-HL               | A3 | 481
SNIP1-NAME             | A3 | 481
SNIP1-TRAILER          | A3 | 481
SNIP1-CUT              | A3 | 481
SNIP1-ENDLESS          | A3 | 481
SNIP3-CLAIM-TOTAL      | A8 | 400
SNIP3-NEGATIVE         | A7 | 693 +
SNIP3-COB-CLAIM        | A8 | 672
SNIP3-COB-LINE         | A8 | 672
SNIP3-COB-PAID         | A8 | 672
SNIP4-SELF-ORGANIZATION | A8 | 741
SNIP4-NO-PATIENT       | A8 | 156
SNIP4-SELF-DEPENDENT   | A8 | 156
SNIP4-REPLACED-NUMBER  | A6 | 464
SNIP4-ACCIDENT-DAY     | A6 | 727
SNIP4-ACUTE-DAY        | A6 | 715
SNIP4-FUTURE-SERVICE   | A8 | 510 +
SNIP4-AMBULANCE        | A6 | 428
SNIP4-STAY-ADMISSION   | A6 | 189
SNIP4-STAY-ADMITTED-AFTER | A8 | 189 188
SNIP4-STAY-DISCHARGE   | A6 | 233
SNIP4-STAY-ADMITTING   | A6 | 232
SNIP4-DISCHARGE-BEFORE | A8 | 189 190
SNIP4-BORN-AFTER       | A8 | 158 187
SNIP4-ACCIDENT-AFTER   | A8 | 727 187
SNIP4-OTHER-PAYER      | A6 | 171
SNIP4-MEDICARE-SECONDARY | A6 | 578
SNIP4-RANK-TWICE       | A8 | 742
SNIP4-PAID-MISSING     | A6 | 183
SNIP4-PAID-DAY         | A6 | 516
SNIP4-REMAINING-TWICE  | A8 | 639
SNIP4-PO-BOX           | A7 | 503
SNIP4-LINE-CONTROL-TWICE | A8 | 584
SNIP4-AMBULANCE-PLACE  | A6 | 266
"""
"""For what the place says too little: code of the error | category, the usual one when empty | statuses, `+` being the place's."""
