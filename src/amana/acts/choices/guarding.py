"""Who may say yes for a child: a guardian who is known to be one."""

from amana.acts.choices.choosing import Choosing
from amana.acts.choices.errors import GuardianNeeded, NotGuardian
from amana.acts.person_facts import age_limit, facts_of_group
from amana.acts.person_id import check_person
from amana.domain.choice.word import AGREEING, STATE_AFTER
from amana.domain.policy.model import Policy
from amana.storage.persons import TieKind
from amana.storage.work import View


def check_guardian(view: View, given: Choosing, policy: Policy) -> None:
    """Refuse a yes of somebody too young without their guardian, and one of no guardian.

    A no is taken of everybody, whoever says it for them: it takes nothing from anybody. Raises
    ``GuardianNeeded``, ``NotGuardian`` and ``UnusablePerson``.
    """
    if STATE_AFTER[given.word] not in AGREEING:
        return
    if given.guardian is not None:
        check_person(given.guardian)
        if not _is_guardian(view, given.guardian, given.person):
            raise NotGuardian
    elif age_limit(policy) is not None and _too_young(view, given.person, policy):
        raise GuardianNeeded


def _is_guardian(view: View, guardian: str, person: str) -> bool:
    """Tell whether any id of the one is tied as guardian to any id of the other."""
    theirs = view.persons.group(guardian)
    return any(
        tie.kind is TieKind.GUARDIAN and tie.person in theirs
        for tie in view.persons.ties(view.persons.group(person))
    )


def _too_young(view: View, person: str, policy: Policy) -> bool:
    return facts_of_group(view, view.persons.group(person), policy).too_young
