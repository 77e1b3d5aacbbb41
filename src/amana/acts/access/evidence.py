"""What an entry about an access says: who, in which role, about what, what for, why, until when."""

from amana.acts.act import Actor
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.storage.accesses import Kept


def access_entry(
    act: str,
    actor: Actor,
    kept: Kept,
    *,
    outcome: Outcome = Outcome.DONE,
    promises: tuple[str, ...] = (),
) -> Entry:
    """Return the entry of what was done with an access; it holds no value but the person's id."""
    return Entry(
        act=act,
        outcome=outcome,
        promises=promises,
        policy_version=kept.policy_version,
        body=about(actor, kept),
        person=kept.person,
    )


def about(actor: Actor, kept: Kept) -> dict[str, Json]:
    """Return what each such body says. The person's own copy shows role, never who it was."""
    scope = kept.access.scope
    body: dict[str, Json] = {
        "actor": actor.identity,
        "access": str(kept.id),
        "reader": str(scope.reader),
        "data": tuple(sorted(scope.data)),
        "purposes": (scope.purpose,),
        "reason": kept.reason,
        "until": kept.access.ends_at.isoformat(),
        "whole": scope.whole,
    }
    if actor.at is not None:
        body["role"] = actor.at.value
    if kept.person is not None:
        body["person"] = kept.person
    return body
