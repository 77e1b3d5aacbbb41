"""Grants to recipients, announcements and releases, on the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.found_service import found_service
from amana.acts.releases.deciding import Proposed, propose_release
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.ledger.entry import Entry
from amana.domain.policy.parse import parse
from amana.domain.release.release import Document, Scope
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Ground
from amana.settings import Settings
from amana.storage import Storage

SERVICE = "sharer"
POLICY = """\
amana: 1
service: sharer
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  offers: {is: "dpv:DirectMarketing", basis: legitimate_interest, name: {en: "offers"}}
  compliance: {is: "dpv:LegalCompliance", basis: legal_obligation}
recipients:
  courier: {kind: service_providers, country: QA, name: {en: "courier"}}
  partner: {kind: advertisers_marketers, safeguards: [contract], name: {en: "partner"}}
  court: {kind: authorities, country: QA}
promises:
  P1: {collect: [email], from: person, at: [registration], for: [orders]}
  P2: {share: [email], to: [courier], for: [orders], under: [contract]}
  P3: {share: [email], to: [partner], for: [offers], if: [announced]}
  P4: {share: [email], to: [court], for: [compliance], grounds: [law]}
"""
GRANT = ("recipients", "grant", "courier", "--category", "email", "--purpose", "orders")
GIVEN = ("--instruction", "Deliver.", "--until", "2031-01-07", "--format", "json")
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "sharing-commands"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service that shares."""
    with prepared(Settings(data=data)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        assert run([*words, "--service", SERVICE, "--data", str(data)]) == code
        return capsys.readouterr().out

    return ran


@pytest.fixture
def release(running: Storage) -> str:
    """Let a member of the team propose a release."""
    with running.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{uuid4().hex}@team.example").id
    role = StaffRole.PRIVACY_OFFICER
    with running.work(SERVICE) as work:
        work.members.add(member, role)
        work.people.meet(work.sealer.person_key("layla"))
        work.commit(Entry(act="note", body={}))
    given = Proposed(
        scope=Scope(
            recipient="court", purpose="compliance", ground=Ground.LAW, data=frozenset({"email"})
        ),
        asked=frozenset({"email"}),
        persons=("layla",),
        document=Document(
            asker="A court",
            contact="clerk@court.example",
            reference="118",
            sha256="ab" * 32,
            reason="an order",
        ),
    )
    with running.work(SERVICE) as work:
        actor = Actor(role=Role.OFFICER, label="Huda", member=member, at=role)
        return str(propose_release(Act(actor=actor, work=work), given))


@pytest.mark.promise("W14", "W16")
def test_a_grant_is_given_listed_and_ended(amana: Amana) -> None:
    """With its safeguards alone; the list says how it stands, and an end happens once."""
    amana(*GRANT, *GIVEN, code=Exit.REFUSED)
    made = json.loads(amana(*GRANT, "--safeguard", "contract", *GIVEN))
    (listed,) = json.loads(amana("recipients", "grants", "courier", "--format", "json"))["grants"]
    assert (listed["grant"], listed["state"], listed["in_force"]) == (
        made["grant"],
        "in_force",
        True,
    )
    assert made["grant"] in amana("recipients", "grants")
    amana("recipients", "end", made["grant"])
    amana("recipients", "end", made["grant"], code=Exit.REFUSED)
    (ended,) = json.loads(amana("recipients", "grants", "--format", "json"))["grants"]
    assert ended["state"] == "ended"
    assert amana("recipients", "grants", "partner").strip()


@pytest.mark.parametrize(
    "words",
    [
        ("recipients", "grant"),
        ("recipients", "grant", "courier"),
        ("recipients", "grant", "courier", "--category", "email"),
        GRANT,
        (*GRANT, "--instruction", "Deliver."),
        ("recipients", "end"),
        ("recipients", "end", "courier"),
        ("announcements", "show"),
        ("announcements", "begin"),
        ("announcements", "begin", "--recipient", "partner"),
        ("announcements", "begin", "--recipient", "partner", "--purpose", "offers"),
        (
            *("announcements", "begin", "--recipient", "partner", "--purpose", "offers"),
            *("--category", "email", "--wait", "soon"),
        ),
        ("releases", "approve"),
        ("releases", "propose"),
    ],
)
def test_what_is_missing_is_named(amana: Amana, words: tuple[str, ...]) -> None:
    """Nothing is done by halves: the command says what it lacks, and ends as wrongly used."""
    amana(*words, code=Exit.USAGE)


@pytest.mark.promise("W18")
def test_a_sharing_is_announced_and_shown(amana: Amana) -> None:
    """A wait shorter than promised is refused; the list has what was begun."""
    words = ("announcements", "begin", "--recipient", "partner", "--purpose", "offers")
    about = (*words, "--category", "email", "--format", "json")
    amana(*about, "--wait", "PT1H", code=Exit.REFUSED)
    begun = json.loads(amana(*about, "--wait", "P90D"))
    assert begun["wait"] == "P90D"
    listed = json.loads(amana("announcements", "list", "--format", "json"))["announcements"]
    assert begun["announcement"] in {each["announcement"] for each in listed}
    assert begun["announcement"] in amana("announcements", "list")
    shown = json.loads(amana("announcements", "show", begun["announcement"], "--format", "json"))
    assert shown["recipient"] == "partner"
    amana("announcements", "show", str(uuid4()), code=Exit.REFUSED)


@pytest.mark.promise("W17")
def test_a_release_is_approved_once_by_another(amana: Amana, release: str) -> None:
    """Whom it is about stands nowhere; what is decided is decided."""
    listed = amana("releases", "list", "--format", "json")
    assert release in listed
    assert "layla" not in listed
    done = json.loads(amana("releases", "approve", release, "--format", "json"))
    assert (done["state"], done["document"]["reference"]) == ("approved", "118")
    amana("releases", "refuse", release, code=Exit.REFUSED)
    assert release in amana("releases", "list")


@pytest.mark.promise("W17")
def test_a_release_is_refused(amana: Amana, release: str) -> None:
    """And cannot be approved any more."""
    shown = amana("releases", "show", release)
    for said in (release, "A court", "clerk@court.example", "118", "ab" * 32, "an order"):
        assert said in shown
    assert "layla" not in shown
    refused = amana("releases", "refuse", release)
    assert release in refused
    assert "A court" in refused
    amana("releases", "approve", release, code=Exit.REFUSED)
    assert json.loads(amana("releases", "show", release, "--format", "json"))["state"] == "refused"


@pytest.mark.promise("W17", "A10")
def test_a_release_is_proposed_out_of_a_file(amana: Amana, release: str, tmp_path: Path) -> None:
    """Whom it is about stands in the file alone, and what does not fit is not repeated."""
    file = tmp_path / "order.json"
    order = {
        "recipient": "court",
        "for": "compliance",
        "ground": "law",
        "data": ["email"],
        "asked": ["email"],
        "persons": ["layla"],
        "document": {
            "asker": "A court",
            "contact": "clerk@court.example",
            "reference": "119",
            "sha256": "ab" * 32,
            "reason": "an order",
        },
    }
    file.write_text(json.dumps(order), encoding="utf-8")
    said = amana("releases", "propose", "--file", str(file), "--format", "json")
    assert "layla" not in said
    proposed = json.loads(said)
    assert (proposed["state"], proposed["document"]["reference"]) == ("proposed", "119")
    assert proposed["release"] != release
    # Who runs the machine proposed it: somebody else approves.
    amana("releases", "approve", proposed["release"], code=Exit.REFUSED)
    for wrong in ("[]", "{", json.dumps(order | {"persons": []}), json.dumps(order | {"who": 1})):
        file.write_text(wrong, encoding="utf-8")
        assert "layla" not in amana("releases", "propose", "--file", str(file), code=Exit.USAGE)
