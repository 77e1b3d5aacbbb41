"""Releases of data on a legal ground: proposed, decided by another, told when they may be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.decision.question import Question
from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.release.release import Cut, Document, ReleaseState
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release as it is kept. Whom it is about does not stand in it."""

    id: UUID
    recipient: str
    purpose: str
    ground: str
    nature: str
    data: tuple[str, ...]
    promise: str
    version: int
    document: Document
    people: int
    silent_until: date | None
    ends_at: datetime
    state: ReleaseState
    proposed_by: UUID | None
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """Somebody who is to be told of a release now."""

    release: UUID
    person: bytes = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Releases:
    """The releases of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put(  # noqa: PLR0913 - what a release is
        self,
        identity: UUID,
        given: Cut,
        *,
        version: int,
        document: Document,
        persons: Sequence[bytes],
        silent_until: date | None,
        ends_at: datetime,
        proposed_by: UUID | None,
        entry: UUID,
    ) -> int:
        """Note a release that is proposed; return how many persons it is about."""
        sealed = self.sealer.seal(_written(document), entry=identity)
        scope = given.scope
        self._change(
            "put",
            id=identity,
            recipient=scope.recipient,
            purpose=scope.purpose,
            ground=scope.ground.value,
            nature=scope.nature.value,
            data=sorted(scope.data),
            promise=given.promise,
            version=version,
            sealed=sealed,
            people=len(persons),
            silent_until=silent_until,
            ends_at=ends_at,
            proposed_by=proposed_by,
            entry=entry,
        )
        return self._change("about", id=identity, person_keys=list(persons))

    def hold(self, identity: UUID) -> ReleaseRow:
        """Return a release about which nobody else decides meanwhile. Raises ``NotFound``."""
        return self._found("hold", identity)

    def one(self, identity: UUID) -> ReleaseRow:
        """Return a release. Raises ``NotFound``."""
        return self._found("one", identity)

    def listed(self) -> tuple[ReleaseRow, ...]:
        """Return releases, those that wait for a second person first."""
        return tuple(map(self._row, self._rows("listed", most=_MOST)))

    def decide(self, row: ReleaseRow, state: ReleaseState, *, by: UUID | None, entry: UUID) -> None:
        """End a proposal. Those concerned are told once something of theirs was disclosed."""
        self._change("decide", id=row.id, state=state.value, by=by, entry=entry)

    def lets(
        self,
        identity: UUID,
        question: Question,
        members: Collection[bytes],
        *,
        ended: bool = False,
    ) -> bool:
        """Tell whether an approved release covers all that a question about a person asks.

        With ``ended`` one counts as well that has ended since.
        """
        return bool(
            question.recipient is not None
            and question.data
            and question.purposes
            and self._rows(
                "lets",
                id=identity,
                recipient=question.recipient,
                nature=question.nature,
                data=sorted(question.data),
                purposes=sorted(question.purposes),
                members=list(members),
                ended=ended,
            )
        )

    def to_tell(self, *, most: int) -> tuple[ToTell, ...]:
        """Return some who are to be told now; others leave them to this transaction."""
        rows = self._rows("to_tell", most=most)
        return tuple(
            ToTell(release=row["release"], person=bytes(row["person_key"])) for row in rows
        )

    def told(self, told: Sequence[tuple[ToTell, UUID | None]]) -> None:
        """Note the messages to them, ``None`` where there was no way to write one."""
        self._change(
            "told",
            releases=[each.release for each, _ in told],
            person_keys=[each.person for each, _ in told],
            messages=[message for _, message in told],
        )

    def name_entry(self, identity: UUID, entry: UUID, *, outside: bool = False) -> None:
        """Note under which entry data is, or is to be, disclosed: not shown in a silence.

        What lies ``outside`` of the release no silence hides.
        """
        self._change("name_entry", id=identity, entry=entry, outside=outside)

    def disclosed(self, identity: UUID, entry: UUID, members: Collection[bytes]) -> None:
        """Note that data of a person went out under an entry: from then on they are to be told.

        Where the law demands silence, when that is over. Again changes nothing of the time.
        """
        self.name_entry(identity, entry)
        self._change("due", id=identity, members=list(members))

    def of_entry(self, entry: UUID) -> UUID | None:
        """Return the release that an entry was named for; ``None`` where it was for none."""
        rows = self._rows("of_entry", entry=entry)
        return rows[0]["release"] if rows else None

    def _found(self, name: str, identity: UUID) -> ReleaseRow:
        rows = self._rows(name, id=identity)
        if not rows:
            raise NotFound(what="release")
        return self._row(rows[0])

    def _row(self, row: DictRow) -> ReleaseRow:
        plain = self.sealer.open(bytes(row.pop("sealed")), entry=row["id"])
        data, state = row.pop("data"), row.pop("state")
        return ReleaseRow(
            document=_read(canonical.read(plain)),
            data=tuple(data),
            state=ReleaseState(state),
            **row,
        )

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("releases", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("releases", name, service=self.service, **values)


def _written(document: Document) -> bytes:
    return canonical.write(
        {
            "asker": document.asker,
            "contact": document.contact,
            "reference": document.reference,
            "sha256": document.sha256,
            "reason": document.reason,
            "same_protection": document.same_protection,
        }
    )


def _read(stored: Json) -> Document:
    if not isinstance(stored, dict):
        raise TypeError
    return Document(**{str(name): value for name, value in stored.items()})
