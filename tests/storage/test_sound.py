"""Recordings as they come, and what is heard in real speech. The speech is espeak-ng's: install it, and superbill[dictation]."""

import struct
import wave
from io import BytesIO
from pathlib import Path

import pytest

from superbill.app.listen import listen
from superbill.claims.dictation import HeardWord, heard_from, marks_in, text_of
from superbill.storage.config import Config
from superbill.storage.hearing import NoHearing, NothingHeard, _samples, model_folder
from superbill.storage.sound import BadSound, sound_from_bytes
from tests.dictated import HEARD, said, samples_of, spoken

NOTE = "Type two diabetes with high blood sugar. The patient will continue the same medicine. Pain in the right knee. She denies chest pain."


def resampled(data: bytes, rate: int, channels: int, width: int) -> bytes:
    """The same speech with another rate, number of channels and width of samples, taken sample by sample."""
    old = samples_of(data)
    with wave.open(BytesIO(data)) as file:
        step = file.getframerate() / rate
    new = [old[int(at * step)] for at in range(int(len(old) / step))]
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        one = [
            bytes([128 + value // 256]) if width == 1 else (value << 8 * (width - 2)).to_bytes(width, "little", signed=True)
            for value in new
        ]
        file.writeframes(b"".join(value * channels for value in one))
    return out.getvalue()


@pytest.mark.parametrize(
    ("rate", "channels", "width"), [(16_000, 1, 2), (8_000, 1, 1), (44_100, 2, 2), (48_000, 1, 3), (22_050, 1, 4)]
)
def test_plain_samples_of_any_form_are_read(rate: int, channels: int, width: int) -> None:
    sound = sound_from_bytes(spoken(seconds=0.5, rate=rate, channels=channels, width=width))

    values = _samples(sound)
    assert (sound.rate, sound.channels, sound.width) == (rate, channels, width)
    assert sound.length_ms == pytest.approx(500, abs=1)
    assert len(values) == pytest.approx(8000, abs=2)
    assert abs(values).max() == pytest.approx(9000 / 32768, rel=0.1)


def header(*, length: int, form: int = 1, channels: int = 1, rate: int = 16_000, bits: int = 16) -> bytes:
    """A WAV header that says whatever it wants."""
    block = channels * bits // 8
    return b"RIFF" + struct.pack("<I", 36 + length) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, form, channels, rate, rate * block & 0xFFFFFFFF, block & 0xFFFF, bits
    ) + b"data" + struct.pack("<I", length)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no WAV"),
        (b"ID3\x04 an mp3", "no WAV"),
        (b"OggS", "no WAV"),
        (b"RIFF", "broken"),
        (b"RIFF\x24\x00\x00\x00AVI ", "broken"),
        (spoken()[:30], "broken"),
        (spoken()[:-100], "cut short"),
        (header(length=0), "empty"),
        (header(length=4, form=85) + b"\0" * 4, "compressed"),
        (header(length=4, form=3, bits=32) + b"\0" * 4, "compressed"),
        (header(length=4, rate=10) + b"\0" * 4, "no microphone"),
        (header(length=4, channels=0) + b"\0" * 4, "broken"),
        (header(length=2_000_000_000), "cut short"),
        (header(length=16_000 * 2 * 60 * 21) + bytes(16_000 * 2 * 60 * 21), "longer than 20 minutes"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(data: bytes, what: str) -> None:
    with pytest.raises(BadSound, match=what) as refused:
        sound_from_bytes(data)

    assert refused.value.todo


def test_a_recording_that_is_too_large_is_not_looked_into() -> None:
    with pytest.raises(BadSound, match="more than 64 MiB"):
        sound_from_bytes(b"RIFF" + bytes(64 * 1024 * 1024))


def test_speech_is_heard_with_times_and_how_sure_each_word_is() -> None:
    heard = listen(said(NOTE))

    words = {one.word.strip(".,").casefold() for one in heard.words}
    assert {"diabetes", "blood", "patient", "right", "knee", "denies", "chest"} <= words
    assert heard.engine.startswith("faster-whisper ")
    assert [one.start_ms for one in heard.words] == sorted(one.start_ms for one in heard.words)
    assert all(0 <= one.start_ms <= one.end_ms <= heard.length_ms + 1000 for one in heard.words)
    assert all(0 <= one.percent <= 100 for one in heard.words)
    assert 0 < heard.length_ms < 30_000


@pytest.mark.parametrize(("rate", "channels", "width"), [(16_000, 1, 2), (44_100, 2, 2), (48_000, 1, 3)])
def test_the_same_speech_is_heard_in_any_form(rate: int, channels: int, width: int) -> None:
    heard = listen(resampled(said("She denies chest pain, and the blood sugar is high."), rate, channels, width))

    assert "blood sugar is high" in text_of(heard.words).casefold()


def test_what_is_heard_in_silence_is_doubtful() -> None:
    heard = listen(header(length=96_000) + bytes(96_000))

    assert not any(word.is_sure for word in heard.words)


def test_a_beep_is_no_word() -> None:
    with pytest.raises(NothingHeard, match="No word was heard"):
        listen(spoken())


def test_what_is_misheard_is_marked() -> None:
    """This model hears “Pain in the right knee” of this voice as “paid in the right to need”."""
    heard = listen(said("Pain in the right knee for three weeks."))

    wrong = [
        word for word in heard.words if word.word.strip(".").casefold() not in "pain in the right knee for three weeks".split()
    ]
    assert wrong
    assert sum(not word.is_sure for word in wrong) >= len(wrong) / 2


def test_without_its_model_nothing_is_heard_and_nothing_downloaded(tmp_path: Path) -> None:
    with pytest.raises(NoHearing, match="holds no model"):
        model_folder(Config(data=tmp_path, dictation_model=tmp_path))
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(NoHearing, match="cannot be opened"):
        listen(spoken(), config=Config(data=tmp_path, dictation_model=tmp_path))


def test_a_site_names_a_model_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = model_folder(Config(data=tmp_path))
    (tmp_path / "ours").symlink_to(shipped)

    monkeypatch.setenv("SUPERBILL_DICTATION_MODEL", str(tmp_path / "ours"))

    assert listen(said("Pain in the right knee.")).engine.endswith(", ours")


def test_doubtful_words_are_marked_in_the_text_and_long_pauses_end_lines() -> None:
    assert text_of(HEARD.words) == "Pain in the right knee.\nShe is table."
    assert text_of(HEARD.words, marked=True) == "[Pain?] in the right knee.\nShe is [table.?]"
    assert marks_in(text_of(HEARD.words, marked=True)) == 2
    assert marks_in("[x] why? [Pain?") == 0


def test_words_are_kept_as_they_were_heard() -> None:
    rows = [[one.word, one.start_ms, one.end_ms, one.percent] for one in HEARD.words]

    assert heard_from(rows) == HEARD.words
    assert HeardWord("a", 0, 1, 60).is_sure
    assert not HeardWord("a", 0, 1, 59).is_sure
