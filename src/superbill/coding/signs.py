"""Signs and symptoms that a diagnosed disease explains, and so are not coded beside it.

Source: ICD-10-CM Official Guidelines FY2026, I.B.4 and I.B.5: signs and symptoms that are routinely part of a disease process
are not coded in addition. Which belong to which is this project's own short list of the common ones.
"""

from functools import lru_cache

INTEGRAL: dict[str, tuple[str, ...]] = {
    "R03.0": ("I10", "I11", "I12", "I13", "I15", "I16"),
    "R04.2": ("J18", "J20", "C34", "I26"),
    "R05": (
        "J00",
        "J01",
        "J02",
        "J04",
        "J05",
        "J06",
        "J09",
        "J10",
        "J11",
        "J12",
        "J15",
        "J18",
        "J20",
        "J21",
        "J22",
        "J40",
        "J42",
        "J44",
        "J45",
        "U07.1",
    ),
    "R06.0": ("J12", "J18", "J44", "J45", "I50", "I11.0", "I13", "I26", "J96", "J21", "J05"),
    "R06.2": ("J20", "J21", "J40", "J44", "J45"),
    "R07.0": ("J00", "J02", "J03", "J06", "J10", "J11", "U07.1", "B27"),
    "J02.9": ("J02.0", "J06", "J10", "J11", "B27"),
    "R07.8": ("I20", "I21", "I25.1"),
    "R07.9": ("I20", "I21", "I26"),
    "R09.81": ("J00", "J01", "J06", "J10", "J11", "J30", "J32", "U07.1", "J34", "J20", "J21"),
    "R09.82": ("J01", "J30", "J31", "J32", "J06"),
    "J34.89": ("J00", "J01", "J06", "J10", "J11", "J30", "U07.1", "J20", "J21"),
    "R10": (
        "K21",
        "K25",
        "K27",
        "K29",
        "K35",
        "K50",
        "K51",
        "K52",
        "K57",
        "K58",
        "K59",
        "K80",
        "K81",
        "K85",
        "N10",
        "N20",
        "A08",
        "A09",
    ),
    "R11": ("K52", "A08", "A09", "G43", "K29", "K35", "K85", "N10", "K31.84"),
    "R11.0": ("R11.2",),
    "R11.10": ("R11.2",),
    "R12": ("K21", "K29", "K30"),
    "R14": ("K58", "K59", "K90"),
    "R19.7": ("K52", "A08", "A09", "K50", "K51", "K58.0"),
    "R21": ("L", "B02", "B08", "B09", "B35", "B36", "B37.2", "B86"),
    "L29": ("L20", "L23", "L25", "L30", "L40", "L50", "B86"),
    "R20": ("G56", "G57", "G62", "G63", "E11.4", "E10.4", "M54.1", "G43.1"),
    "R30": ("N39.0", "N30", "N10", "N41", "N34"),
    "R31": ("N39.0", "N30", "N20"),
    "R32": ("N39.3", "N39.4"),
    "R35": ("N39.0", "N30", "N40.1", "N32.81", "E10", "E11", "N41"),
    "R39.15": ("N39.0", "N30", "N40.1", "N32.81"),
    "R42": ("H81", "I95"),
    "R50": ("J", "A", "B", "N10", "N39.0", "H66", "L03", "U07.1", "K57", "K81"),
    "R51": ("G43", "G44", "J01", "I16"),
    "R52": ("M", "S", "G89"),
    "R53": ("J10", "J11", "B27", "E03", "D50", "D64", "F32", "F33", "U07.1"),
    "R60": ("I50", "I11.0", "I13", "I87", "I89", "N18", "I82"),
    "R63.1": ("E10", "E11"),
    "R68.83": ("J", "A", "B", "N10", "N39.0"),
    "R73": ("E08", "E09", "E10", "E11", "E13"),
    "R80": ("E11.2", "N18", "N04"),
    "H92.0": ("H60", "H65", "H66", "H69", "H72"),
    "H57.1": ("H10", "H00", "H16"),
    "M25.46": ("M17", "S83", "M10"),
    "M25.51": ("M75", "S43", "S46", "M19.01"),
    "M25.52": ("M77", "M70.2"),
    "M25.53": ("S63", "S52", "M65.4", "G56.0"),
    "M25.55": ("M16", "M70.6", "M87"),
    "M25.56": ("M17", "S83", "M22", "M23", "S80", "S82", "M70.5"),
    "M25.57": ("S93", "S82", "M76.6", "S92"),
    "M25.50": ("M", "S"),
    "M54.5": ("M54.16", "M54.3", "M54.4", "M51", "M48.06", "S39.012", "S33"),
    "M54.2": ("M54.12", "M50", "S13", "S16", "M48.02", "M47.812"),
    "M54.9": ("M54.5", "M54.6", "M54.4", "M51", "S39", "S33", "S23"),
    "M62.8": ("M54", "S39", "S16", "S13"),
    "M79.1": ("J10", "J11", "U07.1", "M79.7", "M35.3", "B34"),
    "M79.6": ("S", "M72.2", "M76", "M77", "L03", "I82", "G57", "M84"),
    "R00.2": ("I47", "I48", "I49", "F41"),
    "R55": ("I95", "I44", "I49"),
    "S09.9": ("S0",),
    "S19.9": ("S1",),
    "S39.9": ("S3",),
    "S49.9": ("S4",),
    "S59.9": ("S5",),
    "S69.9": ("S6",),
    "S79.9": ("S7",),
    "S89.9": ("S8",),
    "S99.9": ("S9", "S82"),
    "F17.200": ("F17.21",),
    "Z72.0": ("F17",),
}

INJURED = {
    "M25.51": "S49.9",
    "M25.52": "S59.90",
    "M25.53": "S69.9",
    "M25.55": "S79.91",
    "M25.56": "S89.9",
    "M25.57": "S99.91",
    "M54.2": "S19.9",
    "M54.5": "S39.92",
    "M79.60": "T14.9",
    "M79.62": "S49.9",
    "M79.63": "S59.91",
    "M79.64": "S69.9",
    "M79.65": "S79.92",
    "M79.66": "S89.9",
    "M79.67": "S99.92",
    "H57.1": "S05.9",
}
"""Where it hurts after an injury that nobody has named, and the heading of "unspecified injury" of that place."""

VAGUE = ("R52", "R69", "B99.9", "T14.8", "T14.9")
"""What says so little that it is coded only when nothing else is: pain, illness, infection, injury, of nothing named."""


def explains(disease: str, sign: str) -> bool:
    """Whether a disease (a code) routinely has this sign (a code). A code never explains itself or its own family."""
    return any(disease.startswith(tops) and not disease.startswith(stem) for stem, tops in _explained(sign))


@lru_cache(maxsize=4096)
def _explained(sign: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((stem, tops) for stem, tops in INTEGRAL.items() if sign.startswith(stem))
