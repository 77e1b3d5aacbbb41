"""What recipients get, by which way, and what follows: the person's word, and errors for days."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.persons.groups import merge_persons
from amana.acts.recipients.ways import set_way
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.records.collect import collect
from amana.acts.sharing.disclose import Disclosed, disclose
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.errors import NoWayToSend
from amana.acts.sharing.following import follow_due, tell_stop, told_by_hand
from amana.acts.sharing.granting import make_grant
from amana.acts.sharing.linking import link, unlink
from amana.acts.sharing.pushing import push_due, push_to
from amana.acts.tell_history import tell_history
from amana.channels.errors import NotReached
from amana.domain.choice.word import Word
from amana.domain.request.telling import WayKind
from amana.domain.sharing.disclosing import DisclosureState, Method
from amana.domain.sharing.granting import WantedGrant
from amana.storage import Storage
from amana.storage.errors import NotFound
from amana.storage.recipients import RecipientWay
from amana.storage.sharing import DisclosureRow

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
  address: {{is: "pd:PhysicalAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  planning: {{is: "dpv:ServicePersonalisation", basis: contract, name: {{en: "planning"}}}}
recipients:
  partner: {{kind: service_providers, name: {{en: "courier"}}}}
  calendar: {{kind: integration_partners, name: {{en: "calendar"}}}}
promises:
  P1: {{collect: [name, email, address], from: person, at: [registration], for: [orders, planning]}}
  P2: {{share: [name, email, address], to: [partner], for: [orders]}}
  P3: {{share: [email], to: [calendar], for: [planning], if: [own_choice]}}
"""
MAP: Final = """\
amana: 1
service: {service}
records:
  profile:
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      home: {{is: address, type: text}}
"""
ADDRESS: Final = "layla@people.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service that shares."""

    storage: Storage
    service: str
    thief: psycopg.Connection

    def do(self, doing: Callable[..., Any], *given: object, **more: object) -> Any:  # noqa: ANN401 - whatever the act gives
        """Do an act by who runs the program."""
        with self.storage.work(self.service) as work:
            return doing(Act(actor=OPERATOR, work=work), *given, **more)

    def grant(self, recipient: str, data: Iterable[str], purpose: str) -> None:
        """Grant it for a month."""
        wanted = WantedGrant(
            recipient=recipient,
            data=frozenset(data),
            purposes=frozenset({purpose}),
            instruction="As we say.",
            ends_at=datetime.now(UTC) + timedelta(days=30),
        )
        self.do(make_grant, wanted)

    def give(
        self,
        data: Iterable[str],
        method: Method,
        *persons: str,
        recipient: str = "partner",
        purpose: str = "orders",
    ) -> Disclosed:
        """Disclose it."""
        given = Disclosing(
            recipient=recipient,
            persons=persons or ("layla",),
            data=frozenset(data),
            purpose=purpose,
            method=method,
        )
        done = self.do(disclose, given)
        assert isinstance(done, Disclosed)
        return done

    def reach(self, partner: Any, recipient: str = "partner") -> None:  # noqa: ANN401 - the fixture's
        """Tell how the recipient's program is reached."""
        port = partner.server_address[1]
        way = {"url": f"http://127.0.0.1:{port}/", "secret": self.secret, "private": True}
        self.do(set_way, recipient, RecipientWay(kind=WayKind.HTTP, way=json.dumps(way)))

    @property
    def secret(self) -> str:
        """The secret that both sign with: that of the fixture."""
        return "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    def push(self) -> int:
        """Send what is due."""
        push_due(self.storage, self.service)
        return push_to(self.storage, self.service, "partner", clock=lambda: datetime.now(UTC))

    def stop(self, recipient: str = "partner") -> int:
        """Tell what is to be stopped."""
        follow_due(self.storage, self.service)
        return tell_stop(self.storage, self.service, recipient, clock=lambda: datetime.now(UTC))

    def later(self) -> None:
        """Let what waits be due."""
        self.thief.execute(
            "update disclosure set due_at = transaction_timestamp() where due_at is not null"
        )
        self.thief.execute(
            "update disclosure_notice set due_at = transaction_timestamp() where due_at is not null"
        )

    def last(self) -> DisclosureRow:
        """Return the latest disclosure."""
        with self.storage.reading(self.service) as view:
            return view.sharing.disclosures()[0]


@pytest.fixture
def shop(
    storage: Storage, service: str, publish: Callable[[str], int], thief: psycopg.Connection
) -> Shop:
    """Publish the policy, and take a person's profile in."""
    publish(POLICY.format(service=service))
    made = Shop(storage=storage, service=service, thief=thief)
    made.do(apply_map, MAP.format(service=service))
    for name in ("layla", "omar"):
        values = {
            "name": name.title(),
            "email": f"{name}@people.example",
            "home": "14 Harbour Road",
        }
        collecting = Collecting(
            person=name,
            type="profile",
            values=values,
            purposes=frozenset({"orders", "planning"}),
            how=Circumstances(occasion="registration"),
        )
        made.do(collect, collecting)
    return made


@pytest.mark.promise("C12")
def test_a_push_is_sent_once_with_the_granted_fields_alone(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """Nothing is given before the recipient has it; then it stands among what they received."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    assert shop.give(["email"], Method.PUSH).state is DisclosureState.INTENDED
    assert shop.last().persons == 0
    assert shop.push() == 1
    assert shop.push() == 0
    ((message, said),) = partner.heard
    assert said["persons"] == [
        {"person": "layla", "records": [{"type": "profile", "values": {"email": ADDRESS}}]}
    ]
    row = shop.last()
    assert (str(row.id), row.state, row.persons) == (message, DisclosureState.DONE, 1)
    with shop.storage.reading(shop.service) as view:
        (received,) = view.sharing.received(view.persons.group("layla"))
    assert (received.recipient, received.fields) == ("partner", ("profile.email",))


def test_a_recipient_that_answers_with_errors_loses_nothing(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """It is asked at growing waits under the same id, and what is wrong is said."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    partner.answers.extend(["silent"] * 3)
    shop.give(["email"], Method.PUSH)
    for attempt in range(1, 4):
        shop.push()
        row = shop.last()
        assert (row.attempts, row.fault) == (attempt, NotReached.code)
        shop.later()
    shop.push()
    assert shop.last().state is DisclosureState.DONE
    assert len({message for message, _ in partner.heard}) == 1


def test_who_objected_before_it_was_sent_is_left_out(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """It is decided when it is sent: of two persons one is given, and of one alone nothing."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    shop.give(["email"], Method.PUSH, "layla", "omar")
    shop.give(["email"], Method.PUSH, "omar")
    said = Choosing(person="omar", word=Word.OBJECT, purposes=frozenset({"orders"}))
    shop.do(choose, said)
    assert shop.push() == 2
    ((_, heard),) = partner.heard
    assert [each["person"] for each in heard["persons"]] == ["layla"]
    assert shop.last().state is DisclosureState.STOPPED


def test_without_a_service_nothing_can_be_sent(shop: Shop) -> None:
    """It says so before anything is noted."""
    shop.grant("partner", ["email"], "orders")
    with pytest.raises(NoWayToSend):
        shop.give(["email"], Method.PUSH)


@pytest.mark.promise("K15")
def test_an_objection_follows_to_who_received_the_data(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """It is told to stop, once, under one id over a silent answer; others are told nothing."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    shop.give(["email"], Method.FILE)
    said = Choosing(person="layla", word=Word.OBJECT, purposes=frozenset({"orders"}))
    shop.do(choose, said)
    shop.do(choose, Choosing(person="omar", word=Word.OBJECT, purposes=frozenset({"orders"})))
    partner.answers.append("silent")
    assert shop.stop() == 1
    shop.later()
    assert shop.stop() == 1
    shop.later()
    assert shop.stop() == 0
    first, second = partner.heard
    assert first == second
    assert (first[1]["act"], first[1]["for"]) == ("stop", "orders")
    assert first[1]["identifiers"] == {"own": ["layla"]}


@pytest.mark.promise("K15")
def test_what_was_sent_and_not_answered_may_have_arrived(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """Who objects after the answer was lost is left out, shown as maybe received, and followed."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    partner.answers.append("silent")
    shop.give(["email"], Method.PUSH)
    assert shop.push() == 1
    assert (shop.last().persons, shop.last().maybe) == (0, 1)
    said = Choosing(person="layla", word=Word.OBJECT, purposes=frozenset({"orders"}))
    shop.do(choose, said)
    shop.later()
    shop.push()
    assert (shop.last().state, shop.last().maybe) == (DisclosureState.STOPPED, 1)
    with shop.storage.reading(shop.service) as view:
        group = view.persons.group("layla")
        (received,) = view.sharing.received(group)
        assert view.sharing.receivers(group) == ("partner",)
        assert len(view.sharing.persons_of("partner")) == 1
        (stop,) = view.stop_notices.listed(waiting=True)
    assert (received.sure, received.fields) == (False, ("profile.email",))
    assert (stop.recipient, stop.why) == ("partner", "objected")
    assert stop.since > received.at


def test_what_was_answered_in_the_end_is_sure(
    shop: Shop,
    partner: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """An answer at a later try leaves no doubt."""
    shop.grant("partner", ["email"], "orders")
    shop.reach(partner)
    partner.answers.append("silent")
    shop.give(["email"], Method.PUSH)
    shop.push()
    shop.later()
    shop.push()
    assert (shop.last().persons, shop.last().maybe) == (1, 0)
    with shop.storage.reading(shop.service) as view:
        (received,) = view.sharing.received(view.persons.group("layla"))
    assert received.sure


@pytest.mark.promise("K15")
def test_a_word_under_another_id_of_the_person_follows(shop: Shop) -> None:
    """The recipient knows the person by the id that it received, and is told by this one."""
    shop.grant("partner", ["email"], "orders")
    shop.give(["email"], Method.FILE)
    shop.do(merge_persons, person="layla", other="layla-in-the-app")
    said = Choosing(person="layla-in-the-app", word=Word.OBJECT, purposes=frozenset({"orders"}))
    shop.do(choose, said)
    with shop.storage.reading(shop.service) as view:
        (stop,) = view.stop_notices.listed(waiting=True)
    assert (stop.recipient, stop.why) == ("partner", "objected")


@pytest.mark.parametrize("method", [Method.PULL, Method.FILE])
def test_a_disclosure_of_nothing_is_none(shop: Shop, method: Method) -> None:
    """Nobody has such an id: it is not counted, not received, and leaves no entry of a person."""
    shop.grant("partner", ["email"], "orders")
    done = shop.give(["email"], method, "nobody-2")
    assert done.state is DisclosureState.NOTHING
    row = shop.last()
    assert (row.state, row.persons, row.refused) == (DisclosureState.NOTHING, 0, 0)
    with shop.storage.reading(shop.service) as view:
        assert view.sharing.receivers(view.persons.group("nobody-2")) == ()
        assert tell_history(view, person="nobody-2").acts == ()
    both = shop.give(["email"], method, "layla", "nobody-2")
    assert (both.state, shop.last().persons) == (DisclosureState.DONE, 1)


@pytest.mark.promise("A9")
def test_the_end_of_an_own_choice_follows_to_the_partner(shop: Shop) -> None:
    """Who is told by hand stands in the list until somebody notes it."""
    shop.grant("calendar", ["email"], "planning")
    shop.do(link, person="layla", recipient="calendar")
    given = shop.give(["email"], Method.PULL, recipient="calendar", purpose="planning")
    assert given.state is DisclosureState.DONE
    shop.do(unlink, person="layla", recipient="calendar")
    with shop.storage.reading(shop.service) as view:
        (waiting,) = view.stop_notices.listed(waiting=True)
    assert (waiting.recipient, waiting.why) == ("calendar", "ended")
    shop.do(told_by_hand, waiting.id)
    with pytest.raises(NotFound):
        shop.do(told_by_hand, waiting.id)
    with shop.storage.reading(shop.service) as view:
        assert view.stop_notices.listed(waiting=True) == ()


@pytest.mark.promise("K13")
@pytest.mark.parametrize("method", [Method.PULL, Method.FILE])
def test_only_granted_fields_are_ever_given(shop: Shop, method: Method) -> None:
    """Over all grants and all questions about three fields: given is granted, or nothing."""
    fields = {"name": "Layla", "email": ADDRESS, "address": "14 Harbour Road"}
    names = sorted(fields)
    subsets = [frozenset(n for i, n in enumerate(names) if bits >> i & 1) for bits in range(1, 8)]
    granted: set[str] = set()
    for grant in (frozenset({"email"}), frozenset({"name", "email"})):
        shop.grant("partner", grant, "orders")
        granted |= grant
        for asked in subsets:
            done = shop.give(asked, method)
            values = {v for p in done.persons for r in p.records for v in r.values.values()}
            wanted = {fields[each] for each in asked} if asked <= granted else set()
            assert values == wanted
