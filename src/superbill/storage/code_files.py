"""Files of codes on disk, opened for reading: plain ones, and those inside of archives."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from superbill.codes.archive import files_in
from superbill.codes.source import BadCodeFile, Source


def sources_in(paths: Sequence[Path]) -> Iterator[tuple[Path, tuple[Source, ...]]]:
    """What each path holds: the file itself, or the files inside of an archive. Raises `BadCodeFile`."""
    for path in paths:
        try:
            yield path, files_in(Source.of(path.name, _opener(path)))
        except OSError as error:
            raise BadCodeFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")
