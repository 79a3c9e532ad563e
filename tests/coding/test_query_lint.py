"""The linter for queries: both sides of every rule, and no template that leads."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from superbill.basics.findings import Severity
from superbill.claims.note import Evidence, Note
from superbill.claims.query import OTHER, UNDETERMINED, Form, Indicator, Option, Query, YesNoReason
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.ask import query_for
from superbill.coding.queries import template_for, templates
from superbill.coding.query_lint import RULES, lint_query, lint_words

ON = date(2026, 9, 14)
NOTE = Note(
    "HPI: More breathless for a week. Weight up 4 kg. No chest pain. Denies asthma.\n"
    "Exam: edema of both legs, crackles at both bases. BNP 1240 pg/mL. EF 35 percent on echo.\n\n"
    "Assessment:\n1. Heart failure: furosemide 40 mg.\n2. Chronic kidney disease, stable.\n"
)
EARLIER = {"V0": Note("Assessment:\n1. Atrial fibrillation, on apixaban.\n")}


def cited(words: str, *, visit: str = "") -> Indicator:
    start = (EARLIER[visit] if visit else NOTE).text.index(words)
    return Indicator(start, start + len(words), words, "", visit)


GOOD = Query(
    about="heart-failure",
    code="I50.9",
    gap="",
    title="Heart failure: type and acuity",
    question="In your clinical judgment, can the heart failure be described further for this visit?",
    indicators=(cited("BNP 1240 pg/mL"), cited("EF 35 percent on echo")),
    options=(Option("Acute, systolic", code="I50.21"), Option("Chronic, systolic", code="I50.22"), OTHER, UNDETERMINED),
)
YES_NO = replace(GOOD, form=Form.YES_NO, options=(Option("Yes"), Option("No"), OTHER, UNDETERMINED))


def found(query: Query, icd10cm: Icd10cm) -> set[str]:
    return {one.code for one in lint_query(query, NOTE, icd10cm=icd10cm, on=ON, earlier=EARLIER)}


# What breaks a rule, and beside it what only looks like it.
CASES: tuple[tuple[str, dict[str, object], dict[str, object]], ...] = (
    ("ASK-BLANK", {"title": " "}, {"title": "Heart failure"}),
    ("ASK-BLANK", {"question": ""}, {"question": "Which type?"}),
    ("ASK-INDICATOR", {"indicators": ()}, {"indicators": (cited("BNP 1240 pg/mL"),)}),
    ("ASK-WORDS", {"indicators": (Indicator(0, 5, "sepsi"),)}, {"indicators": (Indicator(5, 9, "More"),)}),
    ("ASK-WORDS", {"indicators": (replace(cited("EF 35 percent"), start=3),)}, {"indicators": (cited("EF 35 percent"),)}),
    ("ASK-WORDS", {"indicators": (Indicator(0, 5, "Asses", "", "V9"), cited("EF 35"))}, {"indicators": (cited("EF 35"),)}),
    ("ASK-TITLE", {"title": "Sepsis clarification"}, {"title": "Heart failure clarification"}),
    ("ASK-TITLE", {"title": "Acute systolic heart failure"}, {"title": "Chronic kidney disease"}),
    ("ASK-TITLE", {"title": "Asthma: severity"}, {"title": "Chest pain and breathlessness"}),  # denied · a symptom
    ("ASK-BLANK", {"title": "\u200b \u2060"}, {"title": "Heart\u00a0failure"}),
    ("ASK-TITLE", {"title": "Septic shock"}, {"title": "Dizziness"}),
    ("ASK-TITLE", {"title": "Coma"}, {"title": "Drowsiness"}),
    ("ASK-TITLE", {"title": "Dependence on ventilator"}, {"title": "Former smoker"}),
    ("ASK-LEADING", {"question": "Is it pneu\u200bmonia?"}, {"question": "Is it heart fail\u00adure?"}),
    ("ASK-LEADING", {"question": "Is the patient septic?"}, {"question": "Was an aseptic dressing used?"}),
    ("ASK-LEADING", {"question": "Is the patient malnourished?"}, {"question": "How is the appetite?"}),
    ("ASK-LEADING", {"question": "Does the patient have pneumonia?"}, {"question": "What explains the crackles?"}),
    ("ASK-LEADING", {"question": "Is it hypertensive heart disease?"}, {"question": "Which type is the CHF?"}),
    ("ASK-NO-CHOICE", {"options": (OTHER, UNDETERMINED)}, {"options": (), "form": Form.OPEN}),
    ("ASK-ONE-CHOICE", {"options": (GOOD.options[0], OTHER, UNDETERMINED)}, {}),
    ("ASK-ONE-CONDITION", {"options": (Option("Mild intermittent asthma"), Option("Severe persistent asthma"), OTHER, UNDETERMINED)},
     {"options": (Option("Mild intermittent asthma"), Option("No asthma"), OTHER, UNDETERMINED)}),
    ("ASK-ONE-CONDITION", {"options": (Option("Acute sepsis"), Option("Sepsis"), OTHER, UNDETERMINED)},
     {"options": (Option("Acute heart failure"), Option("Chronic heart failure"), OTHER, UNDETERMINED)}),
    ("ASK-OTHER", {"options": (*GOOD.options[:2], UNDETERMINED)}, {"options": GOOD.options}),
    ("ASK-UNDETERMINED", {"options": (*GOOD.options[:2], OTHER)}, {"options": (), "form": Form.OPEN}),
    ("ASK-MONEY", {"question": "This affects reimbursement. Which type is it?"}, {"question": "Which type is it at discharge?"}),
    ("ASK-MONEY", {"title": "MCC opportunity"}, {"title": "Heart failure, seen in clinic C"}),
    ("ASK-MONEY", {"question": "It adds to the RAF. Which type?"}, {"question": "Was the raft accident the cause?"}),
    ("ASK-MONEY", {"question": "A quality measure asks for it."}, {"question": "How was the quality of sleep?"}),
    ("ASK-MONEY", {"question": "We get no credit for it."}, {"question": "Is the credit card of the patient here?"}),
    ("ASK-MONEY", {"question": "Our mortality score depends on it."}, {"question": "What was the pain score?"}),
    ("ASK-MONEY", {"question": "The case weight depends on it."}, {"question": "Does the weight explain the edema?"}),
    ("ASK-MONEY", {"question": "The R\u200bAF needs it."}, {"question": "Which dose?"}),
    ("ASK-MONEY", {"question": "The DRG needs it."}, {"question": "Which drug was given?"}),
    ("ASK-PRESSURE", {"question": "Please document the type."}, {"question": "Can the type be described?"}),
    ("ASK-PRESSURE", {"question": "Would you agree that it is systolic?"}, {"question": "What would you call its type?"}),
    ("ASK-PRESSURE", {"question": "The type must be documented."}, {"question": "Is the type known?"}),
    ("ASK-MONEY", {"question": "The claim was denied."}, {"question": "The patient denied chest pain. What explains the edema?"}),
    ("ASK-MONEY", {"question": "A denial is likely."}, {"question": "With denial of chest pain, what explains the edema?"}),
    ("ASK-MONEY", {"question": "It changes the expected mortality."}, {"question": "Was the mother of the patient alive?"}),
    ("ASK-MONEY", {"question": "The length of stay needs a reason."}, {"question": "Since when does the edema stay?"}),
    ("ASK-MONEY", {"question": "The cost of the stay is high."}, {"question": "Was the dose missed for cost-related reasons?"}),
    ("ASK-MONEY", {"question": "It has a financial effect."}, {"question": "Was the dose missed for financial hardship?"}),
    ("ASK-MONEY", {"question": "The insurance asks for it."}, {"question": "Was the dose missed without insurance?"}),
    ("ASK-PRESSURE", {"question": "An urgent reply is needed."}, {"question": "Which finding of urgent care holds?"}),
    ("ASK-PRESSURE", {"question": "Answer this immediately."}, {"question": "Was it there immediately before the transfer?"}),
    ("ASK-PRESSURE", {"question": "The patient clearly has more."}, {"question": "Can the type be described more clearly?"}),
    ("ASK-PRESSURE", {"question": "Do you concur?"}, {"question": "Did both occur?"}),
    ("ASK-PRESSURE", {"question": "The type is systolic, correct?"}, {"question": "Is the date correct as written?"}),
    ("ASK-MONEY", {"question": "The denial of the claim depends on it."}, {"question": "With denial of the pain, what explains it?"}),
    ("ASK-MONEY", {"question": "The cost of the drug to the hospital is high."}, {"question": "Was the cost of the drug the reason?"}),
    ("ASK-PRESSURE", {"question": "The type is systolic, right?"}, {"question": "Which leg was swollen: left or right?"}),
    ("ASK-PRESSURE", {"question": "Clearly the edema is cardiac."}, {"question": "Did the patient return to work today?"}),
    ("ASK-PRESSURE", {"question": "URGENT: answer needed."}, {"question": "Was it an urgent admission?"}),
    ("ASK-PRESSURE", {"question": "Immediately answer this."}, {"question": "Did it begin immediately after the dose?"}),
    ("ASK-UNSUPPORTED", {"about": "stroke", "options": (Option("Small vessel (lacunar)"), GOOD.options[0], OTHER, UNDETERMINED)},
     {"about": "stroke", "options": (Option("Blood clot from elsewhere (embolism)"), GOOD.options[0], OTHER, UNDETERMINED)}),
    ("ASK-FAVOUR", {"options": (Option("Acute (recommended)"), *GOOD.options[1:])}, {"options": GOOD.options}),
    ("ASK-PRIOR", {"indicators": (cited("apixaban", visit="V0"),)}, {"indicators": (cited("apixaban", visit="V0"), cited("EF 35"))}),
    ("ASK-PRIOR-UNSAID", {"indicators": (cited("apixaban", visit="V0"), cited("EF 35"))},
     {"indicators": (cited("apixaban", visit="V0"), cited("EF 35")), "question": "The earlier visit lists apixaban. What is it for?"}),
    ("ASK-PRIOR-UNCITED", {"question": "As the previous note says, which type?"}, {"question": "Which type was it before discharge?"}),
    ("ASK-ONE-WAY", {"options": (Option("Heart failure", code="I50.9"), GOOD.options[0], OTHER, UNDETERMINED)},
     {"options": (Option("Stable, without a further type", code="I50.9"), GOOD.options[0], OTHER, UNDETERMINED)}),
    ("ASK-YES-NO", {"form": Form.YES_NO}, {"form": Form.YES_NO, "yes_no": YesNoReason.SUBSTANTIATE}),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "broken", "kept"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_rule_finds_what_breaks_it_and_lets_its_neighbour_be(
    icd10cm: Icd10cm, rule: str, broken: dict[str, object], kept: dict[str, object]
) -> None:
    of_broken = found(replace(GOOD, **broken), icd10cm)  # type: ignore[arg-type]  # the cases name fields of a query
    of_kept = found(replace(GOOD, **kept), icd10cm)  # type: ignore[arg-type]  # the same

    assert rule in of_broken
    assert rule not in of_kept


@pytest.mark.parametrize(
    ("text", "is_leading"),
    [
        ("Looks septic today.\n", False),
        ("Does not look septic.\n", True),
        ("Assessment:\n1. Sepsis.\n", False),
        ("Well.\n", True),
    ],
)
def test_an_adjective_names_its_disease_unless_the_note_does(icd10cm: Icd10cm, text: str, is_leading: bool) -> None:
    codes = {one.code for one in lint_query(replace(GOOD, question="Is the patient septic?"), Note(text), icd10cm=icd10cm, on=ON)}

    assert ("ASK-LEADING" in codes) is is_leading


def test_severe_sepsis_is_no_question_of_yes_or_no_where_nobody_documented_an_infection(icd10cm: Icd10cm) -> None:
    question = "Was severe sepsis with septic shock present?"
    query = replace(YES_NO, title="Septic shock", question=question, yes_no=YesNoReason.PRESENT_ON_ADMISSION)

    assert found(query, icd10cm) >= {"ASK-TITLE", "ASK-LEADING", "ASK-YES-NO"}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Please document sepsis.", {"ASK-PRESSURE", "ASK-LEADING"}),
        ("The MCC needs it.", {"ASK-MONEY"}),
        ("Which leg was swollen?", set()),
        ("Is the heart failure stable?", set()),
    ],
)
def test_words_that_are_no_query_are_held_to_its_wording(icd10cm: Icd10cm, words: str, rules: set[str]) -> None:
    assert {one.code for one in lint_words(words, NOTE, icd10cm=icd10cm, on=ON)} == rules


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, _, _ in CASES} == set(RULES)


def test_the_how_to_names_every_rule_as_it_is() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "queries.md").read_text("utf-8")

    assert [
        code for code, (_, what, todo) in RULES.items() if f"`{code}`" not in page or what not in page or todo not in page
    ] == []


def test_a_fair_query_has_no_finding(icd10cm: Icd10cm) -> None:
    assert found(GOOD, icd10cm) == set()


@pytest.mark.parametrize(
    ("question", "reason", "is_allowed"),
    [
        ("Was the heart failure present on admission?", YesNoReason.PRESENT_ON_ADMISSION, True),
        ("Is the chronic kidney disease due to the heart failure?", YesNoReason.CAUSE_AND_EFFECT, True),
        ("Is the heart failure due to something?", YesNoReason.CAUSE_AND_EFFECT, False),  # one side of the relation is missing
        ("Is the heart failure valid?", YesNoReason.SUBSTANTIATE, True),
        ("One note says heart failure, one does not: is it present?", YesNoReason.CONFLICT, True),
        ("Was sepsis present on admission?", YesNoReason.PRESENT_ON_ADMISSION, False),  # nobody documented it
        ("Is the heart failure present?", None, False),
    ],
)
def test_yes_or_no_is_for_its_four_reasons_and_documented_conditions(
    icd10cm: Icd10cm, question: str, reason: YesNoReason | None, is_allowed: bool
) -> None:
    codes = found(replace(YES_NO, question=question, yes_no=reason), icd10cm)

    assert ("ASK-YES-NO" not in codes) is is_allowed


def test_a_finding_points_at_the_words_and_names_the_brief(icd10cm: Icd10cm) -> None:
    query = replace(GOOD, question="Please document the type.")

    (finding,) = lint_query(query, NOTE, icd10cm=icd10cm, on=ON)

    assert (finding.place, finding.words) == ("question", "Please document")
    assert query.question[finding.start : finding.end] == finding.words
    assert finding.severity is Severity.STOP and finding.stops
    assert "2022" in finding.source


# ------------------------------------------------------------------------------------------------------ the templates

CONDITIONS = {
    "alcohol": "alcohol use", "anemia": "anemia", "anxiety": "anxiety", "asthma": "asthma", "atrial-fibrillation": "atrial fibrillation",
    "back-pain": "low back pain", "burn": "burn of the hand", "cancer-status": "breast cancer", "copd": "COPD", "dementia": "dementia",
    "depression": "depression", "diabetes": "type 2 diabetes", "encephalopathy": "encephalopathy", "fracture": "fracture of the radius",
    "gestation": "pregnancy", "gout": "gout", "heart-attack": "myocardial infarction", "heart-failure": "heart failure",
    "kidney-disease": "chronic kidney disease", "kidney-injury": "acute kidney injury", "lipids": "hyperlipidemia",
    "malnutrition": "malnutrition", "migraine": "migraine", "obesity": "obesity", "osteoarthritis": "osteoarthritis of the knee",
    "otitis-media": "otitis media", "pneumonia": "pneumonia", "pressure-ulcer": "pressure ulcer of the sacrum",
    "respiratory-failure": "respiratory failure", "sepsis": "sepsis", "stroke": "stroke", "symptom-cause": "chest pain",
    "thyroid": "hypothyroidism", "tobacco": "nicotine dependence", "urinary-infection": "urinary tract infection",
}  # fmt: skip


def asked(words: str, icd10cm: Icd10cm, *, code: str = "I10", template: str = "", text: str = "") -> tuple[Query, Note]:
    note = Note(text or f"Assessment:\n1. {words}: continue the treatment.\n")
    start = note.text.index(words)
    evidence = (Evidence(start, start + len(words), words, "assessment"),)
    return query_for(note, code=code, gap="", evidence=evidence, icd10cm=icd10cm, on=ON, template=template), note


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_template_leads_even_where_the_note_says_little(icd10cm: Icd10cm, name: str) -> None:
    query, note = asked(
        CONDITIONS.get(name, "hypertension"), icd10cm, code=next(iter(templates()[name].codes), "I10"), template=name
    )

    stops = [finding.code for finding in lint_query(query, note, icd10cm=icd10cm, on=ON) if finding.stops]

    assert stops == []
    assert query.about == name
    assert query.indicators and all(note.text[one.start : one.end] == one.words for one in query.indicators)
    assert query.form is Form.OPEN or query.options[-2:] == (OTHER, UNDETERMINED)


def test_every_option_of_a_template_leads_to_a_code_of_the_book(icd10cm: Icd10cm) -> None:
    codes = {option.code for template in templates().values() for option in template.options if option.code} - {"{code}"}

    assert [code for code in sorted(codes) if icd10cm.find(code, on=ON) is None] == []


def test_every_template_is_found_by_a_code_or_by_an_open_point_or_by_name() -> None:
    found_by = {
        template.name for template in templates().values() for code in template.codes if template_for(code, "") is template
    }
    found_by |= {one.name for one in templates().values() for words in one.asks if template_for("", f"{words}?") is one}

    assert set(templates()) - found_by == {"medication"}


def test_an_option_is_offered_when_the_note_speaks_for_it(icd10cm: Icd10cm) -> None:
    plain, _ = asked("type 2 diabetes", icd10cm, code="E11.9")
    numb, _ = asked(
        "type 2 diabetes", icd10cm, code="E11.9", text="HPI: numb feet.\n\nAssessment:\n1. type 2 diabetes: metformin.\n"
    )

    nerve = "Type 2, with nerve damage caused by it"
    assert nerve not in [option.words for option in plain.options]
    assert nerve in [option.words for option in numb.options]


def test_what_speaks_for_an_option_is_cited_and_one_option_alone_is_not_offered(icd10cm: Icd10cm) -> None:
    text = "HPI: confused since Monday. Sodium 118. Lactulose at home.\n\nAssessment:\n1. encephalopathy.\n"
    query, note = asked("encephalopathy", icd10cm, code="G93.40", template="encephalopathy", text=text)
    alone, _ = asked(
        "encephalopathy", icd10cm, code="G93.40", template="encephalopathy", text=text.replace("Lactulose", "Aspirin")
    )

    assert [one.words for one in query.options] == ["Metabolic", "Hepatic", OTHER.words, UNDETERMINED.words]
    assert {"Sodium 118.", "Lactulose at home."} <= {one.words for one in query.indicators}
    assert lint_query(query, note, icd10cm=icd10cm, on=ON) == ()
    assert alone.form is Form.OPEN and alone.options == ()


def test_denied_words_speak_for_no_option(icd10cm: Icd10cm) -> None:
    text = "HPI: No hypotension, no shock, no sepsis. No contrast was given.\n\nAssessment:\n1. acute kidney injury.\n"
    query, _ = asked("acute kidney injury", icd10cm, code="N17.9", template="kidney-injury", text=text)

    assert query.form is Form.OPEN and query.options == ()


def test_words_about_the_family_speak_for_no_option(icd10cm: Icd10cm) -> None:
    text = "Family history: mother has cirrhosis.\nHPI: Sodium 118.\n\nAssessment:\n1. encephalopathy on lorazepam.\n"
    query, _ = asked("encephalopathy", icd10cm, code="G93.40", template="encephalopathy", text=text)

    assert "Hepatic" not in [one.words for one in query.options] and len(query.options) == 4


def test_a_code_without_a_template_is_asked_about_in_the_words_of_the_book(icd10cm: Icd10cm) -> None:
    query, _ = asked("tinea", icd10cm, code="B35.9")

    words = [option.words for option in query.options]
    assert "Tinea pedis" in words and "Tinea cruris" in words
    assert not any(re.search("unspecified", one, re.IGNORECASE) for one in words)


def test_a_heading_with_too_much_below_it_is_asked_about_openly(icd10cm: Icd10cm) -> None:
    query, note = asked("Acute bronchitis", icd10cm, code="J20.9")

    assert query.form is Form.OPEN and query.options == ()
    assert lint_query(query, note, icd10cm=icd10cm, on=ON) == ()


def test_family_history_and_advice_are_no_indicators(icd10cm: Icd10cm) -> None:
    text = "Family history: father had an EF of 20 percent.\nAssessment:\n1. heart failure: EF 40 percent.\nInstructions: call for edema.\n"
    query, _ = asked("heart failure", icd10cm, code="I50.9", text=text)

    assert [one.words for one in query.indicators] == ["heart failure: EF 40 percent."]


def test_of_a_long_sentence_the_words_around_the_finding_are_cited(icd10cm: Icd10cm) -> None:
    text = f"Assessment:\n1. {'word ' * 80}heart failure {'more ' * 80}end.\n"
    query, note = asked("heart failure", icd10cm, code="I50.9", text=text)

    (one,) = query.indicators
    assert "heart failure" in one.words and len(one.words) < 240
    assert note.text[one.start : one.end] == one.words
