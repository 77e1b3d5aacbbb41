"""Promises of one policy that cannot all be kept, or that pull against each other.

Found by what promises add to decisions, not by the names of their kinds, so that a new kind is
checked like the others.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from amana.domain.decision.rule import Effect, Need, Rule
from amana.domain.period import Period
from amana.domain.policy.finding import Remark, error, warning
from amana.domain.policy.gaps import gaps
from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.patterns import meet, rule_within, rules_meet
from amana.domain.policy.weight import changed_fields, length, rules_of
from amana.domain.promises.breach import Breach, Told
from amana.domain.promises.choice import Choice
from amana.domain.vocabulary.messages import ChoiceMode
from amana.domain.words import Words

_TRADING: Final = frozenset({"advertisers_marketers"})
"""Kinds of recipients to whom data seldom goes without something in return."""
_BREACH_HOURS: Final[Mapping[str, Mapping[Told, int]]] = {
    # guideline on breach notification to Law 13 of 2016, article 14
    "qatar": {Told.AUTHORITY: 72, Told.AFFECTED: 72},
    # implementing regulation, article 24; people without undue delay
    "saudi": {Told.AUTHORITY: 72},
    # Law 24 of 2023, article 20
    "jordan": {Told.AUTHORITY: 72, Told.AFFECTED: 24},
    # Law 151 of 2020, article 7; people so long after the authority
    "egypt": {Told.AUTHORITY: 72},
    # executive regulation, articles 30 and 32
    "oman": {Told.AUTHORITY: 72, Told.AFFECTED: 72},
    # articles 33 and 34; people without undue delay
    "gdpr": {Told.AUTHORITY: 72},
    # Civil Code 1798.82: thirty days; the authority so long after the people
    "ccpa": {Told.AFFECTED: 720},
}
"""Within how many hours of awareness each must be told of a breach, where a law says a number."""


def remarks(policy: Policy) -> tuple[Remark, ...]:
    """Return all contradictions and gaps: errors first, each sort in the policy's order."""
    found = [*contradictions(policy), *gaps(policy)]
    return tuple(sorted(found, key=lambda remark: (remark.severity, remark.sort)))


def contradictions(policy: Policy) -> tuple[Remark, ...]:
    """Return the contradictions; each pair of promises is named once for each of them."""
    found = (
        *_forbidden(policy),
        *_limited(policy),
        *_two_periods(policy),
        *_late_breach(policy),
        *_consent_by_silence(policy),
    )
    return tuple(dict.fromkeys(found))


def _pairs(policy: Policy, effect: Effect) -> Iterator[tuple[Promise, Rule, Promise, Rule]]:
    """Yield each restriction of this effect with each permission of another promise."""
    rules = [(promise, rule) for promise in policy.promises.values() for rule in rules_of(promise)]
    for promise, rule in rules:
        if rule.effect is effect:
            for other, permission in rules:
                if permission.effect is Effect.PERMIT and other.id != promise.id:
                    yield promise, rule, other, permission


def _forbidden(policy: Policy) -> Iterator[Remark]:
    """Yield what one promise rules out and another permits."""
    for promise, ban, other, permission in _pairs(policy, Effect.FORBID):
        if ban.natures is not None and not (ban.natures & (permission.natures or frozenset())):
            yield from _traded(policy, promise, ban, other, permission)
        elif rules_meet(ban, permission):
            yield _ban(promise, other, whole=_all_banned(ban, permission))


def _all_banned(ban: Rule, permission: Rule) -> bool:
    """Tell whether some doing of the permission is ruled out for all that it names.

    Where the permission names natures, one of them that is ruled out is enough: what it says
    of that nature can never be done.
    """
    named = permission.natures is not None and ban.natures is not None
    return rule_within(
        Rule(
            effect=permission.effect,
            doings=permission.doings & ban.doings,
            data=permission.data,
            purposes=permission.purposes,
            recipients=permission.recipients,
            natures=permission.natures,
            occasions=permission.occasions,
            origins=permission.origins,
            sources=permission.sources,
        ),
        ban,
        aside=("natures",) if named else (),
    )


def _ban(promise: Promise, other: Promise, *, whole: bool) -> Remark:
    """Say that one promise rules out what the other permits, all of it or some."""
    ids = (promise.id, other.id)
    if whole:
        return error(
            "ruled_out",
            ids,
            ar=f"الوعد {promise.id} يمنع ما يجيزه الوعد {other.id}، فلا يمكن الوفاء بهما معًا. "
            "احذف أحدهما أو ضيّقه",
            en=f"Promise {promise.id} rules out what promise {other.id} permits: both cannot be "
            "kept. Remove one of them, or narrow it",
        )
    return warning(
        "partly_ruled_out",
        ids,
        ar=f"الوعد {promise.id} يمنع بعض ما يجيزه الوعد {other.id}، والمنع هو الغالب",
        en=f"Promise {promise.id} rules out part of what promise {other.id} permits; the ban wins",
    )


def _traded(
    policy: Policy, promise: Promise, ban: Rule, other: Promise, permission: Rule
) -> Iterator[Remark]:
    """Yield a ban on selling and the like beside sharing with those who pay for data."""
    traders = sorted(
        key
        for key, recipient in policy.recipients.items()
        if recipient.kind in _TRADING
        and permission.recipients is not None
        and key in permission.recipients
    )
    if traders and rules_meet(ban, permission, aside=("natures",)):
        names = ", ".join(traders)
        yield warning(
            "pull_apart",
            (promise.id, other.id),
            ar=f"الوعدان {promise.id} و{other.id} يتجاذبان: الأول ينفي بيع البيانات أو نحوه، "
            f"والثاني يشاركها مع معلنين أو مسوّقين ({names}). بيّن أن المشاركة بلا مقابل، أو اتركها",
            en=f"Promises {promise.id} and {other.id} pull against each other: the first says "
            "that data is not sold or the like, the second shares it with advertisers or "
            f"marketers ({names}). Make sure that nothing is given in return, or do not share",
        )


def _limited(policy: Policy) -> Iterator[Remark]:
    """Yield permissions for more than a limit leaves."""
    for promise, limit, other, permission in _pairs(policy, Effect.LIMIT):
        about = ("purposes", "recipients", "natures")
        if not rules_meet(limit, permission, aside=about):
            continue
        beyond = [name for name in about if _beyond(limit, permission, name)]
        if not beyond:
            continue
        shut_out = any(
            not meet(getattr(limit, name), getattr(permission, name)) for name in beyond
        ) and rule_within(permission, limit, aside=about)
        yield _limit(promise, other, whole=shut_out)


def _beyond(limit: Rule, permission: Rule, name: str) -> bool:
    """Tell whether the permission names more than the limit leaves."""
    allowed, named = getattr(limit, name), getattr(permission, name)
    return allowed is not None and named is not None and not named <= allowed


def _limit(promise: Promise, other: Promise, *, whole: bool) -> Remark:
    """Say that a limit leaves less than another promise permits, or nothing of it."""
    ids = (promise.id, other.id)
    if whole:
        return error(
            "limited_away",
            ids,
            ar=f"الوعد {promise.id} يقصر البيانات على غير ما يجيزه الوعد {other.id}، فلا يبقى "
            "من الثاني شيء. أضف الغرض أو الجهة إلى الأول، أو احذف الثاني",
            en=f"Promise {promise.id} limits the data to something else than promise {other.id} "
            "permits, so that nothing of the latter is left. Add the purpose or recipient to "
            "the former, or remove the latter",
        )
    return warning(
        "limited",
        ids,
        ar=f"الوعد {promise.id} يقصر البيانات على أقل مما يجيزه الوعد {other.id}، والقصر هو الغالب",
        en=f"Promise {promise.id} limits the data to less than promise {other.id} permits; "
        "the limit wins",
    )


def _two_periods(policy: Policy) -> Iterator[Remark]:
    """Yield promises of a kind that differ in nothing but their period."""
    for one, other in combinations(policy.promises.values(), 2):
        if one.kind.name == other.kind.name and _same_but_for_period(policy, one, other):
            yield error(
                "two_periods",
                (one.id, other.id),
                ar=f"الوعدان {one.id} و{other.id} يحددان مدتين مختلفتين للأمر نفسه. أبقِ واحدة",
                en=f"Promises {one.id} and {other.id} set two different periods for the same "
                "thing. Keep one of them",
            )


def _same_but_for_period(policy: Policy, one: Promise, other: Promise) -> bool:
    """Tell whether two forms of a kind have another period, some same data, and all else same."""
    differing = changed_fields(one.form, other.form)
    values = [(getattr(one.form, name), getattr(other.form, name)) for name in differing]
    periods = [pair for pair in values if all(isinstance(value, Period) for value in pair)]
    rest = [pair for pair in values if pair not in periods]
    return bool(periods) and all(_share_data(policy, mine, theirs) for mine, theirs in rest)


def _share_data(policy: Policy, mine: object, theirs: object) -> bool:
    """Tell whether both are lists of data categories with something in common."""
    if not (isinstance(mine, tuple) and isinstance(theirs, tuple)):
        return False
    both = set(mine) & set(theirs)
    return bool(both) and both <= policy.data.keys()


def _consent_by_silence(policy: Policy) -> Iterator[Remark]:
    """Yield opt-outs of purposes that rest on consent, where no promise asks for it before.

    Beside a promise that asks first, an opt-out is the way to take the consent back.
    """
    rules = [(promise, rule) for promise in policy.promises.values() for rule in rules_of(promise)]
    asked = {key for _, rule in rules if Need.CONSENT in rule.needs for key in rule.purposes or ()}
    resting = {key for key, purpose in policy.purposes.items() if purpose.basis == "consent"}
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Choice) and form.by is ChoiceMode.OPT_OUT:
            for key in sorted(set(form.for_) & resting - asked):
                yield _silence(promise, policy.purposes[key].name)


def _silence(promise: Promise, purpose: Words) -> Remark:
    """Say that an opt-out takes silence for the consent on which its purpose rests."""
    return error(
        "consent_by_silence",
        (promise.id,),
        ar=f"الوعد {promise.id} يتيح الاعتراض، والغرض «{purpose.say('ar')}» معلن أنه يقوم على "
        "الموافقة، والسكوت ليس موافقة. اجعل الاختيار by: opt_in، أو اذكر للغرض أساسًا آخر",
        en=f"Promise {promise.id} lets a person opt out, but the purpose “{purpose.say('en')}” is "
        "declared to rest on consent, and silence is no consent. Make the choice by: opt_in, or "
        "give the purpose another basis",
    )


def _late_breach(policy: Policy) -> Iterator[Remark]:
    """Yield promises to tell of a breach later than a declared law allows."""
    for promise in policy.promises.values():
        if not isinstance(promise.form, Breach):
            continue
        for law in policy.laws:
            for told, hours in _BREACH_HOURS.get(law, {}).items():
                if told in promise.form.whom and length(promise.form.within) * 24 > hours:
                    yield _late(promise, law, told, hours)


def _late(promise: Promise, law: str, told: Told, hours: int) -> Remark:
    """Say that a promise leaves longer to tell these than a declared law does."""
    return error(
        "late_breach",
        (promise.id,),
        ar=f"الوعد {promise.id} يُمهل الإبلاغ عن خرق البيانات أكثر من {hours} ساعة، وهي أقصى ما "
        f"يتيحه القانون المعلن ({law}) لإبلاغ {told.say('ar')}",
        en=f"Promise {promise.id} leaves more than {hours} hours to tell {told.say('en')} of a "
        f"data breach, which is the most that a declared law ({law}) allows",
    )
