"""Drugs that were given: name and dose in the note become the code of HCPCS Level II, its units, and JW or JZ.

Source: HCPCS Level II (public domain); Medicare Claims Processing Manual (Pub. 100-04), chapter 17, sections 10 and 40; JW since
January 1, 2017, JZ wanted since July 1, 2023 (MLN Matters MM13056) for drugs in single-dose containers under Part B.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from superbill.basics.days import FOREVER
from superbill.claims.note import Evidence, Note
from superbill.coding.mentions import line_at, lines_of
from superbill.coding.procedures.done import Kind, Standing, standing
from superbill.coding.procedures.lookup import Lookup, small
from superbill.coding.procedures.service import ModifierHint, ServiceAside, ServicesFound, SuggestedService
from superbill.coding.sections import Sentence
from superbill.places.us.procedures.units import dose_in, dose_of_volume, units_of_dose, units_of_waste

SOURCE = "HCPCS Level II; Medicare Claims Processing Manual (Pub. 100-04), chapter 17, sections 10 and 40"
JW_SINCE, JZ_SINCE = date(2017, 1, 1), date(2023, 7, 1)
_JWJZ = "Medicare Claims Processing Manual (Pub. 100-04), chapter 17, section 40; MLN Matters MM13056"

_AMOUNT = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+)"
_DOSE = re.compile(
    rf"(?<![\d./]){_AMOUNT}\s*-?\s*(million units|mg|mcg|µg|ug|grams?|gm?|units?|iu|ml|cc)\b(?!\s*/)", re.IGNORECASE
)
_STRENGTH = re.compile(rf"{_AMOUNT}\s*(mg|mcg|units?|g)\s*(?:/|per)\s*(?:{_AMOUNT}\s*)?(?:ml|cc)\b", re.IGNORECASE)
_NAMED_STRENGTH = re.compile(r"kenalog[- ]?([148]0)", re.IGNORECASE)
"""The number of the name is its milligrams in each millilitre."""
_ROUTE = re.compile(
    r"\b(?P<muscle>im|i\.m\.|intramuscular(?:ly)?|sq|sc|subq|subcut\w*|s\.c\.|deltoid|glut(?:eal|eus)\w*|ventrogluteal)\b|"
    r"\b(?P<push>iv push|ivp|slow push)\b|\b(?P<vein>iv|i\.v\.|intravenous\w*|infus\w+)\b|\b(?P<neb>neb\w*|inhaled|inhalation)\b|"
    r"\b(?P<mouth>po|p\.o\.|by mouth|oral(?:ly)?|tablets?|capsules?|odt|sublingual)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:given|gave|administered|injected|injection|infused|received|shot|nebulized|neb\w*|treated with)\b", re.IGNORECASE
)
_UNIT = r"(mg|mcg|units?|ml|cc|g)\b"
_VERB = r"\b(?:wast(?:ed|age|ing|e)|discard(?:ed|ing|s)?|threw away)\b"
_WASTES = (
    re.compile(
        rf"{_VERB}[^.;\n\d]{{0,30}}?{_AMOUNT}\s*{_UNIT}(?!\s*(?:\w+\s+){{0,2}}(?:given|administered|injected))", re.IGNORECASE
    ),
    re.compile(rf"(?<![\d.]){_AMOUNT}\s*{_UNIT}\s*(?:was\s+|were\s+)?{_VERB}", re.IGNORECASE),
)
"""`wasted 20 mg` before `20 mg wasted`: in `40 mg wasted 20 mg` the first is the dose."""
_NO_WASTE = re.compile(
    r"\b(?:no (?:drug )?(?:waste|wastage)|none (?:wasted|discarded)|nothing (?:wasted|discarded)|entire (?:vial|contents)|full vial)\b|"
    rf"{_VERB}:?\s+(?:0\b(?!\.\d)|none|nothing|zero)",
    re.IGNORECASE,
)


_SIDE = re.compile(r"\b(?P<left>left|lt)\b|\b(?P<right>right|rt)\b|\b(?P<both>both|bilateral(?:ly)?|b/l)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|apiece|per (?:knee|shoulder|hip|side|joint|site))\b", re.IGNORECASE)
_IN_ALL = re.compile(r"\b(?:total|in all|divided|altogether)\b", re.IGNORECASE)
_REPEATED = re.compile(
    r"[^.;,\n]{0,30}?(?:(?:\bx\s?|×\s?)([2-6])\b(?!\s*(?:d|days?|wks?|weeks?|months?|h|hrs?|hours?|min\w*|mg|mcg|ml|cc|cm|/|\.\d))(\s+doses)?"
    r"|\b(two|three|2|3) (doses)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drug:
    """One row: `amount` of `unit` is one billing unit. `single` is yes, no, or empty where both sorts of container are sold."""

    words: str
    code: str
    amount: Decimal
    unit: str
    upto: bool
    single: str
    since: date
    until: date


@cache
def drugs() -> tuple[Drug, ...]:
    """The table, in its order: a combination before its parts."""
    text = files(__package__).joinpath("drugs.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Drug(
            row["words"], row["code"], Decimal(row["amount"]), row["unit"],
            row["upto"] == "yes", row["single"], _day(row["since"], date.min), _day(row["until"], FOREVER),
        )
        for row in rows
    )  # fmt: skip


@cache
def _lookup() -> Lookup:
    return Lookup([drug.words for drug in drugs()])


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


@dataclass(frozen=True, slots=True)
class GivenDrug:
    """A drug in the note with its dose; `route` is muscle, push, vein, neb or mouth, empty where it is not told."""

    drug: Drug
    sentence: Sentence
    start: int
    end: int
    dose: tuple[Decimal, int, int] | None
    route: str
    standing: Standing
    till: int
    """Up to here the note speaks of it: where the next drug is named, or a little beyond its sentence."""


def suggest_drugs(note: Note, *, on: date, medicare: bool, valid: Callable[[str], bool | None]) -> ServicesFound:
    """Drugs that the note says were given, each with units and, where it was single-dose, what JW and JZ want."""
    suggested: list[SuggestedService] = []
    aside: list[ServiceAside] = []
    for given in _of_both_sides(note, list(given_drugs(note, on=on))):
        evidence = _evidence(note, given)
        if given.standing.reason:
            aside.append(ServiceAside(f"drug {given.drug.code}", evidence[0], given.standing.reason))
        elif valid(given.drug.code) is not False and not any(one.code == given.drug.code for one in suggested):
            suggested += _lines(note, given, evidence, on=on, medicare=medicare)
    return ServicesFound(tuple(suggested), tuple(aside))


def _of_both_sides(note: Note, given: list[GivenDrug]) -> list[GivenDrug]:
    """The doses of a drug that went into the left and into the right, each told in a sentence of its own, added to the first."""
    joined: dict[str, GivenDrug] = {}
    rest = []
    for one in given:
        first = joined.get(one.drug.code)
        if one.standing.reason:
            rest.append(one)
        elif first is None:
            joined[one.drug.code] = one
        elif first.dose and one.dose and {_side(note, first), _side(note, one)} == {"left", "right"}:
            joined[one.drug.code] = replace(first, dose=(first.dose[0] + one.dose[0], *first.dose[1:]))
    return [*joined.values(), *rest]


def _side(note: Note, given: GivenDrug) -> str:
    """left, right or both, as the sentence tells; empty where it does not."""
    named = {found.lastgroup or "" for found in _SIDE.finditer(note.text, given.sentence.start, given.sentence.end)}
    return "both" if {"left", "right"} <= named or "both" in named else next(iter(named), "")


def _times(note: Note, given: GivenDrug) -> tuple[int, str]:
    """How often the dose was given, and what is to ask: `40 mg each` into both knees, `x 2 doses`."""
    words = note.text[given.sentence.start : given.sentence.end]
    end = max(given.end, given.dose[2]) if given.dose else given.end
    if found := _REPEATED.match(note.text, end, max(end, min(given.till, given.sentence.end))):
        count = {"two": 2, "three": 3}.get((found.group(1) or found.group(3)).lower()) or int(found.group(1) or found.group(3))
        is_sure = found.group(2) or found.group(4) or given.drug.unit == "dose"
        return count, "" if is_sure else f"Was this dose given {count} times?"
    is_local = given.route == "" and "inject" in words.lower()
    if _EACH.search(words):
        if _side(note, given) == "both":
            return 2, ""
        return 1, "How many places had this dose each?"
    if is_local and _side(note, given) == "both" and not _IN_ALL.search(words):
        return 1, "Is this the dose of each side, or of both together?"
    return 1, ""


def given_drugs(note: Note, *, on: date) -> Iterator[GivenDrug]:
    """Drugs that are named with a dose or a route; a bare name is none that was given here."""
    taken: list[tuple[int, int]] = []
    lines = lines_of(note)
    named = [(drugs()[number], match) for number, match in sorted(_lookup().find(small(note.text)), key=lambda one: one[0])]
    for drug, match in named:
        if drug.since <= on < drug.until:
            line = line_at(lines, *match.span())
            here = line.sentence if line else None
            if here is None or any(match.start() < end and start < match.end() for start, end in taken):
                continue
            words = note.text[here.start : here.end]
            route = _route(_after(note.text, here, match.end())) or _route(words)
            others = [other.start() for of, other in named if of.code != drug.code and of.since <= on < of.until]
            till = min((place for place in others if place >= match.end()), default=here.end + 120)
            till = min(till, here.end + 120)
            dose = _dose(note.text, here, match.span(), till, drug)
            if (
                (dose is None and not route and drug.unit != "dose")
                or route == "mouth"
                or (not _GIVEN.search(words) and route not in ("muscle", "push"))
            ):
                continue
            taken.append(match.span())
            yield GivenDrug(drug, here, *match.span(), dose, route, standing(note, here, *match.span(), kind=Kind.DRUG), till)


def _after(text: str, here: Sentence, end: int) -> str:
    """What follows a drug up to the next one of a list."""
    return re.split(r",| and ", text[end : min(here.end, end + 60)])[0]


def _route(words: str) -> str:
    found = _ROUTE.search(words)
    return found.lastgroup or "" if found else ""


def _dose(text: str, here: Sentence, span: tuple[int, int], till: int, drug: Drug) -> tuple[Decimal, int, int] | None:
    """The dose in the drug's own unit with its place: nearest after the name, else just before it; a volume by the strength beside it."""
    start, end = span
    if drug.unit == "dose":
        return Decimal(1), start, end
    waste = _waste(text, start, till)
    nearest = sorted(
        (match for match in _DOSE.finditer(text, here.start, here.end) if not _is_waste(text, match, waste)),
        key=lambda match: match.start() - end if match.start() >= end else (start - match.end()) + 6,
    )
    for match in nearest:
        told = dose_in(_number(match.group(1)), match.group(2), of=drug.unit)
        if told is not None:
            return told, *match.span()
    ml = next((_number(match.group(1)) for match in nearest if match.group(2).lower() in ("ml", "cc")), None)
    strength = _strength(text, here, start, end, drug)
    if ml is not None and strength is not None:
        return dose_of_volume(ml, strength=strength[0], per_ml=strength[1]), *nearest[0].span()
    return None


def _strength(text: str, here: Sentence, start: int, end: int, drug: Drug) -> tuple[Decimal, Decimal] | None:
    """How much of the drug is in how many millilitres, as the note or the name gives it."""
    if named := _NAMED_STRENGTH.search(text, start, end):
        return _number(named.group(1)), Decimal(1)
    told = _STRENGTH.search(text, here.start, here.end)
    amount = dose_in(_number(told.group(1)), told.group(2), of=drug.unit) if told else None
    return (amount, _number(told.group(3) or "1")) if told and amount is not None else None


def _waste(text: str, start: int, till: int) -> re.Match[str] | None:
    """What was discarded, within the words about one drug."""
    return next((found for pattern in _WASTES if (found := pattern.search(text, start, till))), None)


def _is_waste(text: str, match: re.Match[str], waste: re.Match[str] | None) -> bool:
    """Whether an amount is that of what was discarded, or of the container."""
    if waste and waste.start() <= match.start() and match.end() <= waste.end():
        return True
    return bool(re.match(r"\s*(?:was |were )?vial", text[match.end() : match.end() + 25], re.IGNORECASE))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _lines(
    note: Note, given: GivenDrug, evidence: tuple[Evidence, ...], *, on: date, medicare: bool
) -> Iterator[SuggestedService]:
    drug, (times, ask) = given.drug, _times(note, given)
    if given.dose and times > 1:
        given = replace(given, dose=(given.dose[0] * times, *given.dose[1:]))
    gaps = [one for one in (given.standing.doubt, ask) if one]
    why = [given.standing.why, f"One unit is {'up to ' if drug.upto else ''}{drug.amount.normalize():f} {drug.unit}."]
    units = 1
    if given.dose is None:
        gaps.append(f"How many {drug.unit} were given?")
    else:
        units = units_of_dose(given.dose[0], of=drug.amount)
        why.append(
            f"Given: {given.dose[0].normalize():f} {drug.unit}; {units} {'unit' if units == 1 else 'units'}, a begun one counts whole."
        )
    waste, hints = _wasted(note, given, on=on, medicare=medicare)
    words = note.text[given.start : given.end].lower()
    facts = tuple((name, told) for name, told in (("route", given.route), ("doses", str(times) if times > 1 else "")) if told)
    sure = max(30, 90 - 12 * len(gaps)) // (2 if given.standing.doubt else 1)
    first = SuggestedService(
        drug.code,
        f"{words}, given",
        units,
        evidence,
        sure,
        tuple(filter(None, why)),
        tuple(gaps),
        facts,
        hints,
        SOURCE,
        f"drug {drug.code}",
    )
    yield first
    if waste:
        hint = ModifierHint("JW", "This much of the single-dose container was discarded.", _JWJZ, True)
        yield SuggestedService(
            drug.code, f"{words}, discarded", waste, evidence, sure, ("The note says what was discarded; it stands on a line of its own.",),
            (), (("wasted", "yes"),), (hint,), SOURCE, f"drug {drug.code} discarded",
        )  # fmt: skip


def _wasted(note: Note, given: GivenDrug, *, on: date, medicare: bool) -> tuple[int, tuple[ModifierHint, ...]]:
    """Units that were thrown away, and the hint JZ. Medicare only; what is no single-dose container has neither."""
    drug = given.drug
    if not medicare or drug.single == "no" or on < JW_SINCE or given.route == "neb":
        return 0, ()
    words = note.text[given.start : given.till]
    found = None if _NO_WASTE.search(words) else _waste(note.text, given.start, given.till)
    if found and given.dose is not None:
        wasted = dose_in(_number(found.group(1)), found.group(2), of=drug.unit)
        return (units_of_waste(given.dose[0], given.dose[0] + wasted, of=drug.amount) if wasted else 0), ()
    if on < JZ_SINCE:
        return 0, ()
    is_sure = drug.single == "yes" and bool(_NO_WASTE.search(words))
    ask = "" if is_sure else " Was it a single-dose container, and was nothing left?"
    return 0, (ModifierHint("JZ", f"Nothing of the single-dose container was discarded.{ask}", _JWJZ, is_sure),)


def _evidence(note: Note, given: GivenDrug) -> tuple[Evidence, ...]:
    spans = [(given.start, given.end)]
    if given.dose and not (given.start <= given.dose[1] and given.dose[2] <= given.end):
        spans.append(given.dose[1:])
    return tuple(Evidence(start, end, note.text[start:end], given.sentence.section) for start, end in spans)
