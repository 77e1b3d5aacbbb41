"""The report of Maeen after its story, and what finds that a promise was broken behind its back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic, sleep
from uuid import UUID, uuid4

import httpx
import pytest
from counted import note_states
from example import RunningExample, running_example
from one_page import one_page
from secured import Certified
from services_app.application import officer

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.attest import attest
from amana.acts.policy_desk import NewAttestation
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.probes.probe import Looked, plant
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.releases.deciding import approve_release
from amana.acts.retention.run import run_retention
from amana.assembly import probing
from amana.assembly.sources import open_source
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.sdk import Amana, AmanaUnreachable, PromiseInForce
from services_app import people, stories

ROUNDS = 16
"""Each kind of visit comes, and a business closes its account."""
WAIT_S = 60.0
SEED = 4242
"""Of people whom the app's own traffic does not make up."""
OFFER = "عرض لك من «مَعين»"
VOUCHED = ("W4", "W11", "W12", "W13", "W14", "W15", "W16", "W16-payment")
FOREIGN_FILES = {"W11": "the files of a database that is not Amana's own are not searched"}
SECOND = Actor(role=Role.OFFICER, label="نوال المري", member=uuid4(), at=StaffRole.PRIVACY_OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maeen:
    """The app after its story, and what was said of its promises then."""

    run: RunningExample
    amana: Amana
    person: str
    """Somebody who asked for a service."""
    report: tuple[PromiseInForce, ...] = ()

    def post(self, path: str, **body: object) -> dict[str, str]:
        """Ask at Amana's doors with the app's key."""
        headers = {"authorization": f"Bearer {self.run.key}"}
        answer = httpx.post(
            f"{self.run.amana_url}{path}", json=body, headers=headers, timeout=60, trust_env=False
        )
        assert answer.is_success, answer.text
        given: dict[str, str] = answer.json()
        return given

    def look(self, *names: str, at: str | None = None) -> dict[str, Looked]:
        """Have probes look now, all where none is named, at the app or at another address."""
        amana, service = self.run.amana, self.run.service
        ends = monotonic() + WAIT_S
        while self._lags():
            assert monotonic() < ends, "the ledger never caught up"
            sleep(0.05)
        settings = replace(amana.settings, addresses={service: (at or self.run.app_url,)})
        probes = tuple(it for it in PROBES.values() if not names or it.name in names)
        runs = run_all(amana.storage, probing(settings), services=(service,), probes=probes)
        return {str(it.probe): it.looked for it in runs if it.looked is not None}

    def _lags(self) -> bool:
        self.run.amana.sequencer.catch_up(self.run.service)
        return bool(self.run.amana.sequencer.lag(self.run.service).waiting)

    def state(self, promise: str) -> str:
        """Return how a promise stands."""
        return {each.id: each.state for each in self.amana.policy().promises}[promise]


@pytest.fixture(scope="module")
def maeen(
    fresh_database: Callable[[], str | None],
    tmp_path_factory: pytest.TempPathFactory,
    certified: Certified,
) -> Iterator[Maeen]:
    """Let people come and go, do what its office does, and keep what the report says then."""
    place = tmp_path_factory.mktemp("maeen")
    with (
        running_example("services_app", place, fresh_database(), rounds=ROUNDS) as run,
        Amana(run.amana_url, run.key, timeout=60) as amana,
    ):
        assert run.app.wait_for_traffic() == ROUNDS
        told = Maeen(run=run, amana=amana, person=_somebody(run))
        _office(told)
        _asks_for_a_copy(told)
        _leave_and_stay(told)
        told.look()
        assert run.look_over_tls(certified).kept == {"W10"}
        yield replace(told, report=tuple(amana.policy().promises))


def _somebody(run: RunningExample) -> str:
    with closing(sqlite3.connect(run.data / "maeen.sqlite3")) as database:
        query = "select person from request where state != 'waiting' order by created_at limit 1"
        return str(database.execute(query).fetchone()[0])


def _office(told: Maeen) -> None:
    """Answer the banner, change the policy, tell of a breach, release to an authority, vouch."""
    run = told.run
    said = {
        "visitor": "r" * 22,
        "agreed": {},
        "refused": ["statistics", "campaigns"],
        "means": "refuse_all",
        "language": "ar",
    }
    httpx.post(
        f"{run.amana_url}/{run.service}/banner/choice",
        json=said,
        headers={"origin": run.app_url},
        trust_env=False,
    ).raise_for_status()
    _change_policy(run)
    run.tell_of_breach(told.person, law="qatar")
    _release(told)
    for promise in VOUCHED:
        word = NewAttestation(
            promise=promise,
            statement="راجعنا العقود والإعدادات، وهي كما وُعد.",
            document="محضر المراجعة".encode(),
            document_name="review.txt",
            valid_for=timedelta(days=90),
        )
        with run.amana.storage.work(run.service) as work:
            attest(Act(actor=SECOND, work=work), word)
    run_retention(run.amana.storage, run.service, open_source(run.amana.settings))


def _asks_for_a_copy(told: Maeen) -> None:
    """Go over to the privacy centre from the app, and have a copy made there."""
    handed = told.amana.hand_over(told.person)
    with httpx.Client(trust_env=False, timeout=WAIT_S, follow_redirects=True) as browser:
        browser.post(
            f"{told.run.amana_url}{handed.path}", data={"ticket": handed.ticket}
        ).raise_for_status()
    asked = told.post("/v1/requests", kind="copy", person=told.person, proven_by="signed_in")
    told.post(f"/v1/requests/{asked['request']}/copy")


def _leave_and_stay(told: Maeen) -> None:
    """Two made-up subscribers: one leaves by the letter's own link before the other joins."""
    run = told.run
    gone, staying = (people.person(number, seed=SEED) for number in (1, 2))
    for each in (gone, staying):
        assert stories.new_customer(run.app_url, each).went_well
        stories.officers_day(run.app_url, officer(run.data), "رسائل العروض")
        letter = run.letter(each.email, OFFER)
        if each is gone:
            run.leave(letter)
    assert run.kept_in_mail(gone.email, staying.email) == {"offers"}


def _change_policy(run: RunningExample) -> None:
    """Publish other words of one sentence, which matter: each account gets a letter."""
    opened = run.app.example.policy()
    texts = {
        language: text.replace("ونجعل الاستعمال أيسر", "ونجعل الاستعمال أيسر وأسرع")
        for language, text in opened.texts.items()
    }
    source = opened.source.replace("ونجعل الاستعمال أيسر", "ونجعل الاستعمال أيسر وأسرع")
    given = Publication(source=source, texts=texts, material=True, reason="السرعة أيضًا")
    with run.amana.storage.work(run.service) as work:
        publish_policy(Act(actor=OPERATOR, work=work), given)
    assert run.mailbox.wait_for(lambda it: "ما الذي تغيّر" in it.subject, at_most_s=WAIT_S)


def _release(told: Maeen) -> None:
    """Hand an authority what two people released to it."""
    asked = {
        "recipient": "authority",
        "for": "legal_compliance",
        "data": ["name", "phone"],
        "persons": [told.person],
    }
    document = {
        "asker": "النيابة العامة",
        "contact": "clerk@asker.example",
        "reference": "2026/17",
        "sha256": "ab" * 32,
        "reason": "كتاب رسمي",
    }
    release = told.post(
        "/v1/releases", **asked, ground="law", asked=["name", "phone"], document=document
    )["release"]
    with told.run.amana.storage.work(told.run.service) as work:
        approve_release(Act(actor=SECOND, work=work), UUID(release))
    how = {"method": "outside", "nature": "disclose_by_law", "release": release}
    told.post("/v1/disclosures", **asked, **how)


@pytest.mark.promise("W10", "W11", "W12", "W13")
def test_the_report_after_the_story(maeen: Maeen, request: pytest.FixtureRequest) -> None:
    """No promise is broken; each that is unproven has its reason."""
    foreign = maeen.run.amana.settings.database_url is not None
    note_states(
        request.node, "services_app", maeen.report, besides=FOREIGN_FILES if foreign else {}
    )


@pytest.mark.sabotage(
    "one bit of a sealed record changed in the database",
    breaks=["W11"],
    found_by="the seal: the record no longer opens for anybody",
)
@pytest.mark.promise("W11")
def test_a_changed_record_is_shown_to_nobody(maeen: Maeen) -> None:
    """By the administrator's own login, in Amana's own table: until it is put right."""
    held, *_ = maeen.amana.records.of(maeen.person)
    with maeen.run.one_bit_changed(held.id), pytest.raises(AmanaUnreachable):
        list(maeen.amana.records.of(maeen.person))
    assert held.id in {it.id for it in maeen.amana.records.of(maeen.person)}


@pytest.mark.sabotage(
    "a record written into the database past every act",
    breaks=["W2"],
    found_by="the look at records that no act brought (`records`)",
)
@pytest.mark.promise("W2")
def test_a_record_written_around_amana_is_found(maeen: Maeen) -> None:
    """Names that nobody gave at any occasion."""
    with maeen.run.amana.storage.work(maeen.run.service) as work:
        new = plant(work, "u-smuggled", {"name": "لا أحد"}, policy_version=1, type_="profile")
        entry = work.name_entry()
        work.records.add(new, entry=entry)
        work.commit(Entry(act="import", body={}), ids=(entry,))
    looked = maeen.look("records")["records"]
    broken = maeen.state("W2")
    maeen.amana.erase("u-smuggled")
    assert "outside" in {it.code for it in looked.faults}
    assert broken == "broken"
    maeen.look("records")
    assert maeen.state("W2") != "broken"


@pytest.mark.sabotage(
    "a script of a network put into a page, before any choice",
    breaks=["cookies-visits", "cookies-campaigns"],
    found_by="the look at the banner in a browser (`banner`)",
)
def test_a_tag_that_waits_for_nobody_is_found(maeen: Maeen) -> None:
    """A page that somebody changed on the server loads from another origin at once."""
    run = maeen.run
    line = f'<script src="{run.amana_url}/{run.service}/banner.js"></script>'
    with one_page(f'{line}<script src="{run.app.tags}/visits.js"></script>') as url:
        looked = maeen.look("banner", at=url)["banner"]
    assert "loads_before" in {it.code for it in looked.faults}
    assert maeen.state("cookies-visits") == "broken"
    assert maeen.state("cookies-campaigns") == "broken"
    maeen.look("banner")
    assert maeen.state("cookies-visits") != "broken"


@pytest.mark.sabotage(
    "an authority told by telephone, without a release",
    breaks=["W17"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("W17")
def test_an_authority_that_got_data_without_a_release_breaks_the_promise(maeen: Maeen) -> None:
    """What was told outside is put down all the same, and the report says so."""
    maeen.post(
        "/v1/disclosures",
        **{
            "recipient": "authority",
            "for": "legal_compliance",
            "data": ["phone"],
            "persons": [maeen.person],
            "method": "outside",
            "nature": "disclose_by_law",
        },
    )
    assert maeen.state("W17") == "broken"


@pytest.mark.sabotage(
    "data handed to the courier for what nobody promised",
    breaks=["W21"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("W21")
def test_what_went_out_for_another_purpose_breaks_the_promise(maeen: Maeen) -> None:
    """The courier is told of the e-mail address, which no delivery needs."""
    maeen.post(
        "/v1/disclosures",
        **{
            "recipient": "courier",
            "for": "transaction",
            "data": ["email"],
            "persons": [maeen.person],
            "method": "outside",
        },
    )
    assert maeen.state("W21") == "broken"
