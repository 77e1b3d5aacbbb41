"""Take what somebody wants to publish; nobody sees it before a person has judged it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.evidence import named
from amana.acts.publications.asking import check_permitted
from amana.domain.ledger.entry import Entry
from amana.domain.publication.content import Content, Wish
from amana.storage.publications import Owned
from amana.storage.uuid7 import uuid7

SUBMIT: Final = "submit-publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What is handed in: whose it is, what for, and how they want it seen."""

    person: str
    purpose: str
    content: Content
    wish: Wish


def submit(act: Act, given: Submitted) -> UUID:
    """Keep what is handed in, sealed, until it is judged; return its id.

    What could never show is refused at once: raises ``NotForPublication``, ``NoPolicyInForce``,
    ``UnusablePerson`` and ``PersonErased``.
    """
    work = act.work
    found = check_permitted(work, given.person, given.purpose, given.content.shown(given.wish))
    identity, entry = uuid7(work.now), work.name_entry()
    work.people.meet(work.sealer.person_key(given.person))
    owned = Owned(person=given.person, content=given.content)
    work.publications.put(identity, owned, given.wish, purpose=given.purpose, entry=entry)
    work.commit(
        Entry(
            act=SUBMIT,
            promises=named(found.answer),
            policy_version=found.version.number,
            body={
                "actor": act.actor.identity,
                "person": given.person,
                "publication": str(identity),
                "kind": given.content.kind,
                "data": tuple(sorted(given.content.shown(given.wish).data)),
                "purposes": (given.purpose,),
                "shown_as": given.wish.shown_as.value,
                "with_contact": given.wish.with_contact,
            },
            person=given.person,
        ),
        ids=(entry,),
    )
    return identity
