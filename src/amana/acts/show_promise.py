"""Show one promise: its sentences, its evidence, and what shows each entry to anybody."""

from amana.acts.in_force import published
from amana.acts.policy_page import EvidenceEntry
from amana.acts.promise_page import EntryProof, PromisePage
from amana.acts.show_policy import find_version, version_view
from amana.acts.standings import promise_views
from amana.domain.errors import Refused
from amana.domain.policy.model import Promise
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.work import View


class NoSuchPromise(Refused):
    """The version in force makes no promise of this id."""

    code = "policy.no_such_promise"


def show_promise(view: View, promise: str, *, key: str | None) -> PromisePage:
    """Return a promise of the version in force with its evidence, ready to be checked.

    ``key`` is the verifier key of the service's ledger. Raises ``NoPolicyInForce`` and
    ``NoSuchPromise``.
    """
    stored = find_version(view, None)
    policy = published(view, stored).policy
    if promise not in policy.promises:
        raise NoSuchPromise
    shown = promise_views(view, policy, stored.number, only=(promise,))[promise]
    ledger = Ledger(view.transaction, service=view.service)
    inclusions = ledger.inclusions(entry.id for entry in shown.entries)
    proofs = tuple(
        _proof(entry, inclusions[entry.id]) for entry in shown.entries if entry.id in inclusions
    )
    return PromisePage(
        service=view.service,
        title=policy.title,
        controller=policy.controller,
        version=version_view(stored),
        promise=shown,
        quotes=_quotes(policy.promises[promise]),
        proofs=proofs,
        checkpoint=ledger.checkpoint(),
        key=key,
    )


def _proof(entry: EvidenceEntry, inclusion: Inclusion) -> EntryProof:
    """Return what shows that the entry stands in the tree."""
    return EntryProof(
        entry=entry,
        leaf=inclusion.leaf.hex(),
        tree_size=inclusion.size,
        path=tuple(node.hex() for node in inclusion.proof),
    )


def _quotes(promise: Promise) -> tuple[Words, ...]:
    """Return the sentences side by side where both languages have as many of them."""
    arabic, english = promise.quotes.get(ARABIC, ()), promise.quotes.get(ENGLISH, ())
    if len(arabic) == len(english):
        return tuple(Words(ar=ar, en=en) for ar, en in zip(arabic, english, strict=True))
    return (*(Words(ar=ar) for ar in arabic), *(Words(en=en) for en in english))
