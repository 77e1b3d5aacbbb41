"""What was done for a request in the sources, and by whom else: the rest of a certificate."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from amana.acts.certifying.certify import Elsewhere
from amana.domain.certificate.statement import (
    ErasedPlace,
    ErasedRows,
    KeptPart,
    NeverAllDone,
    NotAllDone,
    ToldRecipient,
)
from amana.domain.ledger.entry import Json
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State
from amana.storage.request_parts import PartRow
from amana.storage.work import View

_OVER: Final = frozenset({State.DONE, State.PARTLY_DONE})


def elsewhere(view: View, request: UUID) -> Elsewhere:
    """Return what was done for a request in every source, read back, with its entries.

    Raises ``NotAllDone`` while the request goes on, and ``NeverAllDone`` where it is over and a
    source was given up.
    """
    row = view.requests.one(request)
    parts = view.parts.of(request)
    if row.state in _OVER and any(each.state is PartState.GIVEN_UP for each in parts):
        raise NeverAllDone
    if row.state not in _OVER or any(each.state is not PartState.DONE for each in parts):
        raise NotAllDone
    entries = [each.entry for each in parts if each.entry is not None]
    if row.ended is not None:
        entries.append(row.ended)
    return Elsewhere(
        places=tuple(_place(each) for each in parts),
        kept=tuple(_kept(each, kept) for each in parts for kept in each.kept),
        recipients=tuple(
            ToldRecipient(
                recipient=each.recipient,
                contact=each.contact,
                told_at=each.told_at,
                answered_at=each.answered_at,
            )
            for each in view.recipients.of(request)
        ),
        entries=tuple(entries),
    )


def _place(part: PartRow) -> ErasedPlace:
    if part.done_at is None:
        raise NotAllDone
    return ErasedPlace(
        place=part.source,
        tables=tuple(
            ErasedRows(
                table=str(each["table"]),
                deleted=_count(each.get("deleted")),
                changed=_count(each.get("changed")) + _count(each.get("unlinked")),
                kept=_count(each.get("kept")),
            )
            for each in part.counts
        ),
        read_back_at=part.done_at,
        together=part.set_size,
        looks=part.read_back,
        at_most=tuple(
            ErasedRows(
                table=str(each["table"]),
                deleted=_count(each.get("deleted")),
                changed=_count(each.get("changed")) + _count(each.get("unlinked")),
            )
            for each in part.at_most
        ),
    )


def _kept(part: PartRow, kept: Mapping[str, Json]) -> KeptPart:
    until = kept.get("until")
    return KeptPart(
        place=part.source,
        table=str(kept["table"]),
        reason=str(kept.get("reason") or ""),
        until=None if until is None else str(until),
    )


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0
