"""What a change of a law alters for a policy: findings that end, and findings that begin."""

from dataclasses import dataclass

from amana.domain.law.check.checking import check
from amana.domain.law.check.finding import LawFinding
from amana.domain.law.pack import Pack
from amana.domain.law.pack_file import ClauseChange, clause_changes
from amana.domain.policy.model import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """The difference between two states of one law, in itself and for one policy."""

    changes: tuple[ClauseChange, ...]
    ends: tuple[LawFinding, ...]
    begins: tuple[LawFinding, ...]


def altered(policy: Policy, old: Pack, new: Pack) -> Alteration:
    """Return what differs from ``old`` to ``new``."""
    before, after = (check(policy, [pack]).findings for pack in (old, new))
    return Alteration(
        changes=clause_changes(old, new),
        ends=tuple(each for each in before if each not in after),
        begins=tuple(each for each in after if each not in before),
    )
