"""Which language model the site has turned on, if any: the environment first, then the table `[model]` in `superbill.toml`.

SUPERBILL_MODEL_URL         the address of an OpenAI-compatible service, such as http://127.0.0.1:8080/v1; empty: no model is ever asked
SUPERBILL_MODEL_NAME        the model's name there
SUPERBILL_MODEL_KEY         the service's key, or
SUPERBILL_MODEL_KEY_FILE    a file that holds it, readable by its owner only; the key is never shown
SUPERBILL_MODEL_DEIDENTIFY  0 to send notes as they are; only to this machine (default: 1)
SUPERBILL_MODEL_SECONDS     how long an answer may take (default: 120)
SUPERBILL_MODEL_SCHEMA      0 for a service that cannot be held to a JSON schema (default: 1)
"""

import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from superbill.basics.errors import BadInput
from superbill.storage.config import Config

_FILE = ("url", "name", "key_file", "deidentify", "seconds", "schema_held")


class BadModelSettings(BadInput):
    """The settings of the model cannot be used; nothing is sent."""


class ModelSettings(BaseSettings):
    """The endpoint, the model's name, and whether what tells whose note it is is taken out before it is sent."""

    model_config = SettingsConfigDict(env_prefix="SUPERBILL_MODEL_", frozen=True, extra="ignore", hide_input_in_errors=True)

    url: str = ""
    name: str = ""
    key: SecretStr = SecretStr("")
    key_file: Path | None = None
    deidentify: bool = True
    seconds: int = Field(default=120, ge=1, le=600)
    schema_held: bool = Field(default=True, validation_alias="SUPERBILL_MODEL_SCHEMA")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """The environment goes before what `of` reads in the file of the data folder."""
        return env_settings, init_settings

    @classmethod
    def of(cls, config: Config) -> "ModelSettings":
        """The settings of an installation. Raises `BadModelSettings`, which repeats no value."""
        table: dict[str, Any] = {
            ("SUPERBILL_MODEL_SCHEMA" if name == "schema_held" else name): value for name, value in config.model_table.items()
        }
        if unknown := sorted(set(config.model_table) - set(_FILE)):
            raise BadModelSettings(
                f"The settings file has an unknown word under [model]: {unknown[0][:30]}.", todo=f"Known: {', '.join(_FILE)}."
            )
        try:
            return cls(**table)
        except ValidationError as error:
            names = ", ".join(sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]}))
            raise BadModelSettings(
                f"A setting of the model cannot be used: {names}.", todo="See docs/how-to/model.md for what each may be."
            ) from None

    @property
    def is_on(self) -> bool:
        """Whether the site turned a model on."""
        return bool(self.url)

    @property
    def endpoint(self) -> "Endpoint":
        """Where to ask. Raises `BadModelSettings`."""
        return endpoint_of(self)

    def secret(self) -> str:
        """The key; empty for a service without one. Raises `BadModelSettings`."""
        if self.key.get_secret_value() or self.key_file is None:
            return self._clean(self.key.get_secret_value())
        try:
            if self.key_file.stat().st_mode & 0o077:
                raise BadModelSettings(
                    "The file with the model's key can be read by others.",
                    where=str(self.key_file),
                    todo="Take their rights away: chmod 600.",
                )
            return self._clean(self.key_file.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadModelSettings(
                "The file with the model's key cannot be read.", where=str(self.key_file), todo="Check its name and its rights."
            ) from error

    @staticmethod
    def _clean(key: str) -> str:
        key = key.strip()
        if not key.isascii() or any(not sign.isprintable() or sign == " " for sign in key):
            raise BadModelSettings("The model's key has signs that no key has.", todo="Put only the key there, in one line.")
        return key


class Endpoint:
    """An address that may be asked: over TLS, or on this machine."""

    def __init__(self, parts: SplitResult) -> None:
        self.host, self.secure = parts.hostname or "", parts.scheme == "https"
        self.port = parts.port or (443 if self.secure else 80)
        self.path = parts.path.rstrip("/") + "/chat/completions"
        self.is_here = is_loopback(self.host)

    @property
    def spoken(self) -> str:
        """For people and the record."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: an address of the loopback, or `localhost`, which is then asked at 127.0.0.1 and nowhere else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint_of(settings: ModelSettings) -> Endpoint:
    """The endpoint of the settings. Raises `BadModelSettings` for one that may not be asked."""
    try:
        parts = urlsplit(settings.url)
        found = Endpoint(parts)
        found.host.encode("idna")  # as it is asked for; a name that cannot be one is a ValueError too
        found.path.encode("ascii")
    except ValueError:
        raise BadModelSettings("The model's address cannot be read.", todo="Write it like http://127.0.0.1:8080/v1.") from None
    if parts.scheme not in ("http", "https") or not found.host or not settings.url.isprintable() or " " in settings.url:
        raise BadModelSettings("The model's address is none of a web service.", todo="Write it like http://127.0.0.1:8080/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadModelSettings(
            "The model's address has a name, a password or a question in it.", todo="Keep the key in SUPERBILL_MODEL_KEY_FILE."
        )
    if not settings.name.strip() or not settings.name.isprintable() or len(settings.name) > 120:
        raise BadModelSettings("The model has no name.", todo="Set SUPERBILL_MODEL_NAME to its name at the service.")
    if not found.is_here and not found.secure:
        raise BadModelSettings("A model off this machine is asked over TLS only.", todo="Use its https:// address.")
    if not found.is_here and not settings.deidentify:
        raise BadModelSettings(
            "Notes do not leave this machine with what tells whose they are.", todo="Take SUPERBILL_MODEL_DEIDENTIFY=0 away."
        )
    return found
