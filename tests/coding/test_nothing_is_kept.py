"""Nothing of a note is kept by the reading of its services once they are told."""

import gc
import sys
from datetime import date

from superbill.claims.note import Note
from superbill.coding.mentions import lines_of
from superbill.coding.procedures.suggest import suggest_from_table
from superbill.places.us.procedures.suggest import table


def test_what_was_looked_for_around_a_service_goes_with_the_reading_of_the_note() -> None:
    text = "".join(["Procedure: Repaired a 3.2 cm laceration ", "of the right forearm with sutures. Three warts frozen."])
    lines_of.cache_clear()
    before = sys.getrefcount(text)

    found = suggest_from_table(Note(text), table(), on=date(2026, 7, 1), visit={}, valid=lambda code: None)

    assert any("cm" in dict(one.facts) for one in found.suggested)
    lines_of.cache_clear()  # the last notes that were read, which several readers share
    gc.collect()
    assert sys.getrefcount(text) == before
