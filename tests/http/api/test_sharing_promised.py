"""Sharing with other users and with partners, as rows A7 and C11 promise it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.storage import Storage

POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{}}
purposes:
  scheduling: {{is: "dpv:ServiceProvision", basis: contract}}
  account: {{is: "dpv:ServiceProvision", basis: contract, name: {{en: "account"}}}}
  offers:
    is: "dpv:ServicePersonalisation"
    basis: legitimate_interest
    name: {{en: "offers"}}
recipients:
  people_who_meet: {{kind: other_users, name: {{en: "who meets"}}}}
  administrators: {{kind: other_users, name: {{en: "administrators"}}}}
  restaurant: {{kind: partners_affiliates, safeguards: [contract], name: {{en: "restaurant"}}}}
  affiliate: {{kind: partners_affiliates, safeguards: [contract], name: {{en: "affiliate"}}}}
  advertiser: {{kind: advertisers_marketers, safeguards: [contract], name: {{en: "advertiser"}}}}
promises:
  P1: {{collect: [name, email, phone], from: person, at: [registration], for: [scheduling, offers]}}
  A7: {{share: [name], to: [people_who_meet], for: [scheduling], only_needed: true}}
  A7-team: {{share: [name, email], to: [administrators], for: [account], only_needed: true}}
  C10: {{never: [name, email, phone], as: [sell, trade, rent]}}
  C11: {{share: [name], to: [{partners}], for: [offers], if: [unless_opted_out]}}
  C11-choice: {{choice: offers, by: opt_out, of: sharing}}
"""
PARTNERS: Final = ("restaurant", "affiliate", "advertiser")
MAP: Final = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      phone: {{is: phone, type: text}}
"""
PERSON: Final = "layla"


class House:
    """A service with one person's profile, over HTTP."""

    def __init__(self, storage: Storage, service: str, client: httpx.Client) -> None:
        """Keep where it is reached."""
        self.storage, self.service, self.client = storage, service, client

    def post(self, path: str, body: dict[str, Any], key: str | None = None) -> dict[str, Any]:
        """Ask by the service's key, or another one."""
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        answer: dict[str, Any] = self.client.post(f"/v1/{path}", json=body, headers=headers).json()
        return answer

    def grant(self, recipient: str, data: list[str], purpose: str) -> dict[str, Any]:
        """Grant these fields for a month."""
        until = datetime.now(UTC) + timedelta(days=30)
        return self.post(
            "recipient-grants",
            {
                "recipient": recipient,
                "data": data,
                "for": [purpose],
                "instruction": "As much as is needed.",
                "safeguards": [],
                "until": until.isoformat(),
            },
        )

    def pull(self, recipient: str, data: list[str], purpose: str) -> dict[str, Any]:
        """Ask for the person's data by a key of the recipient's own."""
        scope = KeyScope(abilities=frozenset({Ability.PULL}), recipient=recipient)
        with self.storage.work(self.service) as work:
            act = Act(actor=OPERATOR, work=work)
            key = make_api_key(act, NewKey(label=recipient, scope=scope))
        return self.post(
            "disclosures/pull", {"persons": [PERSON], "data": data, "for": purpose}, key
        )


@pytest.fixture
def house(storage: Storage, service: str, real_site: str) -> Iterator[House]:
    """Publish the policy and the map, and take the profile in."""
    with storage.work(service) as work:
        source = POLICY.format(service=service, partners=", ".join(PARTNERS))
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="house"))
    headers = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=real_site, headers=headers) as client:
        made = House(storage, service, client)
        taken = made.post(
            "records/collect",
            {
                "person": PERSON,
                "type": "profile",
                "key": PERSON,
                "values": {"name": "Layla", "email": "layla@people.example", "phone": "+97455"},
                "for": ["scheduling", "offers"],
                "at": "registration",
            },
        )
        assert taken["permitted"], taken
        yield made


@pytest.mark.promise("A7")
@pytest.mark.parametrize(
    ("recipient", "fields", "purpose", "beyond"),
    [
        ("people_who_meet", ["name"], "scheduling", ["name", "email"]),
        ("administrators", ["name", "email"], "account", ["name", "email", "phone"]),
    ],
)
def test_other_users_see_the_fields_of_a_grant_alone(
    house: House, recipient: str, fields: list[str], purpose: str, beyond: list[str]
) -> None:
    """Nothing without a grant, no grant of more than is promised, and no field beside it."""
    assert house.pull(recipient, fields, purpose)["state"] == "refused"
    assert house.grant(recipient, beyond, purpose)["code"] == "sharing.beyond_promise"
    assert house.grant(recipient, fields, "offers")["code"] == "sharing.beyond_promise"
    assert house.grant(recipient, fields, purpose)["grant"]
    given = house.pull(recipient, fields, purpose)
    assert given["state"] == "done"
    ((record,),) = (each["records"] for each in given["persons"])
    assert set(record["values"]) == set(fields)
    more = house.pull(recipient, beyond, purpose)
    assert (more["state"], more["persons"][0]["records"]) == ("refused", [])


@pytest.mark.promise("A7")
def test_what_administrators_see_is_not_for_who_meets(house: House) -> None:
    """A grant to one kind of users opens nothing to the other, not even the same field."""
    house.grant("administrators", ["name", "email"], "account")
    assert house.pull("people_who_meet", ["name"], "scheduling")["state"] == "refused"
    assert house.grant("people_who_meet", ["email"], "scheduling")["code"] == (
        "sharing.beyond_promise"
    )


@pytest.mark.promise("C11")
@pytest.mark.parametrize("partner", PARTNERS)
def test_partners_of_each_kind_get_nothing_once_the_person_opted_out(
    house: House, partner: str
) -> None:
    """The very next disclosure is refused by that need, though the grant is still in force."""
    assert house.grant(partner, ["name"], "offers")["grant"]
    assert house.pull(partner, ["name"], "offers")["state"] == "done"
    said = {"person": PERSON, "choice": "opt_out", "for": ["offers"]}
    assert house.post("choose", said)["entry"]
    refused = house.pull(partner, ["name"], "offers")
    assert refused["state"] == "refused"
    assert not refused["persons"][0]["records"]
    assert {each["need"] for each in refused["persons"][0]["refused_by"]} == {"no_objection"}


@pytest.mark.promise("C10", "C11")
def test_never_sold_pulls_against_sharing_with_advertisers_alone(service: str) -> None:
    """The check warns, and lets it be published; partners who buy nothing raise no warning."""
    for partners, warned in ((PARTNERS, True), (PARTNERS[:2], False)):
        source = POLICY.format(service=service, partners=", ".join(partners))
        shown = plan(parse(source, texts={}), against=None)
        apart = [each.promises for each in shown.remarks if each.code == "pull_apart"]
        assert apart == ([("C10", "C11")] if warned else [])
        assert shown.publishable
