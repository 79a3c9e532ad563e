"""Ask an independent validator: pyx12, with its maps of 837P, 835, 999 and 277CA. Used by every test that writes X12."""

import io
import json
import logging

import pyx12.params
import pyx12.x12n_document


def pyx12_errors(data: bytes) -> list[str]:
    """Every error pyx12 finds in a file; an empty list when it finds none."""
    said, listing = _Heard(), io.StringIO()
    logger = logging.getLogger("pyx12")
    logger.addHandler(said)
    try:
        valid = pyx12.x12n_document.x12n_document(
            pyx12.params.params(), io.StringIO(data.decode("ascii")), fd_997=None, fd_html=None, fd_json=listing
        )
    finally:
        logger.removeHandler(said)
    errors = said.messages + _errors_in(json.loads(listing.getvalue() or "{}"))
    return errors if errors or valid else ["pyx12 calls the file invalid and gives no reason"]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _errors_in(value: object) -> list[str]:
    """Every entry of every `errors` list, at whatever depth."""
    if isinstance(value, list):
        return [error for each in value for error in _errors_in(each)]
    if not isinstance(value, dict):
        return []
    own = [json.dumps(error) for error in value.get("errors", [])]
    return own + [error for key, each in value.items() if key != "errors" for error in _errors_in(each)]
