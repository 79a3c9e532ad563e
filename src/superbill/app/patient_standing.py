"""Whether a patient is new to the clinician of a visit, from the superbills of the practice, and what Medicare's preventive visits were."""

from superbill.app.find import latest_sheet, sheet_of, visit_of
from superbill.claims.visit import Visit
from superbill.places.us.levels.new_patient import EarlierService, Standing, new_or_established
from superbill.places.us.levels.preventive import FIRST_WELLNESS, LATER_WELLNESS, WELCOME
from superbill.places.us.levels.visit import PartB
from superbill.storage.models import VisitRecord


def earlier_services(row: VisitRecord) -> tuple[EarlierService, ...]:
    """What this practice has on its superbills for the patient before the day of the visit."""
    before = VisitRecord.objects.filter(practice_id=row.practice_id, patient_id=row.patient_id, served_on__lt=row.served_on)
    return tuple(service for each in before.order_by("-served_on", "pk") for service in _services(each))


def standing_of(visit: Visit, earlier: tuple[EarlierService, ...]) -> Standing:
    """New or established, with the visit that decides it."""
    clinician = visit.rendering
    return new_or_established(
        earlier, on=visit.served_on, clinician=clinician.npi, taxonomy=clinician.taxonomy, group=visit.practice.npi
    )


def part_b_of(visit: Visit, earlier: tuple[EarlierService, ...]) -> PartB:
    """What the policy and the superbills tell of Medicare's preventive visits; Part B is taken to begin with the policy."""
    had = [each for each in earlier if each.procedure in (WELCOME, FIRST_WELLNESS, LATER_WELLNESS)]
    codes = {each.procedure for each in had}
    return PartB(
        visit.coverage.period.since,
        last=max((each.served_on for each in had), default=None),
        had_first=bool(codes & {FIRST_WELLNESS, LATER_WELLNESS}),
        had_welcome=WELCOME in codes,
    )


def _services(row: VisitRecord) -> tuple[EarlierService, ...]:
    sheet = latest_sheet(row)
    if sheet is None:
        return ()
    visit = visit_of(row)
    return tuple(
        EarlierService(
            service.procedure,
            visit.served_on,
            visit.rendering.npi,
            visit.rendering.taxonomy,
            visit.practice.npi,
            f"visit {visit.number}",
        )
        for service in sheet_of(sheet).services
    )
