"""The last entry of each act of some names: how a service's own looks and backups stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from amana.domain.ledger.entry import Json, Outcome
from amana.storage.bodies import open_body
from amana.storage.errors import CannotOpen
from amana.storage.evidence import NO_PROMISE
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEntry:
    """The last entry of an act; of two at one instant the failed one."""

    entry: UUID
    outcome: Outcome
    at: datetime
    """Aware, UTC."""
    body: Mapping[str, Json]
    """Empty where it was lost in a restore."""


def last_entries(
    view: View, acts: Iterable[str], *, promises: Iterable[str] = (NO_PROMISE,)
) -> dict[str, LastEntry]:
    """Return by act its last entry under any of the promises, or under none of them all.

    For acts that are about nobody: another's body is not opened, and shown empty.
    """
    rows = view.transaction.rows(
        "evidence",
        "last_of_acts",
        service=view.service,
        acts=sorted(set(acts)),
        promises=sorted(set(promises)),
    )
    return {
        row["act"]: LastEntry(
            entry=row["entry"],
            outcome=Outcome(row["outcome"]),
            at=row["at"].astimezone(UTC),
            body=body_of(view, row["sealed"], row["entry"]),
        )
        for row in rows
    }


def body_of(view: View, sealed: bytes | None, entry: UUID) -> Mapping[str, Json]:
    """Return the body of an entry that is about nobody; empty where it cannot be opened."""
    try:
        return open_body(view.sealer, sealed, entry=entry)
    except CannotOpen:
        return {}
