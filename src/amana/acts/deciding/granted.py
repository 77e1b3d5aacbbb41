"""What a recipient may have now: grants that run, and whose safeguards the policy still accepts."""

from amana.domain.decision.grant import Grant
from amana.domain.policy.model import Policy
from amana.domain.sharing.granting import lacking_safeguards
from amana.storage.work import View


def granted_to(view: View, policy: Policy, recipient: str) -> tuple[Grant, ...] | None:
    """Return a recipient's grants in force; ``None`` where the service never kept a grant.

    A grant that was made before a promise asked for more safeguards gives nothing any more.
    """
    held = view.sharing.in_force(recipient)
    if held is None:
        return None
    return tuple(
        grant
        for grant, safeguards in held
        if next(lacking_safeguards(policy, recipient, grant, held=safeguards), None) is None
    )
