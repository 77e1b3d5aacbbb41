"""The API keys of a service: made and revoked, each with its entry in the same transaction."""

from collections.abc import Callable
from uuid import UUID

from amana.acts.act import Act
from amana.domain.ledger.entry import Entry

Keep = Callable[[str], None]
"""Keeps a new key where its owner finds it. It is called before the commit: a key that nobody
has is worse than a file with a key that opens nothing, which the next run replaces."""


def add_api_key(act: Act, *, label: str, keep: Keep) -> UUID:
    """Make a key, have it kept, and only then let it count; return its id."""
    identity, key = act.work.life.add_key(label=label)
    keep(key)
    act.work.commit(
        Entry(
            act="add-api-key",
            body={"actor": act.actor.label, "key": str(identity), "label": label},
        )
    )
    return identity


def revoke_api_key(act: Act, key: UUID) -> None:
    """Revoke a key of the service, or raise ``NotFound``: from then on it opens nothing."""
    act.work.life.revoke_key(key)
    act.work.commit(Entry(act="revoke-api-key", body={"actor": act.actor.label, "key": str(key)}))
