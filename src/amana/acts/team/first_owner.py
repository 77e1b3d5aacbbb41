"""Make the first owner of a service, before anybody can sign in."""

from collections.abc import Sequence
from uuid import UUID

from amana.acts.act import OPERATOR
from amana.acts.contact import checked_email, checked_name
from amana.acts.team.errors import HasOwner
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage.accounts import OPERATOR_ID
from amana.storage.database import Storage


def first_owner_link(storage: Storage, *, service: str, name: str, email: str) -> str:
    """Make this person the first owner of the service; return the token of their one-time link.

    For whoever sets Amana up at the command line: the address of the link is
    ``<public address>/console/sign-in?token=<token>``, good for half an hour. Doing it again for
    the same person gives another link. Raises ``HasOwner`` where another person owns the
    service, and ``BadName`` or ``BadEmail``; ``UnknownService`` where there is none.
    """
    name, email = checked_name(name), checked_email(email)
    _refuse_second(storage, service, email)
    with storage.platform() as platform:
        member = platform.accounts.add(name=name, email=email).id
    _appoint(storage, service, member)
    with storage.platform() as platform:
        return platform.accounts.add_link(member)


def operator_link(storage: Storage, services: Sequence[str]) -> str | None:
    """Return the token of a one-time link for whoever runs the machine.

    It opens those of the services that no person owns yet; ``None`` where there is no such one.
    Who runs the machine stands in for their owner, under an id of its own and without an address.
    """
    with storage.platform() as platform:
        conditions = platform.conditions()
    waiting = [
        service
        for service in services
        if not conditions[service].state.over and not _owners(storage, service)
    ]
    if not waiting:
        return None
    with storage.platform() as platform:
        platform.accounts.add_operator(OPERATOR.label)
    for service in waiting:
        _appoint(storage, service, OPERATOR_ID)
    with storage.platform() as platform:
        return platform.accounts.add_link(OPERATOR_ID)


def _refuse_second(storage: Storage, service: str, email: str) -> None:
    """Refuse where a person owns the service already, unless it is this one."""
    with storage.platform() as platform:
        known = platform.accounts.by_email(email)
    if _owners(storage, service) - ({known.id} if known else set()):
        raise HasOwner(service=service)


def _owners(storage: Storage, service: str) -> frozenset[UUID]:
    """Return the persons who own the service."""
    with storage.work(service) as work:
        return work.members.lock_owners() - {OPERATOR_ID}


def _appoint(storage: Storage, service: str, member: UUID) -> None:
    """Make the member an owner, where they are nothing yet."""
    with storage.work(service) as work:
        if work.members.add(member, StaffRole.OWNER):
            work.commit(
                Entry(
                    act="appoint_owner",
                    body={"by": OPERATOR.identity, "member": str(member)},
                )
            )
