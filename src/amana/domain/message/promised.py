"""Which messages a policy promises: by class, purpose and channel, and to which contact data."""

from collections.abc import Iterator
from dataclasses import dataclass

from amana.domain.law.terms import ADVERTISING, PROMOTION
from amana.domain.message.errors import ClassNotPromised, PromotionInEssential
from amana.domain.policy.model import Policy
from amana.domain.promises.message import Message
from amana.domain.promises.use import Use
from amana.domain.vocabulary.messages import Channel, MessageClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What sort of message it is."""

    message_class: MessageClass
    purpose: str
    channel: Channel


def check_sort(policy: Policy, sort: Sort) -> None:
    """Raise ``PromotionInEssential`` or ``ClassNotPromised`` for what could never be sent.

    Where ``message`` promises name the purpose, one of them has to name class and channel; a
    purpose that none of them names is left to the decision.
    """
    if not sort.message_class.can_be_stopped and is_promotional(policy, sort.purpose):
        raise PromotionInEssential(purpose=sort.purpose)
    if any(sort.purpose in form.for_ for form in _messages(policy)) and not _forms(policy, sort):
        raise ClassNotPromised(
            message_class=sort.message_class.value,
            purpose=sort.purpose,
            channel=sort.channel.value,
        )


def is_promotional(policy: Policy, purpose: str) -> bool:
    """Tell whether the purpose is advertising by its term, or by what is promised of it.

    So is one whose messages are promised, all of them, as promotion or as a newsletter.
    """
    declared = policy.purposes.get(purpose)
    if declared is not None and declared.term in ADVERTISING:
        return True
    classes = {name for form in _messages(policy) if purpose in form.for_ for name in form.message}
    return bool(classes) and classes <= set(PROMOTION)


def contact_data(policy: Policy, sort: Sort) -> frozenset[str]:
    """Return the contact data that such messages are promised to go to; none where none are."""
    found = {data for form in _forms(policy, sort) for data in form.to}
    if not found:
        found = {data for form in _uses(policy, sort) for data in form.data}
    return frozenset(found)


def _messages(policy: Policy) -> Iterator[Message]:
    """Yield what ``message`` promises say."""
    for promise in policy.promises.values():
        if isinstance(promise.form, Message):
            yield promise.form


def _forms(policy: Policy, sort: Sort) -> list[Message]:
    return [
        form
        for form in _messages(policy)
        if sort.message_class in form.message
        and sort.purpose in form.for_
        and (not form.by or sort.channel in form.by)
    ]


def _uses(policy: Policy, sort: Sort) -> Iterator[Use]:
    """Yield the ``use`` promises that speak of talking to people for the purpose."""
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Use) and sort.purpose in form.for_ and sort.channel in form.through:
            yield form
