"""Typed settings from COOP_* variables, files and .env; nonsense is refused with the variable's name."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_KEY = 32
EXAMPLES = ("changeme", "change-me", "change_me", "your-secret", "your_secret", "example", "default")
SECRETS = Path("/run/secrets")


class SettingsRefused(SystemExit):
    """The program does not start; the reason stands on standard error and the exit status is 2."""

    def __init__(self, reason: str) -> None:
        super().__init__(2)
        self.reason = reason


class Settings(BaseSettings):
    """Every knob of the house. docs/operating.md tells what each is for."""

    model_config = SettingsConfigDict(
        env_prefix="COOP_", env_file=".env", secrets_dir=SECRETS if SECRETS.is_dir() else None, extra="ignore"
    )

    data_dir: Path = Path("data")
    database_url: str | None = None
    redis_url: str | None = None
    secret_key: str | None = None
    secret_key_file: Path | None = None
    base_url: str | None = None
    trusted_hosts: Annotated[list[str], NoDecode] = []
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    allow_http: bool = False
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    host: str = "127.0.0.1"
    threads: int = Field(default=64, ge=8, le=2000)
    pages_at_once: int | None = Field(default=None, ge=1, le=2000)
    sockets_per_address: int = Field(default=50, ge=1, le=2000)
    messages_per_10s: int = Field(default=10, ge=0, le=100_000)
    production: bool = False
    debug: bool = False
    demo_password: str | None = None
    mail_server: str | None = None
    mail_port: int = 25
    mail_from: str = "coop@localhost"
    mail_user: str | None = None
    mail_password: str | None = None
    mail_tls: Literal["none", "starttls", "tls"] = "none"
    relay: bool = True
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    testing: bool = False

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @model_validator(mode="after")
    def refuse_nonsense(self) -> Self:
        """Production asks for named hosts, https and no debugging (K-01); the key is judged when it is asked for."""
        if not self.production:
            return self
        if self.debug:
            raise ValueError("COOP_DEBUG: 正式运行不能打开调试")
        if not self.trusted_hosts:
            raise ValueError("COOP_TRUSTED_HOSTS: 请写明本系统的主机名，用逗号分开")
        if not self.allow_http and not (self.base_url or "").startswith("https://"):
            raise ValueError("COOP_BASE_URL: 必须以 https:// 开头；内网确需 http 时另设 COOP_ALLOW_HTTP=1")
        return self

    @property
    def sqlalchemy_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'coop.sqlite3'}"

    @property
    def address(self) -> str:
        """Where people reach the house: the given address, else this machine's own."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "::1") else self.host  # noqa: S104 -- compared, not bound
        return (self.base_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def is_embedded(self) -> bool:
        """One process over one data folder: nobody else could be changing the database at the same time."""
        return self.is_sqlite and not self.redis_url

    @property
    def is_sqlite(self) -> bool:
        return self.sqlalchemy_url.startswith("sqlite")

    @property
    def turns(self) -> int:
        """How many pages are written at once: over a line to the database a page mostly waits, and more may do so."""
        return self.pages_at_once or (1 if self.is_sqlite else 8)

    @property
    def cookie_name(self) -> str:
        return "coop" if self.allow_http else "__Host-coop"

    def key(self) -> str:
        """The secret of this installation: given, read from a file, or made once and kept 0600 in the data folder."""
        given = self.secret_key or self._key_in_file()
        if given is None:
            return self._own_key()
        if len(given) < SHORTEST_KEY or len(set(given)) < SHORTEST_KEY // 3:
            raise SettingsRefused(f"COOP_SECRET_KEY: 至少 {SHORTEST_KEY} 个随机字符")
        if any(word in given.lower() for word in EXAMPLES):
            raise SettingsRefused("COOP_SECRET_KEY: 这是示例里的密钥，请换成自己随机生成的")
        return given

    def _key_in_file(self) -> str | None:
        try:
            return self.secret_key_file.read_text().strip() if self.secret_key_file else None
        except OSError as error:
            raise SettingsRefused(f"COOP_SECRET_KEY_FILE: 读不到 {self.secret_key_file}") from error

    def _own_key(self) -> str:
        path = self.prepared_data_dir() / "secret_key"
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def prepared_data_dir(self) -> Path:
        """The data folder, made where it is missing and closed to others."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            self.data_dir.chmod(0o700)
        except OSError as error:
            raise SettingsRefused(f"COOP_DATA_DIR: 用不了 {self.data_dir}（{error.strerror}）") from error
        return self.data_dir


def load() -> Settings:
    """Read the settings of this process, or refuse to start with the name of the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""  # one that stands in capitals is the variable itself
        named = f"{field if field.isupper() else f'COOP_{field.upper()}'}: " if field else ""
        raise SettingsRefused(f"{named}{first['msg'].removeprefix('Value error, ')}") from error
