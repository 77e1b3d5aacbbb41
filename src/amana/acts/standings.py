"""How a policy's promises stand at this moment, with the evidence that they stand on."""

from collections.abc import Iterable, Mapping
from typing import Final

from amana.acts.notice_facts import read_off
from amana.acts.policy_page import EvidenceEntry, PromiseView
from amana.acts.standing_time import windows
from amana.domain.evidence.proof import Standing, weigh
from amana.domain.policy.model import Policy, Promise
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.evidence import EntryRow
from amana.storage.ledger import Ledger, Place
from amana.storage.work import View

SHOWN_ENTRIES: Final = 5
"""Ledger entries shown with a promise; the rest is counted."""


def standings(
    view: View, policy: Policy, number: int, *, only: Iterable[str] | None = None
) -> Mapping[str, Standing]:
    """Return the standing of each promise of a version, all of the view's one instant.

    ``only`` names the promises asked for; ``None`` asks for all.
    """
    wanted = policy.promises if only is None else only
    made = [policy.promises[key] for key in wanted]
    proofs = {promise.id: promise.kind.proof(promise.form) for promise in made}
    answered = view.evidence.answer(
        {key: proof.questions for key, proof in proofs.items()},
        windows(view, policy, number),
    )
    return {
        key: weigh(
            proof,
            tuple(
                finding
                if finding.answered
                else read_off(policy, policy.promises[key], finding, view.now)
                for finding in answered[key]
            ),
            now=view.now,
        )
        for key, proof in proofs.items()
    }


def promise_views(
    view: View, policy: Policy, number: int, *, only: Iterable[str] | None = None
) -> Mapping[str, PromiseView]:
    """Return each promise as a reader meets it, in the order of the policy.

    ``only`` names those asked for; ``None`` asks for all. The number of statements does not
    depend on how many they are.
    """
    wanted = tuple(policy.promises) if only is None else tuple(only)
    standing = standings(view, policy, number, only=wanted)
    entries = _entries(view, wanted)
    return {
        key: _promise_view(policy, policy.promises[key], standing[key], entries[key])
        for key in wanted
    }


def _entries(view: View, promises: Iterable[str]) -> Mapping[str, tuple[EvidenceEntry, ...]]:
    """Return the latest entries under each promise, with the places of those sequenced."""
    latest = view.evidence.latest_of(promises, limit=SHOWN_ENTRIES)
    ledger = Ledger(view.transaction, service=view.service)
    places = ledger.places_of(row.id for rows in latest.values() for row in rows)
    return {
        promise: tuple(_entry(row, places.get(row.id)) for row in rows)
        for promise, rows in latest.items()
    }


def _entry(row: EntryRow, place: Place | None) -> EvidenceEntry:
    """Return what is public of an entry; its place is known once it is sequenced."""
    return EvidenceEntry(
        id=row.id,
        act=row.act,
        outcome=row.outcome.value,
        hour=row.at.replace(minute=0, second=0, microsecond=0),
        position=None if place is None else place.position,
        leaf_hash=None if place is None else place.leaf_hash.hex(),
    )


def _promise_view(
    policy: Policy, promise: Promise, standing: Standing, entries: tuple[EvidenceEntry, ...]
) -> PromiseView:
    return PromiseView(
        id=promise.id,
        kind=promise.kind.name,
        title=promise.kind.title,
        says=Words(ar=promise.says(policy.terms, ARABIC), en=promise.says(policy.terms, ENGLISH)),
        standing=standing,
        entries=entries,
    )
