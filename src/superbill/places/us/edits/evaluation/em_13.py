"""EM-13  Visit code that is withdrawn.

What it finds
    A visit code that was taken out of the code set before the day of the service: 99201 (2021); observation
    care, the lowest consultations, and domiciliary visits (2023); visits by telephone (2025).

Why it matters
    A code that is not in the code set on the day of the service rejects the line.

What to do
    Take the code that followed: 99202; hospital care 99221 to 99239 for observation; home visits 99341 to
    99350; the telemedicine codes or the office visit with modifier 93 for the telephone.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="EM-13",
    title="Visit code that is withdrawn",
    severity=Severity.STOP,
    source=Source("CPT", "deletions of January 1, 2021, 2023 and 2025; code set named in 45 CFR 162.1002"),
    over="line",
    about="filing <> 'WC'",
    when=(
        "procedure = '99201' AND year_of(served_on) >= 2021 OR "
        "matches(procedure, '992(1[789]|2[0456]|41|51)|993(18|2[4-8]|3[4-79]|4[03]|5[4-7])') AND year_of(served_on) >= 2023 OR "
        "matches(procedure, '9944[123]') AND year_of(served_on) >= 2025"
    ),
    says="{procedure} was no longer in the code set on {served_on}.",
    place="line {line_no} procedure",
)
