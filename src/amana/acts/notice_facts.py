"""What can be read off the policy in force itself, where no table has to be asked."""

from dataclasses import replace
from datetime import datetime

from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import NoticeFact, NoticeShows
from amana.domain.policy.model import Policy


def read_off(policy: Policy, finding: Finding, now: datetime) -> Finding:
    """Answer a question about the notice that the policy's declarations answer.

    The page shows the controller's contact; any other question is given back as it came,
    unanswered. That a law is declared does not show that it is kept to.
    """
    if finding.question != NoticeShows(fact=NoticeFact.CONTACT):
        return finding
    seen = bool(policy.controller.email or policy.controller.phone)
    return replace(
        finding,
        answered=True,
        level=Level.OBSERVED,
        count=int(seen),
        last=now if seen else None,
    )
