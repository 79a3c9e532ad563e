"""Notes that somebody has coded: what the coder learns from, and what it is judged by.

The files, told apart by their fields:
    JSON Lines, a note each      {"text": …, "codes": ["I10", {"code": "E11.65", "spans": [[12, 40]], "denied": true}], "services": ["J1885"]}
    CodiEsp                      {"text_es": …, "text_en_mt": …, "annotations": [{"label", "code", "spans_es", "negated_auto"}]}
    visit templates              [{"title", "hpi", "mdm", "dx": [["H92.01", "…"]]}]
    encounters without codes     {"encounter_id", "note"}
Offsets of spans are half-open character positions in the text of their own language.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from superbill.basics.errors import BadInput
from superbill.claims.note import Note
from superbill.codes.icd10cm import dotted

ENGLISH, SPANISH = "en", "es"
_DIAGNOSIS = "DIAGNOSTICO"


class BadCharts(BadInput):
    """A file that holds no notes as they are expected here. The refusal never repeats the words of a note."""


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code that somebody gave a note, with the words for it where they were marked; `is_denied` when those words deny it."""

    code: str
    spans: tuple[tuple[int, int], ...] = ()
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A note with the codes that it was given, the first-listed first. `codes` is None when nobody has coded it.

    `services` are the CPT and HCPCS codes that it was given, None where the file says nothing of them; `procedures` is how many codes of
    inpatient procedures it was given, which no suggestion is compared with.
    """

    name: str
    note: Note
    codes: tuple[GivenCode, ...] | None
    services: tuple[str, ...] | None = None
    procedures: int = 0

    def gold(self, *, denied: bool) -> tuple[str, ...]:
        """The codes, each once, in order; those that the note denies only with `denied`."""
        return tuple(dict.fromkeys(given.code for given in self.codes or () if denied or not given.is_denied))


def charts_from_bytes(data: bytes, *, where: str, language: str = ENGLISH) -> tuple[Chart, ...]:
    """Read a file of notes. Raises `BadCharts` with the line at fault."""
    rows = list(_rows(data, where))
    if not rows:
        raise BadCharts(
            "The file holds no notes.", where=where, todo="Give JSON Lines with a note each; see `superbill coding --help`."
        )
    return tuple(_chart(row, f"{where}, note {number}", str(number), language) for number, row in enumerate(rows, 1))


def _rows(data: bytes, where: str) -> Iterator[Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCharts("The file is not UTF-8 text.", where=where, todo="Save it as UTF-8.") from None
    if text.lstrip().startswith("["):
        yield from _json(text, where)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _json(line, f"{where}, line {number}")


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise BadCharts("This is not JSON.", where=where, todo="Give a JSON object a line, or one list of objects.") from None


def _chart(row: Any, where: str, number: str, language: str) -> Chart:
    if not isinstance(row, dict):
        raise BadCharts("This is not a JSON object.", where=where, todo="Give an object with `text` and `codes`.")
    name = str(row.get("id") or row.get("encounter_id") or row.get("title") or number)
    try:
        if "annotations" in row:
            return _codiesp(row, name, language)
        if "dx" in row:
            return Chart(name, Note(_template(row)), tuple(GivenCode(dotted(code)) for code, *_ in row["dx"]))
        if "text" in row:
            codes = row.get("codes")
            services = row.get("services")
            return Chart(
                name,
                Note(_text(row["text"])),
                None if codes is None else tuple(_given(code) for code in codes),
                None if services is None else tuple(dict.fromkeys(_text(code).strip().upper() for code in services)),
            )
        return Chart(name, Note(_text(row["note"])), None)
    except (KeyError, TypeError, ValueError, AttributeError):
        wanted = f"`text` and `codes`, or `text_{language}`… with `annotations`"
        raise BadCharts("A field is missing, or is not of its kind.", where=where, todo=f"A note has {wanted}.") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _given(code: Any) -> GivenCode:
    if isinstance(code, str):
        return GivenCode(dotted(code))
    spans = tuple((int(start), int(end)) for start, end in code.get("spans", ()))
    return GivenCode(dotted(_text(code["code"])), spans, bool(code.get("denied", False)))


def _codiesp(row: dict[str, Any], name: str, language: str) -> Chart:
    """Spans are those of the Spanish original; the translation has none."""
    field = min(key for key in row if key.startswith(f"text_{language}"))
    diagnoses = [each for each in row["annotations"] if each["label"] == _DIAGNOSIS]
    codes = [
        GivenCode(
            dotted(each["code"]),
            tuple((int(start), int(end)) for start, end in each["spans_es"]) if language == SPANISH else (),
            bool(each["negated_auto"]),
        )
        for each in diagnoses
    ]
    return Chart(name, Note(_text(row[field])), tuple(codes), procedures=len(row["annotations"]) - len(diagnoses))


def _template(row: dict[str, Any]) -> str:
    """The parts of a visit template under the headings that a note has."""
    return "\n\n".join(
        f"{heading}:\n{_text(row[field])}" for heading, field in (("HPI", "hpi"), ("MDM", "mdm")) if row.get(field)
    )
