"""The queue of what waits to be published, as a moderator uses it."""

from collections.abc import Callable

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.publications import PublicationsDoor
from amana.acts.publications.submit import Submitted
from amana.acts.publish_policy import Publication, publish_policy
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
purposes:
  reviews: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  M17: {{publish: [opinion], as: [anonymous], for: [reviews], moderated: true}}
"""


@pytest.fixture
def door(storage: Storage, service: str) -> PublicationsDoor:
    """Have two reviews wait."""
    with storage.work(service) as work:
        release = Publication(source=_POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    made = PublicationsDoor(storage)
    for said in ("First of two.", "Second of two."):
        content = content_of(kind="review", words={"opinion": said})
        wish = Wish(shown_as=ShownAs.ANONYMOUS)
        given = Submitted(person="person-1", purpose="reviews", content=content, wish=wish)
        made.submit(service, given)
    return made


@pytest.mark.promise("M17")
def test_a_moderator_approves_and_refuses(
    desk: httpx.Client,
    door: PublicationsDoor,
    service: str,
    form_token: Callable[[str], str],
) -> None:
    """Each is judged by itself; a refusal needs its reason; whose they are stands nowhere."""
    where = f"/console/{service}/publications"
    page = desk.get(where, params={"lang": "en"}).text
    assert "First of two." in page
    assert "person-1" not in page
    first, second = (part.partition("/approve")[0] for part in page.split(f"{where}/")[1::2])
    form = {"form_token": form_token(page)}
    assert desk.post(f"{where}/{first}/approve", data=form).status_code == 303
    assert desk.post(f"{where}/{second}/refuse", data=form).status_code == 422
    refused = desk.post(f"{where}/{second}/refuse", data=form | {"reason": "Not about us."})
    assert refused.status_code == 303
    again = desk.post(f"{where}/{second}/approve", data=form, params={"lang": "en"})
    assert again.status_code == 409
    assert "cannot be done any more" in again.text
    assert [row.face.words["opinion"] for row in door.shown(service).rows] == ["First of two."]
    assert "لا شيء ينتظر النشر" in desk.get(where).text
