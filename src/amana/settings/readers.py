"""Reading one setting: from a text of the environment, a value of the file, or an option."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from amana.acts.probes.sites import public_url_of, sites_of
from amana.acts.watch.log_lines import LogFormat, LogLevel
from amana.domain.hosts import contact_of, is_loopback, networks_of
from amana.domain.ledger.entry import EvidenceMode
from amana.domain.rates import Limits
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.settings.model import ClockCheck, Secret, WrongSetting
from amana.settings.person_providers import providers_of

HIGHEST_PORT: Final = 65_535
MOST_PROCESSES: Final = 8
LONGEST_EPOCH: Final = 3650
HIGHEST_RATE: Final = 1_000_000_000
SHORTEST_SECRET: Final = 16
# Said here again: the storage that takes the key loads the database's driver, which no help needs.
ROOT_KEY_BYTES: Final = 32
_Choice = TypeVar("_Choice", bound=StrEnum)


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


def _days(name: str, value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit()) or int(text) > LONGEST_EPOCH:
        raise WrongSetting(name=name, wanted=f"a whole number from 0 to {LONGEST_EPOCH}")
    return int(text)


def _root_key(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    wrong = WrongSetting(name=name, wanted=f"{ROOT_KEY_BYTES} bytes in base64")
    try:
        key = base64.b64decode(_text(name, value), validate=True)
    except ValueError:
        raise wrong from None
    if len(key) != ROOT_KEY_BYTES:
        raise wrong
    return Secret(str(value))


def _parsed(parse: Callable[[object], object], wanted: str) -> Callable[[str, object], object]:
    """Return a reader for what is parsed elsewhere; ``ValueError`` there is a wrong setting."""

    def read(name: str, value: object) -> object:
        try:
            return parse(value)
        except ValueError:
            raise WrongSetting(name=name, wanted=wanted) from None

    return read


def _witness_of(value: object) -> str:
    """Return the address of a witness, which may have a path; plain HTTP only on this machine."""
    parts = urlsplit(str(value))
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not (plain or parts.scheme == "https") or not parts.hostname or parts.query:
        raise ValueError
    return parts.geturl()


def _database(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if urlsplit(_text(name, value)).scheme not in {"postgresql", "postgres"}:
        raise WrongSetting(name=name, wanted="an address such as postgresql://admin@host/name")
    return Secret(str(value))


def _issuer(name: str, value: object) -> str:
    """Read an issuer (OpenID Connect Discovery 1.0, section 3): https, no query, no fragment."""
    text = _text(name, value)
    parts = urlsplit(text)
    local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if (
        not parts.hostname
        or parts.query
        or parts.fragment
        or not (parts.scheme == "https" or local)
    ):
        raise WrongSetting(name=name, wanted="an address such as https://login.example.org/realm")
    return text


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


def _path_each(name: str, value: object) -> dict[str, Path]:
    """Read ``shop=/var/mail/shop other=…``, or a table of texts: a path for each service."""
    pairs = value
    if isinstance(value, str):
        pairs = {word.partition("=")[0]: word.partition("=")[2] for word in value.split()}
    if not isinstance(pairs, Mapping) or not all(pairs):
        raise WrongSetting(name=name, wanted="a path for each service, such as shop=/var/mail/shop")
    return {str(service): _path(name, each) for service, each in pairs.items()}


def _hidden_each(name: str, value: object) -> dict[str, Secret]:
    """Read ``shop=… other=…``, or a table of texts: a secret for each service."""
    pairs = value
    if isinstance(value, str):
        pairs = {word.partition("=")[0]: word.partition("=")[2] for word in value.split()}
    if not isinstance(pairs, Mapping) or not all(pairs):
        raise WrongSetting(name=name, wanted="a value for each service, such as shop=…")
    return {str(service): _hidden(name, each) for service, each in pairs.items()}


def _lines(name: str, value: object) -> Secret:
    """Read several lines, none of which holds a control character."""
    if isinstance(value, Secret):
        return value
    text = str(value)
    if not text or not all(line.isprintable() for line in text.splitlines()):
        raise WrongSetting(name=name, wanted="lines such as `Authorization: Bearer …`")
    return Secret(text)


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
READERS: Final[Mapping[str, Callable[[str, object], object]]] = {
    "clock": _choice(ClockCheck),
    "data": _path,
    "database_url": _database,
    "keys_url": _database,
    "host": _text,
    "port": _port,
    "public_url": _parsed(public_url_of, "an address such as https://privacy.example.org"),
    "trusted_proxies": _parsed(networks_of, "such as 10.0.0.2 or 10.0.0.0/24, and never all"),
    "addresses": _parsed(sites_of, "such as shop=https://shop.example.org"),
    "security_contact": _parsed(contact_of, "such as mailto:security@example.org"),
    "root_key_file": _path,
    "root_key": _root_key,
    "root_key_kms": _text,
    "key_epoch_days": _days,
    "evidence": _choice(EvidenceMode),
    "witness": _parsed(_witness_of, "an address such as https://witness.example.org/w"),
    "witness_key": _text,
    "limits": _limits,
    "oidc_issuer": _issuer,
    "oidc_client_id": _text,
    "oidc_client_secret": _hidden,
    "oidc_client_secret_file": _path,
    "person_providers": _parsed(
        providers_of,
        "tables with issuer (or authorization, token and profile), client_id, client_secret_file",
    ),
    "log_format": _choice(LogFormat),
    "log_level": _choice(LogLevel),
    "access_log": _switch,
    "metrics_token": _secret,
    "tracing": _switch,
    "mail_server": _hidden,
    "mail_from": _text,
    "dkim_key": _path,
    "dkim_domain": _text,
    "browser": _text,
    "dkim_selector": _text,
    "sms_gateway": _hidden,
    "sms_method": _text,
    "sms_headers": _lines,
    "sms_body": _text,
    "sms_private": _switch,
    "message_webhook": _hidden,
    "message_webhook_secret": _hidden,
    "message_webhook_private": _switch,
    "alarm_mail_to": _mailboxes,
    "alarm_language": _language,
    "alarm_webhook": _hidden,
    "alarm_webhook_secret": _hidden,
    "alarm_webhook_private": _switch,
    "mail_in_folders": _path_each,
    "seed_mailboxes": _path_each,
    "mail_in_secrets": _hidden_each,
    "mail_in_relay": _text,
    "mail_in_addresses": _mailboxes,
    "mail_in_rights": _mailboxes,
    "event_webhooks": _hidden_each,
    "event_webhook_secrets": _hidden_each,
    "event_webhook_private": _switch,
    "web_processes": _processes,
    "workers": _processes,
    "tls_cert": _path,
    "tls_key": _path,
}
PATHS: Final = frozenset(name for name, reader in READERS.items() if reader is _path)
"""Settings that are paths: those of the file are seen from where it lies."""
SECRET: Final = frozenset(
    name
    for name, reader in READERS.items()
    if reader in {_database, _hidden, _hidden_each, _lines, _root_key, _secret}
)
"""Settings whose value is a secret, or may hold one."""
