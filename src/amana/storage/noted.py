"""What a service's own tasks noted of nobody: the bodies of the last entries of one act."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from amana.domain.ledger.entry import Json
from amana.storage.last_entries import body_of
from amana.storage.uuid7 import uuid7
from amana.storage.work import View


def noted_since(
    view: View, act: str, *, since: datetime, limit: int
) -> Iterator[tuple[datetime, Mapping[str, Json]]]:
    """Yield instant and body of the entries of an act under no promise, the latest first.

    For acts that are about nobody, and at most so many. A body that was lost in a restore is
    empty.
    """
    rows = view.transaction.rows(
        "evidence", "noted", service=view.service, act=act, since=uuid7(since), limit=limit
    )
    for row in rows:
        yield row["at"].astimezone(UTC), body_of(view, row["sealed"], row["entry"])
