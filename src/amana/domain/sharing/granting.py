"""What a recipient may be granted: never more than promises share with it, bound as they say.

The one decision is asked, as if each person had agreed to everything: what it refuses then, no
grant can permit.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Need
from amana.domain.policy.model import Policy
from amana.domain.promises.share import Share
from amana.domain.sharing.errors import (
    BeyondPromise,
    GrantUnfit,
    NatureRuledOut,
    SafeguardsMissing,
)
from amana.domain.vocabulary.sharing import Nature, Safeguard
from amana.domain.words import says_something

LONGEST_INSTRUCTION: Final = 4_000
LONGEST_DOCUMENT: Final = 1_000
MOST_NAMED: Final = 100
LONGEST_DAYS: Final = 3_660
"""A grant that nobody looks at for ten years is none."""
_SALES: Final = {
    "dpv:SellDataToThirdParties": Nature.SELL,
    "dpv:SellInsightsFromData": Nature.SELL,
}
"""Purposes that are a sale, whatever the disclosure is called."""
_RULED_OUT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedGrant:
    """What a recipient is to be granted."""

    recipient: str
    data: frozenset[str]
    purposes: frozenset[str]
    instruction: str = field(repr=False)
    """What it is to do with the data, in words."""
    ends_at: datetime
    starts_at: datetime | None = None
    """``None``: from when it is made."""
    safeguards: frozenset[Safeguard] = frozenset()
    nature: Nature = Nature.SHARE
    document: str | None = field(default=None, repr=False)
    """Where the contract is found."""


def check_grant(policy: Policy, book: RuleBook, wanted: WantedGrant, *, now: datetime) -> None:
    """Raise what speaks against the grant, by the policy in force.

    Raises ``GrantUnfit``, ``NatureRuledOut``, ``BeyondPromise`` and ``SafeguardsMissing``.
    """
    _check_form(wanted, now)
    for data in sorted(wanted.data):
        for purpose in sorted(wanted.purposes):
            _check_pair(policy, book, wanted, data=data, purpose=purpose)
    _check_safeguards(policy, wanted)


def _check_form(wanted: WantedGrant, now: datetime) -> None:
    starts_at = wanted.starts_at or now
    length = wanted.ends_at - starts_at
    document = wanted.document
    fit = {
        "data": 0 < len(wanted.data) <= MOST_NAMED,
        "purposes": 0 < len(wanted.purposes) <= MOST_NAMED,
        "instruction": says_something(wanted.instruction)
        and len(wanted.instruction) <= LONGEST_INSTRUCTION,
        "document": document is None or 0 < len(document) <= LONGEST_DOCUMENT,
        "until": wanted.ends_at > now and starts_at < wanted.ends_at,
        "length": length.days <= LONGEST_DAYS,
    }
    for part, holds in fit.items():
        if not holds:
            raise GrantUnfit(part=part)


def _check_pair(
    policy: Policy, book: RuleBook, wanted: WantedGrant, *, data: str, purpose: str
) -> None:
    known = policy.purposes.get(purpose)
    sale = None if known is None else _SALES.get(known.term or "")
    nature = wanted.nature if sale is None else sale
    asked = Question(
        doing=Doing.DISCLOSE,
        data=frozenset({data}),
        purposes=frozenset({purpose}),
        recipient=wanted.recipient,
        nature=nature.value,
    )
    answer = evaluate(book, asked, _as_if_all_agreed(book, wanted))
    if answer.permitted:
        return
    banned = next((each for each in answer.refusals if each.rule == _RULED_OUT), None)
    if banned is not None:
        raise NatureRuledOut(nature=nature.value, promises=" ".join(banned.promises))
    raise BeyondPromise(data=data, purpose=purpose)


def _as_if_all_agreed(book: RuleBook, wanted: WantedGrant) -> Facts:
    return Facts(
        consented=wanted.purposes,
        events=frozenset(book.admits.values()),
        met=frozenset(Need),
    )


def _check_safeguards(policy: Policy, wanted: WantedGrant) -> None:
    held = {each.value for each in wanted.safeguards}
    grant = Grant(data=wanted.data, purposes=wanted.purposes)
    for promise, lacking in lacking_safeguards(policy, wanted.recipient, grant, held=held):
        raise SafeguardsMissing(promise=promise, safeguards=" ".join(lacking))


def lacking_safeguards(
    policy: Policy, recipient: str, grant: Grant, *, held: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each promise that binds what is granted by more than ``held``, and what is lacking."""
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Share) and _speaks_of(form, recipient, grant):
            lacking = tuple(sorted({each.value for each in form.under} - set(held)))
            if lacking:
                yield promise.id, lacking


def _speaks_of(form: Share, recipient: str, grant: Grant) -> bool:
    return (
        recipient in form.to
        and bool(grant.data & set(form.data))
        and bool(grant.purposes & set(form.for_))
    )
