"""All modifiers of a claim's lines: every function asked of every line, in the order in which modifiers are written."""

from collections.abc import Callable, Iterator

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.procedures.modifiers.elsewhere import at_a_distance, not_finished, parts
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts
from superbill.places.us.procedures.modifiers.payer import plan_of_care, preventive, spine, surgeons, waived
from superbill.places.us.procedures.modifiers.separate import again, separate
from superbill.places.us.procedures.modifiers.sides import digit, side
from superbill.places.us.procedures.modifiers.visits import in_global_days, with_procedure

Rule = Callable[[BilledLine, ClaimFacts], Iterator[ModifierHint]]
RULES: tuple[Rule, ...] = (
    with_procedure, in_global_days, separate, again, not_finished, parts, surgeons, digit, side, plan_of_care, spine, at_a_distance, preventive, waived,
)  # fmt: skip
"""Modifiers that change the payment come first, those that only inform last (Medicare Claims Processing Manual, chapter 23, section 20.3)."""


def propose_modifiers(line: BilledLine, claim: ClaimFacts) -> tuple[ModifierHint, ...]:
    """What a line of the claim may need, each modifier once; nothing that it has."""
    found: dict[str, ModifierHint] = {}
    for rule in RULES:
        for hint in rule(line, claim):
            if not line.has(hint.modifier):
                found.setdefault(hint.modifier, hint)
    return tuple(found.values())
