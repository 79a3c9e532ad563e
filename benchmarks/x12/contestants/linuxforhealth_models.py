"""linuxforhealth-x12: its pydantic models."""

from linuxforhealth.x12.io import X12ModelReader


def work(path: str, kind: str) -> int:
    """Read every model."""
    with X12ModelReader(path) as reader:
        return sum(model.x12().count("CLM*" if kind == "837P" else "CLP*") for model in reader.models())
