"""Which element of X12 tells who somebody is, and what kind of identifier it is. Read by `anonymise.py`; nothing here runs.

Everything that is not named here and is not a code, a number or a time is taken for an identifier: better one pseudonym too many
than one name too few. Source: 45 CFR 164.514(b)(2), the eighteen identifiers of the Safe Harbor method.
"""

BY_ELEMENT = {
    number: kind
    for kind, numbers in {
        "name": "19 93 310 1035 1036 1037 1204",
        "suffix": "1038 1039",
        "street": "166",
        "zip": "116",
        "id": "67 124 127 142 429 443 510 770 1028 1301 1692 9998 10006 10007",
        "tax": "509",
        "routing": "507",
        "account": "508",
        "contact": "364",
        "text": "3 61 352 449 724 933 961",
        "secret": "10002 10004",
        "day": "373 1251 10008",
        "code": "234 350 447 480 799 1137 1271 1222 1214 822",
        "kept": "28 329 628 734 1705 10011 10012 10015 10065 1331 1339 1341 9999",
        "data": "785",
    }.items()
    for number in map(int, numbers.split())
}
"""Kind of identifier by data element. `code` is kept when it looks like one; the types ID, R, N, $ and TM are kept likewise."""

BY_PLACE = {
    ("DMG", 2, 0): "birth",
    ("PRV", 3, 0): "code",
    ("DN2", 1, 0): "code",
    ("LUI", 2, 0): "code",
    ("MIA", 5, 0): "code",
    **{("MIA", place, 0): "code" for place in (20, 21, 22, 23)},
    **{("MOA", place, 0): "code" for place in (3, 4, 5, 6, 7)},
    ("FRM", 3, 0): "text",
    ("N4", 6, 0): "name",
    ("OOI", 3, 0): "object",
}
"""What an element is in one place, where its number alone does not tell: segment, element, component."""

KEPT_REFERENCES = frozenset("4N 87 APC BLT F2 F5 P4 PXC T4".split())
"""REF01 of references that are codes and not numbers of somebody: exception, payment class, bill type, version, taxonomy …"""

SUFFIXES = frozenset("JR SR II III IV V MD DO DDS DMD RN NP PA PHD DC DPM OD PT OT ESQ MR MRS MS DR".split())
"""Parts of names that many share."""

OBJECTS = frozenset(("ATTACHMENT",))
"""OOI03: what kind of object follows; anything else there may be the name of a file."""

PHONES = frozenset("AP BN CP FX HP TE WP".split())
"""PER: ways of reaching somebody that are telephone numbers."""

SMALL_ZIPS = frozenset("036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893".split())
"""Beginnings of ZIP codes where 20,000 people or fewer live: nothing of them is kept (HHS guidance on de-identification, 2012)."""

OLDEST = 90
"""Years; ages above are told as this one (45 CFR 164.514(b)(2)(i)(C))."""
