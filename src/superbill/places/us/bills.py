"""Which bills of hospitals a rule of Medicare speaks of, by their type of bill (three digits, as an 837I has them).

OUTPATIENT_BILL: the bills to which the pairs and the unlikely units of hospitals apply: outpatient departments, Part B of inpatients
and of nursing facilities, rehabilitation clinics and home health outside of a plan (CMS NCCI Policy Manual, chapter I, section A;
Claims Processing Manual, chapter 4, section 20).
"""

OUTPATIENT_BILL = "kind = 'I' AND left(type_of_bill, 2) IN ('12', '13', '14', '22', '23', '34', '74', '75')"
