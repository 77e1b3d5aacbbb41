"""Addresses that stay out: a list by keyed hash, under a key of its own.

The list outlives the persons whose addresses are on it, so that an erased or opted-out address
does not come back with the next import. Its key is derived from the ring's look-up key by
HKDF-SHA-256 (RFC 5869): it follows no epoch, since nobody holds the values to hash them anew, and
nobody without the ring can try addresses against the list. A ring that is destroyed makes the list
unreadable too.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.domain.person.identifiers import IdentifierKind, Why, matched
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_INFO: Final = b"amana-suppression-1"
_KEY_BYTES: Final = 32


class Suppression:
    """The suppressed addresses of one service, in one transaction."""

    __slots__ = ("_lookup", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, sealer: Sealer) -> None:
        """Work in the transaction; the list's key comes from the sealer's ring when needed."""
        self._transaction = transaction
        self._service = service
        self._lookup = sealer.ring.lookup

    def look(self, kind: IdentifierKind, value: str) -> bytes:
        """Return the 32 bytes under which a normalised address stands on the list."""
        named = kind.value.encode("ascii") + b"\0" + matched(kind, value).encode("utf-8")
        return hmac.digest(_list_key(self._lookup), named, hashlib.sha256)

    def add(self, kind: IdentifierKind, value: str, why: Why) -> None:
        """Put an address on the list; one that is there already stays."""
        self.add_look(kind, self.look(kind, value), why)

    def add_look(self, kind: IdentifierKind, look: bytes, why: Why) -> None:
        """Put an address on the list by its hash, as a journal kept it."""
        self._transaction.change(
            "identifiers",
            "suppress",
            service=self._service,
            kind=kind.value,
            look=look,
            why=why.value,
        )

    def lift(self, kind: IdentifierKind, value: str, whys: Iterable[Why]) -> int:
        """Take an address off the list, as far as it stands there for these reasons."""
        return self._transaction.change(
            "identifiers",
            "lift",
            service=self._service,
            kind=kind.value,
            look=self.look(kind, value),
            whys=[why.value for why in whys],
        )

    def why(self, kind: IdentifierKind, value: str) -> frozenset[Why]:
        """Return why an address stays out; nothing where it does not."""
        return self.why_many(kind, [value]).get(value, frozenset())

    def why_many(self, kind: IdentifierKind, values: Iterable[str]) -> Mapping[str, frozenset[Why]]:
        """Return which of these normalised addresses stay out, and why, by one statement."""
        key, head = _list_key(self._lookup), kind.value.encode("ascii") + b"\0"
        looks = {
            hmac.digest(key, head + matched(kind, value).encode("utf-8"), "sha256"): value
            for value in values
        }
        rows = self._transaction.rows(
            "identifiers", "why", service=self._service, kind=kind.value, looks=list(looks)
        )
        found: dict[str, set[Why]] = {}
        for row in rows:
            found.setdefault(looks[bytes(row["look"])], set()).add(Why(row["why"]))
        return {value: frozenset(whys) for value, whys in found.items()}


@lru_cache(maxsize=256)
def _list_key(lookup: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=_INFO, info=b"key").derive(lookup)
