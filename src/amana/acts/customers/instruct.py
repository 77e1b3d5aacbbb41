"""What a customer has done to its own end users, and to nobody else.

Each act is the one by which the service does the same for itself. Who acts is the customer, so that
the ledger says of every entry on whose instruction it happened (GDPR article 28(3)(a)).
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.customers.errors import NoSuchEndUser
from amana.acts.person_id import check_met
from amana.domain.ledger.entry import Entry, Json
from amana.storage.customers import EndUserRow
from amana.storage.errors import PersonErased
from amana.storage.work import Work

LIST: Final = "list-end-users"
MOST: Final = 200
"""End users on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserPage:
    """Some of a customer's end users, in the order in which they came."""

    persons: tuple[EndUserRow, ...]
    next: UUID | None
    """From where it goes on; ``None`` at the end."""


def actor_of(customer: str) -> Actor:
    """Return the customer as who acts."""
    return Actor(role=Role.CUSTOMER, label=customer)


def check_end_user(work: Work, customer: str, person: str, *, erased: bool = False) -> None:
    """Raise ``NoSuchEndUser`` unless the person is this customer's, and nobody else's, until then.

    Also where another id of theirs is another customer's: what is one person to the service is two
    to them. With ``erased`` somebody counts whose erasure is not over. Raises ``NotFound`` where
    the customer instructs no more, and ``UnusablePerson``.
    """
    check_met(work, person)
    work.customers.hold_in_force(customer)
    # No other id becomes theirs before this is over.
    work.persons.hold()
    try:
        group = work.persons.group(person)
    except PersonErased:
        if not erased:
            raise NoSuchEndUser from None
        group = (work.sealer.person_key(person),)
    if work.customers.of(group) != {customer}:
        raise NoSuchEndUser


def list_end_users(
    act: Act, customer: str, *, after: UUID | None = None, limit: int = MOST
) -> EndUserPage:
    """Return a page of a customer's end users, and commit that it was shown them.

    Raises ``NotFound`` where the customer instructs no more.
    """
    work = act.work
    work.customers.hold_in_force(customer)
    found = work.customers.persons(customer, after=after, limit=limit + 1)
    shown = found[:limit]
    told: dict[str, Json] = {"actor": act.actor.identity, "persons": len(shown)}
    work.commit(Entry(act=LIST, body=told))
    return EndUserPage(persons=shown, next=shown[-1].entry if len(found) > limit else None)
