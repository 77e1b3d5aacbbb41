"""A consent that the policy promises to have confirmed: asked for by a letter, given by its code.

The letter has a link to a page with one button, and the code by itself for who rather pastes it.
Opening the link changes nothing: mail programs and scanners open links. What is in the address is
good once, for days, for this consent alone.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.choosing import Choosing, ChosenNow
from amana.acts.choices.confirm import LASTS, confirm, keep_waiting, waiting_for
from amana.acts.in_force import in_force, published
from amana.acts.me.errors import NoAddressToConfirm
from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import ARABIC, Language, Words
from amana.storage.work import View
from amana.wording.catalogue import say

_INVISIBLE: Final = "\u200e\u200f\u2066\u2067\u2068\u2069"
"""Marks of direction that may be copied with a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What was confirmed."""

    entry: UUID
    purposes: tuple[Words, ...]


def ask_by_letter(
    act: Act, given: Choosing, *, site: str, language: Language, policy: Policy
) -> UUID:
    """Keep the consent waiting, put the letter out with its code, and commit; return the entry.

    Raises ``NoAddressToConfirm`` where the person has no e-mail address here, and what ``choose``
    raises; nothing is kept then.
    """
    work = act.work
    if not _reachable(work, given.person):
        raise NoAddressToConfirm
    waiting = keep_waiting(act, given)
    names = [policy.purposes[each].name.say(language) for each in sorted(given.purposes)]
    home, tongue = f"{site}/{work.service}/me/confirm", "" if language == ARABIC else "?lang=en"
    text = say(
        "me.letter.text",
        language,
        who=policy.controller.name.say(language),
        purposes=" · ".join(names),
        link=f"{home}/{waiting.token}{tongue}",
        address=f"{home}{tongue}",
        code=waiting.token,
        days=LASTS.days,
    )
    put_out(
        work,
        Outgoing(
            person=given.person,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.EMAIL,
            language=language,
            subject=say("me.letter.subject", language, who=policy.controller.name.say(language)),
            text=text,
            key=f"confirm:{waiting.entry}",
            expires=waiting.until,
        ),
    )
    work.over()
    return waiting.entry


def confirm_by_code(act: Act, typed: str) -> Confirmed:
    """Let the consent count whose letter carried this code.

    Raises ``NothingToConfirm`` and ``SaidOtherwise``; nothing is changed then.
    """
    policy = published(act.work, in_force(act.work)).policy
    done: ChosenNow = confirm(act, token=typed.strip(_INVISIBLE + " \t\r\n"))
    named = [policy.purposes[each].name for each in done.purposes if each in policy.purposes]
    return Confirmed(entry=done.entry, purposes=tuple(named))


def what_waits(view: View, typed: str) -> tuple[Words, ...]:
    """Return the names of what a letter's code would confirm. Raises ``NothingToConfirm``."""
    policy = published(view, in_force(view)).policy
    purposes = waiting_for(view, token=typed)
    return tuple(policy.purposes[each].name for each in purposes if each in policy.purposes)


def _reachable(view: View, person: str) -> bool:
    held = view.identifiers.of(view.persons.group(person))
    return any(it.kind is IdentifierKind.EMAIL and it.ended_at is None for it in held)
