"""An entry as the row that is written of it: header, commitment, sealed body, whom it is about."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.domain.ledger.encoding import SALT_BYTES, commitment, encode_body, encode_header
from amana.domain.ledger.entry import Entry
from amana.storage.evidence import NO_PROMISE
from amana.storage.keys.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry, sealed and ready to be written."""

    entry: UUID
    header: bytes
    commitment: bytes
    sealed: bytes = field(repr=False)
    person_key: bytes | None = field(repr=False)
    persons: Sequence[int]
    """Of an act about many, the persons' numbers."""
    promises: list[str]
    act: str
    outcome: str
    policy_version: int | None


def entry_row(  # noqa: PLR0913 - each is a part of the row
    entry: Entry,
    *,
    identity: UUID,
    now: datetime,
    sealer: Sealer,
    person_key: bytes | None,
    persons: Sequence[int] = (),
) -> EntryRow:
    """Seal the entry. Raises what ``domain.ledger`` raises where it has no public form."""
    salt = secrets.token_bytes(SALT_BYTES)
    body = encode_body(entry.body)
    return EntryRow(
        entry=identity,
        header=encode_header(entry, service=sealer.service, hour=now),
        commitment=commitment(salt, body),
        sealed=sealer.seal(salt + body, entry=identity, person=person_key),
        person_key=person_key,
        persons=persons,
        promises=sorted(set(entry.promises)) or [NO_PROMISE],
        act=entry.act,
        outcome=entry.outcome.value,
        policy_version=entry.policy_version,
    )
