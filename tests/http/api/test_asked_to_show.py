"""Programs ask before they show something to everybody on pages of their own."""

from collections.abc import Iterator

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.sdk import Amana
from amana.storage import Storage

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  ad: {{is: "pd:Opinion", name: {{ar: "الإعلان", en: "ads"}}}}
  opinion: {{is: "pd:Opinion"}}
  phone: {{is: "pd:TelephoneNumber"}}
  address: {{is: "pd:PhysicalAddress"}}
purposes:
  ads: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  shown: {{publish: [ad], as: [own_name], for: [ads]}}
  picked: {{publish: [phone], as: [own_name], for: [ads], chosen: true}}
  judged: {{publish: [opinion], as: [own_name], for: [ads], moderated: true}}
"""


@pytest.fixture
def amana(storage: Storage, service: str, real_site: str) -> Iterator[Amana]:
    """Ask with a key that may ask, and nothing else."""
    with storage.work(service) as work:
        release = Publication(source=_POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    scope = KeyScope(abilities=frozenset({Ability.ASK, Ability.COPY}))
    with storage.work(service) as work:
        made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="ads", scope=scope))
    with Amana(real_site, made) as client:
        yield client


@pytest.mark.promise("K2")
def test_what_shows_is_asked_about(amana: Amana) -> None:
    """What is promised to show is permitted; what nobody promised is not; each has its entry."""
    assert amana.publish("p-1", ["ad"], purpose="ads").permitted
    assert not amana.publish("p-1", ["ad", "address"], purpose="ads").permitted
    acts = [(each.act, each.outcome) for each in amana.history("p-1")]
    assert acts == [("publish", "refused"), ("publish", "done")]


def test_what_waits_for_a_choice_shows_by_it(amana: Amana) -> None:
    """Without the person's own choice it is refused."""
    assert not amana.publish("p-1", ["phone"], purpose="ads").permitted
    assert amana.publish("p-1", ["phone"], purpose="ads", chosen=True).promises == ("picked",)


def test_what_has_to_be_approved_is_not_shown_by_asking(amana: Amana) -> None:
    """Nobody judged it, whatever the program says."""
    assert not amana.publish("p-1", ["opinion"], purpose="ads", chosen=True).permitted
