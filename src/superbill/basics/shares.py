"""How sure a share is that was counted from few.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
Association 22 (1927): the score interval, which is right for small counts and for shares near 0 and 1.
"""

from math import sqrt

Z = 1.96
"""The normal quantile of a two-sided interval of 95 %."""


def wilson(right: int, of: int, *, z: float = Z) -> tuple[float, float]:
    """The least and the most that a share may be, with the confidence of `z`; from 0 to 1 where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, z * z / of
    middle = share + spread / 2
    around = z * sqrt((share * (1 - share) + spread / 4) / of)
    least = (middle - around) / (1 + spread) if right else 0.0
    return least, (middle + around) / (1 + spread) if right < of else 1.0
