"""A message some time after an event: due when promised, and not for who opted out meanwhile."""

from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.doors.records import RecordsDoor
from amana.acts.erase import erase
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.domain.choice.word import Word

if TYPE_CHECKING:
    from tests.integration.acts.letters.conftest import House

    from amana.storage import ServerAddress

POLICY = """\
amana: 1
service: {service}
title: {{en: "Privacy policy"}}
controller: {{name: {{en: "The House"}}, email: info@house.example}}
languages: [en]
laws: [jordan]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  ratings: {{basis: legitimate_interest, name: {{en: ratings}}}}
promises:
  M16:
    message: [rating_request]
    for: [ratings]
    to: [email]
    by: [email]
    after: delivered
    delay: P3D
  M7: {{choice: [ratings], by: opt_out}}
"""
MAP = """\
amana: 1
service: {service}
records: {{}}
events:
  delivered: {{within: P1D}}
"""


@pytest.fixture
def delivered(house: "House") -> "House":
    """Publish the promise, and note that something was delivered to two people."""
    with house.storage.work(house.service) as work:
        source = POLICY.format(service=house.service)
        given = Publication(source=source, texts={}, material=False, reason="ratings")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with house.storage.work(house.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=house.service))
    house.add("layla", "omar")
    for person in ("layla", "omar"):
        RecordsDoor(house.storage).note_event(house.service, person=person, event="delivered")
    return house


def _waiting(house: "House") -> int:
    with house.storage.reading(house.service) as view:
        return sum(each.count for each in view.outbox.standing())


@pytest.mark.promise("M16")
def test_it_waits_for_the_promised_delay_and_for_whoever_opts_out_it_is_refused(
    delivered: "House", server: "ServerAddress"
) -> None:
    """The decision is asked when it is sent, not when the event happened."""
    delivered.send()
    assert _waiting(delivered) == 2
    with delivered.storage.reading(delivered.service) as view:
        rows = view.outbox.of_state(["waiting"], limit=10)
    assert {row.due_at - row.made_at for row in rows} == {timedelta(days=3)}
    with delivered.storage.work(delivered.service) as work:
        said = Choosing(person="omar", word=Word.OPT_OUT, purposes=frozenset({"ratings"}))
        choose(Act(actor=OPERATOR, work=work), said)
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("update amana.outbox set due_at = now()")
    delivered.send()
    with delivered.storage.reading(delivered.service) as view:
        counts = {each.message_class: (each.sent, each.refused) for each in view.outbox.counts()}
    assert counts["rating_request"] == (1, 1)


@pytest.mark.promise("M16")
def test_an_erasure_takes_it_along(delivered: "House") -> None:
    """Nothing waits for somebody who is gone."""
    erase(delivered.storage, delivered.service, person="layla", actor=OPERATOR)
    assert _waiting(delivered) == 1
