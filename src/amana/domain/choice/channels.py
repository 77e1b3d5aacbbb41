"""A choice about a channel: what is not essential does not come by a channel that is closed.

It is kept as a word about something that stands where a purpose does and that no policy can
declare, so that all that holds of words about purposes holds of it: history, locks, erasure.
"""

from typing import Final

from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.message import Message
from amana.domain.promises.use import Use
from amana.domain.vocabulary.messages import Channel

_MARK: Final = "channel:"
"""A colon stands in no id of a policy."""


def about_channel(channel: Channel) -> str:
    """Return what a word about the channel is kept under."""
    return f"{_MARK}{channel.value}"


ABOUT_CHANNELS: Final = {about_channel(channel): channel for channel in Channel}
"""Every channel that somebody may close, by what the word is kept under."""


def channel_of(purpose: str) -> Channel | None:
    """Return the channel that a word is about; ``None`` where it is about a purpose."""
    return ABOUT_CHANNELS.get(purpose)


def named_channels(policy: Policy) -> tuple[tuple[Channel, Promise], ...]:
    """Return the channels by which the policy says that people are reached, with each promise."""
    return tuple(
        (channel, promise) for promise in policy.promises.values() for channel in _channels(promise)
    )


def _channels(promise: Promise) -> tuple[Channel, ...]:
    form = promise.form
    if isinstance(form, Message):
        return form.by
    return form.through if isinstance(form, Use) else ()
