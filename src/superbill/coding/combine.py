"""Rules between codes: what one diagnosis makes of another.

Sources: ICD-10-CM Official Guidelines FY2026 — I.A.15 ("with" presumes a link between the two conditions), I.C.9.a (hypertension
with heart and kidney disease), I.C.4.a (diabetes: all complications; long-term drugs), I.B.14 (body mass index), I.B.4–5 (signs).
"""

import re
from collections.abc import Iterable
from datetime import date

from superbill.claims.note import Evidence, Note, SetAside
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.choose import DIABETES, side_of_title
from superbill.coding.context import Context, context_at
from superbill.coding.draft import STATUS_RANK, Draft
from superbill.coding.mentions import Line
from superbill.coding.refusals import refused_vaccines
from superbill.coding.sections import ALLERGIES, FAMILY, INSTRUCTIONS, PAST
from superbill.coding.sides import SITES
from superbill.coding.signs import INJURED, VAGUE, explains

_LAST_STAGES = ("N18.5", "N18.6")
DRUGS: dict[str, frozenset[str]] = {
    "Z79.4": frozenset(
        "insulin glargine lantus basaglar toujeo detemir levemir degludec tresiba lispro humalog aspart novolog nph".split()
    ),
    "Z79.84": frozenset(
        "metformin glucophage glipizide glyburide glimepiride sitagliptin januvia linagliptin tradjenta saxagliptin alogliptin "
        "empagliflozin jardiance dapagliflozin farxiga canagliflozin invokana ertugliflozin pioglitazone actos repaglinide nateglinide acarbose rybelsus".split()
    ),
    "Z79.85": frozenset(
        "semaglutide ozempic dulaglutide trulicity liraglutide victoza tirzepatide mounjaro exenatide bydureon byetta".split()
    ),
}
_NOT_TAKEN = re.compile(r"\b(?:not|never|no longer|stopped|off|allergic to)\b[^,;.]*\Z", re.IGNORECASE)
_INJURY = re.compile(
    r"\b(?:injury|injured|injuries|trauma|twisted|fell (?:on|onto|off|down|from|over)|(?:a|the) fall|struck by|hit by|collision|mva|mvc)\b",
    re.IGNORECASE,
)
_OF_INJURY = ("injur", "trauma", "twisted", "fell ", " fall", "struck by", "hit by", "collision", "mva", "mvc")
"""One of them stands in every such telling."""
_BMI = re.compile(r"\b(?:BMI|body mass index)\b[^0-9\n]{0,16}(\d{2}(?:\.\d{1,2})?)", re.IGNORECASE)


def combined(
    drafts: list[Draft], note: Note, lines: Iterable[Line], icd10cm: Icd10cm, *, on: date
) -> tuple[list[Draft], list[SetAside]]:
    """The drafts after the rules, and what the rules set aside with the reason."""
    lines = tuple(lines)
    drafts = _hypertension(drafts, icd10cm, on=on)
    drafts = _diabetic_kidney(drafts, icd10cm, on=on)
    drafts = _without_complications(drafts)
    drafts = _injuries(drafts, note, lines, icd10cm, on=on)
    drafts += _drugs(drafts, note, lines, icd10cm, on=on)
    drafts += _body_mass(drafts, note, lines, icd10cm, on=on)
    drafts += refused_vaccines(drafts, note, lines, icd10cm, on=on)
    drafts, signs = _without_signs(drafts)
    drafts, vague = _without_vague(drafts)
    return drafts, [*signs, *vague]


def _starting(drafts: list[Draft], *stems: str) -> list[Draft]:
    """What is said plainly of these families: what is only suspected makes no other diagnosis (Guidelines IV.H)."""
    return [draft for draft in drafts if draft.code.code.startswith(stems) and not draft.doubt]


def _diabetic(drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if draft.code.category in DIABETES and not draft.doubt]


def _merged(icd10cm: Icd10cm, code: str, of: list[Draft], why: str, *, on: date) -> Draft | None:
    """One draft for two conditions that share a code, with the words for both."""
    found = icd10cm.find(code, on=on)
    if found is None:
        return None
    draft = Draft(found, code, of[0].term, min(one.confidence for one in of), [*of[0].why, why], list(of[0].gaps))
    for one in of:
        draft.add(one.evidence)
    return draft


def _hypertension(drafts: list[Draft], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """I10 with heart failure, chronic kidney disease or both becomes I11, I12 or I13 (Guidelines I.C.9.a.1–3)."""
    high, heart, kidney = _starting(drafts, "I10"), _starting(drafts, "I50"), _starting(drafts, "N18")
    if not high or not (heart or kidney):
        return drafts
    late = any(draft.code.code in _LAST_STAGES for draft in kidney)
    code = ("I13.2" if late else "I13.0") if heart and kidney else "I11.0" if heart else ("I12.0" if late else "I12.9")
    with_what = " and ".join(name for name, there in (("heart failure", heart), ("chronic kidney disease", kidney)) if there)
    why = (
        f"Hypertension and {with_what} are presumed to be related unless the record says otherwise (Guidelines I.C.9.a): {code}."
    )
    merged = _merged(icd10cm, code, [high[0], *heart[:1], *kidney[:1]], why, on=on)
    if merged is None:
        return drafts
    return [merged, *(draft for draft in drafts if draft not in high)]


def _diabetic_kidney(drafts: list[Draft], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """Diabetes and chronic kidney disease in one record are presumed to be linked (Guidelines I.A.15)."""
    kidney = _starting(drafts, "N18")
    diabetes = _diabetic(drafts)
    if not kidney or not diabetes or any(draft.code.code.endswith(".22") for draft in diabetes):
        return drafts
    code = f"{diabetes[0].code.category}.22"
    why = f"Diabetes and chronic kidney disease are presumed to be linked unless the record says otherwise (Guidelines I.A.15): {code}."
    merged = _merged(icd10cm, code, [diabetes[0], kidney[0]], why, on=on)
    return drafts if merged is None else [*drafts, merged]


def _without_complications(drafts: list[Draft]) -> list[Draft]:
    """Drop “diabetes without complications” beside a complication of the same diabetes; its words go to that code."""
    kept = list(drafts)
    for draft in drafts:
        code = draft.code
        better = [
            other
            for other in kept
            if other.code.category == code.category and other is not draft and (draft.doubt or not other.doubt)
        ]
        if code.category in DIABETES and code.code.endswith(".9") and better:
            better[0].add(draft.evidence)
            kept.remove(draft)
    return kept


def _injuries(drafts: list[Draft], note: Note, lines: tuple[Line, ...], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """Pain after an injury that is not named, or only suspected, is an unspecified injury of that place (Guidelines I.C.19)."""
    injury = _told_injury(note, lines)
    if injury is None or any(draft.names_something and draft.code.chapter == "19" for draft in drafts):
        return drafts
    line, words = injury
    return [_injury(draft, words, icd10cm, on=on) or draft if _is_of(line, draft, lines) else draft for draft in drafts]


def _told_injury(note: Note, lines: tuple[Line, ...]) -> tuple[Line, Evidence] | None:
    """The first injury that is said plainly, with its line."""
    small = note.text.lower()
    if not any(part in small for part in _OF_INJURY):
        return None
    for line in lines:
        if line.sentence.section not in (ALLERGIES, FAMILY, INSTRUCTIONS, PAST):
            for found in _INJURY.finditer(note.text, line.sentence.start, line.sentence.end):
                if context_at(line.scopes, found.start(), found.end()) is None:
                    return line, Evidence(found.start(), found.end(), found.group(), line.sentence.section)
    return None


def _is_of(injury: Line, draft: Draft, lines: tuple[Line, ...]) -> bool:
    """Whether the note speaks of a pain and of an injury in one passage, of no other place, and of no long-standing pain."""
    here = [
        line
        for line in lines
        if line.sentence.item == injury.sentence.item
        and any(line.sentence.start <= one.start < line.sentence.end for one in draft.evidence)
    ]
    sites = {word for token in injury.tokens for word in token.words} & SITES
    said = {word for line in here for token in line.tokens for word in token.words}
    return bool(here) and "chronic" not in said and (not sites or not sites.isdisjoint(said))


def _injury(draft: Draft, injury: Evidence, icd10cm: Icd10cm, *, on: date) -> Draft | None:
    heading = next((heading for stem, heading in INJURED.items() if draft.code.code.startswith(stem)), "")
    side = side_of_title(draft.code.title)
    stem = next((code for code in icd10cm.leaf_stems(heading) if side_of_title(code.title) == side), None) if heading else None
    if stem is None:
        return None
    code = next((code for code in icd10cm.children(stem.code) if code.seventh == "A"), stem)
    why = f"The note speaks of an injury there and names none that is sure: {code.code} (Guidelines I.C.19)."
    made = Draft(code, heading, draft.term, draft.confidence, [*draft.why, why], ["Which injury is it?"], list(draft.evidence))
    made.add([injury])
    return made


def _drugs(drafts: list[Draft], note: Note, lines: tuple[Line, ...], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """Long-term insulin, oral and injected drugs of a patient with diabetes (Guidelines I.C.4.a.3)."""
    diabetes = [draft for draft in _diabetic(drafts) if draft.code.category != "E10"]
    if not diabetes:
        return []
    made = []
    for code, names in DRUGS.items():
        found = icd10cm.find(code, on=on)
        evidence = _named(note, lines, names)
        if found is None or not evidence or _starting(drafts, code):
            continue
        why = [f"A drug for {diabetes[0].code.code} is named; its long-term use is coded in addition (Guidelines I.C.4.a.3)."]
        gap = ["Does the patient take it long-term, or for this episode only?"]
        made.append(Draft(found, code, evidence[0].words, 70, why, gap, evidence[:3], rank=STATUS_RANK))
    return made


def _named(note: Note, lines: tuple[Line, ...], names: frozenset[str]) -> list[Evidence]:
    """The words of the note that are one of these names, said plainly of the patient."""
    found = []
    for line in lines:
        if line.sentence.section in (ALLERGIES, FAMILY, INSTRUCTIONS):
            continue
        for token in line.tokens:
            if token.raw.lower() not in names or _NOT_TAKEN.search(note.text, line.sentence.start, token.start):
                continue
            over = context_at(line.scopes, token.start, token.end)
            if over is None or over.context is Context.HYPOTHETICAL:
                found.append(Evidence(token.start, token.end, note.text[token.start : token.end], line.sentence.section))
    return found


def _body_mass(drafts: list[Draft], note: Note, lines: tuple[Line, ...], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """The body mass index of an adult, only beside a weight diagnosis of the clinician (Guidelines I.B.14)."""
    weight = _starting(drafts, "E66")
    match = _BMI.search(note.text)
    if not weight or match is None or _starting(drafts, "Z68"):
        return []
    code = body_mass_code(float(match.group(1)))
    found = icd10cm.find(code, on=on)
    if found is None:
        return []
    section = next((line.sentence.section for line in lines if line.sentence.start <= match.start() < line.sentence.end), "")
    evidence = [Evidence(match.start(), match.end(), match.group(), section)]
    why = [f"The body mass index is coded beside {weight[0].code.code} (Guidelines I.B.14)."]
    return [
        Draft(
            found,
            code,
            "body mass index",
            70,
            why,
            ["The codes Z68.1–Z68.45 are for patients of 20 years or more."],
            evidence,
            rank=STATUS_RANK,
        )
    ]


def body_mass_code(index: float) -> str:
    """The adult code of a body mass index in kg/m²: `Z68.34` for 34.0–34.9."""
    if index < 20:
        return "Z68.1"
    if index < 40:
        return f"Z68.{int(index)}"
    return f"Z68.4{1 + sum(index >= edge for edge in (45, 50, 60, 70))}"


def _without_signs(drafts: list[Draft]) -> tuple[list[Draft], list[SetAside]]:
    """Set aside the signs that a suggested disease routinely has (Guidelines I.B.5); one that is only suspected explains none (IV.H)."""
    kept, aside = [], []
    for draft in drafts:
        by = next(
            (
                other.code.code
                for other in drafts
                if other is not draft and not other.doubt and explains(other.code.code, draft.code.code)
            ),
            None,
        )
        if by is None:
            kept.append(draft)
        else:
            aside.append(draft.set_aside(f"sign of {by}: not coded in addition (Guidelines I.B.5)"))
    return kept, aside


def _without_vague(drafts: list[Draft]) -> tuple[list[Draft], list[SetAside]]:
    """Set aside pain, illness and the like of nothing named beside anything that says more (Guidelines I.B.18)."""
    if not any(draft.names_something for draft in drafts):
        return drafts, []
    vague = [draft for draft in drafts if draft.code.code.startswith(VAGUE)]
    return [draft for draft in drafts if draft not in vague], [
        draft.set_aside("says less than what else is suggested: not coded in addition (Guidelines I.B.18)") for draft in vague
    ]
