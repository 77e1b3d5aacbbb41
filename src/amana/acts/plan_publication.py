"""Plan a publication: what it would change, and what stands in its way."""

from collections import Counter
from collections.abc import Iterator

from amana.acts.customers.register import dropped, list_customers
from amana.acts.draft_policy import show_draft
from amana.acts.in_force import parsed
from amana.acts.policy_desk import ContradictionView, PlanView
from amana.acts.publish_policy import latest
from amana.acts.show_changes import change_views
from amana.domain.law.book import BOOK
from amana.domain.law.check.checking import check
from amana.domain.policy.finding import Severity
from amana.domain.policy.model import Policy
from amana.domain.policy.plan import Plan, plan
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.storage.work import View
from amana.wording.catalogue import say_count


def plan_publication(view: View) -> PlanView:
    """Return what publishing the draft would change; a wrong draft raises all that is wrong."""
    draft = show_draft(view)
    policy = parsed(draft.text, draft.texts).policy
    before = latest(view)
    planned = plan(policy, against=before)
    return PlanView(
        number=len(view.policies.versions()) + 1,
        digest=planned.digest,
        changes=() if before is None else change_views(planned.difference, before, policy),
        contradictions=(
            *(
                ContradictionView(
                    promises=found.promises,
                    why=found.words,
                    blocks=found.severity is Severity.ERROR,
                )
                for found in planned.remarks
            ),
            *_by_law(policy),
            *_for_customers(view, policy),
        ),
        material=None if before is None else planned.material,
        why=_why(planned),
    )


def _by_law(policy: Policy) -> Iterator[ContradictionView]:
    """Yield what the policy's own laws certainly say against it: told, and left to a person."""
    packs = [pack for law, pack in BOOK.items() if law.value in policy.laws]
    for each in check(policy, packs).findings:
        if each.fails:
            where = f"{each.law.value} {each.article}"
            yield ContradictionView(
                promises=each.promises,
                why=Words(
                    ar=f"{each.found.ar} ({where}). {each.todo.ar}",
                    en=f"{each.found.en} ({where}). {each.todo.en}",
                ),
                blocks=False,
            )


def _for_customers(view: View, policy: Policy) -> Iterator[ContradictionView]:
    """Yield, by purpose that goes, how many customers it is named for: told, and no obstacle."""
    lost = Counter(
        purpose
        for each in list_customers(view)
        if each.ended_at is None
        for purpose in dropped(each, policy.purposes)
    )
    for purpose, count in sorted(lost.items()):
        said = {
            each: say_count("plan.dropped_for_customers", count, each, purpose=purpose)
            for each in (ARABIC, ENGLISH)
        }
        yield ContradictionView(
            promises=(), why=Words(ar=said[ARABIC], en=said[ENGLISH]), blocks=False
        )


def _why(planned: Plan) -> Words | None:
    """Return the reason of the first material change, else of the first change."""
    ordered = sorted(planned.difference.changes, key=lambda change: not change.material)
    return ordered[0].reason.words if ordered else None
