"""How a policy's promises stand at this moment, with the evidence that they stand on."""

from collections.abc import Mapping
from typing import Final

from amana.acts.notice_facts import read_off
from amana.acts.policy_page import EvidenceEntry, PromiseView
from amana.acts.standing_time import windows
from amana.domain.evidence.proof import Standing, weigh
from amana.domain.ledger.tree import hash_leaf
from amana.domain.policy.model import Policy, Promise
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.evidence import EntryRow
from amana.storage.ledger import Ledger
from amana.storage.work import View

SHOWN_ENTRIES: Final = 5
"""Ledger entries shown with a promise; the rest is counted."""


def standings(view: View, policy: Policy, number: int) -> Mapping[str, Standing]:
    """Return the standing of each promise of a version, all of the view's one instant."""
    proofs = {p.id: p.kind.proof(p.form) for p in policy.promises.values()}
    answered = view.evidence.answer(
        {key: (*proof.shows, *proof.breaks) for key, proof in proofs.items()},
        windows(view, policy, number),
    )
    return {
        key: weigh(
            proof,
            tuple(
                finding if finding.answered else read_off(policy, finding, view.now)
                for finding in answered[key]
            ),
            now=view.now,
        )
        for key, proof in proofs.items()
    }


def promise_views(view: View, policy: Policy, number: int) -> Mapping[str, PromiseView]:
    """Return each promise as a reader meets it, in the order of the policy."""
    standing = standings(view, policy, number)
    ledger = Ledger(view.transaction, service=view.service)
    return {
        promise.id: _promise_view(
            policy,
            promise,
            standing[promise.id],
            tuple(
                _entry(ledger, row) for row in view.evidence.latest(promise.id, limit=SHOWN_ENTRIES)
            ),
        )
        for promise in policy.promises.values()
    }


def _entry(ledger: Ledger, row: EntryRow) -> EvidenceEntry:
    """Return what is public of an entry; its place is known once it is sequenced."""
    position = ledger.position(row.id)
    return EvidenceEntry(
        id=row.id,
        act=row.act,
        outcome=row.outcome.value,
        hour=row.at.replace(minute=0, second=0, microsecond=0),
        position=position,
        leaf_hash=None if position is None else hash_leaf(ledger.leaf(position)).hex(),
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
