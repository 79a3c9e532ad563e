"""A dictation from sound to note: heard, read by a person, confirmed; nothing is coded before."""

import hashlib
import logging

import pytest

from superbill.app.dictation import (
    AlreadyEnded,
    StillMarked,
    confirm_dictation,
    discard_dictation,
    get_sound,
    keep_dictation,
    list_dictations,
    show_dictation,
    take_dictation,
)
from superbill.app.long_work import MOST_AT_ONCE, TooMuchAtOnce, long_work
from superbill.app.register_visit import register_visit
from superbill.app.show_visit import show_visit
from superbill.basics.errors import BadInput, SuperbillError
from superbill.claims.dictation import text_of
from superbill.site.logs import PlacesOnly
from superbill.storage.models import DictationEnd, DictationRecord, Event, NoteRecord
from superbill.storage.sound import BadSound
from tests.app.office import Office, visit
from tests.dictated import HEARD, said, spoken

READ = "Assessment:\nPain in the right knee.\nShe is stable."


@pytest.fixture
def heard(office: Office) -> int:
    """A dictation of a visit without a note."""
    register_visit(office.desk("biller"), visit("V1"))
    return keep_dictation(office.desk("clinician"), "V1", spoken(), name="knee.wav", heard=HEARD)


def test_speech_becomes_a_dictation_and_the_sound_is_kept_byte_for_byte(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))
    recording = said("She denies chest pain, and the blood sugar is high.")

    number = take_dictation(office.desk("clinician"), "V1", recording, name="C:\\visits\\knee.wav")

    page = show_dictation(office.desk("clinician"), number)
    assert get_sound(office.desk("coder"), number) == recording
    assert page.sha256 == hashlib.sha256(recording).hexdigest()
    assert "blood sugar is high" in page.text.casefold()
    assert (page.row.state, page.row.by, page.ended, page.can_end) == ("heard", "Marisol Alvarez", "", True)


def test_nothing_is_coded_before_somebody_confirmed_the_words(office: Office, heard: int) -> None:
    page = show_visit(office.desk("coder"), "V1")
    assert (page.parts, page.suggested) == ((), ())
    with office.looking():
        assert not NoteRecord.objects.exists()

    confirm_dictation(office.desk("clinician"), heard, READ)

    page = show_visit(office.desk("coder"), "V1")
    assert "".join(part.text for part in page.parts) == READ
    assert [row.code for row in page.suggested] == ["M25.561"]
    assert page.note_author == "Marisol Alvarez"


def test_what_was_heard_stays_beside_what_was_confirmed(office: Office, heard: int) -> None:
    confirm_dictation(office.desk("coder"), heard, READ, author="Marisol Alvarez")

    page = show_dictation(office.desk("coder"), heard)
    assert page.text == text_of(HEARD.words) == "Pain in the right knee.\nShe is table."
    assert page.corrected == READ
    assert page.ended.startswith("confirmed by Dana Reyes, ")
    assert not page.can_end
    with office.looking():
        end, note = DictationEnd.objects.get(), NoteRecord.objects.get()
    assert (end.note_id, note.author) == (note.pk, "Marisol Alvarez")


@pytest.mark.parametrize("words", ["Pain in the right [knee?].", "[Pain?] and [table.?]"])
def test_words_that_are_still_marked_are_not_confirmed(office: Office, heard: int, words: str) -> None:
    with pytest.raises(StillMarked, match="marked as doubtful"):
        confirm_dictation(office.desk("clinician"), heard, words)

    assert show_dictation(office.desk("clinician"), heard).row.state == "heard"


@pytest.mark.parametrize("words", ["", " \n ", "\0"])
def test_no_words_are_no_note(office: Office, heard: int, words: str) -> None:
    with pytest.raises(BadInput):
        confirm_dictation(office.desk("clinician"), heard, words)

    with office.looking():
        assert not DictationEnd.objects.exists()


def test_a_dictation_ends_once(office: Office, heard: int) -> None:
    discard_dictation(office.desk("clinician"), heard, because="Another patient's.")

    for again in (
        lambda: confirm_dictation(office.desk("clinician"), heard, READ),
        lambda: discard_dictation(office.desk("coder"), heard, because="Noise."),
    ):
        with pytest.raises(AlreadyEnded, match="was discarded by Marisol Alvarez"):
            again()
    with office.looking():
        assert not NoteRecord.objects.exists()
        assert DictationRecord.objects.count() == 1


def test_a_dictation_is_not_discarded_without_a_reason(office: Office, heard: int) -> None:
    with pytest.raises(BadInput, match="without a reason"):
        discard_dictation(office.desk("clinician"), heard, because=" ")


def test_the_same_recording_of_a_visit_is_kept_once(office: Office, heard: int) -> None:
    again = keep_dictation(office.desk("coder"), "V1", spoken(), name="again.wav", heard=HEARD)
    other = keep_dictation(office.desk("coder"), "V1", spoken(seconds=0.3), name="other.wav", heard=HEARD)

    assert again == heard
    assert [(row.id, row.name, row.words, row.doubtful) for row in list_dictations(office.desk("biller"), "V1")] == [
        (other, "other.wav", 8, 2), (heard, "knee.wav", 8, 2)
    ]  # fmt: skip


def test_a_recording_that_is_kept_is_not_heard_again(office: Office, heard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("superbill.app.dictation.listen", lambda *_, **__: pytest.fail("it was heard again"))

    assert take_dictation(office.desk("coder"), "V1", spoken(), name="again.wav") == heard


def test_no_more_than_two_are_heard_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    register_visit(office.desk("biller"), visit("V1"))
    monkeypatch.setattr("superbill.app.dictation.listen", lambda *_, **__: HEARD)

    with long_work(), long_work(), pytest.raises(TooMuchAtOnce) as refused:
        take_dictation(office.desk("coder"), "V1", spoken(), name="a.wav")

    assert refused.value.again
    assert list_dictations(office.desk("coder"), "V1") == ()
    assert take_dictation(office.desk("coder"), "V1", spoken(), name="a.wav")


def test_a_place_is_free_again_after_what_went_wrong(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    for _ in range(MOST_AT_ONCE + 1):
        with pytest.raises(BadSound):
            take_dictation(office.desk("coder"), "V1", b"ID3", name="a.mp3")


def test_a_later_dictation_is_a_further_text_of_the_note(office: Office, heard: int) -> None:
    confirm_dictation(office.desk("clinician"), heard, READ)
    later = keep_dictation(office.desk("clinician"), "V1", spoken(seconds=0.3), name="later.wav", heard=HEARD)

    confirm_dictation(office.desk("clinician"), later, READ + "\nAddendum.")

    with office.looking():
        assert NoteRecord.objects.count() == 2


def test_what_is_no_recording_leaves_nothing(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    with pytest.raises(BadSound):
        take_dictation(office.desk("clinician"), "V1", b"ID3", name="a.mp3")

    with office.looking():
        assert not DictationRecord.objects.exists()


def test_nothing_of_what_was_said_stands_in_a_log_or_the_trail(
    office: Office, heard: int, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        register_visit(office.desk("biller"), visit("V2"))
        take_dictation(office.desk("clinician"), "V2", said("Zebra stripes on the elbow."), name="a.wav")
        for attempt in ("Zebra [stripes?]", "\0 zebra", "Zebra on the elbow."):
            try:
                confirm_dictation(office.desk("clinician"), heard, attempt)
            except SuperbillError as error:
                told.append(str(error))

    with office.looking():
        told += Event.objects.values_list("what", flat=True)
    out = capsys.readouterr()
    told += [PlacesOnly().format(record) for record in caplog.records if record.name != "django.db.backends"]
    text = "\n".join([*told, out.out, out.err]).casefold()
    assert "dictation confirmed" in text
    for word in ("zebra", "stripes", "elbow"):
        assert word not in text, word
