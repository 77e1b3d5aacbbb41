"""Who else is told of what a request did: the recipients of the policy (GDPR Article 19)."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from amana.domain.policy.model import Policy, Recipient
from amana.domain.promises.share import Share
from amana.domain.vocabulary.requests import RequestKind


class WayKind(StrEnum):
    """How a recipient is told."""

    MAIL = "mail"
    HTTP = "http"
    BY_HAND = "by_hand"
    """By a person of the desk, who notes it."""


class NoticeState(StrEnum):
    """Where it stands that a recipient is told."""

    HELD = "held"
    """The request is not done yet."""
    WAITING = "waiting"
    """It is to be told, and was not, or nobody knows."""
    TOLD = "told"
    """It was told; its answer is awaited."""
    ANSWERED = "answered"
    DROPPED = "dropped"
    """The request did nothing."""


TOLD_OF: Final = frozenset(
    {
        RequestKind.ERASURE,
        RequestKind.PART_ERASURE,
        RequestKind.CORRECTION,
        RequestKind.RESTRICTION,
    }
)
"""The requests of which Article 19 lets recipients be told."""
_NOBODY: Final = frozenset({"staff", "public", "other_users"})
"""Kinds of recipients that are nobody in particular, or ourselves."""


def recipients_concerned(policy: Policy, categories: Collection[str] = ()) -> tuple[Recipient, ...]:
    """Return who gets data of these categories by the policy, by id; of no category: of any.

    Who gets figures alone, which identify nobody, is told nothing.
    """
    named = {
        recipient
        for promise in policy.promises.values()
        if isinstance(promise.form, Share) and promise.form.at_least is None
        if not categories or set(promise.form.data) & set(categories)
        for recipient in promise.form.to
    }
    return tuple(
        each
        for name, each in sorted(policy.recipients.items())
        if name in named and each.kind not in _NOBODY
    )
