"""Plan a publication: what it would change, and what stands in its way."""

from amana.acts.draft_policy import show_draft
from amana.acts.in_force import parsed
from amana.acts.policy_desk import ContradictionView, PlanView
from amana.acts.publish_policy import latest
from amana.acts.show_changes import change_views
from amana.domain.policy.finding import Severity
from amana.domain.policy.plan import Plan, plan
from amana.domain.words import Words
from amana.storage.work import View


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
        contradictions=tuple(
            ContradictionView(
                promises=found.promises,
                why=found.words,
                blocks=found.severity is Severity.ERROR,
            )
            for found in planned.remarks
        ),
        material=None if before is None else planned.material,
        why=_why(planned),
    )


def _why(planned: Plan) -> Words | None:
    """Return the reason of the first material change, else of the first change."""
    ordered = sorted(planned.difference.changes, key=lambda change: not change.material)
    return ordered[0].reason.words if ordered else None
