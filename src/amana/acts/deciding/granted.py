"""What a recipient may have now: grants that run, and whose safeguards the policy still accepts."""

from collections.abc import Collection

from amana.domain.decision.grant import Grant
from amana.domain.policy.model import Policy
from amana.domain.sharing.granting import lacking_safeguards
from amana.storage.sharing import GrantRow
from amana.storage.work import View


def granted_to(view: View, policy: Policy, recipient: str) -> tuple[Grant, ...] | None:
    """Return a recipient's grants in force; ``None`` where the service never kept a grant.

    A grant that was made before a promise asked for more safeguards gives nothing any more.
    """
    held = view.sharing.in_force(recipient)
    if held is None:
        return None
    return tuple(
        grant for grant, safeguards in held if _bound_enough(policy, recipient, grant, safeguards)
    )


def giving(view: View, policy: Policy) -> tuple[GrantRow, ...]:
    """Return every grant that runs, and whose safeguards the policy still accepts."""
    return tuple(
        row
        for row in view.sharing.running()
        if _bound_enough(
            policy,
            row.recipient,
            Grant(data=frozenset(row.data), purposes=frozenset(row.purposes)),
            row.safeguards,
        )
    )


def _bound_enough(policy: Policy, recipient: str, grant: Grant, held: Collection[str]) -> bool:
    return next(lacking_safeguards(policy, recipient, grant, held=held), None) is None
