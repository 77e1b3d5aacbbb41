"""Whether a change of a promise is material: judged by what it does to decisions.

A change is material where the service may do more than before, or is bound less: some question
that was refused may now be permitted. Where a kind adds nothing to decisions, its items are
compared: longer, fewer and other are material until a person says otherwise.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any, Final

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.errors import Malformed
from amana.domain.period import Period
from amana.domain.policy.change import (
    ADDED_PROTECTION,
    LONGER,
    NARROWER,
    NEW_PERMISSION,
    OTHER_MEANING,
    REMOVED_PROMISE,
    SHORTER,
    WEAKER,
    WIDER,
    Reason,
)
from amana.domain.policy.model import Promise
from amana.domain.policy.patterns import rule_within, within

_LIMITED: Final = ("purposes", "recipients", "natures")
"""In a limit these name what stays allowed; the rest names what it is about."""
_SHORTER_IS_KINDER: Final = frozenset({"retain", "breach", "right", "choice"})
"""Kinds whose periods are how long the service may take or keep."""


def rules_of(promise: Promise) -> tuple[Rule, ...]:
    """Return what the promise adds to decisions."""
    return promise.kind.rules(promise.form)


def _permits(rule: Rule) -> bool:
    """Tell whether the rule lets the service do something, beyond keeping what it has."""
    return rule.effect is Effect.PERMIT and bool(rule.doings - {Doing.KEEP})


def weigh_added(promise: Promise) -> Reason:
    """Judge a promise that was not there before."""
    if any(_permits(rule) for rule in rules_of(promise)):
        return NEW_PERMISSION
    return ADDED_PROTECTION


def weigh_removed(promise: Promise) -> Reason:
    """Judge a promise that is there no more: dropping a bare permission only narrows."""
    rules = rules_of(promise)
    bare = bool(rules) and all(_permits(rule) and not rule.needs for rule in rules)
    return NARROWER if bare else REMOVED_PROMISE


def weigh_changed(old: Promise, new: Promise, field: str) -> Reason:
    """Judge one item's change, by itself where the form can stand so, else with the others."""
    try:
        form = dataclasses.replace(old.form, **{field: getattr(new.form, field)})
    except Malformed:
        form = new.form
    before, after = rules_of(old), old.kind.rules(form)
    if before != after:
        return compare(before, after)
    return _by_value(old, getattr(old.form, field), getattr(new.form, field))


def compare(before: Sequence[Rule], after: Sequence[Rule]) -> Reason:
    """Judge the step from some rules to others."""
    if any(_widens(rule, before) for rule in after if rule.effect is Effect.PERMIT):
        return WIDER
    if any(_is_lost(rule, after) for rule in before if rule.effect is not Effect.PERMIT):
        return WEAKER
    return NARROWER


def _widens(rule: Rule, before: Sequence[Rule]) -> bool:
    """Tell whether the permission goes beyond each one that was there."""
    return not any(
        old.effect is Effect.PERMIT
        and rule_within(rule, old)
        and old.needs <= rule.needs
        and _same_measure(old, rule)
        for old in before
    )


def _is_lost(rule: Rule, after: Sequence[Rule]) -> bool:
    """Tell whether no rule still refuses all that this one refused."""
    return not any(_still_holds(rule, new) for new in after if new.effect is rule.effect)


def _still_holds(old: Rule, new: Rule) -> bool:
    """Tell whether the new restriction refuses at least what the old one does."""
    if old.effect is Effect.LIMIT:
        return rule_within(old, new, aside=_LIMITED) and all(
            within(getattr(new, name), getattr(old, name)) for name in _LIMITED
        )
    return rule_within(old, new) and old.needs <= new.needs and _same_measure(old, new)


def _same_measure(old: Rule, new: Rule) -> bool:
    """Tell whether what the needs are measured by is unchanged, or stricter."""
    if (old.event, old.part) != (new.event, new.part):
        return False
    return (new.group_size or 0) >= (old.group_size or 0)


def _by_value(promise: Promise, old: object, new: object) -> Reason:
    """Judge a change that no decision sees, by its values."""
    if isinstance(old, Period) and isinstance(new, Period):
        return _by_length(promise, old, new)
    permits = any(_permits(rule) for rule in rules_of(promise))
    if isinstance(old, tuple) and isinstance(new, tuple) and set(old) <= set(new) and not permits:
        return ADDED_PROTECTION if set(old) < set(new) else OTHER_MEANING
    return OTHER_MEANING


def _by_length(promise: Promise, old: Period, new: Period) -> Reason:
    """Judge a period; where it is not known which way is kinder, each way is material."""
    if length(new) > length(old):
        return LONGER
    kinder = promise.kind.name in _SHORTER_IS_KINDER and length(new) < length(old)
    return SHORTER if kinder else OTHER_MEANING


def length(period: Period) -> float:
    """Return about how many days a period is: enough to tell the longer of two."""
    days = period.years * 365.25 + period.months * 30.4375 + period.weeks * 7 + period.days
    return days + period.hours / 24 + period.minutes / 1440


def changed_fields(old: Any, new: Any) -> tuple[str, ...]:  # noqa: ANN401 - two forms of a kind
    """Return the fields in which two forms of one kind differ."""
    return tuple(
        field.name
        for field in dataclasses.fields(old)
        if getattr(old, field.name) != getattr(new, field.name)
    )
