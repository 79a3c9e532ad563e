"""A folder of code tables of a test's own: the built tables stand in it by a link, and what it installs is on no other test's shelf."""

from collections.abc import Mapping
from pathlib import Path

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from superbill.storage.shelf import Found, Shelves


def own_codes(folder: Path, code_tables: Path, files: Mapping[str, bytes]) -> Path:
    """Make the folder, and install files by their names. It is to be named in SUPERBILL_CODES."""
    folder.mkdir()
    (folder / code_tables.name).symlink_to(code_tables)
    found = []
    for name, content in files.items():
        source = Source.from_bytes(name, content)
        layout = find_layout(source)
        assert layout, f"no book reads {name}"
        found.append(Found(source, *layout))
    if found:
        Shelves(folder / "shelf").install(found, accepted=True, by="test", at="now")
    return folder
