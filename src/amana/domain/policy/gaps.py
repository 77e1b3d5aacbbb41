"""What a policy leaves unsaid that a reader, or a law, would look for."""

from collections.abc import Iterator
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.policy.finding import Remark, gap
from amana.domain.policy.form import items_of
from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.unmet import unmet
from amana.domain.policy.values import Choice
from amana.domain.policy.weight import rules_of
from amana.domain.promises.cookie import Cookie
from amana.domain.vocabulary.sharing import THE_PERSON, Safeguard
from amana.domain.words import LANGUAGES, Words

_SERVING: Final = frozenset({Doing.USE, Doing.MESSAGE, Doing.DISCLOSE, Doing.READ, Doing.PUBLISH})
_CHOICE: Final = frozenset({Need.CONSENT, Need.NO_OBJECTION, Need.OWN_CHOICE})
_UNBOUND: Final = frozenset({"authorities", "other_users", "public", "staff"})
"""Kinds of recipients whom no contract binds."""


def gaps(policy: Policy) -> tuple[Remark, ...]:
    """Return what is left unsaid, each once."""
    return (
        *_unreachable(policy),
        *_undeclared_origin(policy),
        *_idle(policy),
        *_no_choice(policy),
        *_unbound(policy),
        *_no_period(policy),
        *_untranslated(policy),
        *_unquoted(policy),
        *unmet(policy),
    )


def _permissions(policy: Policy, doings: frozenset[Doing]) -> list[Rule]:
    """Return the permissions for any of these doings."""
    return [
        rule
        for promise in policy.promises.values()
        for rule in rules_of(promise)
        if rule.effect is Effect.PERMIT and rule.doings & doings
    ]


def _named(rules: list[Rule], dimension: str, everything: set[str]) -> set[str]:
    """Return what the rules name in a dimension; a rule that names nothing there means all."""
    named: set[str] = set()
    for rule in rules:
        values: frozenset[str] | None = getattr(rule, dimension)
        named |= everything if values is None else values
    return named


def _unreachable(policy: Policy) -> Iterator[Remark]:
    """Yield that nobody can be written to."""
    who = policy.controller
    stated = any(promise.kind.name == "contact" for promise in policy.promises.values())
    if not (who.email or who.phone or who.address or stated):
        yield gap(
            "no_contact",
            ar="لا وسيلة للتواصل مع الجهة المسؤولة: أضف بريدًا أو هاتفًا أو عنوانًا",
            en="There is no way to reach the controller: add an e-mail address, phone or address",
        )


def _undeclared_origin(policy: Policy) -> Iterator[Remark]:
    """Yield data that is used, and no promise says that it is collected."""
    every = set(policy.data)
    collected = _named(_permissions(policy, frozenset({Doing.COLLECT})), "data", every)
    used = _named([r for r in _permissions(policy, _SERVING) if r.data], "data", every)
    for key in sorted(used - collected):
        yield gap(
            "data_without_collection",
            about=(key,),
            ar=f"البيانات «{policy.data[key].name.say('ar')}» تُستخدم ولا يذكر وعدٌ أنها تُجمع",
            en=f"“{policy.data[key].name.say('en')}” is used, but no promise says that it is "
            "collected",
        )


def _idle(policy: Policy) -> Iterator[Remark]:
    """Yield purposes and recipients that are declared, and no promise names."""
    rules = [rule for promise in policy.promises.values() for rule in rules_of(promise)]
    purposes = {key for rule in rules for key in rule.purposes or ()}
    recipients = {
        key for rule in rules for key in (*(rule.recipients or ()), *(rule.sources or ()))
    }
    forms = (promise.form for promise in policy.promises.values())
    recipients |= {key for form in forms if isinstance(form, Cookie) for key in form.set_by}
    for key in sorted(policy.purposes.keys() - purposes):
        yield gap(
            "purpose_without_promise",
            about=(key,),
            ar=f"الغرض «{policy.purposes[key].name.say('ar')}» معلن ولا يذكره وعد",
            en=f"The purpose “{policy.purposes[key].name.say('en')}” is declared, but no promise "
            "names it",
        )
    for key in sorted(policy.recipients.keys() - recipients):
        yield gap(
            "recipient_without_promise",
            about=(key,),
            ar=f"الجهة «{policy.recipients[key].name.say('ar')}» معلنة ولا يذكرها وعد",
            en=f"The recipient “{policy.recipients[key].name.say('en')}” is declared, but no "
            "promise names it",
        )


def _no_choice(policy: Policy) -> Iterator[Remark]:
    """Yield purposes that rest on consent, and no promise gives the choice."""
    offered: set[str] = set()
    for promise in policy.promises.values():
        for rule in rules_of(promise):
            if rule.needs & _CHOICE:
                offered |= set(policy.purposes) if rule.purposes is None else rule.purposes
    for key, purpose in sorted(policy.purposes.items()):
        if purpose.basis == "consent" and key not in offered:
            yield gap(
                "consent_without_choice",
                about=(key,),
                ar=f"الغرض «{purpose.name.say('ar')}» يقوم على الموافقة، ولا وعد يبيّن كيف تُعطى "
                "أو تُسحب",
                en=f"The purpose “{purpose.name.say('en')}” rests on consent, but no promise says "
                "how it is given or withdrawn",
            )


def _unbound(policy: Policy) -> Iterator[Remark]:
    """Yield recipients who get data without any safeguard."""
    sharing = _permissions(policy, frozenset({Doing.DISCLOSE}))
    reached = {key for rule in sharing for key in rule.recipients or ()}
    bound = {
        key
        for promise in policy.promises.values()
        if _binds(promise)
        for rule in rules_of(promise)
        for key in rule.recipients or ()
    }
    # A person who gets their own data needs no safeguard against themselves.
    for key in sorted(reached - bound - {THE_PERSON}):
        recipient = policy.recipients[key]
        if not recipient.safeguards and recipient.kind not in _UNBOUND:
            yield gap(
                "share_without_safeguard",
                about=(key,),
                ar=f"تُشارك البيانات مع «{recipient.name.say('ar')}» بلا ضمان يحميها عندها",
                en=f"Data is shared with “{recipient.name.say('en')}” without any safeguard",
            )


def _binds(promise: Promise) -> bool:
    """Tell whether the promise itself names a safeguard, whatever its item is called."""
    items = items_of(promise.kind.form, promise.kind.name)
    return any(
        item.value == Choice(among=Safeguard) and getattr(promise.form, item.field)
        for item in items
    )


def _no_period(policy: Policy) -> Iterator[Remark]:
    """Yield data of which no promise says how long it is kept."""
    every = set(policy.data)
    kept = {
        key
        for rule in (r for promise in policy.promises.values() for r in rules_of(promise))
        if Doing.KEEP in rule.doings
        for key in (every if rule.data is None else rule.data)
    }
    missing = sorted(_named(_permissions(policy, frozenset({Doing.COLLECT})), "data", every) - kept)
    if missing:
        names = {
            language: ("، " if language == "ar" else ", ").join(
                policy.data[key].name.say(language) for key in missing
            )
            for language in LANGUAGES
        }
        yield gap(
            "no_period",
            about=tuple(missing),
            ar=f"لا وعد يبيّن كم تُحفظ هذه البيانات: {names['ar']}",
            en=f"No promise says how long these are kept: {names['en']}",
        )


def _untranslated(policy: Policy) -> Iterator[Remark]:
    """Yield names that do not speak a language of the policy."""
    named: dict[str, Words] = {"title": policy.title, "controller": policy.controller.name}
    for section in (policy.data, policy.purposes, policy.recipients):
        named.update({key: it.name for key, it in section.items()})
    for language in policy.languages:
        silent = tuple(key for key, name in named.items() if not getattr(name, language))
        if silent:
            ids = ", ".join(silent)
            yield gap(
                "not_in_language",
                about=silent,
                ar=f"أسماء بلا صيغة بلغة معلنة ({language}): {ids}",
                en=f"Names that are not given in a declared language ({language}): {ids}",
            )


def _unquoted(policy: Policy) -> Iterator[Remark]:
    """Yield promises that a published text does not make in its own words."""
    for language in policy.texts:
        missing = tuple(key for key, it in policy.promises.items() if language not in it.quotes)
        if missing:
            ids = ", ".join(missing)
            yield gap(
                "not_quoted",
                promises=missing,
                ar=f"وعود لا تُقتبس جملها من النص المنشور ({language}): {ids}",
                en=f"Promises whose sentences are not quoted from the published text "
                f"({language}): {ids}",
            )
