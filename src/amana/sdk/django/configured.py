"""The setting ``AMANA`` of a Django project, read strictly and once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from amana.sdk.client import Amana

_KNOWN: Final = frozenset(
    {"URL", "KEY_FILE", "SERVICE", "ID", "MODELS", "MAIL_BACKEND", "MAIL_OF", "TELLS", "TIMEOUT"}
)
_NEEDED: Final = ("URL", "KEY_FILE", "SERVICE")
_CLIENTS: Final[dict[tuple[int, str], Amana]] = {}
"""One for each process and address: sockets are not shared over a fork."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """What the setting says. The key itself is read from its file, and not kept here."""

    url: str
    key_file: Path
    service: str
    id: str
    """How the id of a person is made of the primary key of their account, such as ``user-{}``."""
    models: Mapping[str, Mapping[str, Any]]
    mail_backend: str
    mail_of: str | None
    tells: str | None
    """Where the file with the secret stands by which Amana signs what it tells."""
    timeout: float
    """Seconds for a whole answer."""


@cache
def configured() -> Configured:
    """Return what the project set. Raises ``ImproperlyConfigured``, which says what to mend."""
    said = getattr(settings, "AMANA", None)
    if not isinstance(said, dict):
        msg = "The setting AMANA is missing: a dictionary with URL, KEY_FILE and SERVICE."
        raise ImproperlyConfigured(msg)
    if unknown := sorted(said.keys() - _KNOWN):
        msg = f"The setting AMANA has unknown items: {', '.join(unknown)}."
        raise ImproperlyConfigured(msg)
    if missing := [name for name in _NEEDED if not said.get(name)]:
        msg = f"The setting AMANA lacks {', '.join(missing)}."
        raise ImproperlyConfigured(msg)
    form = said.get("ID", "user-{}")
    if form.count("{}") != 1:
        msg = "AMANA['ID'] needs {} once, for the primary key of the account: 'user-{}'."
        raise ImproperlyConfigured(msg)
    return Configured(
        url=said["URL"],
        key_file=Path(said["KEY_FILE"]),
        service=said["SERVICE"],
        id=form,
        models=said.get("MODELS", {}),
        mail_backend=said.get("MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
        mail_of=said.get("MAIL_OF"),
        tells=said.get("TELLS"),
        timeout=float(said.get("TIMEOUT", 5)),
    )


def client() -> Amana:
    """Return the client of this process."""
    said = configured()
    place = (os.getpid(), said.url)
    if place not in _CLIENTS:
        key = said.key_file.read_text(encoding="ascii").strip()
        _CLIENTS[place] = Amana(said.url, key, timeout=said.timeout)
    return _CLIENTS[place]


def person_id(account: Any) -> str | None:  # noqa: ANN401 - any model may hold a project's accounts
    """Return the id by which Amana knows an account; ``None`` before it has a primary key."""
    key = getattr(account, "pk", None)
    return None if key is None else configured().id.format(key)


def named(path: str) -> Callable[..., Any]:
    """Return the project's own function that a setting names."""
    found = import_string(path)
    if not callable(found):
        msg = f"AMANA names {path}, which is no function."
        raise ImproperlyConfigured(msg)
    return found  # type: ignore[no-any-return]  # a function of the project
