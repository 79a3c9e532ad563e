"""Segments that inquiries and their answers (270 to 278) share, so that each table says only what is special about it."""

from superbill.x12.tables import Composite, Field, Seg

SERVICE_TYPES = (
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 30 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47"
    " 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89"
    " 90 91 92 93 94 95 96 97 98 99 A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AQ AR B1 B2 B3 BA BB"
    " BC BD BE BF BG BH BI BJ BK BL BM BN BP BQ BR BS BT BU BV BW BX BY BZ C1 CA CB CC CD CE CF CG CH CI CJ CK CL CM CN CO CP CQ DG"
    " DM DS GF GN GY IC MH NI ON PT PU RN RT TC TN UC"
)
ONE_OR_MORE = ("ED EM FX TE UR", "ED EM EX FX TE UR", "ED EM EX FX TE UR")


def opening(structure: str, purposes: str, *, types: str = "", type_need: bool = False, reference_need: bool = True) -> Seg:
    """BHT, which begins a hierarchical transaction; without `types` it does not say what type it is of."""
    fields: tuple[Field, ...] = (
        Field("structure", 1, 1005, structure, need=True),
        Field("purpose", 2, 353, purposes, need=True),
        Field("reference", 3, 127, need=reference_need),
        Field("created_on", 4, 373, need=True),
        Field("created_at", 5, 337, need=True),
    )
    if types:
        fields += (Field("type", 6, 640, types, need=type_need),)
    return Seg("BHT", "begin", fields, need=True)


def described(label: str, codes: str, *, most: int = 1) -> Seg:
    """REF with a third element: what the number is of, or the state that issued it."""
    fields = (
        Field("type", 1, 128, codes, need=True, key=True),
        Field("number", 2, 127, need=True),
        Field("description", 3, 352),
    )
    return Seg("REF", label, fields, most=most)


def trace(kinds: str, *, most: int = 1) -> Seg:
    """TRN, the number by which somebody who is named in it finds this inquiry again."""
    fields = (
        Field("type", 1, 481, kinds, need=True),
        Field("number", 2, 127, need=True),
        Field("assigned_by", 3, 509, need=True),
        Field("supplement", 4, 127),
    )
    return Seg("TRN", "trace", fields, most=most)


def bare_trace(kind: str, *, need: bool = True) -> Seg:
    """TRN with its number only."""
    return Seg("TRN", "trace", (Field("type", 1, 481, kind, need=True), Field("number", 2, 127, need=True)), need=need)


def rejections(reasons: str, actions: str) -> Seg:
    """AAA, why an inquiry could not be processed and what may be done about it."""
    fields = (
        Field("valid", 1, 1073, "N Y", need=True),
        Field("reason", 3, 901, reasons, need=True),
        Field("action", 4, 889, actions, need=True),
    )
    return Seg("AAA", "rejections", fields, most=9)


def role(roles: str, *, lists: str = "PXC", taxonomy_need: bool = False) -> Seg:
    """PRV, the role of a provider, with its taxonomy or another number."""
    fields = (
        Field("role", 1, 1221, roles, need=True),
        Field("list", 2, 128, lists, need=taxonomy_need),
        Field("taxonomy", 3, 127, need=taxonomy_need),
    )
    return Seg("PRV", "specialty", fields)


def born(sexes: str, *, day_need: bool, need: bool = False) -> Seg:
    """DMG, day of birth and sex."""
    fields = (
        Field("format", 1, 1250, "D8", need=day_need),
        Field("born", 2, 1251, need=day_need),
        Field("sex", 3, 1068, sexes),
    )
    return Seg("DMG", "born", fields, need=need)


def diagnoses(firsts: str, others: str, *, count: int, dated: bool = False) -> Seg:
    """HI, diagnoses, the principal one first; `dated` when each may have its day."""

    def diagnosis(index: int) -> Composite:
        parts: tuple[Field, ...] = (
            Field(f"list{index}", 1, 1270, firsts if index == 1 else others, need=True),
            Field(f"code{index}", 2, 1271, need=True),
        )
        if dated:
            parts += (Field(f"format{index}", 3, 1250, "D8"), Field(f"day{index}", 4, 1251))
        return Composite(f"diagnosis{index}", index, parts, need=index == 1)

    return Seg("HI", "diagnoses", tuple(diagnosis(index) for index in range(1, count + 1)))


def pointers(place: int) -> Composite:
    """Which of the diagnoses a service is for."""
    return Composite("pointers", place, tuple(Field(f"pointer{index}", index, 1328, need=index == 1) for index in range(1, 5)))


def delivery(units: str, periods: str, *, most: int = 1) -> Seg:
    """HSD, how much of a service is given how often."""
    patterns = "1 2 3 4 5 6 7 8 9 A B C D E F G H J K L M N O P Q R S SA SB SC SD SG SL SP SX SY SZ T U V W X Y"
    fields = (
        Field("kind", 1, 673, "DY FL HS MN VS"),
        Field("quantity", 2, 380),
        Field("unit", 3, 355, units),
        Field("interval", 4, 1167),
        Field("period", 5, 615, periods),
        Field("periods", 6, 616),
        Field("pattern", 7, 678, patterns),
        Field("time_of_day", 8, 679, "A B C D E F G Y"),
    )
    return Seg("HSD", "delivery", fields, most=most)


def message(*, most: int = 1) -> Seg:
    """MSG, words for people."""
    return Seg("MSG", "message", (Field("text", 1, 933, need=True),), most=most)
