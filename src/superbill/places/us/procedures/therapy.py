"""Therapy by the minute: each service with its minutes, and the units that the payer's rule makes of them.

Medicare adds the minutes of all timed services of the day (Pub. 100-04, chapter 5, section 20.2: eight minutes); by CPT each service stands
by itself and a unit is reached when its midpoint is passed. Which rule another payer follows is for its contract to say: it is asked.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from superbill.claims.note import Evidence, Note
from superbill.coding.mentions import sentences_in
from superbill.coding.procedures.done import Kind, standing
from superbill.coding.procedures.lookup import Lookup, small
from superbill.coding.procedures.service import ServiceAside, ServicesFound, SuggestedService
from superbill.coding.sections import Sentence
from superbill.places.us.procedures.units import units_by_eight_minutes, units_by_midpoint

SOURCE = "Medicare Claims Processing Manual (Pub. 100-04), chapter 5, section 20.2; CPT, introduction, time"
TIMED = {
    "97110": ("exercises for strength and motion", r"ther(?:apeutic|\.)? ?ex(?:ercises?|\.)?|there?x"),
    "97112": ("training of balance and posture", r"neuro(?:muscular|-?) ?re-?ed(?:ucation)?|nmr(?= ?[:x\d(-])"),
    "97116": ("gait training", r"gait training"),
    "97140": (
        "therapy by hand",
        r"manual therapy(?: techniques?)?|joint mobili[sz]ations?|soft tissue mobili[sz]ation|myofascial release",
    ),
    "97530": ("activities as treatment", r"ther(?:apeutic|\.)? ?act(?:ivit(?:y|ies)|\.)?|dynamic activities"),
    "97535": (
        "training of daily living",
        r"self[- ]?care(?:/home management)?(?: training)?|adl training|home management training",
    ),
    "97124": ("massage", r"massage(?: therapy)?"),
    "97113": ("exercises in water", r"aquatic (?:therapy|exercises?)"),
    "97035": ("ultrasound as treatment", r"(?:therapeutic )?ultrasound(?= ?(?:x|for|[:(-]|at|\d))"),
    "97032": (
        "electric stimulation, attended",
        r"attended e-?stim(?:ulation)?|(?:e-?stim|electrical stimulation)[^.;\n]{0,20}\battended",
    ),
}
UNTIMED = {
    "97161": ("first evaluation by a physical therapist", r"(?:pt|physical therapy) (?:initial )?evaluation"),
    "97165": ("first evaluation by an occupational therapist", r"(?:ot|occupational therapy) (?:initial )?evaluation"),
    "97164": ("evaluation again by a physical therapist", r"(?:pt |physical therapy )?re-?evaluation"),
    "97012": ("traction by machine", r"mechanical traction"),
    "97150": ("therapy in a group", r"group (?:therapy|exercise)"),
}
_UNATTENDED = r"unattended e-?stim(?:ulation)?|(?:e-?stim|electrical stimulation|tens)[^.;\n]{0,20}\bunattended|ifc\b"
_STIMULATION = "unattended"
"""Under this key: its code depends on the payer."""
_WORDS = {code: words for code, (_, words) in {**TIMED, **UNTIMED}.items()} | {_STIMULATION: _UNATTENDED}
_MINUTES = re.compile(r"(\d{1,3})\s*-?\s*(?:min(?:ute)?s?|['’])(?!\w)", re.IGNORECASE)
_SETTING = re.compile(
    r"\b(?:physical|occupational|speech) therap(?:y|ist)|\bpt\b|\bot\b|therapeutic|rehab\w*|manual therapy|gait training",
    re.IGNORECASE,
)
_ULTRASOUND = "97035"
"""Its word is that of a picture as well: its own item, or a timed service with minutes beside it, must speak of therapy."""
THERAPY = frozenset((*TIMED, *UNTIMED, "97014", "G0283", "97162", "97163", "97166", "97167", "97168"))


def suggest_therapy(note: Note, *, on: date, medicare: bool) -> ServicesFound:
    """Timed services with minutes, untimed ones that were done. A service without minutes is asked for, not guessed."""
    if not _SETTING.search(note.text):
        return ServicesFound((), ())
    sentences = sentences_in(note)
    timed: dict[str, tuple[int, list[Evidence]]] = {}
    asked: dict[str, list[Evidence]] = {}
    aside: list[ServiceAside] = []
    named = _found(note, sentences)
    for code, (name, _) in TIMED.items():
        for here, match in named.get(code, ()):
            spent = _minutes_of(note.text, here, match)
            evidence = Evidence(*match.span(), note.text[match.start() : match.end()], here.section)
            stands = standing(note, here, *match.span(), kind=Kind.PROCEDURE)
            if stands.reason and (spent is None or not stands.reason.startswith("named, but")):
                aside.append(ServiceAside(name, evidence, stands.reason))
            elif spent is None:
                asked.setdefault(code, []).append(evidence)
            else:
                total, places = timed.setdefault(code, (0, []))
                places += [evidence, Evidence(*spent.span(), spent.group(), here.section)]
                timed[code] = total + int(spent.group(1)), places
    suggested = [*_timed(timed, medicare=medicare), *_untimed(note, named, medicare=medicare)]
    if suggested:
        suggested += [_without(code, places) for code, places in asked.items() if code not in timed]
    return ServicesFound(tuple(suggested), tuple(aside))


@cache
def _lookup() -> Lookup:
    return Lookup(tuple(_WORDS.values()))


def _found(note: Note, sentences: tuple[Sentence, ...]) -> dict[str, list[tuple[Sentence, re.Match[str]]]]:
    """Where the note names each service, by its code; unattended stimulation by a name of its own."""
    codes = tuple(_WORDS)
    found: dict[str, list[tuple[Sentence, re.Match[str]]]] = {}
    for number, match in _lookup().find(small(note.text)):
        here = next((one for one in sentences if one.start <= match.start() and match.end() <= one.end), None)
        if here is not None and (codes[number] != _ULTRASOUND or _is_treatment(note.text, here, sentences)):
            found.setdefault(codes[number], []).append((here, match))
    return found


def _is_treatment(text: str, here: Sentence, sentences: tuple[Sentence, ...]) -> bool:
    others = re.compile("|".join(words for code, (_, words) in TIMED.items() if code != _ULTRASOUND), re.IGNORECASE)
    item = " ".join(text[one.start : one.end] for one in sentences if one.item == here.item)
    section = [text[one.start : one.end] for one in sentences if one.section == here.section]
    beside = any(others.search(words) and _MINUTES.search(words) for words in section)
    return bool(_SETTING.search(item)) or beside


def _minutes_of(text: str, here: Sentence, match: re.Match[str]) -> re.Match[str] | None:
    """The minutes right after the name, before another service is named; else right before it."""
    after = _MINUTES.search(text, match.end(), min(here.end, match.end() + 90))
    if after and not any(re.search(words, text[match.end() : after.start()], re.IGNORECASE) for _, words in TIMED.values()):
        return after
    before = list(_MINUTES.finditer(text, max(here.start, match.start() - 25), match.start()))
    return before[-1] if before else None


def _timed(timed: dict[str, tuple[int, list[Evidence]]], *, medicare: bool) -> Iterator[SuggestedService]:
    minutes = {code: spent for code, (spent, _) in timed.items()}
    units = units_by_eight_minutes(minutes) if medicare else units_by_midpoint(minutes)
    total = sum(minutes.values())
    rule = (
        f"Medicare's eight-minute rule over {total} timed minutes in all"
        if medicare
        else "the midpoint rule of CPT, each service by itself"
    )
    other = units_by_midpoint(minutes) if medicare else units_by_eight_minutes(minutes)
    for code, (spent, places) in timed.items():
        gaps: tuple[str, ...] = ()
        if not medicare and other.get(code, 0) != units.get(code, 0):
            gaps = (f"By Medicare's rule it would be {other.get(code, 0)}: which rule does this payer's contract name?",)
        if units.get(code):
            why = f"{spent} minutes; {units[code]} by {rule}."
            yield SuggestedService(
                code,
                TIMED[code][0],
                units[code],
                tuple(places),
                90 - 12 * len(gaps),
                (why,),
                gaps,
                (("minutes", str(spent)),),
                source=SOURCE,
                rule=f"therapy {code}",
            )


def _untimed(
    note: Note, named: Mapping[str, list[tuple[Sentence, re.Match[str]]]], *, medicare: bool
) -> Iterator[SuggestedService]:
    stimulation = "G0283" if medicare else "97014"
    names = {code: name for code, (name, _) in UNTIMED.items()} | {_STIMULATION: "electric stimulation, unattended"}
    for key, name in names.items():
        code = stimulation if key == _STIMULATION else key
        for here, match in named.get(key, ()):
            if not standing(note, here, *match.span(), kind=Kind.PROCEDURE).reason:
                gaps = ("How complex was the evaluation: low, moderate or high?",) if code in ("97161", "97165") else ()
                evidence = Evidence(*match.span(), note.text[match.start() : match.end()], here.section)
                yield SuggestedService(
                    code,
                    name,
                    1,
                    (evidence,),
                    80 - 12 * len(gaps),
                    ("One unit, whatever its minutes.",),
                    gaps,
                    source=SOURCE,
                    rule=f"therapy {code}",
                )
                break


def _without(code: str, places: list[Evidence]) -> SuggestedService:
    ask = ("How many minutes did it take?",)
    return SuggestedService(
        code,
        TIMED[code][0],
        1,
        tuple(places),
        45,
        ("It is named as done, without its minutes.",),
        ask,
        source=SOURCE,
        rule=f"therapy {code}",
    )
