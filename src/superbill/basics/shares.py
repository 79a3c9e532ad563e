"""How sure a share is that was counted from few.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
Association 22 (1927): the score interval, which is right for small counts and for shares near 0 and 1.
"""

import math

_Z = 1.959964
"""Of the normal distribution, for 95 percent."""


def wilson(right: int, of: int) -> tuple[float, float]:
    """The least and the most that a share may be, with 95 % confidence; from 0 to 1 where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)
