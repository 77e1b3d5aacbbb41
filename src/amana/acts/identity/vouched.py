"""Signing in at a provider: what it says is shown first, and taken over only when confirmed.

Whom a provider vouches for is known by its own name of them from the first time on. The first time
they are who has the address that the provider verified, as with a code; else somebody new.
"""

import secrets
from dataclasses import dataclass, field
from typing import Final

from amana.acts.identity.errors import WordNotGood
from amana.acts.identity.sign_in import PersonComing, Shown, begin, own_id
from amana.acts.identity.taking_over import Offered, offers
from amana.acts.identity.whose import whose
from amana.acts.persons.normal import normal_identifier
from amana.domain.errors import Malformed
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.level import CheckedBy, Level
from amana.domain.person.provider_word import ProviderWord
from amana.storage.work import View, Work

_SHOWN: Final = Shown(means=CheckedBy.PROVIDER, level=Level.PROVIDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordShown:
    """What a provider said, as it is shown before anything of it is kept."""

    provider: str
    known: bool
    """Whether the person has an account here, to which this will belong."""
    taken: tuple[Offered, ...] = field(repr=False)
    """What is taken over if the person says yes."""
    asked: tuple[Offered, ...]
    """What the provider does not say and the person may add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What came of a provider's answer: a session, or a ticket for what is to be confirmed."""

    session: str = field(default="", repr=False)
    ticket: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A provider's word that its person confirmed."""

    word: ProviderWord = field(repr=False)
    person: str = field(repr=False)
    secret: str = field(repr=False)


def come_back(work: Work, word: ProviderWord, coming: PersonComing) -> Vouched:
    """Begin a session for whom the provider's subject is tied to; else keep its word for a while.

    Nothing of the word is kept with anybody yet. Commits.
    """
    key = work.vouching.of_subject(word)
    person = None if key is None else own_id(work, key)
    if person is not None:
        return Vouched(session=begin(work, person, _SHOWN, coming))
    ticket = work.vouching.keep(word)
    work.over()
    return Vouched(ticket=ticket)


def show_word(view: View, ticket: str) -> WordShown:
    """Return what the provider said, of what may be taken over; raises ``WordNotGood``."""
    word = view.vouching.word(ticket)
    if word is None:
        raise WordNotGood
    said = dict(word.taken_over())
    offered = offers(view, word.provider)
    return WordShown(
        provider=word.provider,
        known=_theirs(view, word) is not None,
        taken=tuple(
            each.with_value(said[each.what])
            for each in offered
            if each.provider and each.what in said
        ),
        asked=tuple(each for each in offered if not each.provider and each.what in word.missing()),
    )


def confirm(work: Work, ticket: str, coming: PersonComing) -> Confirmed:
    """Use the word up, tie its subject to the person, and begin a session.

    Raises ``WordNotGood`` for a ticket that is unknown, used or past.
    """
    word = work.vouching.word(ticket, take=True)
    if word is None:
        raise WordNotGood
    person = _theirs(work, word) or f"account:{secrets.token_hex(12)}"
    key = work.sealer.person_key(person)
    work.people.meet(key)
    work.identifiers.note_own(person, entry=work.name_entry())
    if not work.vouching.tie(key, word):
        raise WordNotGood
    body = {"actor": "person", "person": person, "provider": word.provider}
    tied = Entry(act="tie-provider", body=body, person=person)
    secret = begin(work, person, _SHOWN, coming, also=(tied,))
    return Confirmed(word=word, person=person, secret=secret)


def _theirs(view: View, word: ProviderWord) -> str | None:
    """Return who has an address that the provider verified; ``None`` where just one nobody has."""
    verified = {
        IdentifierKind.EMAIL: word.email if word.email_verified else "",
        IdentifierKind.PHONE: word.phone if word.phone_verified else "",
    }
    for kind, raw in verified.items():
        address = _normal(kind, raw)
        key = whose(view, kind, address) if address else None
        if key is not None:
            return own_id(view, key)
    return None


def _normal(kind: IdentifierKind, raw: str) -> str:
    try:
        return normal_identifier(kind, raw) if raw else ""
    except Malformed:
        return ""
