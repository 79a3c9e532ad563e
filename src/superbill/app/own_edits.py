"""The site's own edits beside those of the program: read from its folder, the ones that can be used and the ones that cannot.

A file that cannot be used keeps nobody from working: everything else is run, and the edit of that file is told as not run, with
what is wrong with it. So is a folder that was named and is not there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from superbill.app.edit_tables import edit_tables
from superbill.basics.errors import BadInput
from superbill.basics.findings import Finding, Source
from superbill.edits.catalogue import by_code
from superbill.edits.check import not_run
from superbill.edits.explain import NoSuchEdit, get_edit
from superbill.edits.kinds import Edit
from superbill.edits.own import BadOwnEdit, code_of, read_own_edit
from superbill.edits.tables import Table
from superbill.places.us.edits import us_edits
from superbill.places.us.tables import NAMES
from superbill.storage.config import Config

_LARGEST = 1 << 20
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of an own edit that cannot be used, the code that it is named after, and why."""

    code: str
    file: str
    error: BadInput

    @property
    def because(self) -> str:
        """Why its edit was not run."""
        return f"its file cannot be used: {self.error.where}: {self.error.what.rstrip('.')}"

    @property
    def finding(self) -> Finding:
        """What is said on a claim that this edit would have looked at."""
        source = Source("The site's own edits", self.file)
        return not_run(self.code, title="An edit of this site", because=self.because, source=source)


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits by code, which of them are the site's `own`, the files that are `broken`, and where the folder is."""

    all: tuple[Edit, ...]
    own: tuple[Edit, ...]
    broken: tuple[Broken, ...]
    folder: Path

    def named(self, codes: Sequence[str]) -> "Edits":
        """Those with these codes, or all when none is named. Raises `NoSuchEdit`, and what is wrong with a broken one."""
        if not codes:
            return self
        wanted = {code.strip().upper() for code in codes}
        for broken in self.broken:
            if broken.code in wanted:
                raise broken.error
        chosen = tuple(get_edit(code, edits=self.all) for code in dict.fromkeys(codes))
        return Edits(chosen, tuple(edit for edit in self.own if edit in chosen), (), self.folder)

    def get_own(self, codes: Sequence[str]) -> tuple[Edit, ...]:
        """The site's own with these codes, or all of its own. Raises `NoSuchEdit`, and what is wrong with a broken one."""
        named = self.named(codes)
        for edit in named.all if codes else ():
            if edit not in self.own:
                todo = f"Its own edits are in {self.folder}; those of the program are tried by its tests."
                raise NoSuchEdit(f"{edit.code} is no edit of this site.", todo=todo)
        return named.own


def edits_here(tables: Mapping[str, Table], *, folder: Path | None = None) -> Edits:
    """The program's edits and those of the site, or of another folder. Nothing is raised for a file that cannot be used."""
    config = Config()
    place = folder or config.own_edits
    stamps = _stamps(place)
    every, own, broken = _made(stamps, _Columns(tables)) if stamps else (us_edits(), (), ())
    if not place.is_dir() and place != config.data / "edits":
        missing = BadOwnEdit("There is no such folder.", where=str(place), todo="Name the folder in which the edits are.")
        if folder is not None:
            raise missing
        broken = (Broken("EDITS", str(place), missing),)
    return Edits(every, own, broken, place)


def all_edits(*, folder: Path | None = None) -> Edits:
    """The same, where no tables are open."""
    with edit_tables() as tables:
        return edits_here(tables, folder=folder)


Stamps = tuple[tuple[Path, int, int], ...]
"""Files with the time and size by which it is seen that one has changed."""


def _stamps(folder: Path) -> Stamps:
    try:
        files = sorted(path for path in folder.glob("*.toml") if path.is_file())
        return tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    except OSError:
        return ()


@lru_cache(maxsize=8)
def _made(stamps: Stamps, columns: "_Columns") -> tuple[tuple[Edit, ...], tuple[Edit, ...], tuple[Broken, ...]]:
    """All edits, the site's own and the broken files; read anew only when a file or the tables have changed."""
    taken = frozenset(edit.code for edit in us_edits())
    edits, broken = [], []
    for path, _, size in stamps:
        try:
            if size > _LARGEST:
                raise BadOwnEdit(
                    "The file is too large for an edit.", where=path.name, todo="Take out what does not belong there."
                )
            edits.append(read_own_edit(path.read_bytes(), where=path.name, taken=taken, tables=columns))
        except BadInput as error:
            broken.append(Broken(code_of(path.name)[:_LONGEST], path.name, error))
        except OSError as error:
            told = BadOwnEdit(f"The file cannot be read: {error.strerror}.", where=path.name, todo="Look at who may read it.")
            broken.append(Broken(code_of(path.name)[:_LONGEST], path.name, told))
    own = by_code(tuple(edits))
    return by_code(us_edits(), own), own, tuple(broken)


class _Columns(Mapping[str, frozenset[str]]):
    """The columns of the tables, each found out when it is asked for; two are equal when the same tables are installed."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables, self._names = tables, frozenset(tables)

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in NAMES:
            raise KeyError(name)
        table = self._tables.get(name)
        return frozenset(next(iter(table.rows), {})) if table else frozenset()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(NAMES))

    def __len__(self) -> int:
        return len(NAMES)

    def __hash__(self) -> int:
        return hash(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Columns) and other._names == self._names
