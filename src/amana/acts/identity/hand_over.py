"""Hand-over: the service says who a person is who is signed in there, by a ticket for one use.

The service's program asks for the ticket with its API key, and sends the person's browser with it,
in a form. Nothing of the person stands in an address, and the ticket is good for two minutes.
"""

from amana.acts.act import Act
from amana.acts.identity.errors import HandOverNotGood
from amana.acts.identity.sign_in import PersonComing, Shown, begin, note_failure, own_id
from amana.acts.person_id import check_met
from amana.domain.ledger.entry import Entry
from amana.domain.person.level import CheckedBy, Level
from amana.storage.work import Work

_SHOWN = Shown(means=CheckedBy.HAND_OVER, level=Level.HANDED_OVER)


def make_hand_over(act: Act, *, person: str) -> str:
    """Return a ticket for the person, which is shown this once. Raises ``PersonErased``."""
    work = act.work
    check_met(work, person)
    key, entry = work.sealer.person_key(person), work.name_entry()
    work.people.meet(key)
    work.identifiers.note_own(person, entry=entry)
    ticket = work.identity.hand_over(key)
    body = {"actor": act.actor.identity, "person": person}
    work.commit(Entry(act="hand-over", body=body, person=person), ids=(entry,))
    return ticket


def sign_in_by_hand_over(work: Work, ticket: str, coming: PersonComing) -> str:
    """Use a ticket up, and return the secret of a new session.

    Raises ``HandOverNotGood`` for one that is unknown, used or past; where it is known whose it
    was, the try stands in their history, for a ticket that comes twice may have been taken.
    """
    key = work.identity.take_hand_over(ticket)
    person = None if key is None else own_id(work, key)
    if person is not None:
        return begin(work, person, _SHOWN, coming)
    used = work.identity.used_hand_over(ticket)
    if used is not None:
        note_failure(work, _SHOWN, person_key=used, why="not_good_any_more")
    raise HandOverNotGood
