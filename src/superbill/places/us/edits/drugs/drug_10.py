"""DRUG-10  Single-dose drug without JW or JZ.

What it finds
    A drug that a table of the site names as sold in single doses, on a claim to Medicare Part B since July 1,
    2023, with neither JZ (nothing was discarded) nor a line of that drug for that day with JW (the rest was).

Why it matters
    Medicare returns the line: the makers pay back what is discarded, so each dose has to say it.

What to do
    Add JZ if the whole package was given. If not, put the amount discarded on a line of its own with JW.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="DRUG-10",
    title="Single-dose drug without JW or JZ",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 17, section 40; 42 CFR 414.940; MLN Matters MM13056"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="single_dose_drug",
    others=("line", "sent_line"),
    when="NOT has(modifiers, 'JW', 'JZ')",
    such="has(that_modifiers, 'JW')",
    same=("patient_number", "procedure", "served_on"),
    finds="procedure",
    since=date(2023, 7, 1),
    says="{procedure} says neither that nothing was discarded (JZ) nor what was (JW).",
    place="line {line_no} modifiers",
)
