"""A person's own sign-ins: listed, and ended."""

from uuid import UUID

from amana.acts.identity.visitor import Visitor
from amana.domain.ledger.entry import Entry
from amana.storage.identity import PersonSignIn
from amana.storage.work import View, Work


def sign_ins(view: View, visitor: Visitor) -> tuple[PersonSignIn, ...]:
    """Return the person's sign-ins under all of their ids, those that go on first."""
    return view.identity.sign_ins(view.persons.group(visitor.person))


def end_session(work: Work, visitor: Visitor, session: UUID) -> None:
    """End a session of the person, at once and for good. Raises ``NotFound``."""
    visitor.check(work)
    work.identity.end_session(work.persons.group(visitor.person), session)
    body = {"actor": visitor.actor.identity, "person": visitor.person, "session": str(session)}
    work.commit(Entry(act="end-session", body=body, person=visitor.person))
