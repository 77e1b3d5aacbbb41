"""Who received a person's data, and the partners whom they chose themselves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.declared_map import declared_map
from amana.acts.in_force import in_force, published
from amana.acts.me.words import names_of_data, names_of_purposes, names_of_recipients
from amana.acts.tell_history import DoneAct, acts_named
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Outcome
from amana.domain.policy.model import Policy
from amana.domain.record_map.model import RecordMap
from amana.domain.sharing.disclosing import Method
from amana.domain.words import Words
from amana.storage.sharing import Received
from amana.storage.work import View

MOST: Final = 200
"""Disclosures on the page, and permissions; older ones stand in the person's copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedShown:
    """What a recipient received of the person, in words."""

    recipient: Words
    kind: str | None
    """A term of the vocabulary of recipients; ``None`` where the policy dropped it."""
    country: str | None
    what: tuple[Words, ...]
    purpose: Words
    basis: str | None
    ground: str | None
    method: Method
    at: datetime
    sure: bool
    outside: bool
    """Whether it was said to follow an order or a merger that does not cover it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermittedShown:
    """What an application was permitted to disclose; whether it did is not known here."""

    entry: UUID
    recipient: Words | None
    """``None`` where the application named none."""
    what: tuple[Words, ...]
    purposes: tuple[Words, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLink:
    """A partner whom the person chose."""

    id: str
    name: Words
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPage:
    """Who received the person's data, the latest first, and the partners of their own choice."""

    links: tuple[OwnLink, ...]
    received: tuple[ReceivedShown, ...]
    permitted: tuple[PermittedShown, ...]
    """Permissions of which no disclosure is noted, the latest first."""
    more: bool
    """Whether there are older ones, which only the copy lists."""


def show_received(view: View, *, person: str) -> ReceivedPage:
    """Return who received a person's data, and who was permitted to, as far as it may be told.

    Raises ``PersonErased`` and ``NoPolicyInForce``.
    """
    policy = published(view, in_force(view)).policy
    declared = declared_map(view)
    group = view.persons.group(person)
    rows = view.sharing.received(group, limit=MOST + 1)
    links = view.sharing.linked(group)
    acts = acts_named(view, {Doing.DISCLOSE.value}, person=person, limit=MOST + 1)
    return ReceivedPage(
        links=tuple(
            OwnLink(id=each, name=names_of_recipients(policy, (each,))[0], since=since)
            for each, since in links.items()
        ),
        received=tuple(_shown(policy, declared, row) for row in rows[:MOST]),
        permitted=_permitted(policy, acts[:MOST], noted={each.entry for each in rows}),
        more=max(len(rows), len(acts)) > MOST,
    )


def _permitted(
    policy: Policy, acts: Iterable[DoneAct], *, noted: Collection[UUID]
) -> tuple[PermittedShown, ...]:
    return tuple(
        PermittedShown(
            entry=each.entry,
            recipient=None
            if each.recipient is None
            else names_of_recipients(policy, (each.recipient,))[0],
            what=names_of_data(policy, each.data),
            purposes=names_of_purposes(policy, each.purposes),
            at=each.at,
        )
        for each in acts
        if each.outcome == Outcome.DONE.value and each.entry not in noted
    )


def _shown(policy: Policy, declared: RecordMap | None, row: Received) -> ReceivedShown:
    recipient = policy.recipients.get(row.recipient)
    purpose = policy.purposes.get(row.purpose)
    categories = dict.fromkeys(_category(declared, each) for each in row.fields)
    return ReceivedShown(
        recipient=names_of_recipients(policy, (row.recipient,))[0],
        kind=None if recipient is None else recipient.kind,
        country=None if recipient is None else recipient.country,
        what=names_of_data(policy, categories),
        purpose=names_of_purposes(policy, (row.purpose,))[0],
        basis=None if purpose is None else purpose.basis,
        ground=row.ground,
        method=row.method,
        at=row.at,
        sure=row.sure,
        outside=row.outside,
    )


def _category(declared: RecordMap | None, field: str) -> str:
    """Return what a field is by the map; a category, or a field that the map dropped, is itself."""
    name, _, part = field.partition(".")
    type_ = None if declared is None else declared.records.get(name)
    known = None if type_ is None else type_.fields.get(part)
    return field if known is None else known.category
