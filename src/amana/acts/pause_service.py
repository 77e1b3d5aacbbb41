"""Pause a service, and let it go on: its applications are refused meanwhile, nobody else."""

from amana.acts.act import Act
from amana.domain.errors import Malformed
from amana.domain.ledger.entry import Entry
from amana.storage.service_life import LONGEST_REASON, ServiceState


class NoReason(Malformed):
    """A reason is missing, or longer than a notice may be."""

    code = "service.no_reason"


def pause_service(act: Act, *, reason: str) -> None:
    """Refuse the service's applications from this transaction on, and tell them why."""
    check_reason(reason)
    act.work.life.become(ServiceState.PAUSED, reason=reason)
    act.work.commit(
        Entry(act="pause-service", body={"actor": act.actor.identity, "reason": reason})
    )


def resume_service(act: Act) -> None:
    """Let the service's applications in again."""
    act.work.life.become(ServiceState.OPEN, reason="")
    act.work.commit(Entry(act="resume-service", body={"actor": act.actor.identity}))


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing, or too much: people read it."""
    if not reason.strip() or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise NoReason(longest=LONGEST_REASON)
