"""The families that are one rule each: critical care by the minute, preventive visits by age, work on a day without the patient."""

from superbill.places.us.levels import critical_care, preventive
from superbill.places.us.levels.around import minutes_that_count, shared_visit
from superbill.places.us.levels.beside import Hint
from superbill.places.us.levels.grid import BadElements
from superbill.places.us.levels.prolonged import other_day_units
from superbill.places.us.levels.visit import CRITICAL_CARE, OTHER_DAY, PREVENTIVE, AddOn, Basis, Encounter, VisitLevel


def critical_care_level(visit: Encounter) -> VisitLevel:
    """Critical care: 99291, and 99292 as an add-on with its units."""
    minutes, told = minutes_that_count(visit)
    codes = critical_care.critical_care(minutes or 0, on=visit.on, medicare=visit.medicare)
    judged = shared_visit(visit)
    cautions = [judged.why] if judged and not judged.substantive else []
    cautions.append("minutes of procedures with a code of their own, of teaching and of other visits do not count")
    if visit.born and (visit.on - visit.born).days < 6 * 365:
        cautions.append("below six years of age critical care is by the day: a person chooses among 99468 to 99476")
    hints = [Hint("25", "on another visit of the same day, before critical care was needed", sure=False)]
    if judged and judged.substantive:
        hints.insert(0, Hint("FS", judged.why, sure=visit.medicare))
    start = (
        critical_care.MORE_BY_MEDICARE
        if visit.medicare and visit.on >= critical_care.MEDICARE_SINCE
        else critical_care.MORE_BY_CPT
    )
    reached = f"time: {minutes or 0} minutes; {critical_care.FIRST} from {critical_care.LEAST}, {critical_care.MORE} from {start}, one more after each {critical_care.EACH}"
    return VisitLevel(
        codes[0][0] if codes else "",
        "time" if codes else "none",
        CRITICAL_CARE,
        why=(
            *told,
            reached,
            f"critical care: {codes[0][0]}" if codes else "critical care: too few minutes; another visit code stands",
        ),
        time_code=codes[0][0] if codes else "",
        add_ons=tuple(AddOn(code, units, f"from {start} minutes") for code, units in codes[1:]),
        hints=tuple(hints),
        cautions=tuple(cautions),
        bases=(
            Basis(
                f"{critical_care.MORE} from {start} minutes",
                "Pub. 100-04, chapter 12, section 30.6.12",
                critical_care.SEEN if visit.medicare else "",
            ),
        ),
    )


def preventive_level(visit: Encounter) -> VisitLevel:
    """The preventive visit of the day. Raises `BadElements` without what it goes by."""
    if visit.medicare:
        return _wellness(visit)
    if visit.born is None:
        raise BadElements("The day of birth is not known.", todo="Give it: a preventive visit goes by age.")
    if visit.born > visit.on:
        raise BadElements("The patient was born after the visit.", todo="Correct the day of birth or of the visit.")
    code = preventive.preventive_code(visit.born, on=visit.on, new_patient=visit.new_patient)
    patient = "new" if visit.new_patient else "established"
    why = (
        f"born {visit.born.isoformat()}: the code for the age on {visit.on.isoformat()}",
        f"preventive visit, {patient} patient: {code}",
    )
    return VisitLevel(code, "age", PREVENTIVE, why=why, bases=(Basis(code, "CPT 99381 to 99397, ages as numbered", ""),))


def _wellness(visit: Encounter) -> VisitLevel:
    source = "42 CFR 410.15 and 410.16; Pub. 100-04, chapter 18, sections 80 and 140"
    if visit.part_b is None:
        raise BadElements("The day on which Part B began is not known.", todo="Give it: Medicare's preventive visits go by it.")
    part_b = visit.part_b
    due = preventive.medicare_wellness(
        on=visit.on, part_b_since=part_b.since, last=part_b.last, had_first=part_b.had_first, had_welcome=part_b.had_welcome
    )
    step = f"preventive visit of Medicare: {due.code or 'none is due'}"
    return VisitLevel(
        due.code,
        "age" if due.code else "none",
        PREVENTIVE,
        why=(due.why, step),
        bases=(Basis(due.code, source, preventive.SEEN),),
    )


def other_day_level(visit: Encounter) -> VisitLevel:
    """Prolonged work on a day without the patient, for a visit on another day: 99358, and 99359 as an add-on with its units."""
    codes = other_day_units(visit.minutes or 0, on=visit.on, medicare=visit.medicare)
    code = codes[0][0] if codes else ""
    refused = visit.medicare and not codes and bool(other_day_units(visit.minutes or 0, on=visit.on, medicare=False))
    said = "Medicare does not take it" if refused else code or "too few minutes"
    return VisitLevel(
        code,
        "time" if code else "none",
        OTHER_DAY,
        why=(f"time: {visit.minutes or 0} minutes; from 30, and again from 75 and after each 30", f"work on another day: {said}"),
        time_code=code,
        add_ons=tuple(AddOn(each, units, "from 75 minutes") for each, units in codes[1:]),
        cautions=("it belongs to a visit on another day, never to one of the same day",),
        bases=(Basis("99358 from 30 minutes", "CPT, prolonged services without direct contact, as revised for 2023", ""),),
    )
