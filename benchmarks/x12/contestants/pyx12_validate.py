"""pyx12: its validator."""

import json
from io import StringIO

import pyx12.params
import pyx12.x12n_document


def work(path: str, kind: str) -> int:
    """Validate; pyx12 does not say how many claims there are, so they are counted by hand. Raises when there was nothing to say."""
    listing = StringIO()
    pyx12.x12n_document.x12n_document(pyx12.params.params(), path, fd_997=None, fd_html=None, fd_json=listing)
    assert json.loads(listing.getvalue()), "it said something"
    with open(path) as file:  # noqa: PTH123 — the same for every contestant
        return file.read().count("\nCLM*" if kind == "837P" else "\nCLP*")
