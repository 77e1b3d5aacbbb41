"""Opening the sealed body of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import SALT_BYTES
from amana.domain.ledger.entry import Json
from amana.storage.errors import CannotOpen
from amana.storage.keys.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBody:
    """A body with the salt that binds it to its public leaf."""

    salt: bytes
    text: bytes
    """Its canonical text."""
    body: Mapping[str, Json]


def open_salted(sealer: Sealer, sealed: bytes, *, entry: UUID, person: bytes | None) -> OpenedBody:
    """Open one body with its salt. Raises ``CannotOpen``."""
    try:
        plain = sealer.open(sealed, entry=entry, person=person)
        body = canonical.read(plain[SALT_BYTES:])
    except ValueError as error:
        raise CannotOpen(entry=str(entry)) from error
    if not isinstance(body, Mapping):
        raise CannotOpen(entry=str(entry))
    return OpenedBody(salt=plain[:SALT_BYTES], text=plain[SALT_BYTES:], body=body)


def open_body(
    sealer: Sealer, sealed: bytes | None, *, entry: UUID, person: bytes | None = None
) -> Mapping[str, Json]:
    """Open one body: the salt of its commitment, then its canonical text.

    ``person`` is the look-up key of whom the entry is about. Raises ``CannotOpen``, also where
    there is no body any more.
    """
    if sealed is None:
        raise CannotOpen(entry=str(entry))
    return open_salted(sealer, sealed, entry=entry, person=person).body
