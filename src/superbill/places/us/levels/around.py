"""What is around a visit: whose minutes count, which modifiers its code has, what a person should look at."""

from superbill.places.us.levels import shared, telehealth
from superbill.places.us.levels.beside import Hint, complexity_hint, modifier_hints
from superbill.places.us.levels.families import BRIEF_TALK, Family, get_family
from superbill.places.us.levels.visit import CRITICAL_CARE, Encounter


def minutes_that_count(visit: Encounter) -> tuple[int | None, tuple[str, ...]]:
    """The minutes for the level: of both in a shared visit, none under the primary care exception; and what was done with them."""
    if visit.resident == shared.ALONE:
        return None, ("time does not count under the primary care exception",) if visit.minutes is not None else ()
    if visit.colleague_minutes is None:
        return visit.minutes, ()
    if not _may_be_shared(visit):
        return visit.minutes, ("the minutes of the other clinician do not count: no shared visit here",)
    if visit.minutes is None:
        return None, ()
    total = visit.minutes + visit.colleague_minutes
    return total, (f"shared visit: {visit.minutes} and {visit.colleague_minutes} minutes of the two clinicians",)


def _may_be_shared(visit: Encounter) -> bool:
    """For Medicare in a facility alone; by CPT wherever, since 2024."""
    if visit.medicare:
        place = visit.place or ("21" if visit.family == CRITICAL_CARE else get_family(visit.family).places[0])
        return visit.on >= shared.FS_SINCE and place in shared.FACILITIES
    return visit.on >= shared.DECISION_SINCE


def shared_visit(visit: Encounter) -> shared.Shared | None:
    """Who did the substantive portion; None for a visit that one clinician gave."""
    if visit.colleague_minutes is None:
        return None
    if not _may_be_shared(visit):
        where = "Medicare knows shared visits in hospitals and skilled nursing facilities alone, since 2022"
        return shared.Shared(None, where if visit.medicare else "a shared visit is judged here from January 1, 2024")
    return shared.substantive_portion(
        visit.minutes,
        visit.colleague_minutes,
        made_decision=visit.made_decision,
        on=visit.on,
        time_alone=visit.family == CRITICAL_CARE,
    )


def hints_for(code: str, visit: Encounter) -> tuple[Hint, ...]:
    """Modifiers of the visit code."""
    hints = list(modifier_hints(visit.beside, on=visit.on))
    if visit.resident == shared.IN_PART:
        hints.append(Hint("GC", "a resident took part, and the teaching physician was there for the key part", sure=True))
    if visit.resident == shared.ALONE and code in shared.EXCEPTION:
        hints.append(Hint("GE", "by a resident alone under the primary care exception", sure=True))
    told = telehealth.distance(visit.how, on=visit.on, medicare=visit.medicare)
    if told and told.modifier and visit.family not in telehealth.ITSELF:
        hints.append(Hint(told.modifier, "sound alone" if visit.how == telehealth.AUDIO else "sound and picture", sure=True))
    if visit.medicare and visit.family in ("hospital_initial", "nursing_initial"):
        hints.append(Hint("AI", "where this is the physician of record who admits", sure=False))
    complexity = complexity_hint(code, visit.beside, on=visit.on, has_25="25" in visit.modifiers)
    return (*hints, complexity) if complexity and visit.medicare else tuple(hints)


def cautions_for(code: str, visit: Encounter, family: Family) -> tuple[str, ...]:
    """What a person should look at before the code is used."""
    said = []
    if visit.resident == shared.ALONE and code not in shared.EXCEPTION:
        said.append(f"{code} is outside the primary care exception, which ends at 99203 and 99213")
    if code == BRIEF_TALK:
        return (
            *said,
            "not for a matter of a visit within the seven days before, nor where the talk leads to a visit within a day",
        )
    if visit.place and visit.place not in family.places and visit.how == telehealth.IN_PERSON:
        said.append(f"place of service {visit.place} is unusual for: {family.words}")
    told = telehealth.distance(visit.how, on=visit.on, medicare=visit.medicare)
    if told and told.places and visit.place not in told.places:
        said.append(f"at a distance the place of service is {' or '.join(told.places)}")
    listed = {telehealth.VIDEO: telehealth.BY_VIDEO, telehealth.AUDIO: telehealth.BY_AUDIO}.get(visit.how, ())
    if visit.how != telehealth.IN_PERSON and family.name not in (*listed, *telehealth.ITSELF):
        said.append(f"CPT does not list {family.words} for {visit.how}; see whether the payer does")
    if family.name == "hospital_same_day" and visit.medicare:
        said.append("Medicare wants eight hours or more between admission and discharge; below it is initial care alone")
    if family.name == "telemedicine_audio":
        said.append("these codes stand for more than ten minutes of medical talk")
    if family.name in ("hospital_discharge", "nursing_discharge") and visit.minutes is None:
        said.append("no minutes are known: the code stands for thirty or fewer")
    return tuple(said)
