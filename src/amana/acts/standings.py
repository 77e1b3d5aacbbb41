"""How a policy's promises stand at this moment, with the evidence that they stand on."""

from collections.abc import Mapping
from typing import Final

from amana.acts.policy_page import EvidenceEntry, PromiseView
from amana.domain.evidence.proof import Standing, weigh
from amana.domain.policy.model import Policy, Promise
from amana.domain.words import ARABIC, ENGLISH, Words
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
    return {
        promise.id: _promise_view(policy, promise, standing[promise.id], latest.get(promise.id, ()))
        for promise in policy.promises.values()
    }


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
