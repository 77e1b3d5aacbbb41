"""Addresses that stay out, whoever brings them: put on the list, taken off, looked up."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.persons.normal import normal_identifier
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.storage.work import View

BY_REQUEST: Final = frozenset({Why.OPTED_OUT, Why.ASKED})
"""Reasons that a service gives; an erasure puts its own on the list."""


def suppress(act: Act, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
    """Put an address on the list; return the entry, which says the kind and the reason alone."""
    act.work.suppression.add(kind, normal_identifier(kind, value), why)
    return _note(act, "suppress", kind, why)


def lift_suppression(act: Act, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
    """Take an address off the list, as far as it stands there for this reason.

    One that does not stand there is left alone: the answer tells nobody which it was.
    """
    act.work.suppression.lift(kind, normal_identifier(kind, value), [why])
    return _note(act, "lift-suppression", kind, why)


def suppressed(view: View, *, kind: IdentifierKind, value: str) -> tuple[Why, ...]:
    """Return why an address stays out; nothing where it does not."""
    return tuple(sorted(view.suppression.why(kind, normal_identifier(kind, value))))


def _note(act: Act, name: str, kind: IdentifierKind, why: Why) -> UUID:
    body = {"actor": act.actor.identity, "kind": kind.value, "why": why.value}
    (entry,) = act.work.commit(Entry(act=name, body=body))
    return entry
