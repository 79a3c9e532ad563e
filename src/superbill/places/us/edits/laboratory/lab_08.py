"""LAB-08  Test that is part of a panel of that day.

What it finds
    A test beside a panel of the same day that holds it: basic (80048) and comprehensive metabolic (80053),
    lipid (80061), hepatic function (80076), without 59 or 91.

Why it matters
    The panel already pays the test; the payer denies it, or finds unbundling later.

What to do
    Take the test off. If it was repeated for a new result add 91.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="LAB-08",
    title="Test that is part of a panel of that day",
    severity=Severity.WARN,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter X, organ or disease oriented panels; Medicare Claims Processing Manual (Pub. 100-04), chapter 16, section 90.2",
    ),
    over="line",
    other="line",
    when="matches(procedure, '8[0-4][0-9]{3}') AND NOT has(modifiers, '59', '91')",
    such=(
        "that_procedure = '80048' AND matches(procedure, '82310|82374|82435|82565|82947|84132|84295|84520') OR "
        "that_procedure = '80053' AND matches(procedure, '80048|80076|82040|82247|82310|82374|82435|82565|82947|84075|84132|84155|84295|84450|84460|84520') OR "
        "that_procedure = '80061' AND matches(procedure, '82465|83718|84478') OR "
        "that_procedure = '80076' AND matches(procedure, '82040|82247|82248|84075|84155|84450|84460')"
    ),
    same=("served_on",),
    says="{procedure} is part of {that_procedure} on line {that_line_no}.",
    place="line {line_no} procedure",
)
