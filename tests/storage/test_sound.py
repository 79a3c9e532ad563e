"""Recordings as they come, and what is heard in real speech. The speech is espeak-ng's: install it, and superbill[dictation]."""

import struct
import tracemalloc
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from superbill.app.listen import listen
from superbill.claims.dictation import HeardWord, heard_from, marks_in, text_of
from superbill.storage.config import Config
from superbill.storage.hearing import NoHearing, NothingHeard, _samples, model_folder
from superbill.storage.sound import BadSound, Sound, sound_from_bytes
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


def converted_whole(sound: Sound) -> Any:
    """The same as `_samples`, of the whole recording at once and in double precision."""
    size, sign = sound.width, sound.width > 1
    told = [int.from_bytes(sound.samples[at : at + size], "little", signed=sign) for at in range(0, len(sound.samples), size)]
    values = (np.array(told, np.float64) - (0 if sign else 128)) / 2 ** (8 * size - 1)
    mono = values.reshape(-1, sound.channels).mean(axis=1)
    span = sound.rate // 16_000
    if span > 1:
        mono = np.convolve(mono, np.ones(span) / span)[(span - 1) // 2 :][: len(mono)]
    count = max(1, len(mono) * 16_000 // sound.rate)
    return np.interp(np.arange(count) * (sound.rate / 16_000), np.arange(len(mono)), mono)


@pytest.mark.parametrize("seconds", [0.0001, 0.01, 0.5])
@pytest.mark.parametrize(
    ("rate", "channels", "width"),
    [(16_000, 1, 2), (8_000, 2, 1), (44_100, 2, 2), (48_000, 1, 3), (22_050, 3, 4), (192_000, 1, 2)],
)
def test_blocks_make_what_the_whole_makes(
    rate: int, channels: int, width: int, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(7).bytes(max(1, int(rate * seconds)) * channels * width)
    sound = Sound(noise, width, channels, rate)

    for block in (7, 160, 999, 160_000):
        monkeypatch.setattr("superbill.storage.hearing._BLOCK", block)
        made = _samples(sound)

        assert made.dtype == np.float32
        assert made == pytest.approx(converted_whole(sound), abs=1e-6)


@pytest.mark.parametrize(("rate", "channels", "width"), [(48_000, 2, 2), (8_000, 1, 1)])
def test_converting_takes_no_more_than_what_is_made_and_a_few_blocks(rate: int, channels: int, width: int) -> None:
    sound = Sound(bytes(60 * rate * channels * width), width, channels, rate)
    _samples(Sound(bytes(width), width, 1, rate))
    tracemalloc.start()
    try:
        made = _samples(sound)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(made) == 60 * 16_000
    assert most < made.nbytes + 10 * max(rate, 16_000) * 48


def header(*, length: int, form: int = 1, channels: int = 1, rate: int = 16_000, bits: int = 16) -> bytes:
    """A WAV header that says whatever it wants."""
    block = channels * bits // 8
    return b"RIFF" + struct.pack("<I", min(36 + length, 0xFFFFFFFF)) + b"WAVEfmt " + struct.pack(
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


@pytest.mark.parametrize(("channels", "width"), [(1, 1), (1, 2), (2, 2), (1, 3), (2, 4)])
def test_a_recording_that_was_streamed_is_read_to_its_end(channels: int, width: int) -> None:
    samples = bytes(range(96)) * 10

    sound = sound_from_bytes(header(length=0xFFFFFFFF, channels=channels, bits=width * 8) + samples + bytes(width - 1))

    assert (sound.samples, sound.channels, sound.width) == (samples, channels, width)


def test_a_recording_that_was_streamed_and_broke_off_at_once_is_empty() -> None:
    with pytest.raises(BadSound, match="empty"):
        sound_from_bytes(header(length=0xFFFFFFFF))


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


@pytest.mark.parametrize("word", ["[laughs]", "[", "]", "[]", "kn]ee", "[knee?]", "[[knee"])
def test_no_bracket_of_a_word_hides_a_mark(word: str) -> None:
    text = text_of([HeardWord("The", 0, 1, 99), HeardWord(word, 1, 2, 10)], marked=True)

    assert marks_in(text) == 1
    assert not marks_in(text_of([HeardWord(word, 1, 2, 99)], marked=True))


def test_words_are_kept_as_they_were_heard() -> None:
    rows = [[one.word, one.start_ms, one.end_ms, one.percent] for one in HEARD.words]

    assert heard_from(rows) == HEARD.words
    assert HeardWord("a", 0, 1, 60).is_sure
    assert not HeardWord("a", 0, 1, 59).is_sure
