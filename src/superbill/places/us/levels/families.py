"""The families of visits, and the codes of each: for which decision making, from which minute, on which days. A table, to be read.

A family has its rows from the lowest to the highest. A row stands for one or two levels of decision making; a row without any is
taken by a person (99211, 99281) or by time alone (discharge). `least` is the first minute that reaches the row, `most` the last
where the rules of that day gave a range. The time is the clinician's own on the day of the visit, with and without the patient.

Sources: AMA, CPT E/M code and guideline changes for 2021, 2023 and 2024, and CPT 2025 for telemedicine (numbers only, no
descriptors); CMS, Physician Fee Schedule final rules for calendar years 2021 (85 FR 84472), 2023 (87 FR 69404) and 2024
(88 FR 78818); Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 30.6. `seen` names what the number was held
against; where it is empty, the number is the AMA's and was not found so in a publication of CMS or a contractor.
"""

from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER
from superbill.basics.errors import BadInput
from superbill.places.us.levels.grid import Level

S, L, M, H = Level.STRAIGHTFORWARD, Level.LOW, Level.MODERATE, Level.HIGH

IN_2021, IN_2023, IN_2024, IN_2025 = (date(year, 1, 1) for year in (2021, 2023, 2024, 2025))

EDITOR = "CMS, tables of the Integrated Outpatient Code Editor, 2021 to April 2026"
"""Their short name of each code says its level and minutes, by quarter; `tools/refresh/visit_levels.py` compares them with these rows."""
TIMETABLE = "NGS Medicare, prolonged services timetable, posted August 7, 2025"

NEW, ESTABLISHED, ANY = "new", "established", "any"


class UnknownFamily(BadInput):
    """A family of visits that is not in the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One code: its decision making, its minutes, and the days from `since` up to, not including, `until`."""

    code: str
    levels: tuple[Level, ...]
    least: int | None
    most: int | None = None
    patient: str = ANY
    since: date = IN_2023
    until: date = FOREVER
    seen: str = EDITOR


@dataclass(frozen=True, slots=True)
class Family:
    """A family of visits. `by` says what leads to a code: decision making, time, age. `places` are its places of service.

    `talk` is the fewest minutes with which decision making counts: the codes of telemedicine by sound alone want a talk.
    """

    name: str
    words: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    since: date
    places: tuple[str, ...]
    source: str
    talk: int = 0

    @property
    def has_new(self) -> bool:
        """Whether new and established patients have their own codes."""
        return any(row.patient == NEW for row in self.rows)

    @property
    def has_mdm(self) -> bool:
        """Whether decision making leads to a code."""
        return "mdm" in self.by

    def rows_on(self, on: date, *, new_patient: bool) -> tuple[Row, ...]:
        """The rows of a day for a patient, from the lowest."""
        patients = (ANY, NEW if new_patient else ESTABLISHED)
        return tuple(row for row in self.rows if row.since <= on < row.until and row.patient in patients)


def _four(codes: str, minutes: tuple[int, int, int, int], patient: str, *, since: date) -> tuple[Row, ...]:
    """Four codes, one for each level."""
    pairs = zip(codes.split(), (S, L, M, H), minutes, strict=True)
    return tuple(Row(code, (level,), least, None, patient, since) for code, level, least in pairs)


def _three(codes: str, minutes: tuple[int, int, int]) -> tuple[Row, ...]:
    """Three codes; the lowest stands for straightforward and low decision making."""
    pairs = zip(codes.split(), ((S, L), (M,), (H,)), minutes, strict=True)
    return tuple(Row(code, levels, least) for code, levels, least in pairs)


OFFICE = Family(
    "office",
    "office or other outpatient visit",
    ("mdm", "time"),
    (
        Row("99202", (S,), 15, 29, NEW, IN_2021, IN_2024),
        Row("99203", (L,), 30, 44, NEW, IN_2021, IN_2024),
        Row("99204", (M,), 45, 59, NEW, IN_2021, IN_2024),
        Row("99205", (H,), 60, 74, NEW, IN_2021, IN_2024),
        Row("99202", (S,), 15, None, NEW, IN_2024),
        Row("99203", (L,), 30, None, NEW, IN_2024),
        Row("99204", (M,), 45, None, NEW, IN_2024),
        Row("99205", (H,), 60, None, NEW, IN_2024),
        Row("99211", (), None, None, ESTABLISHED, IN_2021),
        Row("99212", (S,), 10, 19, ESTABLISHED, IN_2021, IN_2024),
        Row("99213", (L,), 20, 29, ESTABLISHED, IN_2021, IN_2024),
        Row("99214", (M,), 30, 39, ESTABLISHED, IN_2021, IN_2024),
        Row("99215", (H,), 40, 54, ESTABLISHED, IN_2021, IN_2024),
        Row("99212", (S,), 10, None, ESTABLISHED, IN_2024),
        Row("99213", (L,), 20, None, ESTABLISHED, IN_2024),
        Row("99214", (M,), 30, None, ESTABLISHED, IN_2024),
        Row("99215", (H,), 40, None, ESTABLISHED, IN_2024),
    ),
    IN_2021,
    ("11", "02", "10", "17", "19", "20", "22", "24", "49", "50", "53", "71", "72"),
    "AMA, CPT E/M changes for 2021 and 2024; CMS, CY 2021 Physician Fee Schedule final rule (85 FR 84472), section II.F",
)

HOSPITAL_INITIAL = Family(
    "hospital_initial",
    "initial hospital inpatient or observation care",
    ("mdm", "time"),
    _three("99221 99222 99223", (40, 55, 75)),
    IN_2023,
    ("21", "22", "51", "61"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.9",
)

HOSPITAL_SUBSEQUENT = Family(
    "hospital_subsequent",
    "subsequent hospital inpatient or observation care",
    ("mdm", "time"),
    _three("99231 99232 99233", (25, 35, 50)),
    IN_2023,
    ("21", "22", "51", "61"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.9",
)

HOSPITAL_SAME_DAY = Family(
    "hospital_same_day",
    "hospital admission and discharge on one day",
    ("mdm", "time"),
    _three("99234 99235 99236", (45, 70, 85)),
    IN_2023,
    ("21", "22", "51", "61"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.9.2 (eight hours)",
)

HOSPITAL_DISCHARGE = Family(
    "hospital_discharge",
    "day of discharge from the hospital",
    ("time",),
    (Row("99238", (), 0, 30), Row("99239", (), 31)),
    IN_2023,
    ("21", "22", "51", "61"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.9.2",
)

EMERGENCY = Family(
    "emergency",
    "emergency department visit",
    ("mdm",),
    (
        Row("99281", (), None),
        Row("99282", (S,), None),
        Row("99283", (L,), None),
        Row("99284", (M,), None),
        Row("99285", (H,), None),
    ),
    IN_2023,
    ("23",),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.11",
)

CONSULT_OFFICE = Family(
    "consult_office",
    "consultation in the office or as an outpatient",
    ("mdm", "time"),
    _four("99242 99243 99244 99245", (20, 30, 40, 55), ANY, since=IN_2023),
    IN_2023,
    ("11", "19", "22", "23"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.10",
)

CONSULT_HOSPITAL = Family(
    "consult_hospital",
    "consultation as an inpatient or in observation",
    ("mdm", "time"),
    _four("99252 99253 99254 99255", (35, 45, 60, 80), ANY, since=IN_2023),
    IN_2023,
    ("21", "31", "51", "61"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.10",
)

NURSING_INITIAL = Family(
    "nursing_initial",
    "initial nursing facility care",
    ("mdm", "time"),
    (
        Row("99304", (S, L), 25),
        Row("99305", (M,), 35),
        Row("99306", (H,), 45, until=IN_2024),
        Row("99306", (H,), 50, since=IN_2024),
    ),
    IN_2023,
    ("31", "32"),
    "AMA, CPT E/M changes for 2023 and 2024; Pub. 100-04, chapter 12, section 30.6.13",
)

NURSING_SUBSEQUENT = Family(
    "nursing_subsequent",
    "subsequent nursing facility care",
    ("mdm", "time"),
    (
        Row("99307", (S,), 10),
        Row("99308", (L,), 15, until=IN_2024),
        Row("99308", (L,), 20, since=IN_2024),
        Row("99309", (M,), 30),
        Row("99310", (H,), 45),
    ),
    IN_2023,
    ("31", "32"),
    "AMA, CPT E/M changes for 2023 and 2024; Pub. 100-04, chapter 12, section 30.6.13",
)

NURSING_DISCHARGE = Family(
    "nursing_discharge",
    "discharge from a nursing facility",
    ("time",),
    (Row("99315", (), 0, 30), Row("99316", (), 31)),
    IN_2023,
    ("31", "32"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.13",
)

HOME = Family(
    "home",
    "visit in a home or residence",
    ("mdm", "time"),
    (
        *_four("99341 99342 99344 99345", (15, 30, 60, 75), NEW, since=IN_2023),
        *_four("99347 99348 99349 99350", (20, 30, 40, 60), ESTABLISHED, since=IN_2023),
    ),
    IN_2023,
    ("12", "13", "14", "16", "33", "55"),
    "AMA, CPT E/M changes for 2023; Pub. 100-04, chapter 12, section 30.6.14",
)

TELEMEDICINE_VIDEO = Family(
    "telemedicine_video",
    "telemedicine with sound and picture",
    ("mdm", "time"),
    (
        *_four("98000 98001 98002 98003", (15, 30, 45, 60), NEW, since=IN_2025),
        *_four("98004 98005 98006 98007", (10, 20, 30, 40), ESTABLISHED, since=IN_2025),
    ),
    IN_2025,
    ("02", "10"),
    "AMA, CPT 2025; CMS, CY 2025 Physician Fee Schedule final rule (89 FR 97710), section II.D (not taken by Medicare)",
)

BRIEF_TALK = "98016"
"""A brief talk with an established patient; alone of the telemedicine codes Medicare takes it."""

TELEMEDICINE_AUDIO = Family(
    "telemedicine_audio",
    "telemedicine with sound alone",
    ("mdm", "time"),
    (
        *_four("98008 98009 98010 98011", (15, 30, 45, 60), NEW, since=IN_2025),
        Row(BRIEF_TALK, (), 5, None, ESTABLISHED, IN_2025, seen=""),  # five to ten minutes by CPT, as G2012 before it
        Row("98012", (S,), 11, None, ESTABLISHED, IN_2025, seen=""),  # ten minutes exceeded by CPT; CMS's short name says 10
        Row("98013", (L,), 20, None, ESTABLISHED, IN_2025),
        Row("98014", (M,), 30, None, ESTABLISHED, IN_2025),
        Row("98015", (H,), 40, None, ESTABLISHED, IN_2025),
    ),
    IN_2025,
    ("02", "10"),
    "AMA, CPT 2025; CMS, CY 2025 Physician Fee Schedule final rule (89 FR 97710), section II.D (98016 alone is taken by Medicare)",
    talk=11,
)

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        OFFICE, HOSPITAL_INITIAL, HOSPITAL_SUBSEQUENT, HOSPITAL_SAME_DAY, HOSPITAL_DISCHARGE, EMERGENCY, CONSULT_OFFICE,
        CONSULT_HOSPITAL, NURSING_INITIAL, NURSING_SUBSEQUENT, NURSING_DISCHARGE, HOME, TELEMEDICINE_VIDEO, TELEMEDICINE_AUDIO,
    )
}  # fmt: skip


def get_family(name: str) -> Family:
    """The family by its name. Raises `UnknownFamily`."""
    if name not in FAMILIES:
        raise UnknownFamily(f"There is no family of visits {name[:30]!r}.", todo=f"Known: {', '.join(FAMILIES)}.")
    return FAMILIES[name]


def family_of_code(code: str) -> Family | None:
    """The family that a code belongs to; None for a code that is in no table."""
    return next((family for family in FAMILIES.values() if any(row.code == code for row in family.rows)), None)
