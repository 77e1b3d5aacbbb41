"""Programs announce sharing and propose releases; people approve, and disclosures name them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.releases.deciding import approve_release
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.staff import StaffRole
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "السوق", en: "The Market"}}, email: privacy@market.example}}
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
RELEASE: dict[str, Any] = {
    "recipient": "court",
    "for": "compliance",
    "ground": "law",
    "data": ["email"],
    "asked": ["email"],
    "persons": ["layla"],
    "document": {
        "asker": "A court",
        "contact": "clerk@court.example",
        "reference": "118",
        "sha256": "ab" * 32,
        "reason": "an order",
    },
}
ANNOUNCED: dict[str, Any] = {"recipient": "partner", "for": "offers", "data": ["email"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A service's program with a key for both, and one without."""

    storage: Storage
    service: str
    client: httpx.Client
    other: str

    def post(self, route: str, body: object, **headers: str) -> httpx.Response:
        """Send a body."""
        return self.client.post(f"/v1/{route}", json=body, headers=headers)

    def disclosed(self, release: str | None) -> dict[str, Any]:
        """Note a disclosure to the court, and return what is said of the one person."""
        body = {key: RELEASE[key] for key in ("recipient", "for", "data", "persons")}
        body |= {"method": "outside", "nature": "disclose_by_law"}
        answer = self.post("disclosures", body | ({} if release is None else {"release": release}))
        (person,) = answer.json()["persons"]
        return dict(person)


@pytest.fixture
def program(storage: Storage, service: str, real_site: str) -> Iterator[Program]:
    """Publish the policy, meet a person, and make two keys."""
    with storage.work(service) as work:
        given = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with storage.work(service) as work:
        entry = work.name_entry()
        work.people.meet(work.sealer.person_key("layla"))
        work.identifiers.note_own("layla", entry=entry)
        work.people.record_acceptance("layla", version=1, how="explicit", language="en")
        work.over()
    keys = []
    for abilities in ({Ability.RELEASE, Ability.SHARE}, {Ability.REQUESTS}):
        with storage.work(service) as work:
            new = NewKey(label="p", scope=KeyScope(abilities=frozenset(abilities)))
            keys.append(make_api_key(Act(actor=OPERATOR, work=work), new))
    headers = {"authorization": f"Bearer {keys[0]}"}
    with httpx.Client(base_url=real_site, headers=headers) as client:
        yield Program(storage=storage, service=service, client=client, other=keys[1])


@pytest.mark.promise("W17", "A10")
def test_a_program_proposes_a_release_that_only_people_approve(program: Program) -> None:
    """Until a member of the team did, the disclosure that names it is refused; then it is not."""
    first = program.post("releases", RELEASE, **{"idempotency-key": f"one-{program.service}"})
    again = program.post("releases", RELEASE, **{"idempotency-key": f"one-{program.service}"})
    assert first.status_code == 200, first.text
    release = first.json()["release"]
    assert again.json() == first.json()
    (listed,) = program.client.get("/v1/releases").json()["releases"]
    assert (listed["release"], listed["state"], listed["people"]) == (release, "proposed", 1)
    assert "layla" not in str(listed)
    assert not program.disclosed(release)["permitted"]
    assert program.post(f"releases/{release}/approve", {}).status_code == 404
    _approved(program, release)
    assert program.disclosed(release)["permitted"]
    assert not program.disclosed(None)["permitted"]
    assert not program.disclosed(str(uuid4()))["permitted"]
    whole = program.client.get(f"/v1/releases/{release}").json()
    assert whole["document"]["reference"] == "118"
    late = program.post(f"releases/{release}/withdraw", {})
    assert (late.status_code, late.json()["code"]) == (403, "releases.not_proposed")


def test_a_program_withdraws_what_it_proposed_and_nothing_of_others(program: Program) -> None:
    """What a member of the team proposed stays."""
    release = program.post("releases", RELEASE).json()["release"]
    assert program.post(f"releases/{release}/withdraw", {}).json() == {"release": release}
    assert program.client.get(f"/v1/releases/{release}").json()["state"] == "withdrawn"
    assert program.client.get(f"/v1/releases/{uuid4()}").status_code == 404


@pytest.mark.promise("W18")
def test_a_program_announces_what_the_policy_announces(program: Program) -> None:
    """With the promised wait or a longer one, never a shorter; and nothing else."""
    begun = program.post("announcements", ANNOUNCED | {"wait": "P30D"}).json()["announcement"]
    listed = program.client.get("/v1/announcements").json()["announcements"]
    shown = program.client.get(f"/v1/announcements/{begun}").json()
    assert shown in listed
    assert (shown["wait"], shown["origin"], shown["told"]) == ("P30D", "staff", 0)
    short = program.post("announcements", ANNOUNCED | {"wait": "P1D"})
    assert short.json()["code"] == "announced.wait_too_short"
    other = program.post("announcements", ANNOUNCED | {"recipient": "court"})
    assert other.json()["code"] == "announced.not_promised"
    assert program.post("announcements", ANNOUNCED | {"wait": "soon"}).status_code == 422
    assert program.client.get(f"/v1/announcements/{uuid4()}").status_code == 404


def test_a_proposal_that_is_unfit_or_of_a_key_without_the_ability_is_refused(
    program: Program,
) -> None:
    """Nothing is proposed and nothing announced then."""
    beyond = program.post("releases", RELEASE | {"asked": ["name"]})
    assert beyond.json()["code"] == "releases.beyond_the_ask"
    assert program.post("releases", RELEASE | {"persons": []}).status_code == 422
    assert program.post("releases", RELEASE | {"ground": "because"}).status_code == 422
    stranger = {"authorization": f"Bearer {program.other}"}
    for route, body in (("releases", RELEASE), ("announcements", ANNOUNCED)):
        assert program.post(route, body, **stranger).json()["code"] == "key.lacks_ability"
        assert program.client.get(f"/v1/{route}", headers=stranger).status_code == 403
    assert program.client.get("/v1/releases").json() == {"releases": []}


def _approved(program: Program, release: str) -> None:
    """Approve it as a member of the team, who is another than the program."""
    from_team = Actor(role=Role.OFFICER, label="Huda", member=uuid4(), at=StaffRole.PRIVACY_OFFICER)
    with program.storage.work(program.service) as work:
        approve_release(Act(actor=from_team, work=work), UUID(release))


@pytest.mark.parametrize(
    ("left", "silent"),
    [
        ("update release set ends_at = 'infinity' where id = %s", False),
        ("update release set silent_until = 'infinity' where id = %s", True),
    ],
)
def test_a_release_that_ends_beyond_the_calendar_hides_no_other(
    program: Program, server: ServerAddress, left: str, *, silent: bool
) -> None:
    """As the database's owner may leave it: all are listed, shown and withdrawn."""
    far, near = (program.post("releases", RELEASE).json()["release"] for _ in range(2))
    with psycopg.connect(
        server.conninfo(database=program.storage.address.database), options="-c search_path=amana"
    ) as owner:
        done = owner.execute(left, (far,))
        assert done.rowcount == 1
    listed = program.client.get("/v1/releases").json()["releases"]
    found = {each["release"]: each["silent_until"] is not None for each in listed}
    assert found == {far: silent, near: False}
    for release in (far, near):
        assert program.client.get(f"/v1/releases/{release}").status_code == 200
        assert program.post(f"releases/{release}/withdraw", {}).status_code == 200
