"""Which side of the body a diagnosis code and a modifier speak of: the practice payer's own short table.

An ICD-10-CM family that tells sides has one character for it: here the one that follows the listed beginning. 1 is right,
2 is left and 3, where the family has it, is both (ICD-10-CM Official Guidelines, section I.B.13, laterality); a few families go on counting.
"""

from enum import StrEnum


class Side(StrEnum):
    """A side of the body."""

    RIGHT = "right"
    LEFT = "left"
    BOTH = "both"


_JOINTS = (
    # joints: arthritis, effusion, pain, stiffness
    *("M16.1", "M16.3", "M16.5", "M17.1", "M17.3"),
    *("M19.01", "M19.02", "M19.03", "M19.04", "M19.07", "M19.11", "M19.12", "M19.13", "M19.14", "M19.17"),
    *("M25.41", "M25.42", "M25.43", "M25.44", "M25.45", "M25.46"),
    *("M25.51", "M25.52", "M25.53", "M25.54", "M25.55", "M25.56", "M25.57"),
    *("M25.61", "M25.62", "M25.63", "M25.64", "M25.65", "M25.66"),
    # back with leg; soft tissue; limb pain
    *("M54.3", "M54.4", "M65.31", "M65.33", "M70.2", "M70.4", "M70.5", "M70.6", "M70.7"),
    *("M75.0", "M75.2", "M75.3", "M75.4", "M75.5", "M75.10", "M75.11", "M75.12", "M76.5", "M76.6", "M77.0", "M77.1", "M77.3"),
    *("M79.62", "M79.63", "M79.65", "M79.66"),
    # injuries: sprains of shoulder, wrist, knee and ankle; bruises of knee and foot
    *("S43.40", "S43.42", "S63.50", "S80.0", "S83.41", "S83.42", "S83.51", "S83.52", "S90.3", "S93.40", "S93.41"),
)
_PAIRED = (
    "G56.0",
    "G56.1",
    "G56.2",
    "G57.0",
    "G57.1",
    "G57.5",
    "G57.6",
    "H10.1",
    "H25.1",
    "H60.33",
    "H61.2",
    "H65.9",
    "H66.9",
    "H92.0",
)
_RECURRENT = ("H65.0", "H66.00")
_WITH_NEIGHBOUR = ("M25.47", "M25.67", "M79.64", "M79.67")
_BOTH = ("M16.0", "M16.2", "M16.4", "M16.6", "M17.0", "M17.2", "M17.4")

_RIGHT_LEFT = {"1": Side.RIGHT, "2": Side.LEFT}
_RIGHT_LEFT_BOTH = _RIGHT_LEFT | {"3": Side.BOTH}
_FAMILIES: dict[str, dict[str, Side]] = {
    **dict.fromkeys(_JOINTS, _RIGHT_LEFT),
    **dict.fromkeys(_PAIRED, _RIGHT_LEFT_BOTH),
    **dict.fromkeys(_RECURRENT, _RIGHT_LEFT_BOTH | {"4": Side.RIGHT, "5": Side.LEFT, "6": Side.BOTH}),
    **dict.fromkeys(_WITH_NEIGHBOUR, _RIGHT_LEFT | {"4": Side.RIGHT, "5": Side.LEFT}),  # ankle, then foot; hand, then fingers
}

# HCPCS Level II anatomical modifiers: sides, eyelids, fingers, toes.
_RIGHT_MODIFIERS = frozenset(("RT", "E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9"))
_LEFT_MODIFIERS = frozenset(("LT", "E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4"))


def side_of_diagnosis(code: str) -> Side | None:
    """The side that an ICD-10-CM code (with its dot) names; None when it names none or its family is not in the table."""
    if code in _BOTH:
        return Side.BOTH
    for family, sides in _FAMILIES.items():
        if code.startswith(family) and len(code) > len(family):
            return sides.get(code[len(family)])
    return None


def side_of_modifiers(modifiers: tuple[str, ...]) -> Side | None:
    """The side that a line's modifiers name; both for 50 or for one of each; None when they name none."""
    right = any(modifier in _RIGHT_MODIFIERS for modifier in modifiers)
    left = any(modifier in _LEFT_MODIFIERS for modifier in modifiers)
    if "50" in modifiers or (right and left):
        return Side.BOTH
    return Side.RIGHT if right else Side.LEFT if left else None


def contradict(modifiers: tuple[str, ...], diagnoses: tuple[str, ...]) -> bool:
    """Whether a line names one side while every side that its diagnoses name is the other one."""
    side = side_of_modifiers(modifiers)
    named = {side_of_diagnosis(code) for code in diagnoses} - {None}
    return side in (Side.RIGHT, Side.LEFT) and bool(named) and side not in named and Side.BOTH not in named
