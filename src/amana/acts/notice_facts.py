"""What can be read off the policy in force itself, where no table has to be asked."""

from dataclasses import replace
from datetime import datetime

from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import NoticeFact, NoticeShows
from amana.domain.law.book import BOOK
from amana.domain.law.check.checking import check
from amana.domain.law.check.finding import Sort
from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.law import LawForm


def read_off(policy: Policy, promise: Promise, finding: Finding, now: datetime) -> Finding:
    """Answer a question about the notice that the policy's declarations answer.

    The page shows the controller's contact. That a law is kept to shows by its pack: each law
    that the promise names has one in force, by which every decision asks it too; where another
    promise contradicts what such a law certainly says, the promise is broken. Any other question
    is given back as it came, unanswered.
    """
    if finding.question == NoticeShows(fact=NoticeFact.CONTACT):
        seen = bool(policy.controller.email or policy.controller.phone)
        return _looked(finding, now, seen=seen)
    if finding.question == NoticeShows(fact=NoticeFact.LAW) and isinstance(promise.form, LawForm):
        packs = [BOOK[law] for law in promise.form.laws]
        against = any(
            each.fails and each.sort is Sort.CONTRADICTS for each in check(policy, packs).findings
        )
        seen = all(pack.in_force for pack in packs)
        return replace(_looked(finding, now, seen=seen), against=against)
    return finding


def _looked(finding: Finding, now: datetime, *, seen: bool) -> Finding:
    """Return what a look of this instant found."""
    return replace(
        finding,
        answered=True,
        level=Level.OBSERVED,
        count=int(seen),
        last=now if seen else None,
    )
