"""The ledger's signing keys, Ed25519, one a service, in a file beside no database."""

import base64
import secrets
from pathlib import Path
from typing import Final

from amana.storage.errors import UnknownService
from amana.storage.secret_files import read_secrets, turn_at, write_secrets

_SEED_BYTES: Final = 32
_NUMBER: Final = "+"
"""Stands between a service, whose name has none, and the number of a later key."""


class SigningKeys:
    """The seeds of the services' Ed25519 keys, as RFC 8032, section 5.1.5, takes them."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        """Name the file; it is made with the first key."""
        self._path = path

    def make(self, service: str, *, number: int = 0) -> None:
        """Make a key of the service, by default its first; one that is there stays."""
        with turn_at(self._path):
            held, name = read_secrets(self._path), _name(service, number)
            if name not in held:
                seed = base64.b64encode(secrets.token_bytes(_SEED_BYTES)).decode("ascii")
                write_secrets(self._path, {**held, name: seed})

    def forget(self, service: str, *, below: int) -> None:
        """Remove the service's keys before this number."""
        with turn_at(self._path):
            held = read_secrets(self._path)
            old = {_name(service, number) for number in range(below)} & held.keys()
            if old:
                write_secrets(self._path, {name: held[name] for name in held.keys() - old})

    def seeds(self, service: str) -> tuple[bytes, ...]:
        """Return all private keys of the service that are held, or raise ``UnknownService``."""
        held = read_secrets(self._path)
        names = [name for name in held if name.partition(_NUMBER)[0] == service]
        if not names:
            raise UnknownService(service=service)
        return tuple(base64.b64decode(held[name], validate=True) for name in names)

    def seed(self, service: str, *, number: int = 0) -> bytes:
        """Return the 32 bytes of a private key of the service, or raise ``UnknownService``."""
        held = read_secrets(self._path).get(_name(service, number))
        if held is None:
            raise UnknownService(service=service)
        return base64.b64decode(held, validate=True)


def _name(service: str, number: int) -> str:
    return f"{service}{_NUMBER}{number}" if number else service
