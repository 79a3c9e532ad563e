"""The rules of payers: those of the site, from the folder `payers` of the data folder, before those that come with the program.

A file of the site that cannot be used keeps nobody from working: the payer whose file it is has no rules then, with the reason,
and every other payer has its own.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from superbill.claims.payer_rules import PayerRules
from superbill.edits.context import NO_RULES
from superbill.payers import BrokenPayerFile, PayerFiles, find_payer_rules, read_payer_files
from superbill.storage.config import Config


@dataclass(frozen=True, slots=True)
class PayerHere:
    """The rules of a payer, or None; and why its file cannot be used, where it has one that cannot."""

    rules: PayerRules | None
    broken: str = ""

    @property
    def no_rules(self) -> str:
        """Why there are no rules, where there are none."""
        return self.broken or NO_RULES


def payer_here(payer_id: str) -> PayerHere:
    """The rules of a payer by its id. Nothing is raised for a file that cannot be used."""
    files = _own_files()
    broken = next((each for each in files.broken if each.payer_id == payer_id), None)
    rules = None if broken else files.rules.get(payer_id) or find_payer_rules(payer_id)
    if rules is None and broken is None:  # a file of which nobody can tell whose it is may be this payer's
        broken = next((each for each in files.broken if not each.payer_id), None)
    return PayerHere(rules, _because(broken) if broken else "")


def rules_of_payer(payer_id: str) -> PayerRules | None:
    """The rules of a payer by its id; None when it has no file, or one that cannot be used."""
    return payer_here(payer_id).rules


def broken_payer_files() -> tuple[BrokenPayerFile, ...]:
    """The files of the site that cannot be used."""
    return _own_files().broken


def _because(broken: BrokenPayerFile) -> str:
    whose = "the file of this payer's rules" if broken.payer_id else "a file of a payer's rules, perhaps of this one,"
    return f"{whose} cannot be used: {broken.error.where}: {broken.error.what.rstrip('.')}"


def _own_files() -> PayerFiles:
    folder = Config().own_payers
    return _read(folder, _stamps(folder))


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file does: files are read anew then, and only then."""
    return tuple(
        (path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.glob("*.toml")) if path.is_file()
    )


@lru_cache(maxsize=8)
def _read(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> PayerFiles:
    return read_payer_files(folder) if stamps else PayerFiles({}, ())
