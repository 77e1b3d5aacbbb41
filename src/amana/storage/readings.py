"""Documents as they were read, and what a person decided about each proposal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from amana.domain.policy.proposal import Proposal, Reading, Role, Slots
from amana.storage.errors import NotFound
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

Verdict: TypeAlias = Literal["confirmed", "changed", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """A reading in the list of readings."""

    id: UUID
    name: str
    at: datetime
    promises: int
    """Proposals that seem to promise something."""
    decided: int
    """How many of these a person has decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decides on a proposal: the kind and the form that they choose, as YAML."""

    verdict: Verdict
    kind: str | None = None
    form: str = ""
    """What stands under the promise's id in the policy file; empty: as proposed."""
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision(Judgement):
    """A decision as it was recorded."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A document as it was read, with the decisions so far."""

    id: UUID
    name: str
    at: datetime
    reading: Reading
    decisions: Mapping[int, StoredDecision]
    """The latest of each proposal, by its place in the reading."""


class Readings:
    """The readings of one service, in one transaction."""

    __slots__ = ("_now", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, now: datetime) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now

    def add(self, reading: Reading, *, name: str) -> UUID:
        """Save a document with all its proposals and return its new id."""
        identity = uuid7(self._now)
        self._transaction.change(
            "readings",
            "add",
            service=self._service,
            id=identity,
            name=name,
            text=reading.text,
            media=reading.media,
            encoding=reading.encoding,
        )
        self._transaction.changes(
            "readings",
            "add_proposal",
            [
                {**_columns(proposal), "service": self._service, "reading": identity, "position": n}
                for n, proposal in enumerate(reading.proposals)
            ],
        )
        return identity

    def decide(self, reading: UUID, position: int, judgement: Judgement) -> None:
        """Record what a person decided; an earlier decision stays. Raises ``NotFound``."""
        changed = self._transaction.change(
            "readings",
            "decide",
            service=self._service,
            reading=reading,
            position=position,
            id=uuid7(self._now),
            verdict=judgement.verdict,
            kind=judgement.kind,
            form=judgement.form,
            by=judgement.by,
        )
        if not changed:
            raise NotFound(what="proposal")

    def all(self) -> tuple[ReadingRow, ...]:
        """Return all readings, the latest first."""
        rows = self._transaction.rows("readings", "all", service=self._service)
        return tuple(ReadingRow(**row) for row in rows)

    def get(self, reading: UUID) -> StoredReading | None:
        """Return a document whole, or ``None`` where there is none under this id."""
        row = self._transaction.row("readings", "one", service=self._service, id=reading)
        if row is None:
            return None
        text = row["text"]
        return StoredReading(
            id=row["id"],
            name=row["name"],
            at=row["at"],
            reading=Reading(
                text=text,
                media=row["media"],
                encoding=row["encoding"],
                proposals=tuple(_proposal(r, text) for r in self._of("proposals", reading)),
            ),
            decisions={r["position"]: _decision(r) for r in self._of("decisions", reading)},
        )

    def _of(self, name: str, reading: UUID) -> list[DictRow]:
        return self._transaction.rows("readings", name, service=self._service, id=reading)


def _columns(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal's columns; its text stands in the document."""
    return {
        "starts": proposal.start,
        "ends": proposal.end,
        "language": proposal.language,
        "role": proposal.role.value,
        "heading": proposal.heading,
        "lead_in": proposal.lead_in,
        "kinds": list(proposal.kinds),
        "slots": Jsonb(asdict(proposal.slots)),
        "confidence": proposal.confidence,
        "because": Jsonb({kind: list(words) for kind, words in proposal.because.items()}),
    }


def _proposal(row: DictRow, text: str) -> Proposal:
    """Make a proposal of its columns and the document's text."""
    slots: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row["slots"].items()
    }
    return Proposal(
        text=text[row["starts"] : row["ends"]],
        start=row["starts"],
        end=row["ends"],
        language=row["language"],
        role=Role(row["role"]),
        heading=row["heading"],
        lead_in=row["lead_in"],
        kinds=tuple(row["kinds"]),
        slots=Slots(**slots),
        confidence=row["confidence"],
        because={kind: tuple(words) for kind, words in row["because"].items()},
    )


def _decision(row: DictRow) -> StoredDecision:
    return StoredDecision(
        verdict=row["verdict"],
        kind=row["kind"],
        form=row["form"],
        by=row["decided_by"],
        at=row["at"],
    )
