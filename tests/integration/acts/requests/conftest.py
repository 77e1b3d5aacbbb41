"""A service that promises rights, and its people."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.identity.sign_in import PersonComing, Shown, begin
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.receive import Asking, Received
from amana.acts.show_policy import show_policy
from amana.domain.evidence.proof import State as Standing
from amana.domain.person.level import CheckedBy, Level
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.identity import PersonCame
from amana.storage.requests import RequestRow

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [{laws}]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  A21: {{right: [copy, portability], identity: true}}
  A23: {{right: [erasure]}}
  A26: {{right: [complaint], within: P5D}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, and what its program does."""

    storage: Storage
    service: str
    door: AskedDoor

    def meet(self, *people: str) -> None:
        """Let these people accept the policy."""
        for person in people:
            ApplicationDoor(self.storage).accept(
                self.service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
            )

    def ask(self, kind: RequestKind, *, proven: bool = False, **more: str) -> Received:
        """Receive a request of the person ``p``, unless another is named."""
        asking = Asking(
            kind=kind,
            door=RequestDoor.API,
            person=more.get("person", "p"),
            about=more.get("about", ""),
            guardian=more.get("guardian"),
            proven_by="signed_in" if proven else None,
        )
        return self.door.receive(self.service, asking)

    def row(self, request: UUID) -> RequestRow:
        """Read a request."""
        with self.storage.reading(self.service) as view:
            return view.requests.one(request)

    def acts(self, person: str = "p") -> list[tuple[str, str]]:
        """Return what was done about a person, the first first."""
        done = ApplicationDoor(self.storage).history(self.service, person=person).acts
        return [(each.act, str(each.outcome)) for each in reversed(done)]

    def standing(self, promise: str) -> Standing:
        """Return how a promise stands."""
        with self.storage.reading(self.service) as view:
            page = show_policy(view, language="en")
            return page.promises[promise].standing.state


@pytest.fixture
def founded(storage: Storage, service: str) -> Callable[[str], House]:
    """Return what publishes the policy under some laws."""

    def under(laws: str) -> House:
        source = POLICY.format(service=service, laws=laws)
        with storage.work(service) as work:
            publish_policy(
                Act(actor=OPERATOR, work=work),
                Publication(source=source, texts={}, material=False, reason="a test"),
            )
        made = House(storage=storage, service=service, door=AskedDoor(storage))
        made.meet("p")
        return made

    return under


@pytest.fixture
def house(founded: Callable[[str], House]) -> House:
    """Found a service under the law of Qatar."""
    return founded("qatar")


@pytest.fixture
def expire(thief: psycopg.Connection) -> Callable[[UUID], None]:
    """Return what lets the term of a request be over."""

    def expired(request: UUID) -> None:
        changed = thief.execute(
            "update request set safe_until = received_at + interval '1 microsecond',"
            " latest_until = received_at + interval '1 microsecond' where id = %s",
            [request],
        )
        assert changed.rowcount == 1

    return expired


@pytest.fixture
def prove(storage: Storage, service: str) -> Callable[[str], None]:
    """Return what lets a person show lately who they are."""

    def proven(person: str) -> None:
        shown = Shown(means=CheckedBy.ONE_TIME_CODE, level=Level.EMAIL)
        coming = PersonComing(came=PersonCame(browser="", address=""))
        with storage.work(service) as work:
            begin(work, person, shown, coming)

    return proven
