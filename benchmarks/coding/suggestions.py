"""What the coder's page asks of a long note: diagnoses, services with their modifiers, and the level, in processor time.

    python benchmarks/coding/suggestions.py NOTES.jsonl [words]

Notes of the file (`note` or `text` a line) are joined until they have so many words (2,000); as many such notes as the file gives, each read
anew three times, the quickest kept. Prints milliseconds for the middle and the slowest of them; nothing is asserted.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from superbill.app import suggest_services
from superbill.app.code_tables import icd10cm
from superbill.app.level_note import propose_level
from superbill.app.suggest_codes import suggest_codes
from superbill.app.suggest_services import Asked, suggest_services_of
from superbill.claims.note import Note
from superbill.coding import mentions
from superbill.places.us.levels.visit import Encounter

DAY = date(2026, 9, 18)
TIMES = 3


def main(path: Path, words: int) -> None:
    """Measure and print."""
    notes = list(_long(path, words))
    print(f"{len(notes)} notes of {words:,} words and more; milliseconds of processor time, the quickest of {TIMES}")
    parts: dict[str, Callable[[Note], Any]] = {
        "diagnoses": lambda note: suggest_codes(note, on=DAY),
        "services": lambda note: suggest_services_of(note, Asked(DAY)),
        "level": lambda note: propose_level(note, Encounter(DAY)),
    }
    for part in parts.values():
        part(Note(notes[0].text + "\n"))  # what a process reads once
    times = [_times(note, parts.values()) for note in notes]
    for name, told in zip((*parts, "all"), (*zip(*times, strict=True), [sum(each) for each in times]), strict=True):
        print(f"{name:10} {statistics.median(told):7.1f} in the middle {max(told):7.1f} at most")


def _times(note: Note, parts: Iterable[Callable[[Note], Any]]) -> list[float]:
    """One part after the other, as the page asks: the level is proposed from the diagnoses."""
    turns = []
    for _ in range(TIMES):
        _forget()
        turns.append([_time(note, part) for part in parts])
    return [min(each) * 1000 for each in zip(*turns, strict=True)]


def _time(note: Note, part: Callable[[Note], Any]) -> float:
    since = time.process_time()
    part(note)
    return time.process_time() - since


def _forget() -> None:
    """What is remembered of a note is forgotten, as for one that was just written."""
    from superbill.app import suggest_codes as codes

    codes._suggested.cache_clear()
    suggest_services._found.cache_clear()
    mentions.lines_of.cache_clear()


def _long(path: Path, words: int) -> Iterator[Note]:
    text = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text += (row.get("note") or row["text"]) + "\n\n"
        if len(text.split()) >= words:
            yield Note(text)
            text = ""


if __name__ == "__main__":
    with icd10cm():
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
