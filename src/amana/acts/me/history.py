"""A person's own history: every act about them, and what shows each one to anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.in_force import in_force, published
from amana.acts.me.errors import NotOwnEntry
from amana.acts.me.words import names_of_data, names_of_purposes, names_of_recipients
from amana.acts.tell_history import DoneAct, act_of, acts_named, tell_history
from amana.domain.decision.rule import Doing
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.messages import CLASSES, MessageClass
from amana.domain.words import Words
from amana.storage.ledger import Ledger
from amana.storage.work import View

AT_ONCE: Final = 50
"""Acts on one page."""
LOOKS: Final = frozenset({Doing.READ.value})
"""What staff do who look at somebody's data; that they were refused is told too."""
_LOOKS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act about the person, in words."""

    entry: UUID
    act: str
    outcome: str
    at: datetime
    data: tuple[Words, ...]
    purposes: tuple[Words, ...]
    recipient: Words | None
    promises: tuple[str, ...]
    """Those that the version in force still makes: their pages can be opened."""
    staff_role: str | None
    staff_reason: str | None
    message_class: MessageClass | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some of the acts, the latest first, and who of the staff looked."""

    acts: tuple[Told, ...]
    looked: tuple[Told, ...]
    first: bool
    next: str | None
    """Where the older ones are found; ``None`` on the last page."""
    count: int
    """Of all acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """What shows that an act stands on the ledger: anybody can check it, and it names nobody."""

    told: Told
    leaf: str | None
    """The public leaf, hex; ``None`` until the sequencer has taken it."""
    tree_size: int | None
    path: tuple[str, ...]
    """The inclusion proof (RFC 9162, 2.1.3), hex, from the leaf upwards."""
    checkpoint: str | None
    key: str | None
    """The verifier key of the service's ledger."""


def show_history(view: View, *, person: str, after: str | None = None) -> HistoryPage:
    """Return a page of the person's history; who looked stands on the first.

    Raises ``WrongCursor``, ``NoPolicyInForce`` and ``PersonErased``.
    """
    policy = published(view, in_force(view)).policy
    part = tell_history(view, person=person, after=after, limit=AT_ONCE)
    looked = () if after else acts_named(view, LOOKS, person=person, limit=_LOOKS_SHOWN)
    return HistoryPage(
        acts=tuple(_told(policy, part.acts)),
        looked=tuple(_told(policy, looked)),
        first=after is None,
        next=part.next,
        count=view.people.counted(person, name=Doing.READ.value).count,
    )


def show_entry(view: View, *, person: str, entry: UUID, key: str | None) -> EntryShown:
    """Return what shows one act about the person. Raises ``NotOwnEntry`` for any other."""
    policy = published(view, in_force(view)).policy
    own = act_of(view, entry, person=person)
    if own is None:
        raise NotOwnEntry
    ledger = Ledger(view.transaction, service=view.service)
    found = ledger.inclusions([entry]).get(entry)
    return EntryShown(
        told=next(iter(_told(policy, (own,)))),
        leaf=None if found is None else found.leaf.hex(),
        tree_size=None if found is None else found.size,
        path=() if found is None else tuple(node.hex() for node in found.proof),
        checkpoint=ledger.checkpoint() if found is not None else None,
        key=key,
    )


def _told(policy: Policy, acts: Iterable[DoneAct]) -> Iterable[Told]:
    for each in acts:
        recipient = () if each.recipient is None else (each.recipient,)
        yield Told(
            entry=each.entry,
            act=each.act,
            outcome=each.outcome,
            at=each.at,
            data=names_of_data(policy, each.data),
            purposes=names_of_purposes(policy, each.purposes),
            recipient=next(iter(names_of_recipients(policy, recipient)), None),
            promises=tuple(it for it in each.promises if it in policy.promises),
            staff_role=each.staff_role,
            staff_reason=each.staff_reason,
            message_class=CLASSES.get(each.message_class or ""),
        )
