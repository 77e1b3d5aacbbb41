"""What a policy offers to choose about: a purpose, what a word about it binds to, how often."""

from collections.abc import Mapping
from dataclasses import dataclass

from amana.domain.choice.binding import Binding, bound_to, confirmed_twice, digest_of, wording
from amana.domain.choice.channels import about_channel, named_channels
from amana.domain.choice.process import process_of
from amana.domain.policy.model import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A purpose of the policy, or a channel, as one chooses about it."""

    binding: Binding | None
    """What a word binds to; ``None`` where nothing is promised for the purpose."""
    twice: bool
    """Whether a consent is promised to be confirmed before it counts."""
    terms: bytes
    """SHA-256 of what the policy says of the purpose (:func:`process_of`)."""


def offers_of(policy: Policy) -> Mapping[str, Offer]:
    """Return the offers by purpose; worked out once a version, for every word about it.

    The channels that promises name are among them, under what a word about them is kept under.
    """
    channels = {
        about_channel(channel): Offer(
            binding=Binding(promise=promise.id, wording=wording(policy, promise)),
            twice=False,
            terms=digest_of({"channel": channel.value}),
        )
        for channel, promise in reversed(named_channels(policy))
    }
    return channels | {
        purpose.id: Offer(
            binding=bound_to(policy, purpose.id),
            twice=confirmed_twice(policy, purpose.id),
            terms=digest_of(process_of(policy, purpose)),
        )
        for purpose in policy.purposes.values()
    }
