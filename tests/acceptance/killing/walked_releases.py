"""Releases, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.announcing.sharing import Wanted
from amana.acts.doors.asked_releases import AskedReleasesDoor
from amana.acts.doors.releases import ReleasesDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.releases.deciding import Proposed
from amana.acts.staff import Staff
from amana.domain.announced.sharing import Sharing
from amana.domain.ledger.entry import Entry
from amana.domain.release.release import Document, Scope
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Ground
from amana.storage import Storage

_POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  offers: {{is: "dpv:DirectMarketing", basis: legitimate_interest, name: {{en: "offers"}}}}
  compliance: {{is: "dpv:LegalCompliance", basis: legal_obligation}}
recipients:
  court: {{kind: authorities, country: QA}}
  partner: {{kind: advertisers_marketers, country: QA, safeguards: [contract], name: {{en: "P"}}}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  R1: {{share: [email], to: [court], for: [compliance], grounds: [law]}}
  S1: {{share: [email], to: [partner], for: [offers], if: [announced]}}
"""


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service, with its policy in force."""
        ...


def joined(place: Place) -> Staff:
    """Let a privacy officer work on the service."""
    role = StaffRole.PRIVACY_OFFICER
    with place.storage.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{uuid4().hex}@team.example").id
    with place.storage.work(place.service) as work:
        work.members.add(member, role)
        work.commit(Entry(act="note", body={}))
    return Staff(id=member, name="Huda", roles={place.service: role}, session="none")


def _promised(place: Place) -> Staff:
    """Promise releases, to somebody who is known."""
    with place.storage.work(place.service) as work:
        given = Publication(
            source=_POLICY.format(service=place.service), texts={}, material=False, reason="new"
        )
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with place.storage.work(place.service) as work:
        work.people.meet(work.sealer.person_key("someone"))
        work.commit(Entry(act="note", body={}))
    return joined(place)


def _proposed() -> Proposed:
    return Proposed(
        scope=Scope(
            recipient="court", purpose="compliance", ground=Ground.LAW, data=frozenset({"email"})
        ),
        asked=frozenset({"email"}),
        persons=("someone",),
        document=Document(
            asker="A court",
            contact="clerk@court.example",
            reference="118",
            sha256="ab" * 32,
            reason="an order",
        ),
    )


def _propose(place: Place, staff: Staff) -> UUID:
    return ReleasesDoor(place.storage).propose(staff, place.service, _proposed())


def _ask_for(place: Place, _staff: Staff) -> UUID:
    return AskedReleasesDoor(place.storage).propose(place.service, _proposed())


def _asked_for(place: Place) -> UUID:
    return _ask_for(place, _promised(place))


def _withdraw(place: Place, release: UUID) -> None:
    AskedReleasesDoor(place.storage).withdraw(place.service, release)


def _announce(place: Place, _staff: Staff) -> UUID:
    about = Sharing(recipient="partner", purpose="offers", data=frozenset({"email"}))
    return AskedReleasesDoor(place.storage).announce(place.service, Wanted(sharing=about))


def _waiting(place: Place) -> tuple[Staff, UUID]:
    return joined(place), _propose(place, _promised(place))


def _approve(place: Place, given: tuple[Staff, UUID]) -> None:
    ReleasesDoor(place.storage).approve(given[0], place.service, given[1])


def _refuse(place: Place, given: tuple[Staff, UUID]) -> None:
    ReleasesDoor(place.storage).refuse(given[0], place.service, given[1])


RELEASE_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "ReleasesDoor.propose": (_promised, _propose),
    "ReleasesDoor.approve": (_waiting, _approve),
    "ReleasesDoor.refuse": (_waiting, _refuse),
    "AskedReleasesDoor.announce": (_promised, _announce),
    "AskedReleasesDoor.propose": (_promised, _ask_for),
    "AskedReleasesDoor.withdraw": (_asked_for, _withdraw),
}
"""Each with what is prepared, and the act itself."""
