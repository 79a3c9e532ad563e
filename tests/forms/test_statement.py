"""The patient's statement: its sums, its accessibility, and that nothing typed by a person is read as markup."""

import io
import re
import time
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest

from superbill.basics.identifiers import npi_from
from superbill.claims.people import Address, Patient, Person, Practice
from superbill.forms.statement import (
    Share,
    ShareKind,
    Statement,
    StatementLine,
    StatementNotSet,
    StatementPayment,
    StatementVisit,
    share_kind,
    statement_pdf,
)
from superbill.measures.ar_aging import bucket_of

ON = date(2026, 9, 18)
HOME = Address("418 Willow Creek Rd", "Lakeside", "WI", "539991234")
PRACTICE = Practice(
    "Lakeside Family Medicine",
    npi_from("200000000"),
    "000000001",
    "207Q00000X",
    Address("200 Lake St", "Lakeside", "WI", "53999"),
    "Bo Lee",
    "6085550100",
)
PATIENT = Patient("P-1001", Person("Moss", "Ada", date(1968, 3, 14), "F", HOME))
VISIT = StatementVisit(
    date(2026, 9, 8), "Iris Reed", "Acme Health Plan",
    (
        StatementLine("99214", 21000, 10940, 7060, (Share(ShareKind.COPAY, 3000),)),
        StatementLine("20610-LT", 15000, 4000, 3000, (Share(ShareKind.DEDUCTIBLE, 5000), Share(ShareKind.COINSURANCE, 1000)), 2000),
    ),
    (StatementPayment(date(2026, 9, 8), "card", 1000),), "V0001",
)  # fmt: skip
STATEMENT = Statement("S-17", ON, date(2026, 10, 9), PRACTICE, PATIENT, (VISIT,))


def unicode_map(font: pikepdf.Dictionary) -> dict[str, str]:
    """Glyph codes of a font, as four hexadecimal digits, and what they stand for (its ToUnicode table)."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", section):
            found[code.upper()] = bytes.fromhex(text).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", section):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + step:04X}"] = chr(int(text, 16) + step)
    return found


def text_of(pdf: bytes) -> str:
    """The words of a PDF as a reader takes them out, one line for each run of text, without spaces."""
    runs = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
            current: dict[str, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    current = maps[str(operands[0])]
                elif str(operator) in ("Tj", "TJ"):
                    parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                    codes = "".join(bytes(part).hex().upper() for part in parts if isinstance(part, pikepdf.String))
                    runs.append("".join(current[codes[place : place + 4]] for place in range(0, len(codes), 4)))
    return re.sub(r"\s", "", "".join(runs))


def test_the_parts_of_a_line_make_its_charge():
    with pytest.raises(AssertionError, match="parts make the charge"):
        StatementLine("99214", 21000, 10940, 7060, (Share(ShareKind.COPAY, 2999),))


def test_the_amount_due_is_the_share_less_what_was_paid():
    assert VISIT.due_cents == 8000
    assert STATEMENT.due_cents == 8000
    assert replace(STATEMENT, visits=(VISIT, VISIT), unapplied_cents=500).due_cents == 15500


@pytest.mark.parametrize("days", [-3, 0, 30, 31, 60, 61, 90, 91, 120, 121, 900])
def test_the_aging_uses_the_same_buckets_as_the_measure(days):
    served_on = ON - timedelta(days=days)

    cents = replace(STATEMENT, visits=(replace(VISIT, served_on=served_on),)).aging_cents

    assert cents[bucket_of(served_on, on=ON)] == 8000
    assert sum(cents) == 8000


@pytest.mark.parametrize(
    ("reason", "kind"),
    [("1", "deductible"), ("2", "coinsurance"), ("3", "copay"), ("66", "deductible"), ("204", "not covered"), ("27", "other")],
)
def test_a_reason_of_the_payer_becomes_a_word_for_the_patient(reason, kind):
    assert share_kind(reason).value == kind


def test_the_statement_says_what_was_done_what_was_paid_and_what_is_left_and_why():
    text = text_of(statement_pdf(STATEMENT))

    for words in (
        "Amountdue", "$80.00", "PleasepaybyOctober9,2026", "AdaMoss", "418WillowCreekRd", "Lakeside,WI53999-1234", "(608)555-0100",
        "VisitonSeptember8,2026", "WithIrisReed.BilledtoAcmeHealthPlan,claimV0001.", "Service99214", "copay$30.00",
        "deductible$50.00,coinsurance$10.00", "$20.00waitsforyourinsurance", "−$149.40", "−$100.60", "$90.00",
        "YoupaidbycardonSeptember8,2026", "−$10.00", "0–30days", "Paymentslip", "Page1of1", "Copay:afixedamount",
    ):  # fmt: skip
        assert words in text
    assert "Demonstration" not in text
    assert "Notcovered" not in text


def test_a_demo_statement_says_so_on_every_page():
    text = text_of(statement_pdf(replace(STATEMENT, demo=True, visits=(VISIT,) * 6)))

    assert "Nobodyowesthis" in text
    assert text.count("demonstration,notabill") == text.count("Statement S-17,".replace(" ", "")) >= 2


def test_a_settled_account_has_nothing_to_pay_and_no_slip():
    paid = replace(VISIT, payments=(StatementPayment(ON, "check", 9000),))

    text = text_of(statement_pdf(replace(STATEMENT, visits=(paid,))))

    assert "Nothingtopay" in text
    assert "Paymentslip" not in text


def test_a_credit_is_named():
    text = text_of(statement_pdf(replace(STATEMENT, unapplied_cents=8500)))

    assert "Youhaveacreditof$5.00" in text
    assert "senditbackwhenyouask" in text
    assert "Howtopay" not in text


def test_the_letter_goes_to_the_recipient_and_names_the_patient():
    parent = Person("Moss", "Ruth", date(1940, 1, 1), "F", Address("9 Hill Rd", "Madison", "WI", "53701", line2="Apt 4"))

    text = text_of(statement_pdf(replace(STATEMENT, recipient=parent)))

    assert "RuthMoss9HillRdApt4Madison,WI53701" in text
    assert "PatientAdaMoss" in text


def test_the_pdf_is_tagged_and_names_its_title_and_language():
    with pikepdf.open(io.BytesIO(statement_pdf(STATEMENT))) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Statement S-17, Lakeside Family Medicine"
        assert str(document.Root.Lang) == "en-US"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == "Statement S-17, Lakeside Family Medicine"
        kinds = {
            str(one.S)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/S" in one and one.get("/Type") == "/StructElem"
        }

    assert {"/Document", "/Title", "/H1", "/Table", "/TH", "/TD", "/L"} <= kinds


HOSTILE = '#panic() *b* $x$ \\ _u_ `r` <l> @ref = / - [c] "q" {json.v} \u00e9\u0141\u017c'


def test_markup_in_names_is_shown_and_not_read():
    person = replace(
        PATIENT.person, first_name=HOSTILE, last_name='#include "x"', address=replace(HOME, line1="*1* #let a = 1", city="$y$")
    )
    visit = replace(
        VISIT,
        clinician="#emph[no]",
        payer_name="*Acme* #sys",
        claim_number="<c>",
        lines=(StatementLine("#x", 0, 0, 0),),
        payments=(),
    )
    hostile = replace(
        STATEMENT, number="#S", practice=replace(PRACTICE, name="*P* #1", contact_name="$c$"), patient=Patient("#P", person),
        visits=(visit,), pay_online="https://example.invalid/#pay", unapplied_cents=-100,
    )  # fmt: skip

    text = text_of(statement_pdf(hostile))

    for words in (
        HOSTILE,
        '#include "x"',
        "*1* #let a = 1",
        "$y$, WI",
        "#emph[no]",
        "*Acme* #sys",
        "<c>",
        "Service #x",
        "*P* #1",
        "$c$",
        "/#pay",
    ):
        assert re.sub(r"\s", "", words) in text


def test_the_same_statement_gives_the_same_bytes_and_another_day_gives_others():
    assert statement_pdf(STATEMENT) == statement_pdf(STATEMENT)
    assert statement_pdf(STATEMENT) != statement_pdf(replace(STATEMENT, on=date(2026, 9, 19)))


def test_a_letter_that_the_fonts_do_not_have_is_refused_without_naming_the_patient():
    strange = Patient("P-1", replace(PATIENT.person, last_name="\u674e"))

    with pytest.raises(StatementNotSet, match="S-17 could not be laid out") as refused:
        statement_pdf(replace(STATEMENT, patient=strange))

    assert "Ada" not in str(refused.value)


def test_a_long_statement_repeats_nothing_and_loses_nothing():
    lines = tuple(StatementLine(f"A{n:04}", 1000, 500, 400, (Share(ShareKind.COPAY, 100),)) for n in range(60))

    text = text_of(statement_pdf(replace(STATEMENT, visits=(replace(VISIT, lines=lines),))))

    assert all(text.count(f"ServiceA{n:04}") == 1 for n in range(60))
    assert text.count("Paymentslip") == 1


def test_a_statement_takes_less_than_a_second_of_processor_time():
    statement_pdf(STATEMENT)

    begun = time.process_time()
    statement_pdf(STATEMENT)

    assert time.process_time() - begun < 1
