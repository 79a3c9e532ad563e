"""A recording as it comes: WAV with plain samples, read by the standard library; whatever else it is, is refused in words."""

import io
import wave
from dataclasses import dataclass

from superbill.basics.errors import BadInput

MOST_BYTES = 64 * 1024 * 1024
MOST_MINUTES = 20
_RATES = range(8_000, 192_001)
_TO_THE_END = 0xFFFF_FFFF
"""The length in a file that was written as it was recorded, when nobody knew yet how long it would be."""


class BadSound(BadInput):
    """A file that is no recording we can read."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples as they stand in the file: `width` bytes each (1 without sign, more with), `channels` of them a frame, `rate` frames a second."""

    samples: bytes
    width: int
    channels: int
    rate: int

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return len(self.samples) * 1000 // (self.width * self.channels * self.rate)


def sound_from_bytes(data: bytes, *, where: str = "recording") -> Sound:
    """Read a WAV file. Raises `BadSound`."""
    if len(data) > MOST_BYTES:
        raise _bad(f"The recording has more than {MOST_BYTES >> 20} MiB.", where, "Send it in parts.")
    if not data.startswith(b"RIFF"):
        raise _bad("This is no WAV file.", where, "Save or convert the recording as WAV (PCM), best with 16 kHz and one channel.")
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, rate, frames = file.getsampwidth(), file.getnchannels(), file.getframerate(), file.getnframes()
            samples = file.readframes(frames)
    except (wave.Error, EOFError, ValueError, OverflowError, RuntimeError) as error:
        told = "it is compressed" if "unknown format" in str(error) else "it is broken"
        raise _bad(
            f"The WAV file cannot be read: {told}.", where, "Save the recording as WAV with plain samples (PCM)."
        ) from None
    if rate not in _RATES or not 1 <= channels <= 8 or not 1 <= width <= 4:
        raise _bad("The WAV file has samples that no microphone makes.", where, "Save it with 16 kHz and one channel.")
    streamed = frames == _TO_THE_END // (width * channels)
    if len(samples) < frames * width * channels and not streamed:
        raise _bad("The WAV file was cut short.", where, "Copy the recording again: its end is missing.")
    sound = Sound(samples[: len(samples) // (width * channels) * width * channels], width, channels, rate)
    if not sound.samples:
        raise _bad("The recording is empty.", where, "Record it again.")
    if sound.length_ms > MOST_MINUTES * 60_000:
        raise _bad(f"The recording is longer than {MOST_MINUTES} minutes.", where, "Send it in parts.")
    return sound


def _bad(what: str, where: str, todo: str) -> BadSound:
    return BadSound(what, where=where, todo=todo)
