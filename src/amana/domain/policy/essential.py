"""Which messages nobody can switch off (rule 5): told by the classes that a policy promises."""

from collections.abc import Mapping
from typing import Final

from amana.domain.policy.declarations import Basis
from amana.domain.policy.model import Policy
from amana.domain.promises.choice import Choice
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import MessageClass

_NEEDED: Final = frozenset(
    {Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTEREST, Basis.PUBLIC_TASK}
)
"""Legal bases that rest neither on the person's word nor on a balance of interests."""


def essential_purposes(policy: Policy) -> frozenset[str]:
    """Return the purposes whose messages are essential, of whatever class they are (rule 5).

    Those for which classes are promised, none of which can be switched off; and where no class is,
    those that rest neither on consent nor on somebody's interest. None about which there is a
    choice. It is what holds of a question that names no class.
    """
    classes = {purpose: classes_of(policy, purpose) for purpose in policy.purposes}
    offered = {
        purpose
        for promise in policy.promises.values()
        if isinstance(promise.form, Choice)
        for purpose in promise.form.for_
    }
    return frozenset(
        purpose.id
        for purpose in policy.purposes.values()
        if purpose.id not in offered
        and (classes[purpose.id] or purpose.basis in _NEEDED)
        and not any(each.can_be_stopped for each in classes[purpose.id])
    )


def essential_classes(policy: Policy) -> Mapping[str, frozenset[tuple[str, str | None]]]:
    """Return of each purpose the promised classes that cannot be switched off, and how they come.

    Each stands with each channel by which a promise sends it; with ``None`` where by any.
    """
    found: dict[str, set[tuple[str, str | None]]] = {}
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Message):
            by = tuple(each.value for each in form.by) or (None,)
            fixed = [each.value for each in form.message if not each.can_be_stopped]
            for purpose in form.for_:
                found.setdefault(purpose, set()).update((it, way) for it in fixed for way in by)
    return {purpose: frozenset(each) for purpose, each in found.items() if each}


def with_essential(policy: Policy) -> frozenset[str]:
    """Return the purposes for which some essential message comes."""
    return essential_purposes(policy) | frozenset(
        purpose
        for purpose in policy.purposes
        if not all(each.can_be_stopped for each in classes_of(policy, purpose))
    )


def classes_of(policy: Policy, purpose: str) -> frozenset[MessageClass]:
    """Return the classes of messages that are promised for the purpose."""
    return frozenset(
        name
        for promise in policy.promises.values()
        if isinstance(promise.form, Message) and purpose in promise.form.for_
        for name in promise.form.message
    )
