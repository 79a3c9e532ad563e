"""Comments, the texts of a note beside one another, copied text, and which chart comes next."""

from datetime import date, timedelta

import pytest

from superbill.app.ask_provider import draft_query, send_query
from superbill.app.comments import LONGEST, BadComment, CommentStopped, Settled, list_comments, settle_comment, write_comment
from superbill.app.compare_notes import MOST_COMPARED, CopiedRow, Piece, compare_notes, copied_text, list_documents, word_changes
from superbill.app.find import NotHere
from superbill.app.list_charts import Charts, chart_criteria, next_chart
from superbill.app.list_work import list_work
from superbill.app.show_chart import mark_copied, show_chart
from superbill.app.show_visit import NotePart, show_visit
from superbill.app.take_note import take_note
from tests.app.office import NOTE, NYBERG, OKAFOR, SERVED, Office, words_at

LATER = NOTE.replace("raise metformin", "start insulin")


# ---------------------------------------------------------------------------------------------------------- comments


def test_a_comment_waits_for_its_role_until_it_is_settled(office: Office) -> None:
    office.register()
    span = words_at("Hypertension")

    number = write_comment(office.desk("coder"), "V1", to="biller", words="Is the lab ours?", code="i10", span=span)

    (row,) = list_comments(office.desk("biller"), "V1")
    assert (row.to, row.on, row.code, row.words, row.by, row.settled) == (
        "biller", "Hypertension", "I10", "Is the lab ours?", "Dana Reyes", ""
    )  # fmt: skip
    assert [one.ref for one in list_work(office.desk("biller"), chosen="comments").rows] == ["V1"]
    assert list_work(office.desk("coder"), chosen="comments").rows == ()

    assert settle_comment(office.desk("biller"), number) == "V1"

    assert list_comments(office.desk("biller"), "V1")[0].settled.startswith("Luis Ortega, ")
    assert list_work(office.desk("biller"), chosen="comments").rows == ()
    assert show_chart(office.desk("coder"), "V1").open_comments == 0
    with pytest.raises(Settled):
        settle_comment(office.desk("biller"), number)


@pytest.mark.parametrize(
    ("to", "words", "span", "said"),
    [("boss", "Hello.", None, "nobody called"), ("coder", "  ", None, "empty"), ("coder", "x" * (LONGEST + 1), None, "too long"),
     ("coder", "Here.", (5, 99_999), "no such words"), ("coder", "Here.", (5, 5), "no such words")],
)  # fmt: skip
def test_a_comment_is_for_somebody_and_says_something(
    office: Office, to: str, words: str, span: tuple[int, int] | None, said: str
) -> None:
    office.register()

    with pytest.raises(BadComment, match=said):
        write_comment(office.desk("coder"), "V1", to=to, words=words, span=span)


def test_a_comment_sent_twice_is_kept_once_while_it_is_open(office: Office) -> None:
    office.register()
    coder = office.desk("coder")

    first, second = (write_comment(coder, "V1", to="biller", words="Is the lab ours?") for _ in range(2))
    other = write_comment(coder, "V1", to="biller", words="Is the lab ours?", code="I10")
    settle_comment(office.desk("biller"), first)
    anew = write_comment(coder, "V1", to="biller", words="Is the lab ours?")

    assert first == second
    assert len({first, other, anew}) == 3


@pytest.mark.parametrize(
    ("to", "words", "is_stopped"),
    [
        ("clinician", "Please document the sepsis.", True),
        ("clinician", "Our score depends on it.", True),
        ("clinician", "Is it pneumonia?", True),
        ("clinician", "Which knee was it?", False),
        ("clinician", "Is the hypertension still treated?", False),  # the note documents it
        ("coder", "Please add the pneumonia: the payer denied it.", False),
    ],
)
def test_a_comment_does_not_go_round_the_linter_to_the_clinician(office: Office, to: str, words: str, is_stopped: bool) -> None:
    office.register()

    if is_stopped:
        with pytest.raises(CommentStopped, match="cannot be written to the clinician"):
            write_comment(office.desk("biller"), "V1", to=to, words=words)
    else:
        write_comment(office.desk("biller"), "V1", to=to, words=words)

    assert len(list_comments(office.desk("coder"), "V1")) == (not is_stopped)


def test_a_comment_of_another_visit_or_practice_is_not_here(office: Office) -> None:
    with pytest.raises(NotHere):
        settle_comment(office.desk("coder"), 1)
    with pytest.raises(NotHere):
        write_comment(office.desk("coder"), "V9", to="coder", words="Hello.")


def test_a_comment_on_words_keeps_them_when_the_note_comes_again(office: Office) -> None:
    office.register()
    write_comment(office.desk("coder"), "V1", to="clinician", words="Still?", span=words_at("Hypertension"))

    take_note(office.desk("biller"), "V1", b"Another note.")

    assert list_comments(office.desk("coder"), "V1")[0].on == "Hypertension"


# --------------------------------------------------------------------------------------------------------- documents


def test_a_text_is_late_when_it_came_after_the_superbill_or_the_claim(office: Office) -> None:
    office.register()
    assert show_chart(office.desk("coder"), "V1").late == ""

    office.code()
    take_note(office.desk("biller"), "V1", LATER.encode())

    first, second = list_documents(office.desk("coder"), "V1")
    assert (first.late, first.is_coded) == ("", True)
    assert (second.late, second.is_coded) == ("came after the claim was drafted", False)
    assert [row.ref for row in list_work(office.desk("coder"), chosen="late").rows] == ["V1"]

    office.code(picks=(), services=())
    assert list_work(office.desk("coder"), chosen="late").rows == ()  # it was read since


def test_two_texts_are_compared_word_by_word(office: Office) -> None:
    office.register()
    office.code()
    take_note(office.desk("biller"), "V1", LATER.encode())

    found = compare_notes(office.desk("coder"), "V1")

    assert (found.old, found.new, found.added, found.removed) == (1, 2, 2, 2)
    assert "".join(piece.text for piece in found.pieces if piece.kind != "removed") == LATER
    assert "".join(piece.text for piece in found.pieces if piece.kind != "added") == NOTE
    assert [piece.text.split() for piece in found.pieces if piece.kind == "added"] == [["start", "insulin."]]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a b", "a b", (Piece("same", "a b"),)),
        ("a b", "a c b", (Piece("same", "a "), Piece("added", "c "), Piece("same", "b"))),
        ("a b", "a x", (Piece("same", "a "), Piece("removed", "b"), Piece("added", "x"))),
        ("", "new", (Piece("added", "new"),)),
    ],
)
def test_word_changes(old: str, new: str, pieces: tuple[Piece, ...]) -> None:
    assert word_changes(old, new) == pieces


def test_words_that_repeat_without_end_are_not_compared_one_by_one() -> None:
    old, new = "x y z " * 1000, "y x z " * 1000 + "end"

    assert MOST_COMPARED < 3000 * 3000
    assert word_changes(old, new) == (Piece("removed", old), Piece("added", new))
    assert word_changes(old, old + "end") == (Piece("same", old), Piece("added", "end"))  # what both begin with is the same


def test_a_place_without_a_text_is_not_here(office: Office) -> None:
    office.register()

    with pytest.raises(NotHere):
        compare_notes(office.desk("coder"), "V1", old=1, new=2)


def test_sentences_of_an_earlier_visit_are_noticed_and_those_of_a_later_one_are_not(office: Office) -> None:
    repeated = "She has checked her sugar every morning since spring."
    office.register("V0", note=f"HPI: {repeated}\n", served_on=SERVED - timedelta(days=30))
    office.register("V1", note=f"HPI: {repeated} New pain today.\n")
    office.register("V2", member=OKAFOR, note=f"HPI: {repeated}\n")

    (found,) = copied_text(office.desk("coder"), "V1")

    assert (found.words, found.visit, found.served_on) == (repeated, "V0", "08/15/2026")
    assert copied_text(office.desk("coder"), "V0") == ()
    assert copied_text(office.desk("coder"), "V2") == ()  # another patient


def test_copied_text_is_marked_in_the_note_and_cuts_no_evidence_off(office: Office) -> None:
    repeated = "She has checked her sugar for hypertension every morning since spring."
    office.register("V0", note=f"HPI: {repeated}\n", served_on=SERVED - timedelta(days=30))
    office.register("V1", note=f"HPI: {repeated} New pain today.\n")
    before = show_visit(office.desk("coder"), "V1").parts

    parts = mark_copied(before, show_chart(office.desk("coder"), "V1").copied)

    assert "".join(part.text for part in parts) == "".join(part.text for part in before)
    assert all((part.end - part.start) == len(part.text) for part in parts)
    assert "".join(part.text for part in parts if part.copied) == repeated
    assert {part.copied for part in parts} == {"", "visit V0 of 08/15/2026"}
    (named,) = [part for part in parts if "I10" in part.codes]
    assert (named.text, named.copied) == ("hypertension", "visit V0 of 08/15/2026")


def test_evidence_that_is_copied_in_part_is_cut_where_the_copied_text_ends() -> None:
    whole = NotePart(10, 31, "knee pain. Left knee.", ("M25.562",), "suggested")

    parts = mark_copied((whole,), (CopiedRow(4, 20, "his knee pain.", "V0", "08/15/2026"),))

    assert [(part.start, part.end, part.text, bool(part.copied)) for part in parts] == [
        (10, 20, "knee pain.", True),
        (20, 31, " Left knee.", False),
    ]
    assert all(part.codes == ("M25.562",) for part in parts)


# ------------------------------------------------------------------------------------------------------ what comes next


@pytest.fixture
def waiting(office: Office) -> Office:
    """Three charts: V2 a day before the others, of another payer."""
    office.register("V1")
    office.register("V2", member=NYBERG, served_on=SERVED - timedelta(days=1))
    office.register("V3", member=OKAFOR)
    return office


def test_the_next_chart_follows_by_day_and_number_and_begins_again(waiting: Office) -> None:
    coder = waiting.desk("coder")

    assert [next_chart(coder, number) for number in ("V2", "V1", "V3")] == ["V1", "V3", "V2"]


def test_a_chart_that_waits_for_the_clinician_is_passed_over(waiting: Office) -> None:
    coder = waiting.desk("coder")
    send_query(coder, draft_query(coder, "V1", code="I10"))

    assert next_chart(coder, "V2") == "V3"
    why = {row.ref: row.why for row in list_work(coder, chosen="to-code").rows}
    assert why == {"V1": "Q1 waits for the clinician", "V2": "note to code", "V3": "note to code"}


def test_charts_are_narrowed_by_payer_clinician_and_day(waiting: Office) -> None:
    coder = waiting.desk("coder")
    found = chart_criteria(coder, Charts())
    (other,) = [payer for payer in found.payers if payer != "Acme Health Plan"]

    def refs(charts: Charts) -> list[str]:
        return [row.ref for row in list_work(coder, chosen="to-code", charts=charts).rows]

    assert refs(Charts(payer=other)) == ["V2"]
    assert refs(Charts(payer="Acme Health Plan", clinician="Alvarez")) == ["V1", "V3"]
    assert refs(Charts(clinician="Nobody")) == []
    assert refs(Charts(day=SERVED.isoformat())) == ["V1", "V3"]
    assert refs(Charts(day="no day")) == []
    assert [value for value, _ in found.days] == [(SERVED - timedelta(days=1)).isoformat(), SERVED.isoformat()]
    assert next_chart(coder, "V1", Charts(payer=other)) == "V2"
    assert next_chart(coder, "V2", Charts(payer=other)) == ""


def test_a_coded_chart_waits_no_more(waiting: Office) -> None:
    waiting.code("V1")

    assert next_chart(waiting.desk("coder"), "V2") == "V3"
    assert date.fromisoformat(chart_criteria(waiting.desk("coder"), Charts()).days[0][0]) < SERVED
