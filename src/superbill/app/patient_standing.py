"""Whether a patient is new to the clinician of a visit, from the superbills of the practice, and what Medicare's preventive visits were."""

from superbill.app.find import sheet_of, visit_of
from superbill.claims.visit import Visit
from superbill.places.us.levels.new_patient import EarlierService, Standing, new_or_established
from superbill.places.us.levels.preventive import FIRST_WELLNESS, LATER_WELLNESS, WELCOME
from superbill.places.us.levels.visit import PartB
from superbill.storage.models import SheetRecord, VisitRecord


def earlier_services(row: VisitRecord) -> tuple[EarlierService, ...]:
    """What this practice has on its superbills, as last saved, for the patient before the day of the visit."""
    sheets = SheetRecord.objects.filter(
        practice_id=row.practice_id, visit__patient_id=row.patient_id, visit__served_on__lt=row.served_on
    )
    last = {sheet.visit_id: sheet for sheet in sheets.select_related("visit").order_by("pk")}
    return tuple(service for sheet in last.values() for service in _services(sheet))


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


def _services(sheet: SheetRecord) -> tuple[EarlierService, ...]:
    visit = visit_of(sheet.visit)
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
