"""A stop of one class of messages, of a purpose that other classes serve too.

Unlike a word about a purpose it leaves what else is sent for the purpose alone.
"""

from dataclasses import dataclass
from typing import Final

from amana.domain.policy.essential import classes_of
from amana.domain.policy.model import Policy
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import CLASSES, MessageClass

_MARK: Final = "class:"
"""A colon stands in no id of a policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOf:
    """A class of messages for a purpose."""

    message_class: MessageClass
    purpose: str

    @property
    def about(self) -> str:
        """What stands for it where a purpose or a channel could."""
        return f"{_MARK}{self.message_class.value}:{self.purpose}"


def class_of(about: str) -> ClassOf | None:
    """Return the class that a word is about; ``None`` where it is about something else."""
    name, _, purpose = about.removeprefix(_MARK).partition(":")
    found = CLASSES.get(name) if about.startswith(_MARK) and purpose else None
    return None if found is None else ClassOf(message_class=found, purpose=purpose)


def stopped_alone(policy: Policy) -> tuple[ClassOf, ...]:
    """Return each class that can be stopped while other messages of its purpose go on."""
    return tuple(
        ClassOf(message_class=each, purpose=purpose)
        for purpose in policy.purposes
        for classes in (classes_of(policy, purpose),)
        for each in sorted(classes)
        if each.can_be_stopped and len(classes) > 1
    )


def promised_by(policy: Policy, what: ClassOf) -> tuple[str, ...]:
    """Return the ids of the promises that speak of messages of the class for the purpose."""
    return tuple(
        promise.id
        for promise in policy.promises.values()
        if isinstance(promise.form, Message)
        and what.message_class in promise.form.message
        and what.purpose in promise.form.for_
    )
