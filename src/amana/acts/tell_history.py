"""Tell what was done with a person's data: every act about them, opened from its seal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.domain.ledger.entry import Json
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAct:
    """One act about a person, as it stands in their own copy."""

    entry: UUID
    act: str
    outcome: str
    at: datetime
    promises: tuple[str, ...]
    purposes: tuple[str, ...]
    data: tuple[str, ...]
    recipient: str | None
    staff_reason: str | None
    staff_role: str | None = None
    """In which role a member of staff did it: a member's own name is never told."""


def tell_history(view: View, *, person: str) -> tuple[DoneAct, ...]:
    """Return the acts about this person, the latest first; of an unknown person there are none.

    Staff are told by role, with their reasons, never by name or id: who it was is for the
    controller to answer (decision 0167).
    """
    return tuple(
        DoneAct(
            entry=row.entry,
            act=row.act,
            outcome=row.outcome.value,
            at=row.at,
            promises=row.promises,
            purposes=_texts(row.body, "purposes"),
            data=_texts(row.body, "data"),
            recipient=_text(row.body, "recipient"),
            staff_reason=_text(row.body, "reason"),
            staff_role=_text(row.body, "role"),
        )
        for row in view.people.acts(person)
    )


def _text(body: Mapping[str, Json], name: str) -> str | None:
    found = body.get(name)
    return found if isinstance(found, str) else None


def _texts(body: Mapping[str, Json], name: str) -> tuple[str, ...]:
    found = body.get(name)
    return tuple(str(each) for each in found) if isinstance(found, tuple | list) else ()
