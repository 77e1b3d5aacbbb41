"""Content that people share stays when one of them is erased, without that one, and it shows."""

from typing import TYPE_CHECKING

import pytest
from tests.integration.acts.requests.conftest import POLICY

from amana.acts.act import OPERATOR
from amana.acts.probes.erased import PROBE
from amana.acts.probes.probe import Given, run_probe
from amana.acts.probes.wire import Wire
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.evidence.proof import State
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

OPEN = open_source(Settings())
PROMISED = POLICY.replace(
    'email: {{is: "pd:EmailAddress"}}',
    'email: {{is: "pd:EmailAddress"}}\n  content: {{is: "pd:Opinion"}}',
) + (
    "  A17: {{retain: [content], until: account_closed, then: replace_person}}\n"
    "  A18: {{retain: [email], until: account_closed, then: replace_person}}\n"
)
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer: {{erase: delete, person: {{own: id}}, columns: {{email: {{is: email, type: email}}}}}}
  ticket:
    erase: delete
    via: {{customer: {{table: customer, on: {{customer_id: id}}}}}}
    plain: [text]
  visit: {{erase: delete, person: {{own: customer_id}}, plain: [page]}}
  article:
    via: {{author: {{table: customer, on: {{author_id: id}}, owns: false, clear: true}}}}
    erase: change
    columns:
      words: {{is: content, erase: keep, of: author, reason: "Others work with it"}}
"""


@pytest.fixture
def shared(crm: "Crm") -> "Crm":
    """Give a source in which somebody wrote an article that others go on with."""
    house = crm.house
    source = PROMISED.format(service=house.service, laws="qatar")
    given = Publication(source=source, texts={}, material=False, reason="a test")
    crm.do(publish_policy, given)
    crm.run("create table article (id integer primary key, author_id text, words text)")
    crm.run("insert into article (author_id, words) values ('p', 'how to order')")
    _approve(crm)
    return crm


def _approve(crm: "Crm") -> None:
    house, text = crm.house, MAP.format(service=crm.house.service)
    added = crm.do(add_source, OPEN, GivenSource(text=text))
    approve(house.storage, house.service, OPEN, "crm", added.version, actor=OPERATOR)


@pytest.mark.promise("A17")
def test_an_erasure_that_takes_its_author_out_of_an_article_shows_it_kept(shared: "Crm") -> None:
    """Before, nothing did; what the same erasure deletes shows nothing of content that stays."""
    assert shared.house.standing("A17") is State.UNPROVEN
    shared.erase()
    assert shared.run("select author_id, words from article") == [(None, "how to order")]
    assert shared.house.standing("A17") is State.KEPT
    assert shared.house.standing("A18") is State.UNPROVEN


@pytest.mark.promise("A17")
def test_an_erasure_of_who_wrote_nothing_shows_nothing(shared: "Crm") -> None:
    """No row was changed in what people share."""
    shared.run("update article set author_id = 'q'")
    shared.erase()
    assert shared.left("customer") == ["q"]
    assert shared.house.standing("A17") is State.UNPROVEN


@pytest.mark.promise("A17")
def test_who_is_written_back_behind_amanas_back_breaks_it(shared: "Crm") -> None:
    """Somebody restored the author's account, to name them again."""
    shared.erase()
    shared.run("insert into customer values ('p', 'p@x.example')")
    house = shared.house
    given = Given(
        sites=lambda _: (), folders=lambda: (), values=lambda _: {}, wire=Wire(), open_source=OPEN
    )
    run_probe(house.storage, house.service, PROBE, given)
    assert house.standing("A17") is State.BROKEN
