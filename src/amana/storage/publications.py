"""What people publish: what they handed in, sealed, and beside it what everybody sees."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from amana.domain.publication.content import SHOWN_AS, Content, Face, PublicationState, Wish
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_WHAT: Final = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What one person hands in; all of it is sealed under their key."""

    person: str = field(repr=False)
    """The service's own id."""
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """What somebody handed in, and how it stands."""

    id: UUID
    owned: Owned
    person_key: bytes = field(repr=False)
    purpose: str
    state: PublicationState
    wish: Wish
    handle: UUID | None
    stays: bool
    submitted_at: datetime
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How something is to stand from now on."""

    state: PublicationState
    wish: Wish
    face: Face | None = None
    """What shows of it; ``None`` where nothing does."""
    stays: bool = False
    """Whether its words stay, without the person, once that one is erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """What everybody sees, under a handle that says nothing."""

    handle: UUID
    face: Face


@dataclass(slots=True, kw_only=True)
class Publications:
    """What people of one service publish, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put(self, identity: UUID, owned: Owned, wish: Wish, *, purpose: str, entry: UUID) -> None:
        """Note what somebody handed in; whoever they are is met before."""
        key = self.sealer.person_key(owned.person)
        self._change(
            "put",
            id=identity,
            person_key=key,
            kind=owned.content.kind,
            purpose=purpose,
            shown_as=wish.shown_as.value,
            with_contact=wish.with_contact,
            sealed=self.sealer.seal(_packed(owned), entry=identity, person=key),
            entry=entry,
        )

    def one(self, identity: UUID) -> PublicationRow:
        """Return one, which nobody else changes meanwhile. Raises ``NotFound``."""
        rows = self._rows("one", id=identity)
        if not rows:
            raise NotFound(what=_WHAT)
        return self._row(rows[0])

    def waiting(self, *, after: UUID | None, limit: int) -> tuple[PublicationRow, ...]:
        """Return what waits to be judged, the oldest first."""
        return tuple(map(self._row, self._rows("waiting", after=after, limit=limit)))

    def of(self, members: Sequence[bytes], *, limit: int) -> tuple[PublicationRow, ...]:
        """Return what one person handed in, the latest first."""
        return tuple(map(self._row, self._rows("of", members=list(members), limit=limit)))

    def hold_approved(self, members: Sequence[bytes], *, limit: int) -> tuple[PublicationRow, ...]:
        """Return what one person shows, which nobody else changes meanwhile, the oldest first."""
        rows = self._rows("hold_approved", members=list(members), limit=limit)
        return tuple(map(self._row, rows))

    def become(self, row: PublicationRow, now: Standing, *, entry: UUID) -> None:
        """Change how it stands; what shows from now on does so under a handle never seen."""
        if row.handle is not None:
            self._change("hide", handle=row.handle)
        handle = None if now.face is None else uuid4()
        self._change(
            "become",
            id=row.id,
            state=now.state.value,
            shown_as=now.wish.shown_as.value,
            with_contact=now.wish.with_contact,
            handle=handle,
            stays=now.stays,
            changed=entry,
        )
        if now.face is not None:
            self._change(
                "show",
                handle=handle,
                kind=now.face.kind,
                words=json.dumps(dict(now.face.words)),
                called=_json_or_none(now.face.name),
                contact=_json_or_none(now.face.contact),
            )

    def shown(self, *, kind: str | None, after: UUID | None, limit: int) -> tuple[ShownRow, ...]:
        """Return what everybody sees."""
        return tuple(
            ShownRow(handle=row.pop("handle"), face=Face(**row))
            for row in self._rows("shown", kind=kind, after=after, limit=limit)
        )

    def _row(self, row: DictRow) -> PublicationRow:
        key = bytes(row["person_key"])
        plain = self.sealer.open(bytes(row["sealed"]), entry=row["id"], person=key)
        return PublicationRow(
            id=row["id"],
            owned=_unpacked(plain, row["kind"]),
            person_key=key,
            purpose=row["purpose"],
            state=PublicationState(row["state"]),
            wish=Wish(shown_as=SHOWN_AS[row["shown_as"]], with_contact=row["with_contact"]),
            handle=row["handle"],
            stays=row["stays"],
            submitted_at=row["submitted_at"],
            changed_at=row["changed_at"],
        )

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("publications", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("publications", name, service=self.service, **values)


def _packed(owned: Owned) -> bytes:
    content = owned.content
    parts = {
        "person": owned.person,
        "words": dict(content.words),
        "name": dict(content.name),
        "contact": dict(content.contact),
    }
    return json.dumps(parts, ensure_ascii=False).encode("utf-8")


def _unpacked(plain: bytes, kind: str) -> Owned:
    parts = json.loads(plain)
    person = parts.pop("person")
    return Owned(person=person, content=Content(kind=kind, **parts))


def _json_or_none(part: Mapping[str, str] | None) -> str | None:
    return None if part is None else json.dumps(dict(part))
