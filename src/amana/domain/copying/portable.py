"""What is a person's to take along (GDPR article 20(1)).

What they gave, and what was observed of them, where it is used by consent or for a contract. What
came from others, and what is used on another basis alone, is in the copy and not in the file for
taking along.
"""

from typing import Final

from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.vocabulary.collecting import Origin

GIVEN: Final = frozenset({Origin.PERSON, Origin.AUTOMATIC})
"""Origins of what the person provided; observed data count (WP 242 rev.01, section II.b)."""
BASES: Final = frozenset({"consent", "contract"})


def portable_categories(policy: Policy) -> frozenset[str]:
    """Return the categories that the policy collects from the person by consent or contract."""
    forms = (each.form for each in policy.promises.values())
    return frozenset(
        category
        for form in forms
        if isinstance(form, Collect) and form.from_ in GIVEN and _taken_along(policy, form.for_)
        for category in form.data
    )


def is_portable(policy: Policy, *, origin: str, purposes: tuple[str, ...]) -> bool:
    """Tell whether a value of this origin, kept for these purposes, is theirs to take along."""
    return origin in {each.value for each in GIVEN} and _taken_along(policy, purposes)


def _taken_along(policy: Policy, purposes: tuple[str, ...]) -> bool:
    known = policy.purposes
    return any(each in known and known[each].basis in BASES for each in purposes)
