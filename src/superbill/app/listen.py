"""Hear a recording on this machine. Needs no database."""

from dataclasses import dataclass

from superbill.claims.dictation import HeardWord
from superbill.storage.config import Config
from superbill.storage.hearing import hear
from superbill.storage.sound import sound_from_bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a recording, before it is kept."""

    words: tuple[HeardWord, ...]
    engine: str
    length_ms: int


def listen(data: bytes, *, where: str = "recording", config: Config | None = None) -> Heard:
    """Hear a recording on this machine. Raises `BadSound`, `NoHearing`, `NothingHeard`."""
    sound = sound_from_bytes(data, where=where)
    words, engine = hear(sound, config or Config())
    return Heard(words, engine, sound.length_ms)
