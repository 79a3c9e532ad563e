"""Files of codes on disk, opened for reading: plain ones, and those inside of archives."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from superbill.codes.archive import files_in
from superbill.codes.source import BadCodeFile, Source


@contextmanager
def sources_in(paths: Sequence[Path]) -> Iterator[list[tuple[Path, tuple[Source, ...]]]]:
    """What each path holds: the file itself, or the files inside of an archive. Raises `BadCodeFile`."""
    found: list[tuple[Path, tuple[Source, ...]]] = []
    for path in paths:
        try:
            found.append((path, files_in(Source.of(path.name, lambda path=path: path.open("rb")))))  # type: ignore[misc]  # bound at once
        except OSError as error:
            raise BadCodeFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error
    yield found
