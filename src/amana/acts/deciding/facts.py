"""What is known at this instant: every decision's facts are gathered here, and nowhere else."""

from amana.acts.deciding.asked import Asked
from amana.acts.in_force import Parsed
from amana.domain.decision.question import Facts
from amana.domain.decision.rule import Doing, Need
from amana.domain.words import says_something
from amana.storage.policies import VersionRow
from amana.storage.work import View


def facts_of(view: View, asked: Asked, *, version: VersionRow, known: Parsed) -> Facts:
    """Gather what is known about the person, the data and the act.

    A recipient whose safeguards the policy declares holds its grant.
    """
    own = asked.known
    return Facts(
        objected=own.objected,
        met=own.met | _met(view, asked, version=version, known=known),
        events=own.events,
        granted=own.granted,
        expired=own.expired,
        held=own.held,
        law=known.laws.of(),
        faults=own.faults,
    )


def _met(view: View, asked: Asked, *, version: VersionRow, known: Parsed) -> set[Need]:
    met: set[Need] = set()
    recipient = known.policy.recipients.get(asked.question.recipient or "")
    if recipient is not None and recipient.safeguards:
        met.add(Need.GRANT)
    if asked.question.doing is Doing.DISCLOSE and says_something(asked.ground):
        met.add(Need.LEGAL_GROUND)
    if Need.ACCEPTED in known.needs and view.people.accepted(asked.person, version=version.number):
        met.add(Need.ACCEPTED)
    return met
