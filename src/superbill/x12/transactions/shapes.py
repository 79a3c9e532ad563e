"""Segments that look alike in many places, so that a transaction's table says only what is special about each."""

from superbill.x12.tables import Composite, Field, Seg

YES_NO = "N Y"
FILINGS = "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ"
PROCEDURE_KINDS = "ER HC IV WK"


def begin(purposes: str, structure: str, types: str, *, reference_need: bool = True) -> Seg:
    """BHT, which begins a hierarchical transaction."""
    fields = (
        Field("structure", 1, 1005, structure, need=True),
        Field("purpose", 2, 353, purposes, need=True),
        Field("reference", 3, 127, need=reference_need),
        Field("created_on", 4, 373, need=True),
        Field("created_at", 5, 337, need=True),
        Field("type", 6, 640, types, need=True),
    )
    return Seg("BHT", "begin", fields, need=True)


def level(code: str, *, top: bool = False, children: str = "0 1", child_need: bool = True) -> Seg:
    """HL, one level of the hierarchy; the writer numbers it."""
    fields: tuple[Field, ...] = (Field("id", 1, 628, need=True, auto="hl"),)
    if not top:
        fields += (Field("parent", 2, 734, need=True, auto="hl_parent"),)
    fields += (Field("level", 3, 735, code, need=True, key=True),)
    if child_need:
        fields += (Field("children", 4, 736, children, need=True, auto="hl_child"),)
    return Seg("HL", "level", fields, need=True)


def name(
    label: str,
    entity: str,
    types: str,
    *,
    ids: str = "",
    id_need: bool = False,
    last_need: bool = True,
    need: bool = True,
    prefix: bool = False,
    suffix: bool = True,
) -> Seg:
    """NM1 of a person, or of a person or an organisation."""
    fields: tuple[Field, ...] = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("type", 2, 1065, types, need=True),
        Field("last_name", 3, 1035, need=last_need),
        Field("first_name", 4, 1036),
        Field("middle_name", 5, 1037),
    )
    if prefix:
        fields += (Field("prefix", 6, 1038),)
    if suffix:
        fields += (Field("suffix", 7, 1039),)
    if ids:
        fields += (Field("id_type", 8, 66, ids, need=id_need), Field("id", 9, 67, need=id_need))
    return Seg("NM1", label, fields, need=need)


def organization(
    label: str, entity: str, *, ids: str = "", id_need: bool = True, name_need: bool = True, need: bool = True
) -> Seg:
    """NM1 of an organisation only."""
    fields: tuple[Field, ...] = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("type", 2, 1065, "2", need=True),
        Field("last_name", 3, 1035, need=name_need),
    )
    if ids:
        fields += (Field("id_type", 8, 66, ids, need=id_need), Field("id", 9, 67, need=id_need))
    return Seg("NM1", label, fields, need=need)


def nameless(label: str, entity: str, types: str, *, ids: str = "") -> Seg:
    """NM1 that says only what somebody is, sometimes with an id."""
    fields: tuple[Field, ...] = (Field("entity", 1, 98, entity, need=True, key=True), Field("type", 2, 1065, types, need=True))
    if ids:
        fields += (Field("id_type", 8, 66, ids), Field("id", 9, 67))
    return Seg("NM1", label, fields, need=True)


def address(*, need: bool) -> tuple[Seg, Seg]:
    """N3 and N4."""
    street = Seg("N3", "street", (Field("line1", 1, 166, need=True), Field("line2", 2, 166)), need=need)
    fields = (
        Field("city", 1, 19, need=True),
        Field("state", 2, 156),
        Field("zip_code", 3, 116),
        Field("country", 4, 26),
        Field("subdivision", 7, 1715),
    )
    return street, Seg("N4", "city", fields, need=need)


def ref(label: str, codes: str, *, values: str = "", need: bool = False, most: int = 1, payer_id: bool = False) -> Seg:
    """REF, a number with its kind; on lines it may name the payer it is for. Some kinds are codes with `values` of their own."""
    fields: tuple[Field | Composite, ...] = (
        Field("type", 1, 128, codes, need=True, key=True),
        Field("number", 2, 127, values, need=True),
    )
    if payer_id:
        parts = (Field("other_type", 1, 128, "2U", need=True), Field("other_number", 2, 127, need=True))
        fields += (Composite("other", 4, parts),)
    return Seg("REF", label, fields, need=need, most=most)


def dtp(label: str, codes: str, formats: str = "D8", *, need: bool = False, most: int = 1) -> Seg:
    """DTP, a day or a range of days with its kind."""
    fields = (
        Field("type", 1, 374, codes, need=True, key=True),
        Field("format", 2, 1250, formats, need=True),
        Field("day", 3, 1251, need=True),
    )
    return Seg("DTP", label, fields, need=need, most=most)


def dtm(label: str, codes: str, *, most: int = 1) -> Seg:
    """DTM, a day with its kind."""
    return Seg("DTM", label, (Field("type", 1, 374, codes, need=True, key=True), Field("day", 2, 373, need=True)), most=most)


def amount(label: str, codes: str, *, most: int = 1) -> Seg:
    """AMT, money with its kind."""
    return Seg("AMT", label, (Field("type", 1, 522, codes, need=True, key=True), Field("amount", 2, 782, need=True)), most=most)


def quantity(label: str, codes: str, *, most: int = 1) -> Seg:
    """QTY, a number with its kind."""
    return Seg("QTY", label, (Field("type", 1, 673, codes, need=True, key=True), Field("quantity", 2, 380, need=True)), most=most)


ANY_WAY = ("EM FX TE", "EM EX FX TE", "EM EX FX TE")
BY_PHONE = ("TE", "EX")


def contact(
    label: str,
    function: str,
    ways: tuple[str, ...] = ANY_WAY,
    *,
    need: bool = False,
    most: int = 1,
    way_need: bool = True,
    person: bool = True,
) -> Seg:
    """PER, whom to call or write to: up to three ways, each with the kinds it may be of."""
    fields: tuple[Field, ...] = (Field("function", 1, 366, function, need=True, key=True),)
    if person:
        fields += (Field("name", 2, 93),)
    for index, kinds in enumerate(ways):
        mark, first = str(index + 1) if index else "", way_need and index == 0
        fields += (
            Field(f"kind{mark}", 3 + 2 * index, 365, kinds, need=first),
            Field(f"number{mark}", 4 + 2 * index, 364, need=first),
        )
    return Seg("PER", label, fields, need=need, most=most)


def specialty(role: str, *, need: bool = False) -> Seg:
    """PRV, the taxonomy of a provider in a role."""
    fields = (
        Field("role", 1, 1221, role, need=True, key=True),
        Field("list", 2, 128, "PXC", need=True),
        Field("taxonomy", 3, 127, need=True),
    )
    return Seg("PRV", "specialty", fields, need=need)


def adjustments(label: str, groups: str, *, most: int = 99) -> Seg:
    """CAS, up to six reasons of one group."""
    fields: list[Field] = [Field("group", 1, 1033, groups, need=True)]
    for index in range(6):
        first = index == 0
        fields.append(Field(f"reason{index + 1}", 2 + 3 * index, 1034, need=first))
        fields.append(Field(f"amount{index + 1}", 3 + 3 * index, 782, need=first))
        fields.append(Field(f"quantity{index + 1}", 4 + 3 * index, 380))
    return Seg("CAS", label, tuple(fields), most=most)


def procedure(label: str, place: int, kinds: str, *, need: bool = True, prefix: str = "", words: bool = True) -> Composite:
    """The composite that names a service: kind, code, four modifiers and a description."""
    parts = (
        Field(f"{prefix}kind", 1, 235, kinds, need=True),
        Field(f"{prefix}procedure", 2, 234, need=True),
        *(Field(f"{prefix}modifier{index}", 2 + index, 1339) for index in range(1, 5)),
    )
    if words:
        parts += (Field(f"{prefix}description", 7, 352),)
    return Composite(label, place, parts, need=need)


def remarks_moa() -> Seg:
    """MOA, remarks and amounts of an outpatient adjudication."""
    fields = (
        Field("rate", 1, 954),
        Field("hcpcs_payable", 2, 782),
        *(Field(f"remark{index}", 2 + index, 127) for index in range(1, 6)),
        Field("esrd_paid", 8, 782),
        Field("nonpayable", 9, 782),
    )
    return Seg("MOA", "outpatient", fields)
