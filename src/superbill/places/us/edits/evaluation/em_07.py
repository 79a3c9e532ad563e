"""EM-07  Prolonged service without the longest visit.

What it finds
    A prolonged service (99417, 99418, G0316, G0317, G0318, G2212) on a day on which the same clinician has no
    visit of the highest level that it adds to, on this claim or one sent before.

Why it matters
    Prolonged time counts only from the end of the longest visit of its kind; without that visit it is denied.

What to do
    Choose the visit by its total time; if that is not the highest level, take the prolonged service off.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone
from superbill.places.us.levels.prolonged import beside_prolonged

EDIT = Alone(
    code="EM-07",
    title="Prolonged service without the longest visit",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 12, section 30.6.15, prolonged services; CPT instructions for 99417 and 99418",
    ),
    over="line",
    about="kind = 'P'",
    others=("line", "sent_line"),
    when="matches(procedure, '9941[78]|G031[678]|G2212')",
    such=beside_prolonged("that_procedure"),
    same=("patient_number", "line_rendering_npi", "served_on"),
    since=date(2021, 1, 1),
    says="{procedure} stands beside no visit of {served_on} of the highest level.",
    place="line {line_no} procedure",
)
