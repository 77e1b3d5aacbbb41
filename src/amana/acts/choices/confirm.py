"""A consent in two steps: what was asked waits, and counts once its token comes back.

The token is handed out once and kept as its hash. It is good once, for a while, and only as long
as the person said nothing else about the purpose and the words are the same.
"""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.choose import Saying, said
from amana.acts.choices.choosing import Choosing, ChosenNow
from amana.acts.choices.errors import (
    NothingOffered,
    NothingToConfirm,
    SaidOtherwise,
    UnknownPurpose,
)
from amana.acts.deciding.history import steps_since
from amana.domain.choice.binding import bound_to, still_holds
from amana.domain.choice.circumstances import Means
from amana.domain.choice.word import Word
from amana.storage.choices import PendingRow
from amana.storage.errors import PersonErased
from amana.storage.work import View

ASK: Final = "choose-ask"
LASTS: Final = timedelta(days=7)
"""How long a consent waits for its second step."""
_TOKEN_BYTES: Final = 32
_LONGEST_TOKEN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A consent that waits; the token is shown nowhere else, and sent to the person alone."""

    entry: UUID
    token: str = field(repr=False)
    until: datetime


def ask_to_confirm(act: Act, given: Choosing) -> Waiting:
    """Keep a consent that does not count yet, and return what confirms it.

    Who agreed before stays as they are. Raises what ``choose`` raises.
    """
    waiting = keep_waiting(act, given)
    act.work.over()
    return waiting


def keep_waiting(act: Act, given: Choosing) -> Waiting:
    """Keep it as :func:`ask_to_confirm` does, to be committed with the letter that carries it."""
    asked = replace(given, word=Word.CONSENT, confirmed=False)
    saying = said(act, asked, asked.how, first_step=True)
    work, token = act.work, secrets.token_urlsafe(_TOKEN_BYTES)
    person_key, entry = work.sealer.person_key(given.person), work.name_entry()
    until = work.now + LASTS
    work.people.meet(person_key, to_choose=True)
    if not work.choices.ask(
        person_key,
        given.purposes,
        version=saying.version.number,
        how=saying.how,
        expires_at=until,
        token_hash=_hash(token),
        entry=entry,
    ):
        raise PersonErased
    work.put(saying.entry(act, asked, name=ASK), identity=entry)
    return Waiting(entry=entry, token=token, until=until)


def waiting_for(view: View, *, token: str) -> tuple[str, ...]:
    """Return the purposes of the consent that waits for this token; nothing changes.

    Raises ``NothingToConfirm``.
    """
    waiting = view.choices.waiting_for(_hash(token)) if len(token) <= _LONGEST_TOKEN else None
    if waiting is None:
        raise NothingToConfirm
    return tuple(sorted(waiting.purposes))


def confirm(act: Act, *, token: str) -> ChosenNow:
    """Let the consent that waits for this token count.

    Whoever has the token was sent it: nobody else has to be known. Raises ``NothingToConfirm``,
    and ``SaidOtherwise`` where the person objected or withdrew since, or the words changed.
    """
    work = act.work
    waiting = work.choices.take_pending(_hash(token)) if len(token) <= _LONGEST_TOKEN else None
    if waiting is None:
        raise NothingToConfirm
    given = Choosing(
        person=_who(work, waiting),
        word=Word.CONSENT,
        purposes=frozenset(waiting.purposes),
        confirmed=True,
    )
    how = replace(waiting.how, means=Means.CODE)
    try:
        # A guardian who asked was one then: the token went to them.
        saying = said(act, given, how, vouched=True)
    except (UnknownPurpose, NothingOffered):
        raise SaidOtherwise from None
    if _otherwise(work, waiting, saying):
        raise SaidOtherwise
    noted = work.noted(saying.entry(act, given))
    saying.record(work, given, noted)
    work.over()
    return ChosenNow(
        entry=noted.entry,
        policy_version=saying.version.number,
        promises=saying.promises,
        purposes=tuple(purpose for purpose, _ in saying.about),
    )


def _who(view: View, waiting: PendingRow) -> str:
    """Return the own id of whom it waits for, out of the first step's body."""
    opened = view.people.opened(waiting.entry, (waiting.person,))
    if opened is None:
        raise NothingToConfirm
    return str(opened.body["person"])


def _otherwise(view: View, waiting: PendingRow, saying: Saying) -> bool:
    """Tell whether the person spoke of a purpose since, under any id, or its words changed."""
    group = view.persons.group_of(waiting.person)
    if any(row.at > waiting.at for row in view.choices.last(group, waiting.purposes)):
        return True
    shown, *later = steps_since(view, saying.version, first=waiting.version)
    bound = (bound_to(shown.version.policy, purpose) for purpose in waiting.purposes)
    return any(each is None or not still_holds(each, later) for each in bound)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
