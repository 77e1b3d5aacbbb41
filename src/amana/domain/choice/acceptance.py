"""What people's words about versions of the policy come to: who accepted, and who declined."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from amana.domain.policy.model import Policy
from amana.domain.promises.accept import Accept, Declining
from amana.domain.promises.accept import Acceptance as By

How: TypeAlias = Literal["explicit", "continued_use", "declined"]
Told: TypeAlias = tuple[int, How]
"""The number of a version, and how it was met."""


def accepted(told: Iterable[Told]) -> frozenset[int]:
    """Return the versions that a person accepted, out of all their words, the oldest first.

    Who declined has declined what comes after, too: from then on only their own yes accepts.
    """
    held: set[int] = set()
    against = False
    for version, how in told:
        against = how == "declined" or (against and how == "continued_use")
        if against:
            held.discard(version)
        else:
            held.add(version)
    return frozenset(held)


def declined(told: Iterable[Told]) -> bool:
    """Tell whether the last that a person said themselves was no, the oldest word first."""
    said = [how for _, how in told if how != "continued_use"]
    return said[-1:] == ["declined"]


def by_going_on(policy: Policy, *, before: bool) -> bool:
    """Tell whether using the service accepts this version.

    Only where the policy says so: at any time, or by going on after a change for those who
    accepted one before (``before``).
    """
    ways = {way for form in _forms(policy) for way in form.by}
    return By.USE in ways or (before and By.CONTINUED_USE in ways)


def asked_for(policy: Policy) -> tuple[str, ...]:
    """Return the promises that speak of acceptance, in the order of the policy."""
    return tuple(p.id for p in policy.promises.values() if isinstance(p.form, Accept))


def hands_over(policy: Policy) -> bool:
    """Tell whether declining is promised to lead to a copy and the closing of the account."""
    return any(form.declining is Declining.EXPORT_AND_CLOSE for form in _forms(policy))


def _forms(policy: Policy) -> tuple[Accept, ...]:
    forms = (promise.form for promise in policy.promises.values())
    return tuple(form for form in forms if isinstance(form, Accept))
