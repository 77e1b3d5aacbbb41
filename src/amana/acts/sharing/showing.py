"""Who gets data, by which grants, and what left: as the staff of the service see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.in_force import NoPolicyInForce, Parsed, in_force, published
from amana.acts.me.words import names_of_data, names_of_purposes, names_of_recipients
from amana.acts.recipients.ways import RecipientListed, list_recipients
from amana.domain.errors import AmanaError
from amana.domain.sharing.disclosing import DisclosureState
from amana.domain.sharing.granting import WantedGrant, check_grant
from amana.domain.sharing.standing import GrantState, grant_state
from amana.domain.vocabulary.sharing import Nature, Safeguard, safeguards_named
from amana.domain.words import Words
from amana.storage.sharing import DisclosureRow, GrantRow
from amana.storage.work import View

AT_ONCE: Final = 20
"""Grants, and disclosures, on one page."""
_READ_AT_ONCE: Final = 200
"""Grants that are looked at for a page: how one stands, no statement knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingWanted:
    """What of the sharing is to be shown; ``None`` is all of it."""

    recipient: str | None = None
    grants: GrantState | None = None
    disclosures: DisclosureState | None = None
    before: UUID | None = None
    """The disclosure after which the page goes on."""
    grants_before: UUID | None = None
    """The grant after which the page goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantSeen:
    """A grant, how it stands now, and why the policy refuses it where it does."""

    row: GrantRow
    state: GrantState
    refusal: AmanaError | None
    """A grant that is stored but could not be made is refused as unfit: it hides no other."""
    recipient: Words
    data: tuple[Words, ...]
    purposes: tuple[Words, ...]
    safeguards: tuple[Safeguard, ...]
    ends: bool
    """Whether there is something left to end."""
    in_force: bool
    """Whether its time runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureSeen:
    """A disclosure with the names of the policy, and the legal basis of its purpose."""

    row: DisclosureRow
    recipient: Words
    purpose: Words
    data: tuple[Words, ...]
    basis: str | None
    """``None`` where the policy in force does not know the purpose any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingSeen:
    """Recipients, grants and disclosures, the latest first."""

    recipients: tuple[RecipientListed, ...]
    grants: tuple[GrantSeen, ...]
    disclosures: tuple[DisclosureSeen, ...]
    next: UUID | None
    """Where the older disclosures are found; ``None`` on the last page."""
    next_grants: UUID | None = None
    """Where the older grants are found; ``None`` on the last page."""


def show_sharing(view: View, wanted: SharingWanted) -> SharingSeen:
    """Return the sharing of a service; before its first policy there is none."""
    try:
        known = published(view, in_force(view))
    except NoPolicyInForce:
        return SharingSeen(recipients=(), grants=(), disclosures=(), next=None)
    recipients = list_recipients(view)
    rows = view.sharing.disclosures(
        wanted.recipient, state=wanted.disclosures, before=wanted.before, limit=AT_ONCE + 1
    )
    grants = _some_grants(view, known, wanted)
    return SharingSeen(
        recipients=tuple(
            each for each in recipients if wanted.recipient in (None, each.recipient.id)
        ),
        grants=grants[:AT_ONCE],
        disclosures=tuple(_disclosure(known, row) for row in rows[:AT_ONCE]),
        next=rows[AT_ONCE - 1].id if len(rows) > AT_ONCE else None,
        next_grants=grants[AT_ONCE - 1].row.id if len(grants) > AT_ONCE else None,
    )


def list_grants(
    view: View, recipient: str | None, *, before: UUID | None = None, limit: int = 1_000
) -> tuple[GrantSeen, ...]:
    """Return grants of a recipient, or of all, the latest first; before a policy none.

    ``before`` is the grant after which the list goes on.
    """
    try:
        known = published(view, in_force(view))
    except NoPolicyInForce:
        return ()
    rows = view.sharing.grants(recipient, before=before, limit=limit)
    return tuple(grant_seen(known, row, view.now) for row in rows)


def every_grant(view: View, recipient: str | None = None) -> Iterator[GrantSeen]:
    """Yield all grants of a recipient, or of all, the latest first; before a policy none."""
    before = None
    while True:
        found = list_grants(view, recipient, before=before, limit=_READ_AT_ONCE)
        yield from found
        if len(found) < _READ_AT_ONCE:
            return
        before = found[-1].row.id


def _some_grants(view: View, known: Parsed, wanted: SharingWanted) -> tuple[GrantSeen, ...]:
    """Return the grants of a page, and one more where there are older ones."""
    found: list[GrantSeen] = []
    before = wanted.grants_before
    while len(found) <= AT_ONCE:
        rows = view.sharing.grants(wanted.recipient, before=before, limit=_READ_AT_ONCE)
        seen = (grant_seen(known, row, view.now) for row in rows)
        found += (each for each in seen if wanted.grants in (None, each.state))
        if len(rows) < _READ_AT_ONCE:
            break
        before = rows[-1].id
    return tuple(found[: AT_ONCE + 1])


def grant_seen(known: Parsed, row: GrantRow, now: datetime) -> GrantSeen:
    """Return a grant as it stands under the policy in force."""
    runs = row.ended_at is None and row.ends_at > now
    refusal = _refusal(known, row, now) if runs else None
    state = grant_state(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        permitted=refusal is None,
        now=now,
    )
    return GrantSeen(
        row=row,
        state=state,
        refusal=refusal,
        recipient=names_of_recipients(known.policy, (row.recipient,))[0],
        data=names_of_data(known.policy, row.data),
        purposes=names_of_purposes(known.policy, row.purposes),
        safeguards=safeguards_named(row.safeguards),
        ends=runs,
        in_force=row.in_force(now),
    )


def _refusal(known: Parsed, row: GrantRow, now: datetime) -> AmanaError | None:
    """Return what the policy in force would say to the same grant today."""
    wanted = WantedGrant(
        recipient=row.recipient,
        data=frozenset(row.data),
        purposes=frozenset(row.purposes),
        instruction=row.instruction,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        safeguards=frozenset(safeguards_named(row.safeguards)),
        nature=next(each for each in Nature if each.value == row.nature),
        document=row.document,
    )
    try:
        check_grant(known.policy, known.book, wanted, now=now)
    except AmanaError as refusal:
        return refusal
    return None


def _disclosure(known: Parsed, row: DisclosureRow) -> DisclosureSeen:
    policy = known.policy
    purpose = policy.purposes.get(row.purpose)
    return DisclosureSeen(
        row=row,
        recipient=names_of_recipients(policy, (row.recipient,))[0],
        purpose=names_of_purposes(policy, (row.purpose,))[0],
        data=names_of_data(policy, row.data),
        basis=None if purpose is None else purpose.basis,
    )
