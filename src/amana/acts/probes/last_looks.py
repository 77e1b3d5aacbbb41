"""What the last look of each probe saw, read back from the service's own ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.probes.all_probes import PROBES
from amana.acts.probes.probe import Fault, wanting
from amana.domain.evidence.looking import probe_act
from amana.domain.evidence.question import ProbeName
from amana.domain.ledger.entry import Json, Outcome
from amana.storage.last_entries import LastEntry, last_entries
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """The last look of a probe that a promise in force asks for."""

    probe: ProbeName
    at: datetime | None = None
    """``None`` where it has not looked yet."""
    promises: int = 0
    """How many promises ask for it."""
    failed: bool = False
    faults: tuple[Fault, ...] = ()
    certificates: Mapping[str, datetime]
    """When the certificate ends that was shown, by address."""


def last_looks(view: View) -> tuple[LastLook, ...]:
    """Return the last look of each probe that the policy in force asks for."""
    try:
        policy = published(view, in_force(view)).policy
    except NoPolicyInForce:
        return ()
    asked = {name: wanting(policy, name) for name in PROBES}
    promises = {promise for each in asked.values() for promise in each}
    found = last_entries(view, map(probe_act, PROBES), promises=promises) if promises else {}
    return tuple(
        _look(name, len(each), found.get(probe_act(name))) for name, each in asked.items() if each
    )


def _look(name: ProbeName, promises: int, last: LastEntry | None) -> LastLook:
    if last is None:
        return LastLook(probe=name, promises=promises, certificates={})
    return LastLook(
        probe=name,
        at=last.at,
        promises=promises,
        failed=last.outcome is Outcome.FAILED,
        faults=tuple(
            Fault(code=str(each.get("code")), place=str(each.get("place")))
            for each in _rows(last.body.get("faults"))
        ),
        certificates=dict(_certificates(last.body)),
    )


def _certificates(body: Mapping[str, Json]) -> Iterator[tuple[str, datetime]]:
    seen = body.get("seen")
    for each in _rows(seen.get("addresses") if isinstance(seen, Mapping) else None):
        ends = each.get("certificate_ends")
        if isinstance(ends, str):
            yield str(each.get("address")), datetime.fromisoformat(ends)


def _rows(found: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(found, list | tuple):
        yield from (each for each in found if isinstance(each, Mapping))
