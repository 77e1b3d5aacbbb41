"""The policy's own names and sentences, as a person is shown them."""

from collections.abc import Iterable
from typing import Final

from amana.domain.choice.channels import channel_of
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.policy.model import Policy, Promise
from amana.domain.words import ARABIC, ENGLISH, Words

_ALL_OF_IT: Final = Words(
    ar="كل استخدام لبياناتك (التقييد)", en="any use of your data (restriction)"
)


def names_of_data(policy: Policy, ids: Iterable[str]) -> tuple[Words, ...]:
    """Return how the policy calls these data categories; one it dropped is called by its id."""
    known = policy.data
    return tuple(known[it].name if it in known else _bare(it) for it in ids)


def names_of_purposes(policy: Policy, ids: Iterable[str]) -> tuple[Words, ...]:
    """Return how the policy calls these purposes; a channel is called by its own name."""
    known = policy.purposes
    return tuple(known[it].name if it in known else _channel(it) for it in ids)


def names_of_recipients(policy: Policy, ids: Iterable[str]) -> tuple[Words, ...]:
    """Return how the policy calls these recipients."""
    known = policy.recipients
    return tuple(known[it].name if it in known else _bare(it) for it in ids)


def sentences(policy: Policy, promise: Promise) -> Words:
    """Return the published sentences that make the promise, else the words of its kind."""
    said = {
        language: " ".join(promise.quotes.get(language, ())) or promise.says(policy.terms, language)
        for language in (ARABIC, ENGLISH)
    }
    return Words(ar=said[ARABIC], en=said[ENGLISH])


def _channel(name: str) -> Words:
    if name == RESTRICTED:
        return _ALL_OF_IT
    channel = channel_of(name)
    return _bare(name) if channel is None else channel.words


def _bare(name: str) -> Words:
    return Words(ar=name, en=name)
