"""What an act leaves in the ledger: a public header, and a body that is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | tuple[Json, ...] | Mapping[str, Json] | None"
"""What a body may hold. No floats: their text form is not the same everywhere."""


class EvidenceMode(StrEnum):
    """When the entry of a read by a machine is committed."""

    STRICT = "strict"
    """With the read, before its answer leaves."""
    FAST = "fast"
    """Together with others, a moment later. All other entries are strict always."""


class Outcome(StrEnum):
    """How the act stands at this entry."""

    DONE = "done"
    REFUSED = "refused"
    INTENDED = "intended"
    """Committed before an act that reaches beyond our database."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act's evidence, as the act hands it to ``Work.commit``.

    ``act``, ``outcome``, ``promises`` and ``policy_version`` become the public header, with the
    service and the hour; they never hold a person, a staff name or a value. ``body`` is sealed,
    only its salted commitment is public. ``person`` is the service's own id of the person; it
    stands in a table of its own, keyed, and goes at erasure.
    """

    act: str
    outcome: Outcome = Outcome.DONE
    promises: tuple[str, ...] = ()
    policy_version: int | None = None
    body: Mapping[str, Json]
    person: str | None = None
