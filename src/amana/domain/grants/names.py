"""Names of the roles in the organisation's own database, one a purpose.

PostgreSQL cuts names at 63 bytes (``NAMEDATALEN``); two that begin alike would become one. A name
that is too long is cut here instead, with a digest of the whole at its end.
"""

from hashlib import sha256
from typing import Final

LONGEST: Final = 63
"""Bytes of a name in PostgreSQL."""
_DIGEST: Final = 10


def keeper_of(service: str) -> str:
    """Return the role that owns a service's masking views, and the schema that holds its mask."""
    return _cut(f"amana_p_{_part(service)}")


def purpose_role(service: str, purpose: str) -> str:
    """Return the role of a purpose.

    A service's name has no underscore and no two hyphens together, so that the first two
    underscores end it: no two pairs of service and purpose give the same name.
    """
    return _cut(f"amana_p_{_part(service)}__{purpose}")


def _part(service: str) -> str:
    return service.replace("-", "_")


def _cut(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    digest = sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{name[: LONGEST - _DIGEST - 1]}_{digest}"
