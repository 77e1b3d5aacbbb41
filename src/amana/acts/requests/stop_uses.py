"""Let an objection or a withdrawal stop the uses that it is about, as soon as it is known whose.

In the transaction in which that is known: from it on every process decides by it. What other
databases hold is stopped there by the parts of the request.
"""

from collections.abc import Mapping
from typing import Final

from amana.acts.act import Act
from amana.acts.choices.choose import say_word
from amana.acts.choices.choosing import Choosing
from amana.acts.in_force import in_force, published
from amana.acts.requests.terms import laws_named
from amana.domain.choice.circumstances import Means, Place, Through
from amana.domain.choice.word import Word
from amana.domain.ledger.entry import Json
from amana.domain.request.objecting import uses_stopped
from amana.domain.vocabulary.messages import Channel
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage.requests import RequestRow

PURPOSES: Final = "purposes"
"""Under it stands in what is sealed to which uses somebody objects."""
_WORDS: Final = {RequestKind.OBJECTION: Word.OBJECT, RequestKind.WITHDRAWAL: Word.WITHDRAW}
_THROUGH: Final[Mapping[RequestDoor, tuple[Through, Means]]] = {
    RequestDoor.CENTRE: (Place.PRIVACY_CENTRE, Means.BUTTON),
    RequestDoor.DESK: (Place.OPERATOR, Means.WRITTEN),
    RequestDoor.ORAL: (Place.OPERATOR, Means.SPOKEN),
    RequestDoor.EMAIL: (Channel.EMAIL, Means.CODE),
    RequestDoor.API: (Place.SERVICE, Means.UNSAID),
}


def stop_uses(act: Act, row: RequestRow, *, person: str | None) -> tuple[str, ...]:
    """Say the person's no, and return the purposes that stop; the caller commits."""
    word = _WORDS.get(row.kind)
    if word is None or person is None:
        return ()
    work = act.work
    policy = published(work, in_force(work)).policy
    named = named_in(work.requests.said(row))
    purposes = uses_stopped(policy, laws_named(row.laws), row.kind, named)
    if not purposes:
        return ()
    through, means = _THROUGH[row.door]
    given = Choosing(person=person, word=word, purposes=purposes, channel=through, means=means)
    return say_word(act, given).purposes


def named_in(said: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the purposes that were named in what was said."""
    named = said.get(PURPOSES, ())
    return tuple(map(str, named)) if isinstance(named, list | tuple) else ()
