"""A breach from being noted to having told of it: what is found, told, shown, refused."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing

from amana.acts.act import OPERATOR, Act
from amana.acts.breaches.case import HandedIn, Phase, read_case
from amana.acts.breaches.documents import authority_form, form_page, register_of, register_page
from amana.acts.breaches.drafting import draft
from amana.acts.breaches.finding import Readings, Search
from amana.acts.breaches.given import facts_from
from amana.acts.breaches.noting import (
    approve_notice,
    change_breach,
    close_breach,
    hand_in,
    tell_otherwise,
)
from amana.acts.breaches.sending import go_on, settle, tell_all
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.channels.mail import Relay
from amana.domain.breach.errors import (
    AlreadyClosed,
    ContentMissing,
    FactsUnfit,
    NobodyFound,
    NoNoticeApproved,
    NotConcerned,
    StillRunning,
    TimesOutOfOrder,
)
from amana.domain.evidence.proof import State
from amana.domain.promises.law import Law
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import LANGUAGES
from amana.storage.errors import NotFound
from amana.wording.catalogue import explain

if TYPE_CHECKING:
    from email.message import Message

    from tests.integration.acts.breaches.conftest import House

pytestmark = pytest.mark.promise("A20")
HOUR = timedelta(hours=1)


class _Taking(Parsing):
    def __init__(self) -> None:
        super().__init__(message_class=None)
        self.taken: list[Message] = []

    def handle_message(self, message: "Message") -> None:
        self.taken.append(message)


@pytest.fixture
def mail() -> Iterator[tuple[int, list["Message"]]]:
    """Run a mail server; its port, and what it took."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taking = _Taking()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    yield port, taking.taken
    controller.stop()


def send(house: "House", port: int) -> None:
    """Send what is due by mail."""
    relay = Relay(address=f"smtp://127.0.0.1:{port}", sender="privacy@house.example")
    outlet = Outlet(
        ways={Channel.EMAIL: MailWay(relay=relay)},
        clock=lambda: datetime.now(UTC),
        sender="privacy@house.example",
    )
    send_due(house.storage, house.service, outlet, claim=UUID(int=1))


def ready(house: "House", *, rehearsal: bool = False, **more: object) -> UUID:
    """Note a breach, find two people, approve the notice and begin to tell."""
    house.add({"amal": "QA", "badr": "SA"})
    breach: UUID = house.open(rehearsal=rehearsal, **more)
    house.find(breach, Search(persons=("amal", "badr")))
    house.approve(breach)
    house.begin(breach)
    return breach


def test_a_promise_is_due_while_its_clock_runs_and_kept_once_all_were_told(
    house: "House",
    mail: tuple[int, list["Message"]],
) -> None:
    """The clock starts at awareness; each affected person gets one letter, in time."""
    port, taken = mail
    assert house.state() is not State.KEPT
    breach = ready(house)
    assert house.state() is State.DUE
    assert tell_all(house.storage, house.service, breach) == 2
    send(house, port)
    settle(house.storage, house.service, breach)
    shown = house.shown(breach)
    assert len(taken) == shown["numbers"]["told"] == 2
    assert house.state() is State.KEPT
    promised = next(each for each in shown["clocks"] if each["promise"] == "A20")
    assert promised["stands"] == "kept"


@pytest.mark.parametrize("end", ["\n", "\r", "\t", "\x00", "\x85", "\u2028", "\u2029"])
def test_a_subject_is_one_line_and_then_letters_go_out(
    house: "House", mail: tuple[int, list["Message"]], end: str
) -> None:
    """In either language a second line is refused before anybody waits for a letter."""
    port, taken = mail
    house.add({"amal": "QA"})
    breach = house.open()
    house.find(breach, Search(persons=("amal",)))
    with house.storage.reading(house.service) as view:
        fine = draft(read_case(view, breach))
    for language in LANGUAGES:
        wrong = replace(fine[language], subject=f"Your data{end}Bcc: x")
        with house.storage.work(house.service) as work, pytest.raises(FactsUnfit) as refused:
            approve_notice(Act(actor=OPERATOR, work=work), breach, {**fine, language: wrong})
        assert explain(refused.value, language)
        with pytest.raises(NoNoticeApproved):
            house.begin(breach)
    with pytest.raises(FactsUnfit):
        house.open(lead=f"Layla{end}Badr")
    house.approve(breach)
    house.begin(breach)
    tell_all(house.storage, house.service, breach)
    send(house, port)
    assert len(taken) == 1


def test_nobody_is_told_twice(house: "House", mail: tuple[int, list["Message"]]) -> None:
    """Telling goes on where it stopped, and who is found later is told then."""
    port, taken = mail
    breach = ready(house)
    tell_all(house.storage, house.service, breach, at_once=1)
    tell_all(house.storage, house.service, breach)
    house.add({"dima": "JO"})
    house.find(breach, Search(persons=("amal", "dima")))
    go_on(house.storage, house.service)
    send(house, port)
    go_on(house.storage, house.service)
    assert len(taken) == 3
    assert sorted(house.shown(breach)["by_law"]) == ["jordan", "qatar", "saudi"]


def test_what_was_late_is_broken(house: "House", mail: tuple[int, list["Message"]]) -> None:
    """Told after seventy-two hours, the promise stays broken."""
    port, _ = mail
    now = datetime.now(UTC)
    breach = ready(
        house,
        discovered=(now - 100 * HOUR).isoformat(),
        aware=(now - 90 * HOUR).isoformat(),
    )
    assert house.state() is State.BROKEN
    tell_all(house.storage, house.service, breach)
    send(house, port)
    settle(house.storage, house.service, breach)
    assert house.state() is State.BROKEN


def test_a_rehearsal_leaves_nothing_and_keeps_nothing(
    house: "House",
    mail: tuple[int, list["Message"]],
) -> None:
    """It goes the same way, is marked, and no promise stands better or worse for it."""
    port, taken = mail
    before = house.state()
    breach = ready(house, rehearsal=True)
    tell_all(house.storage, house.service, breach)
    send(house, port)
    shown = house.shown(breach)
    assert shown["rehearsal"] is True
    assert shown["numbers"]["told"] == 2
    assert taken == []
    assert house.state() is before


def test_a_rehearsal_that_is_late_breaks_nothing(house: "House") -> None:
    """Its clock shows late, and the promise does not."""
    before = house.state()
    then = (datetime.now(UTC) - 90 * HOUR).isoformat()
    breach = house.open(rehearsal=True, discovered=then, aware=then)
    assert {each["stands"] for each in house.shown(breach)["clocks"]} == {"late"}
    assert house.state() is before


def test_a_corrected_awareness_is_shown_beside_the_first(house: "House") -> None:
    """Nothing is overwritten: both times stand there, and the last one decides."""
    breach = house.open()
    earlier = (datetime.now(UTC) - 80 * HOUR).isoformat()
    with house.storage.reading(house.service) as view:
        known = dict(read_case(view, breach).notes[0].says["facts"])
    known |= {"discovered": earlier, "aware": earlier}
    with house.storage.work(house.service) as work:
        change_breach(Act(actor=OPERATOR, work=work), breach, facts_from(known), learnt="log")
    shown = house.shown(breach)
    assert len(shown["awareness"]) == 2
    assert shown["awareness"][-1]["aware_at"] == earlier
    assert house.state() is State.BROKEN


def test_who_has_no_address_is_listed_until_told_otherwise(
    house: "House",
    mail: tuple[int, list["Message"]],
) -> None:
    """A public notice ends the clock for those whom no letter reaches."""
    port, _ = mail
    house.add({"amal": "QA", "badr": "SA"}, without=("badr",))
    breach = house.open()
    house.find(breach, Search(persons=("amal", "badr")))
    house.approve(breach)
    house.begin(breach)
    tell_all(house.storage, house.service, breach)
    send(house, port)
    settle(house.storage, house.service, breach)
    assert house.shown(breach)["numbers"]["without_address"] == 1
    assert house.state() is State.DUE
    with house.storage.work(house.service) as work:
        tell_otherwise(Act(actor=OPERATOR, work=work), breach, at=None, how="notice in the daily")
    assert house.state() is State.KEPT


def test_the_form_holds_what_the_law_demands_and_no_person(house: "House") -> None:
    """It is told with its phase; handing it in ends that authority's clock."""
    house.add({"amal": "DE"})
    breach = house.open()
    house.find(breach, Search(persons=("amal",)))
    with house.storage.reading(house.service) as view:
        case = read_case(view, breach)
        form = authority_form(case, Law.GDPR, Phase.INITIAL)
        with pytest.raises(NotConcerned):
            authority_form(case, Law.KUWAIT, Phase.INITIAL)
    assert form["article"] == "33"
    assert form["missing"] == []
    assert {"what", "categories", "numbers", "consequences", "measures", "contact"} <= {
        each["content"] for each in form["contents"]
    }
    page = form_page(form, "ar")
    assert 'dir="rtl"' in page
    assert "amal" not in page
    done = HandedIn(law=Law.GDPR, phase=Phase.INITIAL, at=None, how="portal, case 12")
    with house.storage.work(house.service) as work:
        hand_in(Act(actor=OPERATOR, work=work), breach, done)
    clocks = {each["name"]: each["stands"] for each in house.shown(breach)["clocks"]}
    assert clocks["law:gdpr:authority"] == "kept"
    assert clocks["law:gdpr:people"] == "no_number"


def test_the_register_lists_every_breach_and_rehearsals_apart(house: "House") -> None:
    """Facts, effects and what was done of each, as a document in both languages."""
    house.open()
    house.open(rehearsal=True)
    with house.storage.reading(house.service) as view:
        made = register_of(view)
    assert len(made["breaches"]) == len(made["rehearsals"]) == 1
    assert "Open storage folder" in register_page(made, "en")
    assert "سجل خروق البيانات" in register_page(made, "ar")


def test_readings_between_two_times_are_found_on_the_ledger(house: "House") -> None:
    """Whoever an account read then is affected, and nobody else."""
    house.add({"amal": "QA", "badr": "SA"})
    now = datetime.now(UTC)
    breach = house.open()
    since, until = now - HOUR, now + HOUR
    asked = Readings(by="application", since=since, until=until)
    assert house.find(breach, Search(readings=asked)) == 0
    with pytest.raises(FactsUnfit):
        Search(readings=Readings(by="application", since=until, until=since))
    with pytest.raises(FactsUnfit):
        Search()


def test_whose_data_a_recipient_received_is_affected_by_its_breach(house: "House") -> None:
    """Where it received nothing of anybody, nobody is."""
    breach = house.open()
    assert house.find(breach, Search(recipients=("courier",))) == 0


@pytest.mark.parametrize("name", ["couriers", "\x00", "\ud800", str(UUID(int=7))])
def test_a_search_by_what_nobody_knows_is_refused(house: "House", name: str) -> None:
    """A wrong name is no answer that nobody is affected, nor that everybody is; none is added."""
    house.add({"amal": "QA"})
    breach, now = house.open(), datetime.now(UTC)
    for wrong in (
        Search(recipients=("courier", name), persons=("amal",)),
        Search(categories=("email", name), persons=("amal",)),
        Search(readings=Readings(by=name, since=now - HOUR, until=now), persons=("amal",)),
    ):
        with pytest.raises(NotFound):
            house.find(breach, wrong)
    assert house.shown(breach)["numbers"]["affected"] == 0


def test_what_cannot_be_is_refused(house: "House") -> None:
    """Times to come, a notice without what the law demands, sending to nobody, closing early."""
    ahead = (datetime.now(UTC) + HOUR).isoformat()
    with pytest.raises(TimesOutOfOrder):
        house.open(aware=ahead)
    with pytest.raises(FactsUnfit):
        house.open(aware="2026-01-01T00:00:00")
    with pytest.raises(FactsUnfit):
        house.open(unknown="x")
    bare = house.open(measures=None)
    with pytest.raises(ContentMissing):
        house.approve(bare)
    breach = house.open()
    with pytest.raises(NoNoticeApproved):
        house.begin(breach)
    house.approve(breach)
    with pytest.raises(NobodyFound):
        house.begin(breach)
    with house.storage.work(house.service) as work, pytest.raises(StillRunning):
        close_breach(Act(actor=OPERATOR, work=work), breach, reason="done")


def test_a_closed_breach_stays_as_it_is(house: "House") -> None:
    """Where nobody has to be told it can be closed with a reason, once."""
    breach = house.open(severity="unlikely")
    with house.storage.work(house.service) as work:
        close_breach(Act(actor=OPERATOR, work=work), breach, reason="encrypted")
    with house.storage.work(house.service) as work, pytest.raises(AlreadyClosed):
        close_breach(Act(actor=OPERATOR, work=work), breach, reason="again")
    with pytest.raises(AlreadyClosed):
        house.find(breach, Search(persons=("amal",)))
