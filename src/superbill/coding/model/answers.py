"""An answer of a model as JSON: an object, or nothing. Whatever else it is, is refused without repeating it."""

import json
from typing import Any

from superbill.basics.errors import NotPossible

MOST_SIGNS = 64_000


class BadAnswer(NotPossible):
    """What the model answered cannot be used."""


def object_in(answer: str) -> dict[str, Any]:
    """The JSON object of an answer, bare or in a fence of Markdown. Raises `BadAnswer`."""
    if len(answer) > MOST_SIGNS:
        raise BadAnswer(f"The model answered with more than {MOST_SIGNS:,} characters.", todo="Try another model.")
    text = answer.strip()
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadAnswer("The model did not answer with JSON.", todo="Try again, or try another model.", again=True) from None
    if not isinstance(found, dict):
        raise BadAnswer("The model did not answer with a JSON object.", todo="Try again, or try another model.", again=True)
    return found
