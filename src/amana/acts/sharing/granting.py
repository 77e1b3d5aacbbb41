"""Grant a recipient data, and end that: by staff, or by who runs the program."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.instants import at
from amana.acts.recipients.errors import UnknownRecipient
from amana.acts.sharing.errors import NoSuchGrant
from amana.domain.ledger.entry import Entry, Json
from amana.domain.sharing.granting import WantedGrant, check_grant
from amana.domain.sharing.standing import GrantState
from amana.storage.sharing import GrantRow
from amana.storage.uuid7 import uuid7

MAKE: Final = "grant-recipient"
END: Final = "end-recipient-grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A grant that was made, and those that give some of the same at the same time."""

    id: UUID
    entry: UUID
    overlaps: tuple[UUID, ...]


def make_grant(act: Act, wanted: WantedGrant) -> Granted:
    """Grant it, and commit.

    Raises ``UnknownRecipient``, ``GrantUnfit``, ``NatureRuledOut``, ``BeyondPromise``,
    ``SafeguardsMissing`` and ``NoPolicyInForce``.
    """
    work = act.work
    version = in_force(work)
    known = published(work, version)
    if wanted.recipient not in known.policy.recipients:
        raise UnknownRecipient
    wanted = replace(wanted, starts_at=wanted.starts_at or work.now)
    check_grant(known.policy, known.book, wanted, now=work.now)
    overlaps = tuple(
        each.id for each in work.sharing.grants(wanted.recipient) if each.meets(wanted)
    )
    identity, entry = uuid7(work.now), work.name_entry()
    work.sharing.put_grant(identity, wanted, policy_version=version.number, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "grant": str(identity),
        "recipient": wanted.recipient,
        "data": tuple(sorted(wanted.data)),
        "purposes": tuple(sorted(wanted.purposes)),
        "nature": wanted.nature.value,
        "safeguards": tuple(sorted(each.value for each in wanted.safeguards)),
        "from": at(wanted.starts_at),
        "until": wanted.ends_at.isoformat(),
    }
    work.commit(Entry(act=MAKE, policy_version=version.number, body=body), ids=(entry,))
    return Granted(id=identity, entry=entry, overlaps=overlaps)


def end_grant(act: Act, grant: UUID) -> UUID:
    """End a grant, commit, and return the entry. Raises ``NoSuchGrant``."""
    work = act.work
    entry = work.name_entry()
    if not work.sharing.end_grant(grant, entry=entry):
        raise NoSuchGrant
    body: dict[str, Json] = {"actor": act.actor.identity, "grant": str(grant)}
    work.commit(Entry(act=END, body=body), ids=(entry,))
    return entry


def grant_json(row: GrantRow, state: GrantState, *, in_force_now: bool) -> dict[str, Json]:
    """Return a grant as programs read it.

    ``in_force_now`` says that its time runs, ``state`` what the policy in force says to it too.
    """
    return {
        "grant": str(row.id),
        "recipient": row.recipient,
        "data": row.data,
        "purposes": row.purposes,
        "nature": row.nature,
        "instruction": row.instruction,
        "safeguards": row.safeguards,
        "document": row.document,
        "policy_version": row.policy_version,
        "from": row.starts_at.isoformat(),
        "until": row.ends_at.isoformat(),
        "made_at": row.made_at.isoformat(),
        "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
        "in_force": in_force_now,
        "state": state.value,
        "entry": str(row.entry),
    }
