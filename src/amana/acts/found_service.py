"""Found a service: its role, its ledger's key, its first policy and its first API key."""

from collections.abc import Mapping
from dataclasses import dataclass

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import Keep, NewKey, make_api_key
from amana.acts.publish_policy import Publication, latest, publish_policy, refuse_contradictions
from amana.domain.policy.canonical import digest
from amana.domain.policy.model import Policy
from amana.domain.words import Language
from amana.storage.database import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """How a service stands after it was founded, or found to be there."""

    service: str
    key: str | None
    """The API key, shown this once; ``None`` where the service had one before."""
    number: int
    """Of the version published last; 0 before the first."""
    differs: bool
    """Whether the policy given is another than the one published last: nothing was published."""


def found_service(
    storage: Storage,
    policy: Policy,
    *,
    source: str,
    texts: Mapping[Language, str],
    keep: Keep = lambda _: None,
) -> Founded:
    """Make the service that the policy names where there is none, and publish its first version.

    A service that has a version keeps it: to publish the next one, a person judges the change.
    ``keep`` keeps a new API key where its owner finds it, before the key counts. Raises what
    publishing raises.
    """
    service = policy.service
    if service not in storage.services():
        # Before anything is made: nobody has use for a service without a policy.
        refuse_contradictions(policy)
    _make(storage, service)
    with storage.work(service) as work:
        published, number = latest(work), len(work.policies.versions())
        if published is None:
            act = Act(actor=OPERATOR, work=work)
            number = publish_policy(act, Publication(source=source, texts=texts))
    differs = published is not None and digest(published) != digest(policy)
    return Founded(
        service=service, key=_first_key(storage, service, keep), number=number, differs=differs
    )


def open_service(storage: Storage, service: str, *, keep: Keep = lambda _: None) -> Founded:
    """Make a service without a policy where there is none: its first version is still to come.

    A policy that has only its text is read and confirmed in the console, sentence by sentence.
    Raises ``BadServiceName``.
    """
    _make(storage, service)
    with storage.reading(service) as view:
        number = len(view.policies.versions())
    return Founded(
        service=service, key=_first_key(storage, service, keep), number=number, differs=False
    )


def _make(storage: Storage, service: str) -> None:
    """Make the service where there is none."""
    if service not in storage.services():
        storage.create_service(service)


def _first_key(storage: Storage, service: str, keep: Keep) -> str | None:
    """Return a new key where the service never had one.

    It is made last: a key that is shown once must not be made by a run that then fails.
    """
    with storage.work(service) as work:
        if work.api_keys.all():
            return None
        return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="first"), keep=keep)
