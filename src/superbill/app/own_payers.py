"""The rules of payers: those of the site, from the folder `payers` of the data folder, before those that come with the program."""

from functools import lru_cache
from pathlib import Path

from superbill.claims.payer_rules import PayerRules
from superbill.payers import find_payer_rules
from superbill.storage.config import Config


def rules_of_payer(payer_id: str) -> PayerRules | None:
    """The rules of a payer by its id, or None when it has no file. Raises `BadPayerFile`."""
    folder = Config().own_payers
    return _found(payer_id, folder, _stamps(folder))


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file does: files are read anew then, and only then."""
    return tuple(
        (path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.glob("*.toml")) if path.is_file()
    )


@lru_cache(maxsize=1024)
def _found(payer_id: str, folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> PayerRules | None:
    return find_payer_rules(payer_id, folder=folder if stamps else None)
