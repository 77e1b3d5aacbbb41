"""Where a law wants consent, or rules something out, and the policy's promises do otherwise."""

from collections.abc import Iterator

from amana.domain.decision.duty import LawDuty
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.law.check.finding import LawFinding, Sort, finding
from amana.domain.law.check.stated import by_consent, forms
from amana.domain.law.clause import Clause
from amana.domain.law.demands import ConsentDemand, SpecialDemand
from amana.domain.law.pack import Article, Pack, duty_of
from amana.domain.policy.model import Policy
from amana.domain.policy.weight import rules_of
from amana.domain.promises.accept import Accept, Acceptance
from amana.domain.promises.message import Message
from amana.domain.words import Words

_CHOSEN = frozenset({Need.CONSENT, Need.OWN_CHOICE})


def unchosen(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield purposes that go without the consent, or the way out, that an article wants."""
    for article in pack.articles:
        duty = duty_of(pack, article, policy)
        if Need.CONSENT in duty.needs:
            yield from _without(pack, article, duty, policy, _CHOSEN)
        if Need.NO_OBJECTION in duty.needs:
            yield from _without(pack, article, duty, policy, _CHOSEN | {Need.NO_OBJECTION})
        if duty.refuses:
            yield from _ruled_out(pack, article, duty, policy)


def _permits(policy: Policy, duty: LawDuty) -> Iterator[tuple[str, Rule]]:
    """Yield the permissions that fall under the duty."""
    for key, promise in policy.promises.items():
        for rule in rules_of(promise):
            asked = rule.effect is Effect.PERMIT and rule.doings & duty.doings
            of_data = duty.data is None or rule.data is None or rule.data & duty.data
            if asked and of_data:
                yield key, rule


def _named(rule: Rule, purpose: str) -> bool:
    return rule.purposes is None or purpose in rule.purposes


def _without(
    pack: Pack, article: Article, duty: LawDuty, policy: Policy, enough: frozenset[Need]
) -> Iterator[LawFinding]:
    """Yield each purpose that a promise permits with none of these needs."""
    every = [rule for promise in policy.promises.values() for rule in rules_of(promise)]
    purposes = set(policy.purposes) if duty.purposes is None else duty.purposes
    for purpose in sorted(purposes - set(by_consent(policy))):
        ids = tuple(key for key, rule in _permits(policy, duty) if _named(rule, purpose))
        met = any(
            rule.needs & enough and rule.doings & duty.doings and _named(rule, purpose)
            for rule in every
        )
        if ids and not met:
            yield _uncovered(pack, article, policy, purpose, ids)


def _uncovered(
    pack: Pack, article: Article, policy: Policy, purpose: str, ids: tuple[str, ...]
) -> LawFinding:
    name = policy.purposes[purpose].name
    consent = Need.CONSENT in article.needs
    return finding(
        pack,
        article,
        Sort.CONTRADICTS,
        "consent.prior" if consent else "consent.objection",
        promises=tuple(dict.fromkeys(ids)),
        about=(purpose,),
        found=Words(
            ar=f"الغرض «{name.say('ar')}» يجري "
            + ("دون موافقة سابقة" if consent else "ولا وعد بالتوقف عند الاعتراض"),
            en=f"“{name.say('en')}” goes on "
            + ("without prior consent" if consent else "and no promise ends it on objection"),
        ),
        todo=Words(
            ar="أضف وعدًا (choice) بالموافقة السابقة (opt_in)؛ وإلى حينه يرفضه القرار"
            if consent
            else "أضف وعدًا (choice) بحق الاعتراض",
            en="Add a choice promise by opt-in; until then decisions refuse it without consent"
            if consent
            else "Add a choice promise that lets people object",
        ),
    )


def _ruled_out(pack: Pack, article: Article, duty: LawDuty, policy: Policy) -> Iterator[LawFinding]:
    """Yield what a promise permits and the article rules out."""
    every = frozenset(policy.data)
    for key, rule in _permits(policy, duty):
        # None stands for all; an empty set for nothing, as where a policy has no such data.
        named = (every if rule.data is None else rule.data) & (
            every if duty.data is None else duty.data
        )
        of_any = duty.purposes is None or bool(duty.purposes)
        serves = of_any and (
            rule.purposes is None or duty.purposes is None or rule.purposes & duty.purposes
        )
        if named and serves:
            yield finding(
                pack,
                article,
                Sort.CONTRADICTS,
                "forbidden",
                promises=(key,),
                about=tuple(sorted(named)),
                found=Words(
                    ar=f"الوعد {key} يجيز ما يمنعه القانون",
                    en=f"{key} permits what the law rules out",
                ),
                todo=Words(
                    ar=f"أخرج هذه البيانات من {key}: {'، '.join(sorted(named))}",
                    en=f"Take this data out of {key}: {', '.join(sorted(named))}",
                ),
            )


def implied(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield promises that take an act for consent, where the law wants it said."""
    taken = {
        **{
            key: form
            for key, form in forms(policy, Accept).items()
            if set(form.by) - {Acceptance.EXPLICIT}
        },
        **{key: form for key, form in forms(policy, Message).items() if form.implied},
    }
    for rule in pack.consent:
        for key in taken if ConsentDemand.EXPRESS in rule.demands else ():
            yield finding(
                pack,
                rule,
                Sort.CONTRADICTS,
                "consent.implied",
                promises=(key,),
                found=Words(
                    ar=f"الوعد {key} يعدّ فعلًا آخر موافقة",
                    en=f"{key} takes another act for consent",
                ),
                todo=Words(
                    ar=f"اجعل الموافقة في {key} صريحة؛ ولا يعدّ القرار الفعل موافقة",
                    en=f"Let {key} ask for it in so many words; decisions do not count the act",
                ),
            )
        if ConsentDemand.FOR_A_TIME in rule.demands and by_consent(policy):
            yield _for_a_time(pack, rule, policy)


def _for_a_time(pack: Pack, rule: Clause, policy: Policy) -> LawFinding:
    return finding(
        pack,
        rule,
        Sort.UNSEEN,
        "consent.duration",
        about=by_consent(policy),
        found=Words(
            ar="لا موضع في ملف السياسة لمدة الموافقة",
            en="A policy file has no place for how long a consent lasts",
        ),
        todo=Words(
            ar="اذكر المدة حيث تُطلب الموافقة", en="Say the duration where consent is asked for"
        ),
    )


def special(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield data of a special kind that is used on another basis, or that wants a permit."""
    for rule in pack.special:
        held = tuple(key for key, it in policy.data.items() if it.term in rule.data)
        if not held or rule.demand is SpecialDemand.NO_MARKETING:
            # What is ruled out is an article of decisions, too, and told of there.
            continue
        ids = tuple(_uses(policy, frozenset(held)))
        permit = rule.demand is SpecialDemand.PERMIT
        if permit or ids:
            yield finding(
                pack,
                rule,
                Sort.UNSEEN if permit else Sort.SILENT,
                f"special.{rule.demand.value}",
                promises=ids,
                about=held,
                found=Words(
                    ar=f"بيانات خاصة تحتاج إلى: {rule.demand.say('ar')}",
                    en=f"Special data that calls for {rule.demand.say('en')}",
                ),
                todo=Words(
                    ar="استشر محاميًا، واجعل أساس الغرض الموافقة أو سببًا يذكره القانون",
                    en="Ask a lawyer; let the purpose rest on consent or on a listed ground",
                ),
            )


def _uses(policy: Policy, data: frozenset[str]) -> Iterator[str]:
    """Yield the promises that use the data for a purpose that rests on something else."""
    for key, promise in policy.promises.items():
        for rule in rules_of(promise):
            used = rule.effect is Effect.PERMIT and rule.doings - {Doing.KEEP} and rule.data
            other = (rule.purposes or frozenset()) - set(by_consent(policy))
            if used and rule.data and rule.data & data and other:
                yield key
                break
