"""Which procedure codes are visits, whose level follows from decision making, minutes or age; and which are only added to one. A table.

Counselling (99401 to 99412), sedation, care management (99424 to 99427, 99437, 99439, 99484 to 99496) and advance care planning (99497,
99498) are services of their own: they have no levels. Codes that are gone stay here, for superbills of their days. The numbers are facts of
the American Medical Association's code set and of HCPCS Level II; no descriptor stands here.
"""

import re

_VISIT = re.compile(
    r"992(?:0[1-5]|1[1-5]|1[789]|2[0-6]|3[1-689]|4[1-5]|5[1-5]|8[1-5]|91)"  # office, hospital, consultations, emergency, critical care
    r"|993(?:0[4-9]|10|1[568]|2[4-8]|3[4-7]|4[1-57-9]|50|8[1-7]|9[1-7])"  # nursing facility, home, preventive
    r"|994(?:29|4[1-3]|6[0-3689]|7[1-9]|80|99)"  # telephone until 2025, newborns, critical care of children, other
    r"|9200[24]|9201[24]|980(?:0\d|1[0-6])|G0402|G043[89]"  # eyes, telemedicine, Medicare's preventive visits
)
_ADDED = re.compile(r"99292|9935[4-9]|9941[5-8]|G2211|G2212|G031[678]")


def is_visit(code: str) -> bool:
    """Whether a procedure code is a visit: of two coders' visits of one day the one is the other at another level."""
    return _VISIT.fullmatch(code) is not None


def is_added_to_visit(code: str) -> bool:
    """Whether a code adds minutes or complexity to a visit and never stands alone with the patient."""
    return _ADDED.fullmatch(code) is not None
