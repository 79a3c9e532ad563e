"""Modifiers that set an NCCI pair aside when the record supports them.

CMS NCCI Policy Manual, chapter I, section E: the modifiers associated with pair edits. They count on the second code
(column two); 59 and the four X modifiers count on either code since July 1, 2019 (CMS transmittal 2259, CR 11168).
"""

_ANATOMICAL = frozenset("E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI".split())
_GLOBAL_SURGERY = frozenset({"24", "25", "57", "58", "78", "79"})
_OTHER = frozenset({"27", "91"})

NCCI_ON_EITHER = frozenset({"59", "XE", "XP", "XS", "XU"})
NCCI_ON_PART = _ANATOMICAL | _GLOBAL_SURGERY | _OTHER
