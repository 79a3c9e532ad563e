"""DENT-10  Service on a tooth that was taken out.

What it finds
    A filling, crown, root canal treatment or extraction of a permanent tooth that an earlier claim, sent and
    not voided, says was taken out before that day.

Why it matters
    The payer's history of the tooth ends with the extraction, and the line is denied.

What to do
    Compare both teeth with the chart; one of the two is wrong. Correct the earlier claim with frequency 7 if it
    was that one.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="DENT-10",
    title="Service on a tooth that was taken out",
    severity=Severity.WARN,
    source=Source(
        "Code on Dental Procedures and Nomenclature (CDT), American Dental Association",
        "extractions, and services on a natural tooth; named in 45 CFR 162.1002",
    ),
    over="line",
    other="sent_line",
    when=(
        "kind = 'D' AND matches(tooth, '0?[1-9]|[12][0-9]|3[0-2]') AND matches(procedure, "
        "'D2[1-7][0-9][0-9]|D33[1-4][0-9]|D7140|D72[1-4]0')"
    ),
    same=("patient_number", "tooth"),
    such="matches(that_procedure, 'D7140|D72[1-4]0') AND that_served_on < served_on",
    says="Tooth {tooth} was taken out on {that_served_on} (claim {that_control}).",
    place="line {line_no} tooth",
)
