"""What the codes of X12 mean, in this project's own few words, by data element; for `show.py`. Not whole: an unknown code has none.

The codes are facts; X12's wording of them is licensed and is neither shipped nor used. Reasons, remarks, places and diagnoses are
external lists: their words come from outside (`explain` of `show`).
"""

_WORDS = """
66   24 employer number | 34 social security number | 46 electronic sender id | 57 submitter id | AC attachment number
66   AD insurer company code | C corrected number | FI tax number | HN health insurance number | II national member id
66   MC Medicaid provider number | MI member number | MR Medicaid recipient number | PC provider commercial number
66   PI payer's number | PP pharmacy number | SV service provider number | UP UPIN | XV national plan id | XX NPI | ZZ agreed upon
98   03 dependent | 1P provider | 2B third-party administrator | 36 employer | 40 receiver | 41 submitter | 45 drop-off place
98   70 prior incorrect insured | 71 attending clinician | 72 operating clinician | 73 other clinician | 74 corrected insured
98   77 place of service | 80 hospital | 82 rendering clinician | 85 billing provider | 87 pay-to address | AY clearinghouse
98   DD assistant surgeon | DK ordering clinician | DN referring clinician | DQ supervising clinician | FA facility | GB other insured
98   GP gateway | IL insured | IN insurer | P3 primary care clinician | P5 plan sponsor | PE payee | PR payer | PW pick-up place
98   QB purchased-service clinician | QC patient | QD responsible person | S3 parent | TT next payer | X3 review organisation | ZZ other operating clinician
98   1I preferred provider organisation | E1 legal representative | LI independent lab | M8 school | VN vendor | 31 mailing address
128  0B state license | 0F subscriber number | 0K policy form | 1A Blue Cross number | 1B Blue Shield number | 1C Medicare number | 1D Medicaid number
128  1G UPIN | 1H CHAMPUS number | 1J facility id | 1K payer's claim number | 1L group or policy | 1S ambulatory patient group
128  1W member id | 23 client number | 28 employee id | 2F consolidated invoice | 2U payer id | 38 master policy | 3H case number
128  4N exception code | 6P group number | 6R line item number | 9A repriced claim number | 9B repriced line number
128  9C adjusted repriced claim | 9D adjusted repriced line | 9F referral | APC ambulatory payment class | BB authorization
128  BLT type of bill | BT batch | CE class of contract | D3 pharmacy number | D9 clearinghouse number | DX department | E9 attachment code
128  EA medical record | EI employer number | EJ patient account | EO submitter id | EV receiver id | EW mammography certificate | F2 version
128  F4 referring CLIA | F5 Medicare version | F8 original claim number | FJ line number | FY claim office | G1 prior authorization
128  G2 provider commercial number | G3 predetermination | G4 peer review | HI health industry number | HPI NPI | IG insurance policy
128  LU location | LX investigational device | N6 plan network | NF insurer company code | P4 demonstration project | PQ payee id
128  PXC taxonomy | QQ unit number | RB rate code | SY social security number | T4 adjustment indicator | TJ tax number | VY link sequence
128  X4 CLIA number | XZ pharmacy prescription | Y4 casualty claim
235  AD dental code (CDT) | ER place-specific code | HC procedure code (HCPCS or CPT) | HP rate code (HIPPS) | IV home infusion code
235  N4 drug code (NDC) | N6 national health item | NU revenue code | UI product code | UK product code | UP product code | WK advanced billing concept
305  C payment with a separate advice | D make the payment only | H notification only | I remittance information only
305  P prenotification | U split payment and remittance | X handling party's choice
353  00 original | 01 cancellation | 02 addition | 06 confirmation | 08 status | 11 response | 13 request | 15 re-submission | 18 reissue | 22 information copy | 36 authority to deduct
355  DA days | DH miles | F2 international units | GR grams | LB pounds | ME milligrams | MJ minutes | ML millilitres | MO months | UN units | VS visits
363  ADD more information | CER certification | DCP goals and plans | DGN diagnosis | TPO third-party notes | UPI updated information
365  BN beeper | CP cell phone | ED electronic exchange number | EM e-mail | EX extension | FX fax | HP home telephone | TE telephone | UR web address | WP work telephone
366  BL technical contact | CX payer's claim office | IC information contact | IP insured person
374  009 processed | 011 shipped | 036 coverage ends | 050 received | 090 reported from | 091 reported to | 096 discharged | 102 issued
374  150 service begins | 151 service ends | 232 claim begins | 233 claim ends | 291 plan | 296 back to work | 297 last worked
374  304 last seen | 307 eligibility | 314 disabled | 336 employed since | 337 employed until | 338 medicare begins | 346 plan begins
374  347 plan ends | 348 benefit begins | 349 benefit ends | 356 eligible from | 357 eligible to | 360 disability begins | 361 disability ends
374  382 enrolled | 405 produced | 431 onset | 434 statement | 435 admitted | 439 accident | 441 prior placement | 444 first visit
374  446 replaced | 452 appliance placed | 453 acute symptoms | 454 treated since | 455 last x-ray | 461 last certified | 463 therapy began
374  471 prescribed | 472 service | 473 Medicaid begins | 474 Medicaid ends | 484 last menses | 573 claim paid | 607 certified | 738 latest test | 739 latest blood test
426  50 late charge | 51 interest penalty | 72 authorized return | 90 early payment | AH origination fee | AM applied to borrower | AP accelerated payment
426  B2 rebate | B3 recovery allowance | BD bad debt | BN bonus | C5 temporary allowance | CR capitation interest | CS adjustment
426  CT capitation payment | CV capital pass-through | CW anesthetist pass-through | DM medical education | E3 withholding | FB forwarding balance
426  FC fund allocation | GO graduate education | HM hemophilia factor | IP incentive | IR tax withheld | IS interim settlement
426  J1 nonreimbursable | L3 penalty | L6 interest | LE levy | LS lump sum | OA organ acquisition | OB affiliated offset
426  PI periodic interim payment | PL final settlement | RA retro-activity | RE return on equity | SL student loan | TL third-party liability | WO overpayment recovered | WU unspecified recovery
478  C credit | D debit
481  1 this transaction | 2 referenced transaction
506  01 routing number (ABA) | 04 Canadian bank
522  A8 noncovered | AU allowed for the claim | B6 allowed | D paid by the other payer | D8 discount | DY per day | EAF left to the patient | F3 patient's responsibility | F4 postage
522  F5 patient paid | I interest | KH late filing reduction | NL negative ledger | R spend-down | T tax | T2 total claim before taxes | YU accepted | YY rejected
569  DA checking account | SG savings account
591  ACH automated transfer | BOP payer's choice | CHK check | FWT wire transfer | NON nothing is paid
640  31 subrogation | CH chargeable | RP reporting | RQ request | TH receipt acknowledgement | DG response | 18 response, more to follow | 19 response, more updates to follow
673  90 acknowledged | AA unacknowledged | CA covered days | CD coinsured days | LA lifetime reserve used | LE lifetime reserve | NE noncovered days
673  NR not replaced blood | OU outlier days | PS prescriptions | PT patients | QA accepted | QC rejected | VS visits
735  20 payer or billing provider | 19 provider | 21 submitter or receiver | 22 subscriber | 23 dependent | PT patient | EV event | SS service
736  0 nothing below | 1 levels below
755  03 report | 04 certification | 05 treatment plan | 06 first assessment | 09 progress report | B4 referral | CT certification | DA dental models
755  OZ support data | PN physical therapy notes | RB radiology films | RR radiology reports
756  AA on request | BM by mail | EL electronically | EM by e-mail | FT by file transfer | FX by fax | OL on line
812  CCP CCD+ | CTX CTX
875  001 change | 021 addition | 024 cancellation | 025 reinstatement | 026 correction | 030 audit
1005 0007 review | 0010 status | 0019 claim | 0022 eligibility | 0085 acknowledgement
1029 1 paid as first payer | 2 paid as second payer | 3 paid as third payer | 4 denied | 19 first payer, forwarded | 20 second payer, forwarded
1029 21 third payer, forwarded | 22 earlier payment reversed | 23 not ours, forwarded | 25 predetermined only
1032 11 other nonfederal program | 12 PPO | 13 POS | 14 EPO | 15 indemnity | 16 Medicare HMO | 17 dental HMO | AM car insurance | BL Blue Cross Blue Shield
1032 CH TRICARE | CI commercial | DS disability | FI federal employees | HM HMO | LM liability | MA Medicare A | MB Medicare B | MC Medicaid
1032 OF other federal | TV title V | VA veterans | WC workers' compensation | ZZ agreed upon
1033 CO contractual: not the patient's | CR correction | OA other | PI taken off by the payer | PR patient's share
1065 1 person | 2 organisation
1067 B partnered | D divorced | I single | M married | S separated | W widowed
1068 F female | M male | U unknown
1069 01 spouse | 18 self | 19 child | 20 employee | 21 unknown | 34 other adult | 39 organ donor | 40 cadaver donor | 53 life partner | G8 other
1073 N no | U unknown | W not applicable | Y yes
1136 07 ambulance | 09 equipment | 70 hospice | 75 homebound | E1 spectacle lenses | E2 contact lenses | E3 frames | ZZ screening
1138 A fourth payer | B fifth payer | P first payer | S second payer | T third payer | U unknown rank
1143 1 another payer pays first | 5 unknown | 6 no coordination
1220 F full-time student | N no student | P part-time student
1221 AT attending | BI billing | OR ordering | OT other | PC primary care | PE performing | RF referring | SU supervising
1250 D8 a day | DT a day and time | RD8 days from and to | TM a time
1270 ABF diagnosis | ABJ admitting diagnosis | ABK first diagnosis | ABN external cause | APR reason for the visit | BBQ other procedure
1270 BBR main procedure | BE value code | BF diagnosis (ICD-9) | BG condition code | BH occurrence | BI occurrence span | BJ admitting diagnosis (ICD-9)
1270 BK first diagnosis (ICD-9) | BO other anesthesia procedure | BP anesthesia procedure | DR diagnosis related group | HE remark (RARC) | JP tooth numbers | PR reason for the visit (ICD-9)
1270 RX pharmacy remark | TC treatment code
1314 1 emergency | 2 urgent | 3 elective | 4 newborn | 5 trauma | 9 unknown
1322 I initial | R renewed | S revised | 1 appeal | 2 adjustment
1325 0 nonpayment | 1 original | 2 first of a series | 3 within a series | 4 last of a series | 7 replaces an earlier claim | 8 takes back an earlier claim
1328 1 first diagnosis | 2 second diagnosis | 3 third diagnosis | 4 fourth diagnosis
1332 A facility type of bill | B place of service
1351 P signed by the provider for the patient
1352 01 went home | 02 to another hospital | 03 to a nursing facility | 06 to home health | 07 left against advice | 20 died | 30 still a patient
1359 A accepts assignment | B accepts it for the lab only | C does not accept it
1361 10 upper right of the mouth | 20 upper left | 30 lower left | 40 lower right
1362 AA car accident | EM at work | OA other accident | AP by another person
1363 I informed consent | Y signed statement
1366 02 disabled children's program | 03 special federal funding | 05 disability | 09 second opinion
1358 I first placement | R replaced
1390 1 covered | 6 not covered | A coinsurance | B copay | C deductible | CB coverage basis | F limitations | G out-of-pocket maximum
1390 I not covered by the plan | L primary care clinician | R other payer | U contact | V cannot be processed | W other source | X health care facility | Y spend-down
1514 1 proof of eligibility | 3 authorization delayed | 5 no forms | 7 third-party processing | 9 first claim denied for no prior authorization | 11 other | 15 natural disaster
479  FA acknowledgement | HB eligibility answer | HC claims | HI review | HN claim status | HP payments | HR status request | HS eligibility request | BE enrolment | RA premiums | PI attachments | AG application advice
143  270 eligibility request | 271 eligibility answer | 276 status request | 277 claim status | 278 review | 834 enrolment | 835 payment | 837 claims | 820 premiums | 275 attachment | 999 acknowledgement | 997 acknowledgement | 824 application advice
715  A accepted | E accepted, errors were noted | P partly accepted | R rejected
717  A accepted | E accepted, errors were noted | R rejected | M rejected: authentication | W rejected: assurance | X rejected: content
10013 0 no TA1 asked for | 1 TA1 asked for
10014 P production | T test
10017 A accepted | E accepted, errors were noted | R rejected
"""


def _table() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for line in _WORDS.strip().splitlines():
        number, _, rest = line.partition(" ")
        for cell in rest.split("|"):
            code, _, words = cell.strip().partition(" ")
            if words:
                found.setdefault(int(number), {})[code] = words
    return found


CODES = _table()

ENVELOPE = {
    "ISA": "authorization kind|authorization|security kind|security|sender qualifier|sender|receiver qualifier|receiver|day|time|"
    "repetition separator|version|control|acknowledgement wanted|test or production|component separator",
    "GS": "function|sender|receiver|day|time|control|agency|guide",
    "ST": "transaction|control|guide",
    "SE": "segments|control",
    "GE": "sets|control",
    "IEA": "groups|control",
    "TA1": "control|sent on|sent at|verdict|note",
}
"""The names of the elements of the envelopes."""


def find_meaning(number: int, code: str) -> str:
    """What a code means in a few words; empty when it is not here."""
    return CODES.get(number, {}).get(code.strip().upper(), "")
