"""Where things are and how this installation is set up: environment first, then `superbill.toml` in the data folder.

SUPERBILL_DATA          the data folder (default: the user's data folder of the operating system)
SUPERBILL_CODES         where built code tables live (default: `codes` in the default data folder, shared by all)
SUPERBILL_EDITS         where the site keeps its own edits (default: `edits` in the data folder; `edits = "…"` in superbill.toml)
SUPERBILL_DATABASE_URL  postgres://user:password@host:port/name; SQLite in the data folder when empty
SUPERBILL_SPARK_MASTER  where Spark runs when a command asks for it: spark://host:7077, yarn, local[4] (default: local[2])
SUPERBILL_HOSTS         host names the pages answer to, separated by commas
SUPERBILL_MODEL_URL     an optional language model, off by default; this and its other settings: `storage.model_settings`
SUPERBILL_DICTATION_MODEL  a folder with a Whisper model in CTranslate2's form (default: that of `superbill[dictation]`)
SUPERBILL_HTTPS         1 when a TLS server stands in front: cookies are then sent over TLS only
"""

import os
import secrets
import tomllib
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from superbill.basics.errors import BadInput

SETTINGS_FILE = "superbill.toml"


class BadSettings(BadInput):
    """The settings file in the data folder cannot be used."""


def default_data_folder() -> Path:
    """The user's own data folder, such as ~/.local/share/superbill."""
    return Path(platformdirs.user_data_dir("superbill", appauthor=False))


class Config(BaseSettings):
    """One installation: its folders, its database, and whether it is a demonstration."""

    model_config = SettingsConfigDict(env_prefix="SUPERBILL_", frozen=True, extra="ignore")

    data: Path = Field(default_factory=default_data_folder)
    codes: Path = Field(default_factory=lambda: default_data_folder() / "codes")
    edits: Path | None = None
    database_url: str = ""
    spark_master: str = ""
    dictation_model: Path | None = None
    hosts: str = "127.0.0.1,localhost,[::1]"
    https: bool = False
    debug: bool = False

    @cached_property
    def _file(self) -> dict[str, object]:
        path = self.data / SETTINGS_FILE
        if not path.exists():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise BadSettings("The settings file is not valid TOML.", where=str(path), todo=f"Mend it: {error}.") from error

    @property
    def practice_day(self) -> date | None:
        """The day a demonstration stands still on; None where the clock runs."""
        day = self._file.get("practice_day")
        return day if isinstance(day, date) else None

    @property
    def is_demo(self) -> bool:
        """Whether the data folder holds a demonstration with invented people."""
        return bool(self._file.get("demo", False))

    @property
    def secret_key(self) -> str:
        """The key that signs sessions: made once, kept in the data folder, readable by the owner only."""
        path = self.data / "secret.key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"secret.{os.getpid()}.key")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
            unfinished.replace(path)  # whole or not at all: another process may be starting too
        return path.read_text(encoding="ascii")

    @property
    def database(self) -> str:
        """The address of the database server; empty for SQLite, which the books of a single run always are."""
        return "" if self._file.get("own_database", False) else self.database_url

    @property
    def exchange(self) -> Path:
        """Where files for and from payers are exchanged (`to-payer`, `from-payer`)."""
        return self.data / "exchange"

    @property
    def own_edits(self) -> Path:
        """Where the site keeps its own edits."""
        named = self._file.get("edits")
        return self.edits or (self.data / named if isinstance(named, str) else self.data / "edits")

    @property
    def model_table(self) -> dict[str, object]:
        """What the settings file says of the optional model (`storage.model_settings`)."""
        table = self._file.get("model")
        return dict(table) if isinstance(table, dict) else {}

    @property
    def own_payers(self) -> Path:
        """Where the site keeps the rules of its payers."""
        return self.data / "payers"


def config_here() -> Config:
    """This installation for those who ask often, made once for an environment; the settings file is read as it was the first time."""
    return _config_of(tuple(os.environ.items()))


@lru_cache(maxsize=4)
def _config_of(environment: tuple[tuple[str, str], ...]) -> Config:
    return Config()
