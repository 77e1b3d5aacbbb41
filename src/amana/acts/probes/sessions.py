"""Sign-ins, tried out: a person's are listed, and one that is ended opens nothing more.

They are of a made-up person, begun, listed and ended by the acts behind the account's own page, of
which nothing stays. What an application keeps itself of who is signed in is not seen.
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from amana.acts.identity.sessions import end_session, sign_ins
from amana.acts.identity.sign_in import PersonComing, Shown, begin
from amana.acts.identity.visitor import Visitor
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.domain.evidence.question import ProbeName
from amana.domain.person.level import CheckedBy, Level
from amana.storage.identity import PersonCame
from amana.storage.probing import Rehearsal

_PERSON: Final = "made-up-for-sessions"
_COMING: Final = PersonComing(came=PersonCame(browser="", address=""))
_SHOWN: Final = Shown(means=CheckedBy.HAND_OVER, level=Level.HANDED_OVER)
_BROWSERS: Final = 2


def look(ground: Ground) -> Looked:
    """Sign in at two browsers, and end the first one's session from the second."""
    with ground.storage.rehearsing(ground.service) as rehearsal:
        faults = tuple(_faults(rehearsal, ground.service))
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=faults,
        seen={"sessions": _BROWSERS},
    )


def _faults(rehearsal: Rehearsal, service: str) -> Iterator[Fault]:
    first, second = (_signed_in(rehearsal) for _ in range(_BROWSERS))
    other, here = (_visitor(rehearsal, service, each) for each in (first, second))
    if other is None or here is None:
        yield Fault(code="session_not_open", place="session")
        return
    if _listed(rehearsal, here) != {UUID(other.session), UUID(here.session)}:
        yield Fault(code="session_not_listed", place="session")
    with rehearsal.act() as work:
        end_session(work, here, UUID(other.session))
    if _visitor(rehearsal, service, first) is not None:
        yield Fault(code="session_ended_opens", place="session")
    if _visitor(rehearsal, service, second) is None:
        yield Fault(code="session_ended_with_another", place="session")
    if _listed(rehearsal, here) != {UUID(here.session)}:
        yield Fault(code="session_not_listed", place="session")


def _signed_in(rehearsal: Rehearsal) -> str:
    """Begin a session of the made-up person, and return its secret."""
    with rehearsal.act() as work:
        return begin(work, _PERSON, _SHOWN, _COMING)


def _visitor(rehearsal: Rehearsal, service: str, secret: str) -> Visitor | None:
    """Return who is signed in with this secret, as each page asks."""
    found = rehearsal.work.identity.session(secret)
    if found is None:
        return None
    return Visitor(
        service=service,
        person=_PERSON,
        level=found.level,
        session=str(found.id),
        since=found.since,
    )


def _listed(rehearsal: Rehearsal, visitor: Visitor) -> set[UUID]:
    """Return which sessions the account's own page shows as going on."""
    return {each.id for each in sign_ins(rehearsal.work, visitor) if each.open}


PROBE: Final = Probe(name=ProbeName.SESSIONS, every=NIGHTLY, look=look)
