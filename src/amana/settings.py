"""The settings of a running Amana: the only place that reads the environment.

Settings come from ``amana.toml`` and from variables named ``AMANA_…``; a variable beats the
file. An unknown key, a wrong value and a file that others may read stop the start.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from amana.domain.errors import Malformed
from amana.domain.words import ARABIC, ENGLISH, Language

PREFIX: Final = "AMANA_"
FILE_NAME: Final = "amana.toml"
OF_CLIENTS: Final = frozenset({"AMANA_URL", "AMANA_KEY", "AMANA_KEY_FILE", "AMANA_DEBUG"})
"""Variables that belong to applications beside Amana, or to the terminal."""
HIGHEST_PORT: Final = 65_535
MOST_PROCESSES: Final = 8


class UnknownSetting(Malformed):
    """A setting that does not exist was given."""

    code = "settings.unknown"


class WrongSetting(Malformed):
    """A setting has a value that cannot be used."""

    code = "settings.wrong"


class Secret:
    """A text that never shows itself: not in a log, a traceback or a process list."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    def reveal(self) -> str:
        """Return the text, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        """Show nothing."""
        return "Secret()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Each has a default that is safe in production."""

    data: Path = field(
        default=Path(".amana"),
        metadata={"about": "folder of the embedded database, keys and ledger files"},
    )
    database_url: Secret | None = field(
        default=None,
        metadata={"about": "a PostgreSQL 15+ instead of the embedded one, as its administrator"},
    )
    keys_url: Secret | None = field(
        default=None,
        metadata={"about": "a database for persons' keys; else a second one on the same server"},
    )
    host: str = field(default="127.0.0.1", metadata={"about": "address to listen on"})
    port: int = field(
        default=8470, metadata={"about": "port to listen on; 0 lets the system choose"}
    )
    public_url: str | None = field(
        default=None,
        metadata={"about": "how people reach it, such as https://privacy.example.org"},
    )
    web_processes: int = field(
        default=1, metadata={"about": "processes that answer requests, 1 to 8"}
    )
    workers: int = field(
        default=1, metadata={"about": "processes that do jobs and scheduled tasks, 1 to 8"}
    )
    tls_cert: Path | None = field(
        default=None,
        metadata={"about": "certificate chain in PEM, to speak TLS without a proxy in front"},
    )
    tls_key: Path | None = field(
        default=None, metadata={"about": "the certificate's private key, of mode 0600"}
    )
    root_key_file: Path | None = field(
        default=None,
        metadata={"about": "file of the root key; else `secrets/root.key` in the data folder"},
    )


def load(
    environ: Mapping[str, str] | None = None, *, folder: Path | None = None, **chosen: object
) -> Settings:
    """Read the settings from the file in this folder, then from the environment.

    ``chosen`` are options of a command line: they beat both, and ``None`` chooses nothing.
    Raises ``UnknownSetting`` and ``WrongSetting``.
    """
    environ = os.environ if environ is None else environ
    names = {each.name for each in fields(Settings)}
    given: dict[str, object] = {**_from_file((folder or Path()) / FILE_NAME)}
    given.update(_from_environment(environ))
    for name in given:
        if name not in names:
            raise UnknownSetting(name=name, known=", ".join(sorted(names)))
    given.update({name: value for name, value in chosen.items() if value is not None})
    return Settings(**{name: _READERS[name](name, value) for name, value in given.items()})  # type: ignore[arg-type]  # each reader returns its field's type


def language_of_terminal(environ: Mapping[str, str] | None = None) -> Language:
    """Return Arabic where the terminal's locale is Arabic, else English."""
    environ = os.environ if environ is None else environ
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return ARABIC if environ[variable].lower().startswith("ar") else ENGLISH
    return ENGLISH


def debugging(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether tracebacks are wanted: they may hold what a message never would."""
    environ = os.environ if environ is None else environ
    return environ.get("AMANA_DEBUG") == "1"


def notify_socket(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the socket at which a service manager waits to hear how things stand, if one does."""
    environ = os.environ if environ is None else environ
    return environ.get("NOTIFY_SOCKET")


def environment_of_child(**added: str) -> dict[str, str]:
    """Return the environment for a program that Amana starts: its own without Amana's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | added


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongSetting(name=FILE_NAME, wanted="a TOML file") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in OF_CLIENTS
    }


def _path(name: str, value: object) -> Path:
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value or "\0" in value:
        raise WrongSetting(name=name, wanted="a path")
    return Path(value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or not value:
        raise WrongSetting(name=name, wanted="a text")
    return value


def _port(name: str, value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit()) or int(text) > HIGHEST_PORT:
        raise WrongSetting(name=name, wanted=f"a whole number from 0 to {HIGHEST_PORT}")
    return int(text)


def _processes(name: str, value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= MOST_PROCESSES:
        raise WrongSetting(name=name, wanted=f"a whole number from 1 to {MOST_PROCESSES}")
    return int(text)


def _url(name: str, value: object) -> str:
    parts = urlsplit(_text(name, value))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise WrongSetting(name=name, wanted="an address such as https://privacy.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _database(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if urlsplit(_text(name, value)).scheme not in {"postgresql", "postgres"}:
        raise WrongSetting(name=name, wanted="an address such as postgresql://admin@host/name")
    return Secret(str(value))


_READERS: Final = {
    "data": _path,
    "database_url": _database,
    "keys_url": _database,
    "host": _text,
    "port": _port,
    "public_url": _url,
    "root_key_file": _path,
    "web_processes": _processes,
    "workers": _processes,
    "tls_cert": _path,
    "tls_key": _path,
}
