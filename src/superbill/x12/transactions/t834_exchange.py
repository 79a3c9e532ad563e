"""834 Health Insurance Exchange: Enrollment, 005010X307: who enrols in a qualified plan, told by an exchange to the plan's issuer.

Nothing here runs. The table is that of the 834 with the differences that X12's published examples of this guide show: exchange,
receiver and issuer head it, employers with their settings follow; a member has the exchange's numbers, premium amounts (HI), and the
payer of the premium or the employer. The guide itself is not published openly: codes that the examples do not settle are not judged.
"""

from dataclasses import replace

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.changes import changed, followed_by, instead, left_out
from superbill.x12.transactions.shapes import address, dtp
from superbill.x12.transactions.t834 import T834


def _party(entity: str) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93),
        Field("id_type", 3, 66, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("N1", "name", fields, need=True)


def _numbers() -> Seg:
    """REF with a qualifier that is not judged; a licence names its state."""
    fields = (Field("type", 1, 128, need=True), Field("number", 2, 127, need=True), Field("about", 3, 352))
    return Seg("REF", "numbers", fields, most=0)


def _contacts() -> Seg:
    """PER, for any purpose and by any way."""
    ways = [(Field(f"kind{n}", 1 + 2 * n, 365), Field(f"number{n}", 2 + 2 * n, 364)) for n in range(1, 4)]
    fields = (Field("function", 1, 366, need=True), Field("name", 2, 93), *(each for way in ways for each in way))
    return Seg("PER", "contacts", fields, most=0)


def _person(label: str, loop: str, entity: str) -> Loop:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("type", 2, 1065, "1 2", need=True),
        Field("last_name", 3, 1035),
        Field("first_name", 4, 1036),
        Field("middle_name", 5, 1037),
        Field("prefix", 6, 1038),
        Field("suffix", 7, 1039),
        Field("id_type", 8, 66),
        Field("id", 9, 67),
    )
    return Loop(label, loop, (Seg("NM1", "name", fields, need=True), *address(need=False)))


SETTINGS = Loop(
    "settings",
    "1100E",
    (
        Seg("ACT", "place", (Field("number", 1, 508, need=True), Field("number2", 6, 508)), need=True),
        _numbers(),
        *address(need=False),
        _contacts(),
        Seg(
            "DTP",
            "dates",
            (Field("type", 1, 374, need=True), Field("format", 2, 1250, need=True), Field("day", 3, 1251, need=True)),
            most=0,
        ),
        Seg("AMT", "amounts", (Field("type", 1, 522, need=True), Field("amount", 2, 782, need=True)), most=0),
    ),
    most=0,
)
EXCHANGE = Loop("exchange", "1000A", (_party("41"),), need=True)
RECEIVER = Loop("receiver", "1000B", (_party("40"),), need=True)
ISSUER = Loop("issuer", "1000C", (_party("IN"),), need=True)
SPONSOR = Loop("sponsor", "1000D", (_party("P5"),))
EMPLOYER = Loop("employer", "1000E", (_party("62"), *address(need=False), _contacts(), SETTINGS), most=0)


def _premium(place: int) -> Composite:
    parts = (
        Field(f"list{place}", 1, 1270, need=True),
        Field(f"code{place}", 2, 1271, need=True),
        Field(f"format{place}", 3, 1250),
        Field(f"day{place}", 4, 1251),
        Field(f"amount{place}", 5, 782),
        Field(f"quantity{place}", 6, 380),
        Field(f"sharing{place}", 7, 799),
    )
    return Composite(f"premium{place}", place, parts, need=place == 1)


PREMIUMS = Seg("HI", "premiums", tuple(_premium(place) for place in range(1, 13)), most=0)
AGENT = Loop(
    "category",
    "2750",
    (
        Seg(
            "N1",
            "name",
            (Field("entity", 1, 98, need=True), Field("name", 2, 93), Field("id_type", 3, 66), Field("id", 4, 67)),
            need=True,
        ),
        _numbers(),
        dtp("effective_on", "007", "D8 RD8"),
    ),
)

T834_EXCHANGE = replace(
    T834,
    guide="005010X307",
    title="Health Insurance Exchange: Enrollment",
    also="005010X307A1",
    body=changed(
        T834.body,
        {
            ".sponsor": instead(EXCHANGE, RECEIVER, ISSUER, SPONSOR, EMPLOYER),
            ".payer": left_out,
            ".broker": left_out,
            "2000.subscriber_id": left_out,
            "2000.policy": left_out,
            "2000.other_id": instead(_numbers()),
            "2100A.health": followed_by(PREMIUMS),
            "2000.drop_off": followed_by(_person("employer_sponsor", "2100H", "P5"), _person("premium_payer", "2100I", "2J")),
            "2710.category": instead(AGENT),
        },
    ),
)
