"""Make and revoke the keys with which a service's programs come."""

from collections.abc import Callable
from uuid import UUID

from amana.acts.act import Act
from amana.acts.contact import checked_name
from amana.acts.permissions import Permission
from amana.domain.ledger.entry import Entry

Keep = Callable[[str], None]
"""Keeps a new key where its owner finds it."""


def make_api_key(act: Act, *, label: str, keep: Keep = lambda _: None) -> str:
    """Make a key and return it: it is shown this once. Raises ``NotPermitted``, ``BadName``.

    ``keep`` is called before the commit: a file with a key that opens nothing is written anew by
    the next run, a key that counts and that nobody has is lost.
    """
    act.require(Permission.STAFF_KEY_WRITE)
    identity, key = act.work.api_keys.add(label=checked_name(label))
    keep(key)
    act.work.commit(Entry(act="make_key", body={"by": act.actor.identity, "key": str(identity)}))
    return key


def revoke_api_key(act: Act, key: UUID) -> None:
    """Revoke a key: from this commit on it opens nothing. Raises ``NotFound``."""
    act.require(Permission.STAFF_KEY_WRITE)
    act.work.api_keys.revoke(key)
    act.work.commit(Entry(act="revoke_key", body={"by": act.actor.identity, "key": str(key)}))
