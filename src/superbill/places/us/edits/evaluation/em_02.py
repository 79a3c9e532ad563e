"""EM-02  New patient who was seen within three years.

What it finds
    A visit coded for a new patient, though this group saw the patient face to face, in the same specialty, less
    than three years before: for a visit, an operation or by telemedicine.

Why it matters
    The payer has the earlier visit on file and denies the new one (B16), or pays it as an established visit.

What to do
    Choose the visit code for an established patient. If the earlier visit was with another specialty that the
    taxonomy codes do not tell apart, appeal with both.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import FACE_TO_FACE

EDIT = Beside(
    code="EM-02",
    title="New patient who was seen within three years",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.7.A, definition of new patient"),
    over="line",
    about="kind = 'P'",
    other="sent_line",
    when="matches(procedure, '9920[2-5]|9934[1245]|9938[1-7]|9200[24]|980(0[0-3]|0[89]|1[01])')",
    such=(
        f"matches(that_procedure, '{FACE_TO_FACE}') AND that_served_on < served_on AND years_between(that_served_on, served_on) < 3"
    ),
    same=("patient_number", "billing_npi", "rendering_taxonomy"),
    says=("{procedure} is for a new patient; {that_procedure} on {that_served_on} was by the same group and specialty."),
    place="line {line_no} procedure",
)
