"""What the books know of the people of a visit, so that it can be taken out of a note before a model sees it."""

from datetime import date

from superbill.claims.people import Address
from superbill.claims.visit import Visit
from superbill.coding.model.identifiers import Known
from superbill.storage.models import Membership, VisitRecord

_FEWEST_SIGNS = 2
_DAYS = ("%m%d%Y", "%d%m%Y", "%Y%m%d", "%m%d%y")


def known_of(row: VisitRecord, visit: Visit, *, author: str) -> Known:
    """Names, places and numbers of the patient, the policy, the clinicians and the practice."""
    persons = [one for one in (visit.patient.person, visit.coverage.subscriber) if one is not None]
    people = [one.full_name for one in persons]
    people += [f"{visit.rendering.first_name} {visit.rendering.last_name}", visit.practice.contact_name, author]
    people += [who.user.get_full_name() for who in Membership.objects.filter(practice_id=row.practice_id).select_related("user")]
    places = [visit.practice.name, *_places(visit.practice.address)]
    numbers = [
        visit.number, visit.patient.number, visit.coverage.member_id, visit.coverage.group_number, visit.rendering.npi,
        visit.practice.npi, visit.practice.tax_id, visit.practice.phone, *_zips(visit.practice.address),
    ]  # fmt: skip
    for person in persons:
        places += _places(person.address)
        numbers += [*_zips(person.address), *_days(person.born)]
    return Known(_told(people), _told(places), _told(numbers))


def _places(address: Address) -> tuple[str, ...]:
    return address.line1, address.line2, address.city


def _zips(address: Address) -> tuple[str, ...]:
    return address.zip_code, address.zip_code[:5]


def _days(born: date) -> tuple[str, ...]:
    """The day of birth as a number, however it is written."""
    return tuple(born.strftime(shape) for shape in _DAYS)


def _told(values: list[str]) -> tuple[str, ...]:
    """Each once; what has one sign or none says nothing."""
    return tuple(dict.fromkeys(value for value in values if sum(map(str.isalnum, value)) >= _FEWEST_SIGNS))
