"""What people say to an announced sharing: by the link of a letter, or in the privacy centre.

An answer waits for whoever decides about the person under lock, and lets no other begin: a no
in the last second is before the disclosure, or after it, and never beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.announcing.sharing_wording import Named, named_sharing
from amana.acts.in_force import published
from amana.acts.show_policy import find_version
from amana.domain.announced.errors import BadLink
from amana.domain.announced.reach import Answer, Standing, StandingWord, Told
from amana.domain.ledger.entry import Entry, Json
from amana.domain.words import Language, Words
from amana.storage.errors import NotFound, PersonErased
from amana.storage.keys.answer_link import Answering, read_answer_token
from amana.storage.sharing_notices import Announced
from amana.storage.work import View, Work

ANSWER: Final = "answer-sharing"
STAND: Final = "stand-on-sharing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingShown:
    """An announced sharing as one person sees it."""

    id: UUID
    named: Named
    over_at: datetime | None
    answer: Answer | None
    answered_at: datetime | None
    begun_at: datetime
    goes_on: bool
    """Whether it may happen now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShown:
    """What the link of a letter is about, in words for its page."""

    language: Language
    service: Words
    """The service's own name."""
    shown: SharingShown | None
    """``None`` where the person was erased: nothing is left to share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPage:
    """The announced sharing of a person's data, and what they want of all of it."""

    standing: StandingWord | None
    announced: tuple[SharingShown, ...]


def show_link(view: View, token: str) -> LinkShown:
    """Say what the link of a letter is about; nothing changes. Raises ``BadLink``."""
    given, announced = _linked(view, token)
    policy = published(view, find_version(view, announced.version)).policy
    service = policy.controller.name
    try:
        group = view.persons.group_of(given.person)
    except PersonErased:
        return LinkShown(language=given.language, service=service, shown=None)
    told = next(it for it in view.sharing_notices.of_group(group) if it.id == str(announced.id))
    return LinkShown(
        language=given.language, service=service, shown=_shown(view, told, announced, group)
    )


def answer_by_link(work: Work, token: str, answer: Answer) -> None:
    """Take who holds the link at their word, and commit; again changes nothing.

    Raises ``BadLink``.
    """
    given, announced = _linked(work, token)
    actor = Actor(role=Role.VISITOR, label=work.service)
    _answer(work, actor, announced, given.person, answer=answer, means="link")


def answer_sharing(act: Act, announcement: UUID, answer: Answer, *, person: str) -> None:
    """Take the person at their word about one announcement, and commit. Raises ``NotFound``."""
    work = act.work
    announced = work.sharing_notices.one(announcement)
    if announced is None:
        raise NotFound(what="announcement")
    key = work.sealer.person_key(person)
    _answer(work, act.actor, announced, key, answer=answer, means="centre")


def stand_on_sharing(act: Act, standing: Standing, *, person: str) -> UUID:
    """Keep what the person wants of every announced sharing, and commit; return the entry."""
    work = act.work
    key, group = work.sealer.person_key(person), work.persons.group(person)
    work.choices.hold_to_write(group)
    entry = work.name_entry()
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": person,
        "standing": standing.value,
    }
    work.put(Entry(act=STAND, body=body, person=person), identity=entry)
    work.sharing_notices.stand(key, standing, entry=entry)
    work.over()
    return entry


def show_sharing(view: View, *, person: str) -> SharingPage:
    """Return the announced sharing of a person's data. Raises ``PersonErased``."""
    group = view.persons.group(person)
    notices = view.sharing_notices
    shown = []
    for told in notices.of_group(group):
        announced = notices.one(UUID(told.id))
        if announced is not None and (told.over_at is not None or told.answer is not None):
            shown.append(_shown(view, told, announced, group))
    return SharingPage(standing=notices.standing(group), announced=tuple(shown))


def _linked(view: View, token: str) -> tuple[Answering, Announced]:
    given = read_answer_token(view.sealer, token)
    announced = None if given is None else view.sharing_notices.one(given.announcement)
    if given is None or announced is None:
        raise BadLink
    return given, announced


def _shown(view: View, told: Told, announced: Announced, group: tuple[bytes, ...]) -> SharingShown:
    policy = published(view, find_version(view, announced.version)).policy
    return SharingShown(
        id=announced.id,
        named=named_sharing(announced, policy),
        over_at=told.over_at,
        answer=told.answer,
        answered_at=told.answered_at,
        begun_at=told.begun_at,
        goes_on=told.lets(view.sharing_notices.standing(group), now=view.now),
    )


def _answer(  # noqa: PLR0913 - each is a part of what was said
    work: Work,
    actor: Actor,
    announced: Announced,
    key: bytes,
    *,
    answer: Answer,
    means: str,
) -> None:
    """Write down what somebody said, where it is not what they said before."""
    try:
        group = work.persons.group_of(key)
    except PersonErased:
        return
    work.choices.hold_to_write(group)
    said = [it for it in work.sharing_notices.of_group(group) if it.id == str(announced.id)]
    if any(it.answer is answer for it in said):
        return
    body: dict[str, Json] = {
        "actor": actor.identity,
        "announcement": str(announced.id),
        "answer": answer.value,
        "means": means,
    }
    work.sharing_notices.answer(announced.id, key, answer)
    work.commit_about(Entry(act=ANSWER, promises=announced.promises, body=body), person_key=key)
