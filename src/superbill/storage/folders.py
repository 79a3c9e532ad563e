"""Folders where files are exchanged: written whole or not at all, read only when whole, and never deleted."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

UNFINISHED = ".part"


def put_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees a part of it: under another name, to the disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")  # two may write the same file at once
    with unfinished.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


def waiting_files(folder: Path) -> Iterator[Path]:
    """The finished files in a folder, oldest name first."""
    if folder.is_dir():
        yield from sorted(
            path for path in folder.iterdir() if path.is_file() and path.suffix != UNFINISHED and path.name[0] != "."
        )


def set_aside(path: Path) -> None:
    """Move a file that was taken into the `done` folder beside it; a namesake there is not overwritten."""
    done = path.parent / "done"
    done.mkdir(exist_ok=True)
    target, number = done / path.name, 1
    while target.exists():
        number += 1
        target = done / f"{path.stem}-{number}{path.suffix}"
    path.replace(target)
