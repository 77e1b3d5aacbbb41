"""The forms of what applications get, for the OpenAPI document; :mod:`answers` fills them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Shown(BaseModel):
    """An answer's body: every field is always there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class InBoth(Shown):
    """A text in both languages."""

    ar: str
    en: str


class Refusing(Shown):
    """One reason for a no: the number of the rule, and the promises that it rests on."""

    rule: int
    promises: list[str]
    need: str | None
    """What was not met, such as ``accepted``: then the person may accept the version in force at
    ``/<service>/me/policy``."""
    articles: list[str]
    """The articles of law that it rests on."""
    why: InBoth


class Decision(Shown):
    """Permitted or refused, and why: a refusal is an answer like any other."""

    permitted: bool
    promises: list[str]
    """The promises that permit it."""
    refused_by: list[Refusing]
    gaps: list[str]
    masks: dict[str, Literal["last4", "initial", "shortened", "hidden"]]
    """Of each masked category, the part that may be shown."""
    articles: list[str]
    """The articles of law that refused, or bind the act."""
    duties: list[str]
    """What must be done beside the act: ``mask``, ``hold``, and what laws ask for."""
    warnings: list[str]
    """Articles that would refuse if it were certain that they say so."""
    policy_version: int | None
    entry: UUID
    """Under this id it stands on the ledger."""


class Noted(Shown):
    """It stands on the ledger under this id."""

    entry: UUID


class Promised(Shown):
    """A promise and how it stands."""

    id: str
    kind: str
    says: InBoth
    state: Literal["kept", "broken", "due", "unproven", "stated"]
    level: Literal["enforced", "observed", "attested"] | None
    count: int
    last: datetime | None


class InForce(Shown):
    """The policy in force, promise by promise."""

    service: str
    version: int
    effective_at: datetime
    promises: list[Promised]


class Done(Shown):
    """One act about a person."""

    entry: UUID
    act: str
    outcome: Literal["done", "refused", "failed", "intended"]
    at: datetime
    promises: list[str]
    purpose: str | None
    recipient: str | None
    data: list[str]
    staff_reason: str | None
    staff_role: str | None
    """In which role a member of staff did it; nobody's name is told."""


class Told(Shown):
    """What was done with a person's data, the latest first."""

    acts: list[Done]
    next: str | None
    """The cursor of the next page; null after the last."""


class Erased(Shown):
    """How much was erased."""

    ids: int
    bodies: int
    links: int
    acceptances: int
    records: int
    rest: int


class ErasedKey(Shown):
    """The person's key; copies open as long as the key of the epoch is kept somewhere."""

    deleted: Literal[True]
    epoch: int | None


class Placed(Shown):
    """An entry and its place, once the sequencer has taken it."""

    id: UUID
    position: int | None
    leaf_hash: str | None


class ErasureEntries(Shown):
    """The entries that say so; none intended it where it was replayed after a restore."""

    intended: Placed | None
    done: Placed


class ErasureCertificate(Shown):
    """What was erased and when. It names nobody."""

    form: Literal["amana-erasure-certificate-1"]
    service: str
    erasure: UUID
    request: UUID | None
    number: str | None
    """The secret number by which its holder fetches the whole certificate."""
    begun_at: datetime
    closed_at: datetime
    erased: Erased
    key: ErasedKey
    entries: ErasureEntries
    checkpoint: str | None
