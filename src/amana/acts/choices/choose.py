"""A person says what may be done for a purpose: consent, objection, and their ends.

The word, its ledger entry and what follows for the sets commit in one transaction; from it on
every process decides by it.
"""

from dataclasses import dataclass, field
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.errors import NotConfirmed, NothingOffered, UnknownPurpose
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_person
from amana.domain.choice.binding import Binding, bound_to, confirmed_twice
from amana.domain.choice.word import AGREEING, STATE_AFTER, Word
from amana.domain.ledger.entry import Entry, Json
from amana.domain.policy.model import Policy
from amana.storage.work import Work

ACT = "choose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What a person said."""

    person: str = field(repr=False)
    """The service's own id."""
    word: Word
    purposes: frozenset[str]
    confirmed: bool = False
    """Whether the consent was confirmed, where the policy promises a second step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenNow:
    """The word stands on the ledger, under the policy in force."""

    entry: UUID
    policy_version: int
    promises: tuple[str, ...]
    """What a consent binds to; of an objection, what it is about."""


def choose(act: Act, given: Choosing) -> ChosenNow:
    """Record what the person said about the purposes, as the last word of this id.

    An objection or withdrawal is always taken, also where nothing was promised, and of a purpose
    that only another version declares. Raises
    ``UnknownPurpose``, ``NothingOffered``, ``NotConfirmed``, ``NoPolicyInForce``,
    ``UnusablePerson`` and ``PersonErased``; nothing is recorded then.
    """
    check_person(given.person)
    work = act.work
    version = in_force(work)
    policy = published(work, version).policy
    about = [
        (purpose, _binding(work, policy, purpose, given)) for purpose in sorted(given.purposes)
    ]
    promises = tuple(dict.fromkeys(it.promise for _, it in about if it is not None))
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": given.person,
        "word": given.word.value,
        "purposes": tuple(purpose for purpose, _ in about),
        "wordings": tuple("" if it is None else it.wording.hex() for _, it in about),
    }
    said = Entry(
        act=ACT,
        promises=promises,
        policy_version=version.number,
        body=body,
        person=given.person,
    )
    with work.writing_about(given.person):
        noted, state = work.noted(said), STATE_AFTER[given.word]
        if not work.choices.record(about, state=state, version=version.number, noted=noted):
            # Nobody yet, or erased: then this raises.
            with work.transaction.together():
                work.people.meet(work.sealer.person_key(given.person))
                work.choices.record(about, state=state, version=version.number, noted=noted)
    work.over()
    return ChosenNow(entry=noted.entry, policy_version=version.number, promises=promises)


def _binding(work: Work, policy: Policy, purpose: str, given: Choosing) -> Binding | None:
    """Return what the word is about; a consent must have something to bind to.

    Who refuses is taken at their word about any purpose that was ever declared: it may be one of
    an earlier version, and come again.
    """
    agreeing = STATE_AFTER[given.word] in AGREEING
    if purpose not in policy.purposes and (agreeing or not _ever_declared(work, purpose)):
        raise UnknownPurpose(known=", ".join(sorted(policy.purposes)))
    binding = bound_to(policy, purpose)
    if agreeing:
        if binding is None:
            raise NothingOffered(purpose=purpose)
        if confirmed_twice(policy, purpose) and not given.confirmed:
            raise NotConfirmed(purpose=purpose)
    return binding


def _ever_declared(work: Work, purpose: str) -> bool:
    """Tell whether some published version declares the purpose, one still to come included."""
    versions = work.policies.versions()
    return any(purpose in published(work, row).policy.purposes for row in versions)
