"""What a payer's rule hangs on a line: QW, GP GO GN, 33 and PT, AT, AS 80 82 62.

Sources: Medicare Claims Processing Manual (Pub. 100-04), chapter 16, section 70.8 (QW; the list is published by CMS, these are its common
ones), chapter 5, section 20.1 (GP, GO, GN), chapter 18, section 60.2 (PT), chapter 12, sections 20.4.3, 40.6 and 40.8 (assistants,
co-surgeons), Benefit Policy Manual (Pub. 100-02), chapter 15, section 240.1.3 (AT); CPT, modifier 33.
"""

import re
from collections.abc import Iterator

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts
from superbill.places.us.procedures.therapy import THERAPY

WAIVED = frozenset(
    "80305 81003 82044 82274 82570 82947 82985 83036 83037 83655 84443 85014 85018 85610 86308 86318 86618 86701 87210 87426 87428 87430 87502 "
    "87635 87636 87637 87651 87804 87807 87811 87880 87905".split()
)  # fmt: skip
"""Tests that CLIA waives and that want QW; 81002, 81025, 82270, 82272 and 82962 are waived without it."""

_THERAPISTS = {"2251": "GP", "225X": "GO", "235Z": "GN"}
_SPEECH = re.compile(r"9250[78]|9252\d|9260\d")
_WORDS = (
    ("GP", r"\bphysical therap\w+|\bpt\b"),
    ("GO", r"\boccupational therap\w+|\bot\b"),
    ("GN", r"\bspeech[- ]?(?:language )?(?:therap\w+|patholog\w+)"),
)
_SCREENING_SCOPE = re.compile(r"4537[89]|4538\d|4539\d|G0105|G0121")
_LOOK_ALONE = ("45378",)
"""A look without more: Medicare takes it of a screening only where it did not stay one."""
_PREVENTIVE_CODES = re.compile(r"G0\d{3}|9938\d|9939\d|904\d\d|90[67]\d\d|7706[37]|82270|82274|99[24]0[67]|9941\d")
_SURGERY = re.compile(r"[1-6]\d{4}")


def waived(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """QW on a waived test that an office did; Medicare wants it, others often do."""
    if line.procedure in WAIVED and not line.has("QW", "90") and claim.place not in ("81", "21", "22", "23"):
        ask = "" if claim.medicare else " Does this payer want it?"
        why = f"A test that CLIA waives, done here.{ask}"
        yield ModifierHint("QW", why, "Medicare Claims Processing Manual (Pub. 100-04), chapter 16, section 70.8", claim.medicare)


def plan_of_care(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """GP, GO or GN on therapy, by who renders it, else by the words."""
    if line.has("GP", "GO", "GN") or not (line.procedure in THERAPY or _SPEECH.fullmatch(line.procedure)):
        return
    source = "Medicare Claims Processing Manual (Pub. 100-04), chapter 5, section 20.1"
    by_taxonomy = next((modifier for begin, modifier in _THERAPISTS.items() if claim.taxonomy.startswith(begin)), "")
    if by_taxonomy:
        yield ModifierHint(by_taxonomy, "The clinician's specialty says under which plan of care it was.", source, True)
        return
    said = [modifier for modifier, pattern in _WORDS if re.search(pattern, claim.text)]
    if len(said) == 1:
        yield ModifierHint(said[0], "The words name only one sort of therapy. Was it under that plan of care?", source, False)


def preventive(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """PT (Medicare) and 33 (others) on a colonoscopy that began as screening and became more; 33 is not for codes that say it themselves."""
    if line.has("33", "PT") or not _SCREENING_SCOPE.fullmatch(line.procedure) or line.procedure.startswith("G"):
        return
    if not re.search(r"screening (?:colonoscopy|sigmoidoscopy|colorectal|colon)|colonoscopy[^.]{0,40}screening", claim.text):
        return
    if claim.medicare:
        alone = line.procedure in _LOOK_ALONE
        told = " A screening alone is G0105 (high risk) or G0121 instead, without PT." if alone else ""
        yield ModifierHint(
            "PT",
            f"It began as a screening.{told} Did it become a treatment or a biopsy?",
            "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 60.2",
            False,
        )
    else:
        yield ModifierHint("33", "It began as a preventive service. Was it?", "CPT, modifier 33; 45 CFR 147.130", False)


def spine(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """AT on the adjustment of a spine that treats actively: Medicare pays no maintenance."""
    if claim.medicare and re.fullmatch(r"9894[0-2]", line.procedure) and not line.has("AT"):
        source = "Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, section 240.1.3"
        yield ModifierHint("AT", "Is it active treatment, and not maintenance?", source, False)


def surgeons(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """AS, 80, 82 and 62 where the words name an assistant or a second surgeon: the question is whose claim this is."""
    if not _SURGERY.fullmatch(line.procedure) or line.has("80", "81", "82", "AS", "62"):
        return
    source = "Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 20.4.3, 40.6 and 40.8"
    if re.search(r"\bco-?surgeon", claim.text):
        yield ModifierHint("62", "The words name a co-surgeon. Did each do a distinct part as primary surgeon?", source, False)
    elif re.search(r"no (?:qualified )?resident (?:was )?available", claim.text):
        yield ModifierHint(
            "82", "The words say that no resident was available. Is this the claim of the assistant?", source, False
        )
    elif re.search(r"assist(?:ed|ant|ing)[^;\n]{0,30}\b(?:pa-?c?|np|cns|physician assistant|nurse practitioner)\b", claim.text):
        yield ModifierHint(
            "AS", "The words name a physician assistant or nurse who assisted. Is this the claim of the assistant?", source, False
        )
    elif re.search(r"\bassistant surgeon|first assistant", claim.text):
        yield ModifierHint("80", "The words name an assistant at surgery. Is this the claim of the assistant?", source, False)
