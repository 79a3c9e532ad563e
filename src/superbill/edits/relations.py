"""What edits can read: relations and their columns, the same for one claim and for a year of claims in Parquet.

A row of a smaller relation also carries the columns of the claim, and one that belongs to a line those of the line, so an edit
never joins: `COLUMNS["modifier"]` are its own, the line's and the claim's. A text that is not there is empty; a day, a number or a
flag that is not there is NULL. Money is cents, a period is half-open; but `served_until`, `statement_until` and `code_until` are the
last day itself, as a claim says it. Whoever has claims makes `ClaimRows` of them (`from_claim`, `from_x12`), or a table for each
relation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from superbill.edits.conditions import Row, Value

TEXT, NUMBER, DAY, FLAG = "text", "number", "day", "flag"
EMPTY: dict[str, Value] = {TEXT: "", NUMBER: None, DAY: None, FLAG: None}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its own columns with the sort of their values, and whose columns a row carries beside them."""

    name: str
    own: Mapping[str, str]
    of: str = ""
    says: str = ""


def _of(**kinds: str) -> dict[str, str]:
    """Columns as `text="number version"`: the names of one sort, with blanks between."""
    return {name: kind for kind, names in kinds.items() for name in names.split()}


CLAIM = Relation(
    "claim",
    _of(
        text="""number kind frequency payer_claim_number prior_authorization referral_number place_of_service
            patient_number patient_last_name patient_first_name patient_sex patient_address patient_zip_code patient_state patient_country
            payer_id payer_name filing payer_rank member_id group_number plan_name relationship
            billing_npi billing_taxonomy billing_name billing_zip_code billing_state tax_id
            rendering_npi rendering_taxonomy referring_npi supervising_npi facility_npi attending_npi operating_npi
            clia mammography_number accident_state type_of_bill admission_type admission_source discharge_status delay_reason
            special_program""",
        number="version total_charge_cents patient_paid_cents other_payers others_paid_cents",
        day="""created_on patient_born patient_died_on coverage_since coverage_until accident_on onset_on last_menses_on
            admitted_on discharged_on statement_since statement_until""",
        flag="is_auto_accident is_work_related is_other_accident accepts_assignment has_attachment has_note",
    ),
    says="one row: what is true of the whole claim; kind is P professional, I institutional, D dental; type_of_bill is like 131",
)

SUBSCRIBER = ("subscriber_last_name", "subscriber_first_name", "subscriber_born", "subscriber_sex", "subscriber_address")
"""Columns of the claim too; NULL, every one, when the patient is not the subscriber and nobody is named."""

FROM_LINES = _of(day="first_served_on last_served_on", number="lines_charge_cents")
FROM_CONTEXT = _of(day="checked_on file_by", number="filing_limit_days days_used days_left")
"""Columns of the claim that nobody hands over: they follow from its lines, the day of checking and the payer's rules."""

LINE = Relation(
    "line",
    _of(
        text="""procedure modifiers unit line_place revenue_code pointed first_pointed ndc ndc_unit line_rendering_npi
            line_referring_npi
            ordering_npi line_authorization line_clia tooth surfaces oral_areas description""",
        number="line_no charge_cents units noncovered_cents ndc_thousandths line_paid_cents",
        day="served_on served_until",
        flag="is_emergency line_has_note has_own_day",
    ),
    of="claim",
    says="each service; `modifiers` and `pointed` (its diagnoses, the first of them in `first_pointed`) are words with a blank between;"
    " line_place is its own or the claim's; has_own_day: its day is not that of the claim",
)

DIAGNOSIS = Relation(
    "diagnosis",
    _of(text="diagnosis role present", number="position"),
    of="claim",
    says="each diagnosis; role is empty, or principal, admitting, reason, cause; present is the indicator of admission",
)
POINTER = Relation("pointer", _of(number="position pointer diagnosis_count"), of="line", says="each pointer of a line")
MODIFIER = Relation("modifier", _of(text="modifier", number="position"), of="line", says="each modifier of a line, in order")
OPERATION = Relation(
    "operation",
    _of(text="operation", number="position", day="operated_on"),
    of="claim",
    says="each ICD-10-PCS code, the principal first",
)
CODE = Relation(
    "code",
    _of(text="code_sort code", number="position code_cents", day="code_since code_until"),
    of="claim",
    says="each code of an institutional claim; code_sort is condition, occurrence, span or value",
)
OTHER_PAYER = Relation(
    "other_payer",
    _of(
        text="other_payer_id other_rank other_filing other_relationship", number="position other_paid_cents", day="other_paid_on"
    ),
    of="claim",
    says="each other payer of the claim, with what it paid",
)

RELATIONS = {each.name: each for each in (CLAIM, LINE, DIAGNOSIS, POINTER, MODIFIER, OPERATION, CODE, OTHER_PAYER)}
SENT = "sent_line"
"""The lines of the claims that were sent before for the same patient, as they stand now, with the `control` of their claim."""


def _carried(relation: Relation) -> dict[str, str]:
    own = dict(relation.own)
    if relation is CLAIM:
        subscriber = {name: DAY if name.endswith("born") else TEXT for name in SUBSCRIBER}
        own |= subscriber | FROM_LINES | FROM_CONTEXT
    return _carried(RELATIONS[relation.of]) | own if relation.of else own


SORTS: dict[str, dict[str, str]] = {name: _carried(relation) for name, relation in RELATIONS.items()}
"""For each relation the sort of every column that a row of it carries."""
SORTS[SENT] = SORTS["line"] | {"control": TEXT}

COLUMNS: dict[str, frozenset[str]] = {name: frozenset(sorts) for name, sorts in SORTS.items()}


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """A claim as rows: for each relation its own columns, in the order of the claim.

    A row of what belongs to a line has `line_at` as well: the place of its line in `rows["line"]`, from 0. A column that is not
    given is empty. `control` names the claim; `person` is whoever it is for, so that history can be told from others'.
    """

    control: str
    rows: Mapping[str, Sequence[Row]]


def whole(relation: Relation, given: Row) -> dict[str, Value]:
    """A row with all of a relation's own columns: what is not given is empty. A column that it does not have is our own fault."""
    if given.keys() <= relation.own.keys():
        return {**_EMPTY_ROWS[relation.name], **given}
    strange = given.keys() - relation.own.keys() - {"line_at", *SUBSCRIBER}
    assert not strange, f"{relation.name} has no {sorted(strange)}"
    return {name: given.get(name, EMPTY[sort]) for name, sort in relation.own.items()}


_EMPTY_ROWS = {name: {column: EMPTY[sort] for column, sort in relation.own.items()} for name, relation in RELATIONS.items()}
