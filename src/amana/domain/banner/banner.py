"""What the cookie banner asks: the purposes of the policy's promises about cookies.

A purpose for which one is asked is a category of the banner. Its name, what is collected and who
else sets cookies are the policy's own words: nothing is said twice, or otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amana.domain.banner.consent_mode import signals_of
from amana.domain.choice.binding import Binding, bound_to, cookie_promises, still_holds, wording
from amana.domain.choice.signal import stopped_purposes
from amana.domain.phrases import listed
from amana.domain.policy.earlier import Step
from amana.domain.policy.model import Policy
from amana.domain.promises.cookie import Cookie, Signal
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A purpose for which one is asked before anything runs."""

    purpose: str
    name: Words
    collects: Words
    """What the cookies collect, as a list."""
    set_by: Words | None
    """Others who set them, as a list; ``None`` where nobody else does."""
    binding: Binding
    """What a consent in the banner binds to."""
    since: int
    """The first version of the policy whose consents still hold today."""
    cookies: tuple[str, ...]
    """Names of cookies; one is cleared once no category that names it is agreed to."""
    stopped_by_gpc: bool
    consent_mode: tuple[str, ...]
    """What Google Consent Mode calls it; empty where the policy does not pass it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What the banner asks, under one version of a policy."""

    version: int
    languages: tuple[Language, ...]
    categories: tuple[Category, ...]
    essential: tuple[Words, ...]
    """What always runs, by the names of its purposes."""
    consent_mode: bool
    """Whether choices are passed on in Google Consent Mode."""


def banner_of(policy: Policy, steps: Sequence[Step]) -> Banner:
    """Return what the banner asks under the last of the steps, which is the version in force.

    A policy without a promise about cookies asks nothing.
    """
    forms = [p.form for p in policy.promises.values() if isinstance(p.form, Cookie)]
    passed_on = any(Signal.CONSENT_MODE in form.signals for form in forms)
    stopped = stopped_purposes(policy)
    purposes = dict.fromkeys(purpose for form in forms for purpose in form.for_)
    essential = dict.fromkeys(p for form in forms for p in form.essential if p not in purposes)
    return Banner(
        version=steps[-1].version.number,
        languages=policy.languages,
        categories=tuple(
            _category(policy, steps, purpose, gpc=purpose in stopped, passed_on=passed_on)
            for purpose in purposes
        ),
        essential=tuple(policy.purposes[purpose].name for purpose in essential),
        consent_mode=passed_on,
    )


def _category(
    policy: Policy, steps: Sequence[Step], purpose: str, *, gpc: bool, passed_on: bool
) -> Category:
    promises = cookie_promises(policy, purpose)
    forms = [promise.form for promise in promises]
    binding = bound_to(policy, purpose, cookies=True)
    # INVARIANT: the purposes asked about are those of cookie promises, so that one is bound to.
    if binding is None:  # pragma: no cover
        raise LookupError(purpose)
    declared = policy.purposes[purpose]
    others = dict.fromkeys(policy.recipients[key].name for form in forms for key in form.set_by)
    return Category(
        purpose=purpose,
        name=declared.name,
        collects=_list(policy.data[key].name for form in forms for key in form.data),
        set_by=_list(others) if others else None,
        binding=binding,
        since=_since(steps, purpose),
        cookies=tuple(dict.fromkeys(name for form in forms for name in form.names)),
        stopped_by_gpc=gpc,
        consent_mode=signals_of(declared.term) if passed_on else (),
    )


def _list(names: Iterable[Words]) -> Words:
    each = list(dict.fromkeys(names))
    return Words(
        ar=listed([name.say("ar") for name in each], "ar"),
        en=listed([name.say("en") for name in each], "en"),
    )


def _since(steps: Sequence[Step], purpose: str) -> int:
    """Return the oldest version in which all promises to this purpose held on until today.

    From there on each version made them, in the same words or in others by a step that a person
    judged not material (rule 4).
    """
    first = steps[-1].version.number
    for place in range(len(steps) - 2, -1, -1):
        then, later = steps[place].version, steps[place + 1 :]
        bindings = _bindings(then.policy, purpose)
        if bindings.keys() != _bindings(steps[-1].version.policy, purpose).keys() or not all(
            still_holds(binding, later) for binding in bindings.values()
        ):
            break
        first = then.number
    return first


def _bindings(policy: Policy, purpose: str) -> dict[str, Binding]:
    """Return what the banner's words about the purpose are, by promise."""
    return {
        promise.id: Binding(promise=promise.id, wording=wording(policy, promise))
        for promise in cookie_promises(policy, purpose)
    }
