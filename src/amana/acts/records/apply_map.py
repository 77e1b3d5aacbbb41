"""Apply a service's map: its record types are declared from now on, and the ledger says so."""

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.domain.ledger.entry import Entry
from amana.domain.record_map.parse import parse

ACT: Final = "apply-map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The version of the map that is in force now."""

    number: int
    entry: UUID | None
    """``None`` where the map was in force already: nothing was written."""


def apply_map(act: Act, source: str) -> Applied:
    """Put the map in force. Asked for again with the same text it changes nothing.

    Raises ``MapErrors`` where it is no map, or not one of what the policy in force declares, and
    ``NoPolicyInForce``.
    """
    work = act.work
    version = in_force(work)
    parse(source, policy=published(work, version).policy)
    latest = work.maps.in_force()
    if latest is not None and work.maps.source(latest.number) == source:
        return Applied(number=latest.number, entry=None)
    entry = work.name_entry()
    number = work.maps.apply(source, policy_version=version.number, entry=entry)
    work.commit(
        Entry(
            act=ACT,
            policy_version=version.number,
            body={
                "actor": act.actor.identity,
                "map": number,
                "sha256": hashlib.sha256(source.encode("utf-8")).hexdigest(),
            },
        ),
        ids=(entry,),
    )
    return Applied(number=number, entry=entry)
