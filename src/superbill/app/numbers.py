"""Give out the next number of a series: visits, interchanges, statements. Safe when two people ask at once."""

from superbill.app.desk import Desk
from superbill.storage.models import ControlNumber


def next_number(desk: Desk, series: str) -> int:
    """The next number, from 1. Runs inside the verb's transaction: a number is given out only if the work is kept."""
    ControlNumber.objects.get_or_create(practice_id=desk.practice_id, series=series)
    row = ControlNumber.objects.select_for_update().get(practice_id=desk.practice_id, series=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
