"""What is announced, with what became of it, as JSON and one by one."""

from uuid import UUID

from amana.acts.instants import at
from amana.domain.ledger.entry import Json
from amana.storage.errors import NotFound
from amana.storage.sharing_notices import Counted
from amana.storage.work import View


def show_announcement(view: View, announcement: UUID) -> Counted:
    """Return one announcement with its counts. Raises ``NotFound``."""
    for each in view.sharing_notices.listed():
        if each.announced.id == announcement:
            return each
    raise NotFound(what="announcement")


def announcement_json(counted: Counted) -> dict[str, Json]:
    """Return an announcement; whom it reached is not in it."""
    announced = counted.announced
    return {
        "announcement": str(announced.id),
        "recipient": announced.sharing.recipient,
        "purpose": announced.sharing.purpose,
        "data": tuple(sorted(announced.sharing.data)),
        "promises": announced.promises,
        "policy_version": announced.version,
        "in_force_at": announced.in_force_at.isoformat(),
        "origin": announced.origin,
        "wait": str(announced.wait),
        "begun_at": announced.begun_at.isoformat(),
        "ended_at": at(announced.ended_at),
        "affected": announced.affected,
        "unreached": announced.unreached,
        "told": counted.told,
        "waiting": counted.waiting,
        "said_no": counted.said_no,
        "last_over": at(counted.last_over),
    }
