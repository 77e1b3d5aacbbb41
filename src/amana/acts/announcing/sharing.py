"""Announce a sharing before it happens: of a new version, of a grant, by staff, of a merger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.domain.announced.errors import NotAnnounced, WaitTooShort
from amana.domain.announced.sharing import (
    LEAST_WAIT,
    Promised,
    Sharing,
    announced_in,
    is_shorter,
    new_in,
)
from amana.domain.ledger.entry import Entry, Json
from amana.domain.period import Period
from amana.domain.policy.model import Policy
from amana.storage.sharing_notices import Announced
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

ACT: Final = "announce-sharing"
JOB: Final = "announce_sharing"


class Origin(StrEnum):
    """Why a sharing is announced."""

    POLICY = "policy"
    STAFF = "staff"
    GRANT = "grant"
    MERGER = "merger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sharing that is to be announced, and how long people may say no first."""

    sharing: Sharing
    wait: Period | None = None
    """``None``: as long as is promised."""
    origin: Origin = Origin.STAFF


def announce_sharing(act: Act, wanted: Wanted) -> UUID:
    """Announce a sharing that the policy in force permits once it was announced, and commit.

    Raises ``NoPolicyInForce``, ``NotAnnounced`` and ``WaitTooShort``; then nothing is announced.
    """
    identity = begin_sharing(act, wanted)
    act.work.over()
    return identity


def begin_sharing(act: Act, wanted: Wanted) -> UUID:
    """Do as :func:`announce_sharing` does, and leave the commit to the caller."""
    work = act.work
    version = in_force(work)
    about = wanted.sharing
    policy = published(work, version).policy
    promised = announced_in(policy).get((about.recipient, about.purpose))
    if promised is None or not about.data or not about.data <= promised.sharing.data:
        raise NotAnnounced(recipient=about.recipient, purpose=about.purpose)
    wait = promised.wait if wanted.wait is None else wanted.wait
    least = LEAST_WAIT if is_shorter(promised.wait, LEAST_WAIT) else promised.wait
    if is_shorter(wait, least):
        raise WaitTooShort(least=str(least))
    given = Promised(sharing=about, promises=promised.promises, wait=wait, merger=promised.merger)
    return _begin(
        work,
        given,
        actor=act.actor.identity,
        version=version.number,
        in_force_at=None,
        origin=wanted.origin,
    )


def begin_new_sharing(
    act: Act, *, number: int, before: Policy | None, after: Policy, effective_at: datetime | None
) -> None:
    """Begin to announce what a version newly shares, in the transaction that publishes it."""
    for each in new_in(before, after):
        _begin(
            act.work,
            each,
            actor=act.actor.identity,
            version=number,
            in_force_at=effective_at,
            origin=Origin.POLICY,
        )


def _begin(  # noqa: PLR0913 - what an announcement is
    work: Work,
    given: Promised,
    *,
    actor: str,
    version: int,
    in_force_at: datetime | None,
    origin: Origin,
) -> UUID:
    identity, entry = uuid7(work.now), work.name_entry()
    origin = Origin.MERGER if given.merger else origin
    announced = Announced(
        id=identity,
        sharing=given.sharing,
        promises=given.promises,
        version=version,
        in_force_at=work.now if in_force_at is None else in_force_at,
        origin=origin.value,
        wait=given.wait,
        series=uuid7(work.now),
        begun_at=work.now,
    )
    work.sharing_notices.begin(announced, entry=entry, in_force_at=in_force_at)
    body: dict[str, Json] = {
        "actor": actor,
        "announcement": str(identity),
        "recipient": given.sharing.recipient,
        "purpose": given.sharing.purpose,
        "data": _sorted(given.sharing.data),
        "wait": str(given.wait),
        "origin": origin.value,
    }
    work.put(
        Entry(act=ACT, promises=given.promises, policy_version=version, body=body), identity=entry
    )
    work.jobs.defer(JOB, key=identity, announcement=identity)
    return identity


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
