"""A service whose policy promises to publish reviews and advertisements."""

from collections.abc import Callable
from uuid import UUID

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.doors.publications import PublicationsDoor
from amana.acts.publications.judge import approve
from amana.acts.publications.submit import Submitted
from amana.domain.promises.publish import ShownAs
from amana.domain.publication.content import Wish, content_of
from amana.storage import Storage

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  opinion: {{is: "pd:Opinion"}}
  offer: {{name: {{ar: "العرض", en: "the offer"}}}}
  name: {{}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  reviews: {{is: "dpv:ServiceProvision", basis: contract}}
  ads: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  M17: {{publish: [opinion, name], as: [own_name, anonymous], for: [reviews], moderated: true}}
  K2: {{publish: [offer, phone], as: [anonymous], for: [ads], moderated: true, chosen: true}}
  A17: {{retain: [opinion], until: account_closed, then: replace_person}}
"""
Submit = Callable[..., UUID]
Approve = Callable[[UUID], None]


@pytest.fixture
def door(storage: Storage, service: str, publish: Callable[[str], int]) -> PublicationsDoor:
    """Publish the policy, and return the door of the service's program."""
    publish(_POLICY.format(service=service))
    return PublicationsDoor(storage)


@pytest.fixture
def review(door: PublicationsDoor, service: str) -> Submit:
    """Return what hands in a review of Layla's."""

    def handed_in(
        person: str = "layla", *, as_: ShownAs = ShownAs.OWN_NAME, said: str = "On time."
    ) -> UUID:
        content = content_of(kind="review", words={"opinion": said}, name={"name": "Layla"})
        given = Submitted(
            person=person, purpose="reviews", content=content, wish=Wish(shown_as=as_)
        )
        return door.submit(service, given)

    return handed_in


@pytest.fixture
def ad(door: PublicationsDoor, service: str) -> Submit:
    """Return what hands in an advertisement with a number to call."""

    def handed_in(*, with_contact: bool = False, as_: ShownAs = ShownAs.ANONYMOUS) -> UUID:
        content = content_of(
            kind="ad",
            words={"offer": "A blue bicycle."},
            name={"name": "Layla"},
            contact={"phone": "+97455512345"},
        )
        wish = Wish(shown_as=as_, with_contact=with_contact)
        given = Submitted(person="layla", purpose="ads", content=content, wish=wish)
        return door.submit(service, given)

    return handed_in


@pytest.fixture
def approved(storage: Storage, service: str) -> Approve:
    """Return what approves as somebody who moderates."""

    def judged(publication: UUID) -> None:
        with storage.work(service) as work:
            approve(Act(actor=Actor(role=Role.OFFICER, label="Noor"), work=work), publication)

    return judged
