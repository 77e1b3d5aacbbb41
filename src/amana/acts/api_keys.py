"""Make and revoke the keys with which a service's programs come."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.contact import checked_name
from amana.acts.permissions import Permission
from amana.domain.errors import Malformed
from amana.domain.key_scope import UNLIMITED, KeyScope
from amana.domain.ledger.entry import Entry, Json

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_MOST_PURPOSES: Final = 100
LONGEST_DAYS: Final = 3650

Keep = Callable[[str], None]
"""Keeps a new key where its owner finds it."""


class BadKeyLimits(Malformed):
    """A key that is limited has an ability, purposes by their ids, and at most ten years."""

    code = "key.bad_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key that is to be made."""

    label: str
    scope: KeyScope = UNLIMITED
    lasts: timedelta | None = None
    """Until it opens nothing; ``None`` where it does not end by itself."""

    def __post_init__(self) -> None:
        """Raise ``BadName`` and ``BadKeyLimits``."""
        object.__setattr__(self, "label", checked_name(self.label))
        purposes, abilities = self.scope.purposes, self.scope.abilities
        named = purposes is None or (
            0 < len(purposes) <= _MOST_PURPOSES and all(map(_ID.fullmatch, purposes))
        )
        ends = self.lasts is None or timedelta(0) < self.lasts <= timedelta(days=LONGEST_DAYS)
        both = self.scope.recipient is not None and self.scope.customer is not None
        if abilities == frozenset() or not named or not ends or both:
            raise BadKeyLimits


def make_api_key(act: Act, new: NewKey, *, keep: Keep = lambda _: None) -> str:
    """Make a key and return it: it is shown this once. Raises ``NotPermitted``.

    A customer's own key needs a customer that is in force: raises ``NotFound``.

    ``keep`` is called before the commit: a file with a key that opens nothing is written anew by
    the next run, a key that counts and that nobody has is lost.
    """
    act.require(Permission.STAFF_KEY_WRITE)
    if new.scope.customer is not None:
        act.work.customers.hold_in_force(new.scope.customer)
    ends = None if new.lasts is None else act.work.now + new.lasts
    identity, key = act.work.api_keys.add(label=new.label, scope=new.scope, expires_at=ends)
    keep(key)
    body: dict[str, Json] = {"actor": act.actor.identity, "key": str(identity)}
    if new.scope.recipient is not None:
        body["recipient"] = new.scope.recipient
    if new.scope.customer is not None:
        body["customer"] = new.scope.customer
    if new.scope.abilities is not None:
        body["abilities"] = tuple(sorted(new.scope.abilities))
    if new.scope.purposes is not None:
        body["purposes"] = tuple(sorted(new.scope.purposes))
    if ends is not None:
        body["until"] = ends.isoformat(timespec="seconds")
    act.work.commit(Entry(act="make-key", body=body))
    return key


def revoke_api_key(act: Act, key: UUID) -> None:
    """Revoke a key: from this commit on it opens nothing. Raises ``NotFound``."""
    act.require(Permission.STAFF_KEY_WRITE)
    act.work.api_keys.revoke(key)
    act.work.commit(Entry(act="revoke-key", body={"actor": act.actor.identity, "key": str(key)}))
