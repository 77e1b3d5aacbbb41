"""How each recipient is told: set, taken away, listed. The way itself is shown to nobody."""

from dataclasses import dataclass
from typing import Final

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.persons.normal import normal_identifier
from amana.acts.recipients.errors import UnknownRecipient, WayUnfit
from amana.acts.sources.ways import service_way
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.model import Recipient
from amana.domain.request.telling import WayKind, recipients_concerned
from amana.storage.recipients import RecipientWay
from amana.storage.work import View

SET: Final = "set-recipient-way"
DROP: Final = "drop-recipient-way"
_LONGEST: Final = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientListed:
    """A recipient of the policy in force, and how it is told."""

    recipient: Recipient
    kind: WayKind


def list_recipients(view: View) -> tuple[RecipientListed, ...]:
    """Return who gets data of persons by the policy in force, by id."""
    ways = view.recipients.ways()
    policy = published(view, in_force(view)).policy
    return tuple(
        RecipientListed(recipient=each, kind=ways.get(each.id, WayKind.BY_HAND))
        for each in recipients_concerned(policy)
    )


def set_way(act: Act, recipient: str, way: RecipientWay) -> None:
    """Note how a recipient is told, and commit.

    By mail the way is an address; by HTTP the JSON text of a service with its secret, as that of a
    source. Raises ``UnknownRecipient`` and ``WayUnfit``.
    """
    work = act.work
    if recipient not in {each.recipient.id for each in list_recipients(work)}:
        raise UnknownRecipient
    checked = _checked(way)
    entry = work.name_entry()
    work.recipients.put_way(recipient, checked, entry=entry)
    body = _body(act, recipient) | {"how": way.kind.value}
    work.commit(Entry(act=SET, body=body), ids=(entry,))


def drop_way(act: Act, recipient: str) -> None:
    """Let a recipient be told by hand, and commit. Raises ``UnknownRecipient``."""
    if not act.work.recipients.drop_way(recipient):
        raise UnknownRecipient
    act.work.commit(Entry(act=DROP, body=_body(act, recipient)))


def _body(act: Act, recipient: str) -> dict[str, Json]:
    return {"actor": act.actor.identity, "recipient": recipient}


def _checked(way: RecipientWay) -> RecipientWay:
    """Return the way as it can be used; what it says is in no cause."""
    if len(way.way) > _LONGEST or way.kind is WayKind.BY_HAND:
        raise WayUnfit
    try:
        if way.kind is WayKind.MAIL:
            address = normal_identifier(IdentifierKind.EMAIL, way.way)
            return RecipientWay(kind=way.kind, way=address)
        service_way(way.way)
    except AmanaError:
        raise WayUnfit from None
    return way
