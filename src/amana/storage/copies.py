"""Copies that are prepared for people: sealed pieces under a key of each copy's own.

A copy's key is sealed under the person's key and stands beside the copy. It is taken away when the
copy's time is over; at the person's erasure both go with their key. Associated data of a piece:
``amana-copy-1``, a zero byte, the service, a zero byte, the copy's 16 bytes, and section, place and
number of the piece in 4 bytes each, big-endian. The nonce is random and stands before the piece.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from amana.domain.copying.shape import Missing
from amana.domain.person.groups import PersonKey
from amana.domain.words import Language
from amana.storage.errors import NotFound, RecordSealBroken
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction

_WHAT: Final = "copy"
_TAG: Final = b"amana-copy-1\0"
_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32
_KEY: Final = "key"
_PERSON: Final = "person"
HEAD: Final = 0
"""The place of the piece that says what a section holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCopy:
    """How a copy stands. ``sealed`` is ``None`` once its key is destroyed."""

    id: UUID
    person_key: bytes = field(repr=False)
    sealed: bytes | None = field(repr=False)
    language: Language
    asked_at: datetime
    claim: UUID | None
    done: int
    """Sections that are whole."""
    sections: int | None
    """Of how many; ``None`` before it was begun."""
    rows: int
    ready_at: datetime | None
    expires_at: datetime | None
    over_at: datetime | None
    fetched: int
    fetched_at: datetime | None
    tries: int
    tried_at: datetime | None
    asked_tries: int
    """Those of the service's program, which use up none of the person's own."""
    asked_tried_at: datetime | None
    missing: tuple[Missing, ...] = ()
    """Sources that could not be read."""
    follows: bool = False
    """Whether it follows one in which a source was missing; then it is whole or not at all."""

    def lies_ready(self, now: datetime) -> bool:
        """Tell whether it can be fetched at this instant."""
        return self.over_at is None and self.expires_at is not None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a piece of a copy stands."""

    section: int
    place: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyKey:
    """What a copy's pieces are sealed under, and whose the copy is."""

    service: str
    copy: UUID
    person: str = field(repr=False)
    key: bytes = field(repr=False)

    def seal(self, plain: bytes, place: Place) -> bytes:
        """Seal a piece for its place."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, plain, self._bound(place))

    def open(self, sealed: bytes, place: Place) -> bytes:
        """Open a piece; any change, or another place's, raises ``RecordSealBroken``."""
        nonce, cipher = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self.key).decrypt(nonce, cipher, self._bound(place))
        except (InvalidTag, ValueError) as error:
            raise RecordSealBroken(record=str(self.copy)) from error

    def _bound(self, place: Place) -> bytes:
        numbers = (place.section, place.place, place.number)
        where = b"".join(each.to_bytes(4, "big") for each in numbers)
        return _TAG + self.service.encode("utf-8") + b"\0" + self.copy.bytes + where


@dataclass(slots=True, kw_only=True)
class Copies:
    """The copies of one service's people, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def begin(
        self,
        identity: UUID,
        person: str,
        *,
        language: Language,
        entry: UUID,
        after: PreparedCopy | None = None,
    ) -> None:
        """Note a copy that is to be made, with a key of its own.

        ``after`` is the copy, with sources missing, that it follows.
        """
        key = self.sealer.person_key(person)
        said = {_KEY: secrets.token_bytes(_KEY_BYTES).hex(), _PERSON: person}
        self._change(
            "begin",
            id=identity,
            person_key=key,
            sealed=seal(self.sealer, said, what=_WHAT, row=identity, person=key),
            language=language,
            entry=entry,
            missing=_missing_json(() if after is None else after.missing),
            follows=after is not None,
        )

    def one(self, identity: UUID, *, hold: bool = False) -> PreparedCopy:
        """Return a copy, or raise ``NotFound``; held, nobody else moves it meanwhile."""
        if hold:
            self._rows("hold", id=identity)
        rows = self._rows("one", id=identity)
        if not rows:
            raise NotFound(what="copy")
        return _copy(rows[0])

    def of(self, members: Collection[PersonKey], *, limit: int) -> tuple[PreparedCopy, ...]:
        """Return the copies of a person's ids, the latest first."""
        rows = self._rows("of", members=list(members), limit=limit)
        return tuple(_copy(row) for row in rows)

    def key_of(self, copy: PreparedCopy) -> CopyKey:
        """Return the copy's key. Raises ``NotFound`` once it is destroyed, and ``KeyMissing``."""
        if copy.sealed is None:
            raise NotFound(what="copy")
        said = unsealed(
            self.sealer, copy.sealed, what=_WHAT, row=copy.id, person=PersonKey(copy.person_key)
        )
        return CopyKey(
            service=self.service,
            copy=copy.id,
            person=str(said[_PERSON]),
            key=bytes.fromhex(str(said[_KEY])),
        )

    def claim(self, identity: UUID, claim: UUID, *, sections: int) -> bool:
        """Let one worker make it; tell whether it is still to be made."""
        return bool(self._change("claim", id=identity, claim=claim, sections=sections))

    def clear_from(self, identity: UUID, section: int) -> None:
        """Take away what was written of this section, and of later ones."""
        self._change("clear_section", id=identity, section=section)

    def put_part(self, key: CopyKey, claim: UUID, place: Place, plain: bytes) -> bool:
        """Write a piece; tell whether the copy is still in this worker's hands."""
        return bool(
            self._change(
                "put_part",
                id=key.copy,
                claim=claim,
                sealed=key.seal(plain, place),
                **_place(place),
            )
        )

    def section_done(self, identity: UUID, claim: UUID, *, done: int, rows: int) -> bool:
        """Note that a section is whole, and the rows of all so far.

        Tell whether the copy is still in this worker's hands.
        """
        return bool(self._change("section_done", id=identity, claim=claim, done=done, rows=rows))

    def note_missing(self, identity: UUID, claim: UUID, missing: Sequence[Missing]) -> bool:
        """Note which sources could not be read; tell whether it is in this worker's hands."""
        noted = _missing_json(missing)
        return bool(self._change("note_missing", id=identity, claim=claim, missing=noted))

    def finish(self, identity: UUID, claim: UUID, *, expires_at: datetime) -> bool:
        """Note that it is whole; tell whether it is still in this worker's hands."""
        return bool(self._change("finish", id=identity, claim=claim, expires_at=expires_at))

    def note_fetched(self, identity: UUID) -> None:
        """Note that it was handed out."""
        self._change("fetched", id=identity)

    def note_try(self, identity: UUID, *, by_program: bool, window: timedelta) -> None:
        """Note that somebody asked for it who did not prove who they are."""
        name = "tried_by_program" if by_program else "tried"
        self._change(name, id=identity, window=window)

    def heads(self, key: CopyKey) -> Iterator[bytes]:
        """Yield what each section holds; nothing once the copy's time is over."""
        for row in self._rows("heads", id=key.copy):
            yield key.open(bytes(row["sealed"]), _place_of(row))

    def parts(self, key: CopyKey, after: Place, *, limit: int) -> tuple[tuple[Place, bytes], ...]:
        """Return some pieces in their order; none once the copy's time is over."""
        rows = self._rows("parts", id=key.copy, limit=limit, **_place(after))
        return tuple(
            (_place_of(row), key.open(bytes(row["sealed"]), _place_of(row))) for row in rows
        )

    def ended(self, *, longest: timedelta, limit: int) -> tuple[UUID, ...]:
        """Return copies whose time is over, and those that did not become ready within it."""
        return tuple(row["id"] for row in self._rows("ended", longest=longest, limit=limit))

    def asked_for(self, *, kinds: Collection[str], limit: int) -> tuple[UUID, ...]:
        """Return proven requests of these kinds without a copy, the first to be answered first."""
        return tuple(row["id"] for row in self._rows("asked_for", kinds=list(kinds), limit=limit))

    def stalled(self, job: str, *, limit: int) -> tuple[tuple[UUID, datetime], ...]:
        """Return copies to be made that no job of this name is about to make, and since when."""
        rows = self._rows("stalled", job=job, limit=limit)
        return tuple((row["id"], row["asked_at"]) for row in rows)

    def end(self, identity: UUID) -> bool:
        """Destroy the copy's key and its pieces; tell whether that is news."""
        ended = bool(self._change("end", id=identity))
        self._change("sweep", id=identity)
        return ended

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("copies", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("copies", name, service=self.service, **values)


def _place(place: Place) -> Mapping[str, int]:
    return {"section": place.section, "place": place.place, "number": place.number}


def _place_of(row: DictRow) -> Place:
    return Place(section=row["section"], place=row["place"], number=row["number"])


def _missing_json(missing: Sequence[Missing]) -> Jsonb:
    return Jsonb([each.plain() for each in missing])


def _copy(row: DictRow) -> PreparedCopy:
    sealed = row["sealed"]
    return PreparedCopy(
        **{
            **row,
            "person_key": bytes(row["person_key"]),
            "sealed": None if sealed is None else bytes(sealed),
            "missing": tuple(Missing.of(each) for each in row["missing"]),
        }
    )
