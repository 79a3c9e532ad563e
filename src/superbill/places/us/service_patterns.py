"""Kinds of service as patterns over procedure codes, for the conditions of edits: `matches(procedure, '…')`.

The numbers of the codes are facts of the American Medical Association's code set and of HCPCS Level II; no descriptor stands here.
"""

OFFICE_VISIT = "992(0[2-5]|1[1-5])"
"""Visits in the office or another outpatient place, of new and of established patients."""

HOME_VISIT = "993(4[1245789]|50)"
"""Visits in a home or residence, as numbered since January 1, 2023."""

HOSPITAL_VISIT = "992(2[1-3]|3[1-9])"
"""Initial, subsequent and same-day hospital care, and the day of discharge."""

PREVENTIVE_VISIT = "993[89][1-7]"
"""Preventive visits, of new and of established patients."""

ANAESTHESIA = "0(0[1-9][0-9]|1[0-9]{2})[0-9]"
"""Anaesthesia for a procedure: 00100 to 01999."""

SURGERY = "[1-6][0-9]{4}"
"""The section of surgery: 10004 to 69990."""

NO_VISIT = "[1-8][0-9]{4}"
"""Surgery, imaging and laboratory: none of these is a visit."""

TRANSPORT = "A04(2[6-9]|3[0-4])"
"""A trip by ambulance, on the ground or in the air; its miles have codes of their own."""

VISIT = "99(2[0-9]|3[01489])[0-9]|99350|920[01][24]"
"""Visits face to face, wherever they are: office, hospital, emergency, nursing facility, home, preventive, eyes."""

TELEMEDICINE = "980(0[0-9]|1[0-5])"
"""Visits by telemedicine with codes of their own, since January 1, 2025."""

TREATMENT = "9079[12]|9083[2-8]|9084[5-7]|9892[5-9]|9894[0-3]"
"""Psychiatric evaluation and psychotherapy, manipulation by an osteopath or a chiropractor."""

FACE_TO_FACE = f"{VISIT}|{TELEMEDICINE}|{SURGERY}|{TREATMENT}"
"""Services that a professional gives to the patient: after one of them the patient is not new for three years."""

PART_B_PREVENTIVE = (
    "G0(00[89]|01[0-3]|10[1-689]|11[78]|12[0134]|130|14[134578]|27[01]|296|32[78]|40[2-5]|43[23589]|44[2-7]|468|47[2356]|499|51[34])|"
    "P300[01]|Q0091|71271|74263|76706|76977|7706[37]|77078|7708[015]|81528|82270|9046[01]|9047[1-4]|90480|9780[234]|9940[67]"
)
"""Vaccinations and preventive services of Part B beside which Medicare takes the complexity add-on with a visit that has 25.

From CMS's list of Medicare preventive services. Not here: blood tests that are preventive only with a diagnosis of screening (80061,
82947 …), advance care planning (only beside a wellness visit), and preventive visits 99381 to 99397, which Medicare does not cover.
"""
