"""What publishing a policy would change: for the command line and the console alike."""

from dataclasses import dataclass

from amana.domain.policy.canonical import digest
from amana.domain.policy.contradictions import remarks
from amana.domain.policy.difference import Difference, difference
from amana.domain.policy.finding import Remark, Severity
from amana.domain.policy.model import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What publishing would do, and whether it may."""

    policy: Policy
    against: Policy | None
    """The version in force; ``None`` where this would be the first."""
    difference: Difference
    """Empty for a first version."""
    remarks: tuple[Remark, ...]
    digest: str
    begins: tuple[str, ...]
    """Promises that would begin, by id."""
    ends: tuple[str, ...]
    """Promises that would end, by id."""

    @property
    def publishable(self) -> bool:
        """Whether no finding stands in the way."""
        return not any(remark.severity is Severity.ERROR for remark in self.remarks)

    @property
    def same(self) -> bool:
        """Whether publishing would change nothing at all."""
        return self.against is not None and digest(self.against) == self.digest

    @property
    def material(self) -> bool:
        """Whether the step is proposed as material; a first version is no step."""
        return self.difference.material


def plan(policy: Policy, *, against: Policy | None) -> Plan:
    """Return what publishing the policy would change against the version in force."""
    changes = Difference(changes=()) if against is None else difference(against, policy)
    return Plan(
        policy=policy,
        against=against,
        difference=changes,
        remarks=remarks(policy),
        digest=digest(policy),
        begins=tuple(policy.promises) if against is None else changes.begins,
        ends=changes.ends,
    )
