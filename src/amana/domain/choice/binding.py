"""What a consent binds to: a promise and the hash of its words; and whether it still holds."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from amana.domain.decision.rule import Effect, Need
from amana.domain.ledger.entry import Json
from amana.domain.policy.earlier import Step
from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.choice import Choice
from amana.domain.promises.cookie import Cookie
from amana.domain.promises.right import RightForm
from amana.domain.vocabulary.messages import ChoiceMode
from amana.domain.vocabulary.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The promise that was agreed to, and SHA-256 of its words."""

    promise: str
    wording: bytes


def bound_to(policy: Policy, purpose: str, *, cookies: bool = False) -> Binding | None:
    """Return what a consent to the purpose binds to; ``None`` where nothing is promised for it.

    The promise that offers the choice, else the first that asks for consent, else the first that
    permits anything for it. With ``cookies`` it is the promise about cookies, whose words the
    cookie banner shows, and no other.
    """
    offers = cookie_promises(policy, purpose) if cookies else _offers(policy, purpose)
    for promise in offers:
        return Binding(promise=promise.id, wording=wording(policy, promise))
    return None


def cookie_promises(policy: Policy, purpose: str) -> tuple[Promise, ...]:
    """Return the promises that ask before cookies are used for the purpose."""
    return tuple(
        promise
        for promise in policy.promises.values()
        if isinstance(promise.form, Cookie) and purpose in promise.form.for_
    )


def promised_way_out(policy: Policy, purpose: str, *, objects: bool = False) -> tuple[Promise, ...]:
    """Return the promises by which one may refuse the purpose: an opt-out, a right to withdraw.

    A word binds to one promise; a refusal carries these out as well. An objection (``objects``)
    carries out a right to object, too: a withdrawn consent is none.
    """
    rights = {Right.WITHDRAWAL, Right.OBJECTION} if objects else {Right.WITHDRAWAL}
    return tuple(
        promise
        for promise in policy.promises.values()
        if (
            isinstance(promise.form, Choice)
            and promise.form.by is ChoiceMode.OPT_OUT
            and purpose in promise.form.for_
        )
        or (
            isinstance(promise.form, RightForm)
            and rights & set(promise.form.rights)
            and (not promise.form.for_ or purpose in promise.form.for_)
        )
    )


def confirmed_twice(policy: Policy, purpose: str) -> bool:
    """Tell whether a consent to the purpose is promised to be confirmed before it counts."""
    return any(
        isinstance(promise.form, Choice)
        and promise.form.by is ChoiceMode.DOUBLE_OPT_IN
        and purpose in promise.form.for_
        for promise in policy.promises.values()
    )


def wording(policy: Policy, promise: Promise) -> bytes:
    """Return SHA-256 of all words of the promise: those of its kind, and those that it quotes."""
    return digest_of(words_of(policy, promise))


def words_of(policy: Policy, promise: Promise) -> Mapping[str, Json]:
    """Return all words of the promise, of which :func:`wording` is the digest."""
    terms = policy.terms
    return {
        "kind": promise.kind.name,
        "ar": promise.says(terms, "ar"),
        "en": promise.says(terms, "en"),
        "quotes": {language: tuple(parts) for language, parts in promise.quotes.items()},
    }


def digest_of(said: Mapping[str, Json]) -> bytes:
    """Return SHA-256 of the one text that such an object has."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict)
    return hashlib.sha256(text.encode("utf-8")).digest()


class WhyLapsed(StrEnum):
    """Why a consent ended without a word of the person."""

    WORDS = "words_changed"
    """The promise says something else, by a step that a person judged material."""
    PROMISE = "promise_gone"
    """The promise is made no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """The version by which a consent ended, on the day of its effect."""

    version: int
    why: WhyLapsed


def lapse(binding: Binding, steps: Iterable[Step]) -> Lapse | None:
    """Return by which of the steps a consent lapsed; ``None`` where it holds after all of them.

    ``steps`` are the later versions than the one in which it was given, the oldest first. Each
    must make the same promise: in the same words, or in others by a step that a person judged not
    material (rule 4).
    """
    words = binding.wording
    for step in steps:
        promise = step.version.policy.promises.get(binding.promise)
        if promise is None:
            return Lapse(version=step.version.number, why=WhyLapsed.PROMISE)
        now = wording(step.version.policy, promise)
        if now != words and step.version.material is not False:
            return Lapse(version=step.version.number, why=WhyLapsed.WORDS)
        words = now
    return None


def still_holds(binding: Binding, steps: Sequence[Step]) -> bool:
    """Tell whether a consent holds after all steps from the version in which it was given."""
    return lapse(binding, steps) is None


def _offers(policy: Policy, purpose: str) -> Iterator[Promise]:
    """Yield the promises about the purpose, the one that a consent binds to first."""
    promises = list(policy.promises.values())
    yield from (p for p in promises if isinstance(p.form, Choice) and purpose in p.form.for_)
    yield from (p for p in promises if _names(p, purpose, asking=True))
    yield from (p for p in promises if _names(p, purpose, asking=False))


def _names(promise: Promise, purpose: str, *, asking: bool) -> bool:
    """Tell whether a rule of the promise names the purpose, and asks for consent or permits."""
    return any(
        rule.purposes is not None
        and purpose in rule.purposes
        and (Need.CONSENT in rule.needs if asking else rule.effect is Effect.PERMIT)
        for rule in promise.kind.rules(promise.form)
    )
