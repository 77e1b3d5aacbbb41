"""How a person stands to the policy: what they accepted or declined, and what waits for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amana.acts.accept import Acceptance, accept
from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.me.words import sentences
from amana.acts.policy_page import VersionView
from amana.acts.show_policy import version_view
from amana.domain.choice.acceptance import accepted, asked_for, by_going_on, hands_over
from amana.domain.promises.accept import Accept
from amana.domain.vocabulary.collecting import OCCASIONS
from amana.domain.words import Language, Words
from amana.storage.people import Acceptance as Met
from amana.storage.work import View


class Standing(StrEnum):
    """How a person stands to the version in force."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    OPEN = "open"
    """They said nothing of it that counts."""
    NOT_ASKED = "not_asked"
    """The policy does not speak of acceptance, and they said nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptancePage:
    """The version in force, how the person met it, and what follows."""

    version: VersionView
    standing: Standing
    last: Met | None
    """The last that they said about the version in force."""
    says: tuple[Words, ...]
    """The policy's own sentences about acceptance."""
    waits: tuple[Words, ...]
    """What waits for it; nothing where everything does."""
    by_use: bool
    """Whether going on using the service would accept it."""
    hands_over: bool
    """Whether declining is promised to lead to a copy and the closing of the account."""
    history: tuple[Met, ...]
    """Every version that they met, the latest first."""
    since: datetime
    """When the version came into effect."""


def show_acceptance(view: View, *, person: str) -> AcceptancePage:
    """Return how the person stands to the policy. Raises ``NoPolicyInForce``, ``PersonErased``."""
    version = in_force(view)
    policy = published(view, version).policy
    history = view.people.acceptances(person)
    told = [(each.version, each.how) for each in reversed(history)]
    asking = asked_for(policy)
    forms = [policy.promises[it].form for it in asking]
    waits = dict.fromkeys(it for f in forms if isinstance(f, Accept) for it in f.before)
    return AcceptancePage(
        version=version_view(version),
        standing=_standing(history, accepted(told), version.number, asked=bool(asking)),
        last=next((each for each in history if each.version == version.number), None),
        says=tuple(sentences(policy, policy.promises[it]) for it in asking),
        waits=tuple(OCCASIONS.get(it) or Words(ar=it, en=it) for it in waits),
        by_use=by_going_on(policy, before=bool(accepted(told))),
        hands_over=hands_over(policy),
        history=history,
        since=version.effective_at,
    )


def answer_policy(
    act: Act, *, person: str, version: int, accepts: bool, language: Language
) -> UUID:
    """Record that the person accepts, or declines, the version that they were shown.

    Raises ``NotInForce`` where another came into effect meanwhile.
    """
    how = Acceptance.EXPLICIT if accepts else Acceptance.DECLINED
    return accept(act, person=person, version=version, how=how, language=language)


def _standing(
    history: tuple[Met, ...], held: frozenset[int], current: int, *, asked: bool
) -> Standing:
    if current in held:
        return Standing.ACCEPTED
    said = next((each for each in history if each.how != "continued_use"), None)
    if said is not None and said.how == "declined":
        return Standing.DECLINED
    return Standing.OPEN if asked else Standing.NOT_ASKED
