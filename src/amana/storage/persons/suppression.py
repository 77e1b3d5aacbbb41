"""Addresses that stay out: a list by keyed hash, under a key of its own.

The list outlives the persons whose addresses are on it, so that an erased or opted-out address
does not come back with the next import. Its key is derived from the ring's look-up key by
HKDF-SHA-256 (RFC 5869): it follows no epoch, since nobody holds the values to hash them anew, and
nobody without the ring can try addresses against the list. A ring that is destroyed makes the list
unreadable too.

Nothing is deleted from it, so that no login can let an address back in. What takes one off is a row
beside it with a mark under the list's key, for the time that it was put there: put there again, it
stays out again.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from psycopg.rows import DictRow

from amana.domain.person.identifiers import IdentifierKind, Why, matched
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_INFO: Final = b"amana-suppression-1"
_KEY_BYTES: Final = 32
Listable: TypeAlias = tuple[IdentifierKind, str]
"""The kind of an address and its one form."""


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

    def looks(self, addresses: Iterable[Listable]) -> list[tuple[str, bytes]]:
        """Return under what these normalised addresses stand on the list, for a statement."""
        return [(kind.value, self.look(kind, value)) for kind, value in addresses]

    def add(self, kind: IdentifierKind, value: str, why: Why) -> None:
        """Put an address on the list; one that is there already was asked for anew, now."""
        self.add_look(kind, self.look(kind, value), why)

    def add_look(self, kind: IdentifierKind, look: bytes, why: Why) -> None:
        """Put an address on the list by its hash, as a journal kept it."""
        here = {"service": self._service, "kind": kind.value, "look": look, "why": why.value}
        self._transaction.change("identifiers", "suppress", **here)

    def lift(self, kind: IdentifierKind, value: str, whys: Iterable[Why]) -> int:
        """Take an address off the list, as far as it stands there for these reasons."""
        look, wanted = self.look(kind, value), frozenset(whys)
        standing = [
            row for row in self._standing([(kind.value, look)]) if Why(row["why"]) in wanted
        ]
        for row in standing:
            self._transaction.change(
                "identifiers",
                "lift",
                service=self._service,
                kind=kind.value,
                look=look,
                why=row["why"],
                times=row["times"],
                mark=_lifting(self._lookup, row),
            )
        return len(standing)

    def why(self, kind: IdentifierKind, value: str) -> frozenset[Why]:
        """Return why an address stays out; nothing where it does not."""
        return self.why_many([(kind, value)]).get((kind, value), frozenset())

    def why_many(self, addresses: Iterable[Listable]) -> Mapping[Listable, frozenset[Why]]:
        """Return which of these normalised addresses stay out, and why, by one statement."""
        asked = list(addresses)
        looks = dict(zip(self.looks(asked), asked, strict=True))
        found: dict[Listable, set[Why]] = {}
        for row in self._standing(list(looks)):
            found.setdefault(looks[row["kind"], bytes(row["look"])], set()).add(Why(row["why"]))
        return {address: frozenset(whys) for address, whys in found.items()}

    def since_many(
        self, addresses: Iterable[Listable], whys: Iterable[Why]
    ) -> Mapping[Listable, datetime]:
        """Return when normalised addresses were last listed for one of these reasons."""
        asked, wanted = list(addresses), frozenset(whys)
        looks = dict(zip(self.looks(asked), asked, strict=True))
        found: dict[Listable, datetime] = {}
        for row in self._standing(list(looks)):
            if Why(row["why"]) in wanted:
                address = looks[row["kind"], bytes(row["look"])]
                found[address] = max(row["at"], found.get(address, row["at"]))
        return found

    def _standing(self, asked: Sequence[tuple[str, bytes]]) -> list[DictRow]:
        """Return what stands on the list and was not lifted by us; others' lifts do not count."""
        if not asked:
            return []
        rows = self._transaction.rows(
            "identifiers",
            "why",
            service=self._service,
            kinds=[kind for kind, _ in asked],
            looks=[look for _, look in asked],
        )
        return [
            row
            for row in rows
            if not any(
                hmac.compare_digest(mark, _lifting(self._lookup, row)) for mark in row["marks"]
            )
        ]


def _lifting(lookup: bytes, row: DictRow) -> bytes:
    """Return the mark of taking off what stands there for this reason, for this time."""
    named = b"\0".join((b"lift", row["kind"].encode("ascii"), row["why"].encode("ascii")))
    told = named + b"\0" + bytes(row["look"]) + row["times"].to_bytes(4, "big")
    return hmac.digest(_list_key(lookup), told, hashlib.sha256)


@lru_cache(maxsize=256)
def _list_key(lookup: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=_INFO, info=b"key").derive(lookup)
