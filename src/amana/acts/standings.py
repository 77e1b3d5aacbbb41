"""How a policy's promises stand at this moment, with the evidence that they stand on."""

from collections.abc import Mapping
from typing import Final

from amana.acts.policy_page import EvidenceEntry, PromiseView
from amana.domain.evidence.proof import Standing, weigh
from amana.domain.ledger.tree import leaf_hash
from amana.domain.policy.model import Policy, Promise
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.evidence import EntryRow
from amana.storage.ledger import Ledger
from amana.storage.work import View

SHOWN_ENTRIES: Final = 5
"""Ledger entries shown with a promise; the rest is counted."""


def standings(view: View, policy: Policy) -> Mapping[str, Standing]:
    """Return the standing of each promise, all of the view's one instant."""
    proofs = {p.id: p.kind.proof(p.form) for p in policy.promises.values()}
    findings = view.evidence.findings(
        {key: (*proof.shows, *proof.breaks) for key, proof in proofs.items()}
    )
    return {key: weigh(proof, findings.get(key, ()), now=view.now) for key, proof in proofs.items()}


def promise_views(view: View, policy: Policy) -> Mapping[str, PromiseView]:
    """Return each promise as a reader meets it, in the order of the policy."""
    standing = standings(view, policy)
    latest = view.evidence.latest(tuple(policy.promises), limit=SHOWN_ENTRIES)
    ledger = Ledger(view.transaction, service=view.service)
    return {
        promise.id: _promise_view(
            policy,
            promise,
            standing[promise.id],
            tuple(_entry(ledger, row) for row in latest.get(promise.id, ())),
        )
        for promise in policy.promises.values()
    }


def _entry(ledger: Ledger, row: EntryRow) -> EvidenceEntry:
    """Return what is public of an entry; its place is known once it is sequenced."""
    position = ledger.position(row.entry)
    return EvidenceEntry(
        id=row.entry,
        act=row.act,
        outcome=row.outcome,
        hour=row.hour,
        position=position,
        leaf_hash=None if position is None else leaf_hash(ledger.leaf(position)).hex(),
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
