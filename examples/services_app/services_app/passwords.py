"""Passwords are kept as scrypt hashes with a salt of their own (RFC 7914)."""

import base64
import hashlib
import hmac
import secrets

_COST = 2**14
_BLOCK = 8
_SALT = 16
SHORTEST = 10
LONGEST = 128


def hashed(password: str) -> str:
    """Return the salt and the hash, to be stored."""
    salt = secrets.token_bytes(_SALT)
    return f"{_text(salt)}${_text(_scrypt(password, salt))}"


def fits(password: str, stored: str) -> bool:
    """Tell whether the password is the one; takes as long either way."""
    salt, _, wanted = stored.partition("$")
    found = _text(_scrypt(password, base64.b64decode(salt, validate=True)))
    return hmac.compare_digest(found, wanted)


NOBODYS = f"{'A' * 22}==${'A' * 43}="
"""Compared with where no account has the address, so that both cases take the same time."""


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
