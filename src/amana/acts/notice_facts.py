"""What can be read off the policy in force itself, where no table has to be asked."""

from dataclasses import replace
from datetime import datetime

from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import NoticeFact, NoticeShows
from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.law import LawForm


def read_off(policy: Policy, promise: Promise, finding: Finding, now: datetime) -> Finding:
    """Answer a question about the notice that the policy's declarations answer.

    The page shows the controller's contact and the declared laws; any other question is given
    back as it came, unanswered.
    """
    question = finding.question
    if not isinstance(question, NoticeShows):
        return finding
    seen = _seen(policy, promise, question.fact)
    if seen is None:
        return finding
    return replace(
        finding,
        answered=True,
        level=Level.OBSERVED,
        count=int(seen),
        last=now if seen else None,
    )


def _seen(policy: Policy, promise: Promise, fact: NoticeFact) -> bool | None:
    """Tell whether the fact holds; ``None`` where the declarations do not say."""
    if fact is NoticeFact.CONTACT:
        return bool(policy.controller.email or policy.controller.phone)
    if fact is NoticeFact.LAW and isinstance(promise.form, LawForm):
        return {law.value for law in promise.form.laws} <= set(policy.laws)
    return None
