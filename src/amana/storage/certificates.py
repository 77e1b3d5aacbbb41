"""The certificates of erasures: which are still to come, and under which entries they stand."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.bodies import OpenedBody, open_salted
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_KIND: Final = "certificate"
_NUMBER_BYTES: Final = 15
_GROUP: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """The certificate of one erasure."""

    erasure: UUID
    request: UUID | None
    entry: UUID | None
    """The entry that holds the statement; ``None`` until all of the erasure is done."""
    names: tuple[UUID, ...]
    at: datetime | None
    begun_at: datetime
    part: UUID | None = None
    """The entry of an erasure in part; ``None`` of a whole one."""


def secret_number(sealer: Sealer, of: UUID) -> str:
    """Return the number by which the certificate of a request or an erasure is fetched.

    120 bits under the ring's look-up key, as letters and digits in groups: nobody guesses it, and
    nothing has to be kept for it to be shown again while its person is still here.
    """
    text = base64.b32encode(sealer.mark(_KIND, of.bytes)[:_NUMBER_BYTES]).decode("ascii")
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def hash_of_number(number: str) -> bytes | None:
    """Return the hash under which a number is found; ``None`` for what is no number."""
    plain = "".join(number.upper().split()).replace("-", "")
    try:
        raw = base64.b32decode(plain)
    except (binascii.Error, ValueError):
        return None
    return hashlib.sha256(raw).digest() if len(raw) == _NUMBER_BYTES else None


@dataclass(slots=True, kw_only=True)
class Certificates:
    """The certificates of one service's erasures, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def number(self, of: UUID) -> str:
        """Return the secret number of the certificate of a request, or of an erasure without."""
        return secret_number(self.sealer, of)

    def begin(self, erasure: UUID, *, request: UUID | None, part: UUID | None = None) -> None:
        """Note that an erasure is begun; its number is the request's, where there is one.

        ``part`` is the entry of one that erases some categories alone.
        """
        number = hash_of_number(self.number(request or erasure))
        self.transaction.change(
            "certificates",
            "begin",
            service=self.service,
            erasure=erasure,
            request=request,
            number=number,
            part=part,
        )

    def open(
        self, *, limit: int, behind: tuple[datetime, UUID] | None = None
    ) -> tuple[CertificateRow, ...]:
        """Return erasures that are still to be certified, the oldest first, behind one of them."""
        at, erasure = behind or (None, None)
        rows = self._rows("open", limit=limit, behind=at, behind_erasure=erasure)
        return tuple(map(_row, rows))

    def never(self, erasure: UUID) -> None:
        """Note that it is not to be certified: it was said that some of it is not to be done."""
        self.transaction.change("certificates", "never", service=self.service, erasure=erasure)

    def overtaken(self, *, limit: int) -> tuple[CertificateRow, ...]:
        """Return certified erasures that went on since, when a legal hold was lifted."""
        return tuple(map(_row, self._rows("overtaken", limit=limit)))

    def hold(self, erasure: UUID) -> CertificateRow | None:
        """Let nobody else certify it meanwhile; ``None`` where all is certified, or unknown."""
        rows = self._rows("hold", erasure=erasure)
        return _row(rows[0]) if rows else None

    def of_erasure(self, erasure: UUID) -> CertificateRow:
        """Return the certificate of an erasure, or raise ``NotFound``."""
        return self._one(erasure=erasure)

    def of_request(self, request: UUID) -> CertificateRow:
        """Return the certificate of a request, or raise ``NotFound``."""
        return self._one(request=request)

    def of_number(self, number: str) -> CertificateRow:
        """Return the certificate of a secret number, or raise ``NotFound``."""
        hashed = hash_of_number(number)
        if hashed is None:
            raise NotFound(what=_KIND)
        return self._one(number=hashed)

    def certify(self, erasure: UUID, *, entry: UUID, names: Sequence[UUID]) -> None:
        """Note the entry that holds the statement, and those that it names; it is held."""
        self.transaction.change(
            "certificates",
            "certify",
            service=self.service,
            erasure=erasure,
            entry=entry,
            names=list(names),
        )

    def body(self, row: CertificateRow) -> OpenedBody:
        """Open the statement. Raises ``NotFound`` before it is certified, and ``CannotOpen``."""
        rows = self._rows("body", erasure=row.erasure)
        if row.entry is None or not rows:
            raise NotFound(what=_KIND)
        return open_salted(self.sealer, bytes(rows[0]["sealed"]), entry=row.entry, person=None)

    def said_in_part(self, row: CertificateRow) -> OpenedBody:
        """Open what the entry of an erasure in part says was done in our own records."""
        rows = self._rows("said_in_part", erasure=row.erasure)
        if row.part is None or not rows:
            raise NotFound(what=_KIND)
        return open_salted(self.sealer, bytes(rows[0]["sealed"]), entry=row.part, person=None)

    def _one(
        self,
        *,
        erasure: UUID | None = None,
        request: UUID | None = None,
        number: bytes | None = None,
    ) -> CertificateRow:
        rows = self._rows("one", erasure=erasure, request=request, number=number)
        if not rows:
            raise NotFound(what=_KIND)
        return _row(rows[0])

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("certificates", name, service=self.service, **values)


def _row(row: DictRow) -> CertificateRow:
    return CertificateRow(**{**row, "names": tuple(row["names"] or ())})
