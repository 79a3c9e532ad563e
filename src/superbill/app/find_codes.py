"""Look for diagnosis codes for a visit: valid on its day of service, by words or by the beginning of the code."""

from superbill.app.code_tables import search_codes
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit
from superbill.codes.icd10cm import Icd10cmCode

AT_MOST, LONGEST = 12, 200


@at_desk(may="code")
def find_codes(desk: Desk, visit_number: str, words: str) -> tuple[Icd10cmCode, ...]:
    """The codes that the words may mean, the likeliest first; none for fewer than two letters. Raises `NotHere`."""
    visit = get_visit(desk, visit_number)
    return search_codes(words[:LONGEST], on=visit.served_on, limit=AT_MOST) if len(words.strip()) > 1 else ()
