"""Recordings for tests: silence with a beep as it is received, and real speech from espeak-ng, which CI installs."""

import array
import io
import math
import subprocess
import wave
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from superbill.app.listen import Heard
from superbill.claims.dictation import HeardWord

HEARD = Heard(
    (HeardWord("Pain", 0, 300, 41), HeardWord("in", 300, 400, 98), HeardWord("the", 400, 500, 97), HeardWord("right", 500, 800, 99),
     HeardWord("knee.", 800, 1200, 100), HeardWord("She", 2400, 2600, 88), HeardWord("is", 2600, 2700, 95), HeardWord("table.", 2700, 3100, 59)),
    "faster-whisper 1.2.1, test", 3200,
)  # fmt: skip


def spoken(*, seconds: float = 0.2, rate: int = 16_000, channels: int = 1, width: int = 2) -> bytes:
    """A WAV file with a beep."""
    samples = [int(9000 * math.sin(at / rate * 2 * math.pi * 440)) for at in range(int(seconds * rate))]
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(b"".join(_sample(one, width) * channels for one in samples))
    return data.getvalue()


def _sample(value: int, width: int) -> bytes:
    return bytes([128 + value // 256]) if width == 1 else (value << 8 * (width - 2)).to_bytes(width, "little", signed=True)


@cache
def said(words: str, *, speed: int = 150) -> bytes:
    """A WAV file in which espeak-ng says words, 22,050 Hz."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", str(speed), "-w", file, words], check=True, timeout=60)
        return file.read_bytes()


def samples_of(data: bytes) -> list[int]:
    """The samples of a WAV file with two bytes each."""
    with wave.open(io.BytesIO(data)) as file:
        return list(array.array("h", file.readframes(file.getnframes())))
