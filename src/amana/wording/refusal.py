"""Why a decision is a no, in words: one sentence for each numbered rule."""

from amana.domain.decision.question import Refusal
from amana.domain.words import Language
from amana.wording.catalogue import catalogue, fill, say


def say_refusal(refusal: Refusal, language: Language) -> str:
    """Say which rule refused and what it is about: names of the policy, never a person's value."""
    key = f"refusal.rule.{refusal.rule}"
    need = "" if refusal.need is None else say(f"need.{refusal.need.value}", language)
    comma = say("list.comma", language)
    values = {
        "about": comma.join(refusal.about),
        "need": need,
        "articles": comma.join(refusal.articles),
    }
    return fill(catalogue(language).words(key), key, values)
