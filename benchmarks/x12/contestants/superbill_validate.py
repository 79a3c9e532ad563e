"""superbill: validation at levels 1 to 4 with typed claims or claim payments, in chunks."""

from pathlib import Path

from ready import prepare

from superbill.x12 import validate

__all__ = ["prepare", "work"]


def work(path: str, kind: str) -> int:
    """Validate; each typed object is heard and let go."""
    heard = 0

    def hear(one: object) -> None:
        nonlocal heard
        heard += 1

    with Path(path).open("rb") as file:
        report = validate(iter(lambda: file.read(1 << 18), b""), levels=(1, 2, 3, 4), hear=hear)
    assert heard >= report.claims, "every claim became an object"
    return report.claims
