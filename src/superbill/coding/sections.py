"""Where a note says what: the sections that its headings open, its sentences, and the items of its lists.

Headings are recognised as clinicians write them: on a line of their own (`ASSESSMENT AND PLAN`) or before a colon
(`CC: knee pain`). Text before the first heading, or a note without headings, is the section "" (the body).
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from operator import methodcaller
from typing import NamedTuple

from superbill.claims.note import Note

REASON, HISTORY, PAST, FAMILY, SOCIAL = "reason", "history", "past history", "family history", "social history"
MEDICATIONS, ALLERGIES, REVIEW, EXAM, DATA = "medications", "allergies", "review of systems", "exam", "data"
PROCEDURE, ASSESSMENT, PLAN, INSTRUCTIONS, BODY = "procedure", "assessment", "plan", "instructions", ""
ADMISSION, COURSE, DISCHARGE, DISPOSITION = "admission diagnosis", "hospital course", "discharge diagnosis", "disposition"

_WRITTEN = {
    REASON: "chief complaint; cc; reason for visit; reason for encounter; reason for consult; presenting complaint; presents for; visit reason",
    HISTORY: "history of present illness; hpi; history of presenting illness; subjective; interval history; present illness; history; s",
    PAST: "past medical history; pmh; pmhx; medical history; past history; surgical history; past surgical history; psh; pshx; problem list; "
    "past medical and surgical history; obstetric history; pmh/psh; active problems",
    FAMILY: "family history; fh; fhx; family hx; family medical history",
    SOCIAL: "social history; sh; shx; social hx; social; tobacco; habits",
    MEDICATIONS: "medications; meds; current medications; current meds; medication list; home medications; medications prior to visit",
    ALLERGIES: "allergies; allergy; drug allergies; nkda; allergies and reactions",
    REVIEW: "review of systems; ros",
    EXAM: "physical exam; physical examination; exam; pe; examination; objective; vitals; vital signs; o; vitals reviewed",
    DATA: "results; data; labs; lab results; laboratory; imaging; studies; diagnostics; data reviewed; labs and imaging; test results; x-ray; xray",
    PROCEDURE: "procedure; procedures; procedure note; operative note; procedures performed; procedure performed; operations; "
    "operation performed; operative procedures; procedures during hospitalization; procedures during admission; "
    "surgeries performed; description of procedure; operative report; procedures and operations; operations and procedures",
    ADMISSION: "admission diagnosis; admission diagnoses; admitting diagnosis; admitting diagnoses; diagnosis on admission; "
    "diagnoses on admission; reason for admission; reason for hospitalization; preoperative diagnosis; pre-operative diagnosis",
    COURSE: "hospital course; brief hospital course; course in hospital; hospital course by problem; hospital course by problems; "
    "summary of hospital course; hospital stay",
    DISCHARGE: "discharge diagnosis; discharge diagnoses; final diagnoses; principal diagnosis; principal discharge diagnosis; "
    "primary discharge diagnosis; primary diagnosis; secondary diagnosis; secondary diagnoses; secondary discharge diagnoses; "
    "other diagnoses; additional diagnoses; diagnoses at discharge; diagnosis at discharge; postoperative diagnosis; "
    "post-operative diagnosis; postoperative diagnoses; comorbidities; complications",
    DISPOSITION: "discharge disposition; disposition at discharge; discharged to; condition at discharge; condition on discharge; "
    "discharge condition; disposition and follow-up",
    ASSESSMENT: "assessment; assessment and plan; assessment & plan; assessment/plan; a/p; a&p; a and p; ap; impression; impression and plan; "
    "impression/plan; impression & plan; diagnosis; diagnoses; final diagnosis; visit diagnoses; mdm; medical decision making; a; "
    "medical decision-making; clinical impression; problems addressed; assessment and recommendations",
    PLAN: "plan; plan of care; treatment plan; treatment; recommendations; orders; p; disposition; follow-up; follow up",
    INSTRUCTIONS: "instructions; patient instructions; patient education; discharge instructions; patient agreements; education; "
    "return precautions; precautions",
}
HEADINGS = {written.strip(): name for name, all_written in _WRITTEN.items() for written in all_written.split(";")}

_HEADING = re.compile(r"^[ \t]*(?:[#*=\-]+[ \t]*)?([A-Za-z][A-Za-z /&,\-]{0,40}?)[ \t*=]*(:|(?=[ \t]*$))", re.MULTILINE)
_ITEM = re.compile(r"[ \t]{0,2}(?:\d{1,2}[.)]|#\d*|[-*•–])[ \t]*")
_BULLET = re.compile(r"[ \t]*(?:\d{1,2}[.)]|#\d*|[-*•–+])[ \t]+")
_TITLES = "".join(rf"(?<!\b{title}.)" for title in ("[Dd][Rr]", "[Mm][Rr]", "[Mm][Ss]", "[Vv][Ss]", "[Pp][Tt]", "[Mm][Rr][Ss]"))
_STOP = re.compile(rf"[.!?;](?:(?<=;)|(?=\s|$)(?<!\d.){_TITLES}|(?<=\d\.)(?=\s+[A-Za-z]))")
_MARKS = frozenset("#-*•–+0123456789")
"""What items and bullets begin with."""
_BEFORE_TEXT = _MARKS | {" ", "\t"}
_NEW_LINE = re.compile("\n")
_end_of = methodcaller("end")
_WRAPPED_FROM = 55
"""A line at least this long that ends without a full stop goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section under its common name; the heading's own words are not part of it."""

    name: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A stretch of text that words belong together in. `item` counts the list items and paragraphs of the note."""

    start: int
    end: int
    section: str
    item: int


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections in order; they do not overlap, and only headings lie between them."""
    found: list[tuple[str, int, int]] = []
    for match in _HEADING.finditer(text):
        name = HEADINGS.get(" ".join(match.group(1).lower().split()))
        if name is None or (match.group(2) == "" and len(match.group(1)) < 2):
            continue
        found.append((name, match.start(), match.end()))
    edges = [(BODY, 0, 0), *found]
    ends = [start for _, start, _ in found] + [len(text)]
    return tuple(Section(name, after, end) for (name, _, after), end in zip(edges, ends, strict=True) if text[after:end].strip())


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of all sections in order. A bullet, a blank line and a short line end a sentence; a wrapped line does not."""
    sentences: list[Sentence] = []
    item = 0
    for section in sections_of(text):
        item += 1
        start, blank, before = section.start, False, 0
        for line_start, line_end in _lines(text, section.start, section.end):
            line = text[line_start:line_end]
            is_marked = line.lstrip(" \t")[:1] in _MARKS
            opens_item = blank or (is_marked and _ITEM.match(line) is not None)
            if opens_item or before < _WRAPPED_FROM or (is_marked and _BULLET.match(line)):
                if start < line_start:
                    _split(sentences, text, start, line_start, section.name, item)
                start = line_start
                item += opens_item
            blank, before = line.isspace(), len(line)
        if start < section.end:
            _split(sentences, text, start, section.end, section.name, item)
    return tuple(sentences)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(match.end() for match in _NEW_LINE.finditer(text, start, end)), end]
    return [(one, other) for one, other in pairwise(edges) if one < other]


def _split(sentences: list[Sentence], text: str, start: int, end: int, section: str, item: int) -> None:
    """Cut a stretch at its full stops; blanks around each sentence, and the bullet before it, are left out."""
    if text[start] in _BEFORE_TEXT:
        bullet = _BULLET.match(text, start, end)
        start = bullet.end() if bullet else start
    for stop in (*map(_end_of, _STOP.finditer(text, start, end)), end):
        piece = text[start:stop].rstrip()
        if piece:
            last = start + len(piece)
            sentences.append(Sentence(last - len(piece.lstrip()), last, section, item))
        start = stop


def section_at(note: Note, place: int) -> str:
    """The name of the section that a character position stands in; empty for the body and for a heading's own words."""
    return next((section.name for section in sections_of(note.text) if section.start <= place < section.end), BODY)
