"""A person accepts, or declines, a version of the policy."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.domain.choice.acceptance import accepted, asked_for, by_going_on, declined
from amana.domain.choice.circumstances import Means, Place, Through
from amana.domain.errors import Refused
from amana.domain.ledger.entry import Entry
from amana.domain.policy.model import Policy
from amana.domain.words import Language
from amana.storage.work import Work

ACCEPT: Final = "accept"
DECLINE: Final = "decline"


class Acceptance(StrEnum):
    """How a version was met. Who declined is never treated as having accepted."""

    EXPLICIT = "explicit"
    CONTINUED_USE = "continued_use"
    DECLINED = "declined"


class NotInForce(Refused):
    """The version that was to be accepted is not the one in force."""

    code = "policy.not_in_force"


class Declined(Refused):
    """The person declined: that they go on is no acceptance, of a later version neither."""

    code = "policy.declined"


class OnlyExplicitly(Refused):
    """The policy does not say that using the service accepts it."""

    code = "policy.only_explicitly"


def accept(  # noqa: PLR0913 - who, what, how, and the circumstances that a receipt tells
    act: Act,
    *,
    person: str,
    version: int,
    how: Acceptance,
    language: Language,
    channel: Through = Place.SERVICE,
    means: Means = Means.UNSAID,
) -> UUID:
    """Record how a person met the version in force, in which language, and return the entry.

    The entry holds the digest of the very policy that was shown: of it a receipt can be asked
    for. Raises ``NotInForce`` for any other version, ``Declined`` where somebody who declined only
    went on, ``OnlyExplicitly`` where going on accepts nothing by the policy, ``NoPolicyInForce``,
    ``UnusablePerson`` and ``PersonErased``.
    """
    work = act.work
    check_met(work, person)
    current = in_force(work)
    if current.number != version:
        raise NotInForce(version=version, in_force=current.number)
    known = published(work, current)
    if how is Acceptance.CONTINUED_USE:
        _check_going_on(work, known.policy, person, version=version)
    work.people.record_acceptance(person, version=version, how=how.value, language=language)
    (entry,) = work.commit(
        Entry(
            act=DECLINE if how is Acceptance.DECLINED else ACCEPT,
            promises=asked_for(known.policy),
            policy_version=version,
            body={
                "actor": act.actor.identity,
                "person": person,
                "how": how.value,
                "language": language,
                "at": work.now.isoformat(),
                "notice": known.digest,
                "channel": channel.value,
                "means": means.value,
            },
            person=person,
        )
    )
    return entry


def _check_going_on(work: Work, policy: Policy, person: str, *, version: int) -> None:
    """Refuse an acceptance by use of those who declined, and where the policy names none."""
    told = [(each.version, each.how) for each in reversed(work.people.acceptances(person))]
    if declined(told):
        raise Declined(version=version)
    if not by_going_on(policy, before=bool(accepted(told))):
        raise OnlyExplicitly(version=version)
