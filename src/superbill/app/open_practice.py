"""Open the books of a practice, and let people in: who works there, in which role. Nobody signs up by themselves."""

from django.contrib.auth import get_user_model
from django.db import transaction

from superbill.app.desk import MAY
from superbill.basics.errors import BadInput
from superbill.basics.identifiers import is_npi
from superbill.claims.people import Practice
from superbill.claims.plain import to_plain
from superbill.storage.models import Membership, PracticeRecord


class BadPractice(BadInput):
    """A practice that cannot bill as it is."""


class BadWorker(BadInput):
    """A person who cannot be let in as given."""


@transaction.atomic
def open_practice(practice: Practice) -> int:
    """Open the books; opening the same practice again changes nothing. Returns its id.

    Raises `BadPractice` for an NPI that is none.
    """
    if not is_npi(practice.npi):
        raise BadPractice(
            "The practice's NPI does not have ten digits with a right check digit.", where="npi", todo="Compare it with NPPES."
        )
    row, _ = PracticeRecord.objects.get_or_create(
        npi=practice.npi, defaults={"name": practice.name, "details": to_plain(practice)}
    )
    return int(row.pk)


@transaction.atomic
def let_in(practice_id: int, username: str, *, first_name: str, last_name: str, role: str) -> None:
    """Make someone a worker of the practice, without a password; someone who works there already gets the role and name given.

    Raises `BadWorker` for a role that there is not, or an empty name.
    """
    if role not in MAY:
        raise BadWorker(f"There is no role {role[:20]!r}.", where="role", todo=f"Known: {', '.join(MAY)}.")
    if not username or not (first_name or last_name):
        raise BadWorker("A worker has a user name and a name.", where="name", todo="Give both.")
    user, is_new = get_user_model().objects.update_or_create(
        username=username, defaults={"first_name": first_name, "last_name": last_name}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    Membership.objects.update_or_create(practice_id=practice_id, user=user, defaults={"role": role})
