"""The notice, written from the policy: for who has no published text yet, or wants a new one.

Each promise reads in its kind's own words and carries its id, so that a page can show its
proof beside it. What is said beyond the promises comes from the declarations; nothing is
promised that the policy does not promise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from amana.domain.phrases import listed
from amana.domain.policy.canonical import natural
from amana.domain.policy.model import Policy, Promise, Recipient
from amana.domain.policy.notice_sections import BASES, MONTHS, OTHER, SECTIONS, Section
from amana.domain.policy.proposal import Role
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Language, Words

_STOPS: Final = (".", "!", "?", "؟", "…")
_SAFEGUARDS: Final = {one.value: one.words for one in Safeguard}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBlock:
    """A heading, sentence or list item of the notice, with the promises that it makes."""

    role: Role
    text: str
    promises: tuple[str, ...] = ()


def notice(
    policy: Policy, language: Language, *, changed_on: date | None = None
) -> tuple[NoticeBlock, ...]:
    """Return the whole notice in one language. The first block is its title."""
    return tuple(_blocks(policy, language, changed_on))


def _blocks(policy: Policy, language: Language, changed_on: date | None) -> Iterator[NoticeBlock]:
    """Yield the notice, heading by heading."""
    yield NoticeBlock(role=Role.HEADING, text=policy.title.say(language))
    yield _sentence(_opening(policy, language))
    if changed_on is not None:
        yield _sentence(_changed(changed_on, language))
    for section, promises in _sorted(policy):
        yield from _section(policy, section, promises, language)
    if not any(promise.kind.name == "contact" for promise in policy.promises.values()):
        yield NoticeBlock(role=Role.HEADING, text=SECTIONS[-1].heading.say(language))
        yield from _contact(policy, language)


def _sentence(text: str, *promises: str) -> NoticeBlock:
    """Return a sentence, with its full stop."""
    return NoticeBlock(role=Role.SENTENCE, text=_stopped(text), promises=promises)


def _item(text: str, *promises: str) -> NoticeBlock:
    """Return a list item, with its full stop."""
    return NoticeBlock(role=Role.ITEM, text=_stopped(text), promises=promises)


def _stopped(text: str) -> str:
    """Return the text with a full stop at its end, and a capital at its head."""
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith((*_STOPS, ':')) else '.'}"


def _opening(policy: Policy, language: Language) -> str:
    """Say whose notice it is."""
    who = policy.controller.name.say(language)
    return Words(
        ar=f"يبيّن هذا الإشعار ما تفعله {who} ببياناتك الشخصية، وما تعدك به في شأنها",
        en=f"This notice says what {who} does with your personal data, and what you are "
        "promised about it",
    ).say(language)


def _changed(day: date, language: Language) -> str:
    """Say when it was last changed."""
    said = f"{day.day} {MONTHS[day.month - 1].say(language)} {day.year}"
    return Words(ar=f"آخر تعديل: {said}", en=f"Last changed on {said}").say(language)


def _sorted(policy: Policy) -> Iterator[tuple[Section, list[Promise]]]:
    """Yield the sections that hold promises; within one, kind by kind, in order of ids."""
    named = {kind for section in SECTIONS for kind in section.kinds}
    others = sorted({it.kind.name for it in policy.promises.values()} - named)
    rest = Section(kinds=tuple(others), heading=OTHER.heading, lead_in=OTHER.lead_in)
    for section in (*SECTIONS[:-1], rest, SECTIONS[-1]):
        held = [
            policy.promises[key]
            for kind in section.kinds
            for key in sorted(policy.promises, key=natural)
            if policy.promises[key].kind.name == kind
        ]
        if held:
            yield section, held


def _section(
    policy: Policy, section: Section, promises: list[Promise], language: Language
) -> Iterator[NoticeBlock]:
    """Yield a heading, its promises, and what the declarations add to them."""
    terms = policy.terms
    yield NoticeBlock(role=Role.HEADING, text=section.heading.say(language))
    if len(promises) == 1:
        yield _sentence(promises[0].says(terms, language), promises[0].id)
    else:
        yield _sentence(section.lead_in.say(language))
        for promise in promises:
            yield _item(promise.says(terms, language), promise.id)
    if "use" in section.kinds:
        yield from _bases(policy, language)
    if "share" in section.kinds:
        yield from _recipients(policy, language)
    if "contact" in section.kinds:
        yield from _contact(policy, language)


def _bases(policy: Policy, language: Language) -> Iterator[NoticeBlock]:
    """Yield the legal bases, each with the purposes that rest on it; whoever uses has some."""
    yield _sentence(
        Words(ar="وتقوم أغراضنا على الأسس القانونية الآتية:", en="Our purposes rest on:").say(
            language
        )
    )
    ordered = [policy.purposes[key] for key in sorted(policy.purposes, key=natural)]
    for basis, words in BASES.items():
        names = [it.name.say(language) for it in ordered if it.basis == basis]
        if names:
            yield _item(f"{words.say(language)}: {listed(names, language)}")


def _recipients(policy: Policy, language: Language) -> Iterator[NoticeBlock]:
    """Yield what binds each recipient, and how it is reached, where the policy says so."""
    told = [
        it
        for key in sorted(policy.recipients, key=natural)
        if (it := policy.recipients[key]).safeguards or it.contact
    ]
    if not told:
        return
    yield _sentence(
        Words(ar="وهذا ما يُلزم هذه الجهات:", en="This is what binds those who receive it:").say(
            language
        )
    )
    for recipient in told:
        yield _item(_recipient(recipient, language))


def _recipient(recipient: Recipient, language: Language) -> str:
    """Say what binds one recipient, and how it is reached."""
    bound = listed([_SAFEGUARDS[one].say(language) for one in recipient.safeguards], language)
    reach = Words(ar="للتواصل", en="to be reached at").say(language)
    parts = [bound, f"{reach} {recipient.contact}" if recipient.contact else ""]
    semicolon = "؛ " if language == "ar" else "; "
    return f"{recipient.name.say(language)}: {semicolon.join(part for part in parts if part)}"


def _contact(policy: Policy, language: Language) -> Iterator[NoticeBlock]:
    """Yield the controller's name and each way to reach it."""
    who = policy.controller
    yield _sentence(
        Words(
            ar=f"الجهة المسؤولة عن بياناتك هي {who.name.say(language)}",
            en=f"{who.name.say(language)} answers for your data",
        ).say(language)
    )
    ways = (
        (Words(ar="البريد الإلكتروني", en="E-mail"), who.email),
        (Words(ar="الهاتف", en="Telephone"), who.phone),
        (Words(ar="العنوان", en="Address"), who.address and who.address.say(language)),
        (
            Words(ar="مسؤول حماية البيانات", en="Data protection officer"),
            who.officer and who.officer.say(language),
        ),
        (
            Words(ar="الممثل", en="Representative"),
            who.representative and who.representative.say(language),
        ),
    )
    for name, value in ways:
        if value:
            yield NoticeBlock(role=Role.ITEM, text=f"{name.say(language)}: {value}")
