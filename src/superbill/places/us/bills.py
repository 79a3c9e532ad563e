"""Which bills of hospitals a rule of Medicare speaks of, by their type of bill (four digits, the first of them 0).

OUTPATIENT_BILL: the bills to which the pairs and the unlikely units of hospitals apply: outpatient departments, Part B of inpatients
and of nursing facilities, rehabilitation clinics and home health outside of a plan (CMS NCCI Policy Manual, chapter I, section A;
Claims Processing Manual, chapter 4, section 20).
"""

OUTPATIENT_BILL = "kind = 'I' AND left(type_of_bill, 3) IN ('012', '013', '014', '022', '023', '034', '074', '075')"
