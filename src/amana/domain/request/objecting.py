"""To which uses a law lets one object, as data: what stops where somebody names none themselves.

Direct marketing always: GDPR article 21(2) and (3), and what other laws here say of it. Uses that
rest on interests of ours or on a public task where the law lets one object to these as well.
"""

from collections.abc import Collection, Mapping
from typing import Final

from amana.domain.message.promised import is_promotional
from amana.domain.policy.declarations import Basis
from amana.domain.policy.model import Policy
from amana.domain.promises.law import Law
from amana.domain.vocabulary.requests import RequestKind

STOPPING: Final = frozenset({RequestKind.OBJECTION, RequestKind.WITHDRAWAL})
"""The kinds of requests after which a use stops at once."""
OBJECTED_BASES: Final[Mapping[Law, frozenset[Basis]]] = {
    # Article 21(1). Whoever goes on must show grounds that outweigh; until then the use stands.
    Law.GDPR: frozenset({Basis.LEGITIMATE_INTEREST, Basis.PUBLIC_TASK}),
}
"""Other laws that were read speak of marketing alone."""


def uses_stopped(
    policy: Policy, laws: Collection[Law], kind: RequestKind, named: Collection[str]
) -> frozenset[str]:
    """Return the purposes that stop by such a request; those that were named, where any were.

    A withdrawal without a name is of every consent.
    """
    if kind not in STOPPING:
        return frozenset()
    if named:
        return frozenset(named)
    if kind is RequestKind.WITHDRAWAL:
        return frozenset(
            each.id for each in policy.purposes.values() if each.basis == Basis.CONSENT.value
        )
    bases = frozenset(basis.value for law in laws for basis in OBJECTED_BASES.get(law, ()))
    return frozenset(
        each.id
        for each in policy.purposes.values()
        if each.basis in bases or is_promotional(policy, each.id)
    )
