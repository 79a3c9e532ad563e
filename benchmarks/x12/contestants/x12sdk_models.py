"""x12sdk: its pydantic models."""

from x12sdk.io import X12ModelReader


def work(path: str, kind: str) -> int:
    """Read every model."""
    with X12ModelReader(path) as reader:
        return sum(model.x12().count("CLM*" if kind == "837P" else "CLP*") for model in reader.models())
