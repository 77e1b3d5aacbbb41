"""Why a decision is a no, in words: one sentence for each numbered rule."""

from collections.abc import Iterable

from amana.domain.decision.question import Refusal
from amana.domain.decision.standing import CHANNEL
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.wording.catalogue import catalogue, fill, say


def say_refusal(refusal: Refusal, language: Language) -> str:
    """Say which rule refused and what it is about: names of the policy, never a person's value."""
    key = f"refusal.rule.{refusal.rule}"
    need = "" if refusal.need is None else say(f"need.{refusal.need.value}", language)
    comma = say("list.comma", language)
    closed = comma.join(each.say(language) for each in _channels(refusal.about))
    if closed:
        return say("refusal.channel", language, about=closed)
    values = {
        "about": comma.join(refusal.about),
        "need": need,
        "articles": comma.join(refusal.articles),
    }
    return fill(catalogue(language).words(key), key, values)


def _channels(about: Iterable[str]) -> tuple[Channel, ...]:
    """Return the closed channels that a refusal is about; none where it is about something else."""
    known = {f"{CHANNEL}:{channel.value}": channel for channel in Channel}
    return tuple(known[each] for each in about if each in known)
