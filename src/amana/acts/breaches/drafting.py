"""Draft what people are told of a breach, out of what is known of it, in both languages.

A person edits and approves it. What a law demands and the facts do not tell is named as missing.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from amana.acts.breaches.case import Case
from amana.acts.breaches.given import Letter
from amana.acts.in_force import in_force, published
from amana.domain.breach.facts import Facts
from amana.domain.law.breaches import Content, Whom
from amana.domain.law.notifying import notify_rules
from amana.domain.policy.model import Policy
from amana.domain.words import LANGUAGES, Language
from amana.wording.catalogue import say
from amana.wording.moments import say_moment

_ZONE = ZoneInfo("UTC")
_ORDER = (
    Content.WHAT,
    Content.WHEN,
    Content.CATEGORIES,
    Content.CONSEQUENCES,
    Content.MEASURES,
    Content.ADVICE,
    Content.CONTACT,
)


def draft(case: Case) -> Mapping[Language, Letter]:
    """Return the letters as they could be sent."""
    policy = published(case.view, in_force(case.view)).policy
    return {language: _letter(case, policy, language) for language in LANGUAGES}


def missing(case: Case, whom: Whom) -> tuple[Content, ...]:
    """Return what the laws concerned want to be said, and the facts do not tell."""
    wanted = {
        content
        for rule in notify_rules(case.laws)
        if rule.whom is whom
        for content in rule.contents
    }
    return tuple(each for each in Content if each in wanted and not case.facts.tells(each))


def told_in(facts: Facts, policy: Policy, content: Content, language: Language) -> str | None:
    """Return what the facts tell of this, in words; ``None`` where they do not."""
    if content is Content.WHEN:
        return _when(facts, language)
    if content is Content.AWARE:
        return say_moment(facts.times.aware, language, _ZONE)
    if content is Content.CATEGORIES:
        known = (
            policy.data[each].name.say(language) for each in facts.categories if each in policy.data
        )
        return say("breaches.comma", language).join(known) or None
    if content is Content.CONTACT:
        return facts.contact or policy.controller.email
    said = facts.words().get(content.value)
    return None if said is None else said.say(language)


def _letter(case: Case, policy: Policy, language: Language) -> Letter:
    name = policy.controller.name.say(language)
    parts = [say("breaches.letter.opening", language, controller=name)]
    for content in _ORDER:
        told = told_in(case.facts, policy, content, language)
        if told is not None:
            parts.append(f"{content.say(language)}\n{told}")
    subject = say("breaches.letter.subject", language, controller=name)
    return Letter(subject=subject, text="\n\n".join(parts))


def _when(facts: Facts, language: Language) -> str | None:
    first, last = facts.times.occurred_from, facts.times.occurred_until
    if first is None:
        return None
    since = say_moment(first, language, _ZONE)
    if last is None:
        return say("breaches.since", language, since=since)
    until = say_moment(last, language, _ZONE)
    return say("breaches.between", language, since=since, until=until)
