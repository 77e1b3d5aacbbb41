"""The settings of a running Amana: the only place that reads the environment.

Settings come from ``amana.toml`` and from variables named ``AMANA_…``; a variable beats the
file. An unknown key, a wrong value and a file that others may read stop the start.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from amana.acts.probes.sites import site_of
from amana.acts.watch.log_lines import LogFormat, LogLevel
from amana.domain.errors import Broken, Malformed
from amana.domain.hosts import is_loopback
from amana.domain.rates import Limits
from amana.domain.words import ARABIC, ENGLISH, Language

PREFIX: Final = "AMANA_"
FILE_NAME: Final = "amana.toml"
_LONGEST_FILE: Final = 100_000
OF_CLIENTS: Final = frozenset({"AMANA_URL", "AMANA_KEY", "AMANA_KEY_FILE", "AMANA_DEBUG"})
"""Variables that belong to applications beside Amana, or to the terminal."""
HIGHEST_PORT: Final = 65_535
MOST_PROXIES: Final = 64
MOST_PROCESSES: Final = 8
HIGHEST_RATE: Final = 1_000_000_000
SHORTEST_SECRET: Final = 16
_Choice = TypeVar("_Choice", bound=StrEnum)

Network: TypeAlias = IPv4Network | IPv6Network


class UnknownSetting(Malformed):
    """A setting that does not exist was given."""

    code = "settings.unknown"


class WrongSetting(Malformed):
    """A setting has a value that cannot be used."""

    code = "settings.wrong"


class SettingsOpen(Broken):
    """The settings file holds a secret, and others may read it."""

    code = "settings.open"


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


class ClockCheck(StrEnum):
    """What a start does where a clock cannot be right."""

    REFUSE = "refuse"
    WARN = "warn"


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
    trusted_proxies: tuple[Network, ...] = field(
        default=(),
        metadata={
            "about": "addresses or networks of proxies whose word about the client counts, "
            "such as 10.0.0.2 or 10.0.0.0/24"
        },
    )
    addresses: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "about": "where each service itself is public, for probes to look at, such as "
            "`shop=https://shop.example.org`; in the file a table of lists"
        },
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
    security_contact: str | None = field(
        default=None,
        metadata={
            "about": "where weaknesses are reported, for `/.well-known/security.txt`, such as "
            "mailto:security@example.org"
        },
    )
    clock: ClockCheck = field(
        default=ClockCheck.REFUSE,
        metadata={"about": "what a start does about a clock that cannot be right: refuse or warn"},
    )
    root_key_file: Path | None = field(
        default=None,
        metadata={"about": "file of the root key; else `secrets/root.key` in the data folder"},
    )
    limits: Limits = field(
        default=Limits(),
        metadata={
            "about": "how often a minute one network, session or key may come through each door;"
            " those named beat the default"
        },
    )
    log_format: LogFormat = field(
        default=LogFormat.TEXT, metadata={"about": "how log lines are written: `text` or `json`"}
    )
    log_level: LogLevel = field(
        default=LogLevel.INFO,
        metadata={"about": "from which level on: `debug`, `info`, `warning` or `error`"},
    )
    access_log: bool = field(
        default=False,
        metadata={"about": "a log line for each request, with its route and never its address"},
    )
    metrics_token: Secret | None = field(
        default=None,
        metadata={"about": "who sends it as `Authorization: Bearer …` may read `/metrics`"},
    )
    mail_server: Secret | None = field(
        default=None,
        metadata={
            "about": "relay for mail, `smtps://name:password@host` or `smtp://…` with STARTTLS"
        },
    )
    mail_from: str | None = field(
        default=None, metadata={"about": "sender of Amana's mail, such as amana@example.org"}
    )
    alarm_mail_to: tuple[str, ...] = field(
        default=(), metadata={"about": "who is mailed of alarms, with commas between"}
    )
    alarm_language: Language = field(
        default=ARABIC, metadata={"about": "language of mailed alarms: `ar` or `en`"}
    )
    alarm_webhook: Secret | None = field(
        default=None, metadata={"about": "https address that is told of alarms"}
    )
    alarm_webhook_secret: Secret | None = field(
        default=None,
        metadata={"about": "`whsec_…`: 24 to 64 random bytes in base64 that sign what is sent"},
    )
    alarm_webhook_private: bool = field(
        default=False, metadata={"about": "whether that address may lie in the own network"}
    )
    tracing: bool = field(
        default=False,
        metadata={"about": "spans of OpenTelemetry, sent as its own `OTEL_…` variables say"},
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
    """Read the file, if there is one; paths in it are seen from where it lies.

    One that holds a secret, such as a database's password, and that others may read, raises
    ``SettingsOpen``.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read(_LONGEST_FILE + 1)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            name=FILE_NAME, wanted="a file of UTF-8 text that can be read"
        ) from error
    try:
        found = tomllib.loads(text) if len(text) <= _LONGEST_FILE else None
    except tomllib.TOMLDecodeError:
        # The cause would repeat a line of the file.
        found = None
    if found is None:
        raise WrongSetting(name=FILE_NAME, wanted="a TOML file")
    if mode & 0o077 and any(_READERS.get(name) is _database for name in found):
        raise SettingsOpen(file=str(path))
    return {
        name: path.parent / value
        if _READERS.get(name) is _path and isinstance(value, str) and value
        else value
        for name, value in found.items()
    }


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
    wanted = "an address such as https://privacy.example.org"
    try:
        parts = urlsplit(_text(name, value))
        _ = parts.port
    except ValueError as error:
        raise WrongSetting(name=name, wanted=wanted) from error
    host = parts.hostname or ""
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not host or more or not safe:
        raise WrongSetting(name=name, wanted=wanted)
    return f"{parts.scheme}://{parts.netloc}"


def _contact(name: str, value: object) -> str:
    """Read a contact of RFC 9116 section 2.5.3: an address in the web only over TLS."""
    text = _text(name, value)
    parts = urlsplit(text)
    if parts.scheme not in {"mailto", "https", "tel"} or not (parts.netloc or parts.path):
        raise WrongSetting(name=name, wanted="an address such as mailto:security@example.org")
    return text


def _proxies(name: str, value: object) -> tuple[Network, ...]:
    """Read a list, or a text with commas or spaces between."""
    given = value.replace(",", " ").split() if isinstance(value, str) else value
    wanted = "addresses or networks such as 10.0.0.2 or 10.0.0.0/24, and never all of them"
    if not isinstance(given, list | tuple) or len(given) > MOST_PROXIES:
        raise WrongSetting(name=name, wanted=wanted)
    try:
        networks = tuple(ip_network(str(each)) for each in given)
    except ValueError as error:
        raise WrongSetting(name=name, wanted=wanted) from error
    if any(network.prefixlen == 0 for network in networks):
        # Whoever trusted everybody would let anybody say who they are.
        raise WrongSetting(name=name, wanted=wanted)
    return networks


def _addresses(name: str, value: object) -> dict[str, tuple[str, ...]]:
    """Read ``shop=https://a.example,https://b.example other=…``, or a table of lists."""
    wanted = "a service and its addresses, such as shop=https://shop.example.org"
    if isinstance(value, str):
        pairs = [word.partition("=") for word in value.split()]
        value = {service: addresses.split(",") for service, _, addresses in pairs}
    if not isinstance(value, Mapping) or not all(isinstance(each, list) for each in value.values()):
        raise WrongSetting(name=name, wanted=wanted)
    try:
        return {
            _text(name, service): tuple(site_of(str(each)).url for each in addresses)
            for service, addresses in value.items()
        }
    except ValueError as error:
        raise WrongSetting(name=name, wanted=wanted) from error


def _database(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if urlsplit(_text(name, value)).scheme not in {"postgresql", "postgres"}:
        raise WrongSetting(name=name, wanted="an address such as postgresql://admin@host/name")
    return Secret(str(value))


def _limits(name: str, value: object) -> Limits:
    """Read ``pages=300 api=60000``, or a table of the file."""
    if isinstance(value, Limits):
        return value
    pairs = (
        value.items()
        if isinstance(value, Mapping)
        else (word.partition("=")[::2] for word in _text(name, value).split())
    )
    given = {str(door): _rate(name, rate) for door, rate in pairs}
    if given.keys() - {each.name for each in fields(Limits)}:
        raise WrongSetting(name=name, wanted=f"numbers for doors, such as: {Limits()}")
    return Limits(**given)


def _rate(name: str, value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= HIGHEST_RATE:
        raise WrongSetting(name=name, wanted=f"whole numbers from 1 to {HIGHEST_RATE}")
    return int(text)


def _secret(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if len(_text(name, value)) < SHORTEST_SECRET:
        raise WrongSetting(name=name, wanted=f"a text of at least {SHORTEST_SECRET} characters")
    return Secret(str(value))


def _hidden(name: str, value: object) -> Secret:
    return value if isinstance(value, Secret) else Secret(_text(name, value))


def _mailboxes(name: str, value: object) -> tuple[str, ...]:
    """Read a list, or a text with commas between."""
    given = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or any("@" not in str(each) for each in given):
        raise WrongSetting(name=name, wanted="addresses such as ops@example.org")
    return tuple(str(each) for each in given)


def _language(name: str, value: object) -> Language:
    if value == ARABIC:
        return ARABIC
    if value == ENGLISH:
        return ENGLISH
    raise WrongSetting(name=name, wanted="ar | en")


def _switch(name: str, value: object) -> bool:
    text = str(value).lower()
    if text not in _SWITCHES:
        raise WrongSetting(name=name, wanted="true or false")
    return _SWITCHES[text]


def _choice(kind: type[_Choice]) -> Callable[[str, object], _Choice]:
    def read(name: str, value: object) -> _Choice:
        try:
            return kind(str(value).lower())
        except ValueError:
            raise WrongSetting(name=name, wanted=" | ".join(kind)) from None

    return read


_SWITCHES: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_READERS: Final[Mapping[str, Callable[[str, object], object]]] = {
    "clock": _choice(ClockCheck),
    "data": _path,
    "database_url": _database,
    "keys_url": _database,
    "host": _text,
    "port": _port,
    "public_url": _url,
    "trusted_proxies": _proxies,
    "addresses": _addresses,
    "security_contact": _contact,
    "root_key_file": _path,
    "limits": _limits,
    "log_format": _choice(LogFormat),
    "log_level": _choice(LogLevel),
    "access_log": _switch,
    "metrics_token": _secret,
    "tracing": _switch,
    "mail_server": _hidden,
    "mail_from": _text,
    "alarm_mail_to": _mailboxes,
    "alarm_language": _language,
    "alarm_webhook": _hidden,
    "alarm_webhook_secret": _hidden,
    "alarm_webhook_private": _switch,
    "web_processes": _processes,
    "workers": _processes,
    "tls_cert": _path,
    "tls_key": _path,
}
