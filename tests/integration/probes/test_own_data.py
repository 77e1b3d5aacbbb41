"""What probes see of what Amana itself keeps: records, tampering, masks, readings, roles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.in_force import in_force, published
from amana.acts.probes import (
    records,
    shown_values,
    staff_reads,
    stored_values,
    tamper,
)
from amana.acts.probes.errors import Unseen
from amana.acts.probes.probe import Looked, Probe, ProbeRun, plant
from amana.acts.records import showing
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting, Reading, Using, Which
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.evidence.proof import State
from amana.domain.ledger.entry import Entry, Json
from amana.storage import ServerAddress
from amana.storage.keys.sealing import Sealer
from amana.storage.ledger import Sequencer
from amana.storage.probing import unplant
from amana.storage.records.records import Records

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House

MAP = """\
amana: 1
service: {service}
records:
  profile:
    fields:
      mail: {{is: email, type: email}}
      number: {{is: phone, type: phone}}
"""
COLLECTS = "C1: {collect: [email, phone], at: [registration], for: [orders]}"
USES = "U1: {use: [email, phone], for: [orders]}"
STAFF = "W1: {monitor: [email, phone], for: [orders]}"
MASKS = "M15: {protect: [phone], by: [mask], show: last4}"
SAFE = "C8: {protect: [email, phone], by: [tamper_evidence]}"
ROLES = "A15: {protect: [email, phone], by: [least_privilege]}"
NOT_STORED = "M2: {protect: [phone], by: [not_stored]}"
NEVER = "A8: {never: [phone], collected: true}"
CARD = "4111 1111 1111 1111"


@dataclass(frozen=True, slots=True)
class Kept:
    """A service of which Amana keeps records."""

    house: "House"

    def collect(self, **values: str) -> UUID:
        """Collect a record as the service's program does."""
        done = RecordsDoor(self.house.storage).collect(
            self.house.service,
            Collecting(
                person="person-1",
                type="profile",
                values=values or {"mail": "noor@example.org", "number": "+97455123456"},
                purposes=frozenset({"orders"}),
                how=Circumstances(occasion="registration"),
            ),
        )
        assert done.record is not None
        return done.record

    def read(self, record: UUID) -> None:
        """Read a record as staff with a reason."""
        RecordsDoor(self.house.storage).read_record(
            self.house.service,
            Reading(
                which=Which(id=record),
                purposes=frozenset({"orders"}),
                staff="member-7",
                reason="a complaint",
            ),
        )

    def smuggle(self, purpose: str = "orders", **values: Json) -> UUID:
        """Write a record as somebody would who goes around the acts."""
        with self.house.storage.work(self.house.service) as work:
            new = plant(work, "person-2", values, policy_version=1, type_="profile")
            record = type(new)(
                id=new.id,
                person_key=new.person_key,
                type=new.type,
                content=new.content,
                provenance=new.provenance,
                purposes=frozenset({purpose}),
            )
            entry = work.name_entry()
            work.records.add(record, entry=entry)
            work.commit(Entry(act="import", body={}), ids=(entry,))
            return record.id


@pytest.fixture
def kept(house: "House") -> Callable[..., Kept]:
    """Return what publishes promises and puts the map in force."""

    def keep(*promises: str) -> Kept:
        house.promise(*promises)
        with house.storage.work(house.service) as work:
            source = MAP.format(service=house.service)
            apply_map(Act(actor=OPERATOR, work=work), source)
        return Kept(house)

    return keep


def _sequence(house: "House") -> None:
    log = house.folder / f"log-{house.service}"
    Sequencer(house.storage, folder=log, origin_of="log.example/{}".format).catch_up(house.service)


def _look(house: "House", probe: Probe) -> ProbeRun:
    return house.look(probe)


@pytest.mark.promise("W2", "M1")
def test_a_record_outside_any_promise_breaks_what_is_said_of_collecting(
    kept: Callable[..., Kept],
) -> None:
    """Collected records show it kept; one that came in around the acts breaks it."""
    made = kept(COLLECTS, USES)
    assert _look(made.house, records.PROBE).unseen is Unseen.NO_RECORDS
    made.collect()
    run = _look(made.house, records.PROBE)
    assert run.looked is not None
    assert run.looked.kept == {"C1", "U1"}
    assert made.house.standing("C1").state is State.KEPT
    made.smuggle(mail="omar@example.org")
    run = _look(made.house, records.PROBE)
    assert run.looked is not None
    assert run.looked.broken == {"C1"}
    assert run.looked.faults[0].code == "outside"
    assert made.house.standing("C1").state is State.BROKEN


@pytest.mark.promise("W6", "W9")
def test_records_for_a_purpose_that_no_promise_names_break_what_is_said_of_use(
    kept: Callable[..., Kept],
) -> None:
    """Whatever brought them in."""
    made = kept(COLLECTS, USES)
    made.smuggle(purpose="profiling", mail="omar@example.org")
    run = _look(made.house, records.PROBE)
    assert run.looked is not None
    assert ("purpose", "profiling") in {(f.code, f.place) for f in run.looked.faults}
    assert "U1" in run.looked.broken


@pytest.mark.promise("C8", "M14")
def test_a_changed_value_shows(kept: Callable[..., Kept], server: ServerAddress) -> None:
    """What nobody touched is seen well; one bit in one stored record is found by its id."""
    made = kept(COLLECTS, SAFE)
    record = made.collect()
    assert _look(made.house, tamper.PROBE).unseen is Unseen.NOT_SEQUENCED
    _sequence(made.house)
    run = _look(made.house, tamper.PROBE)
    assert run.looked is not None, run.unseen
    assert run.looked.kept == {"C8"}
    assert run.looked.faults == ()
    assert made.house.standing("C8").state is State.KEPT
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("set search_path = amana")
        connection.execute(
            "update record set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
            " where id = %s",
            (record,),
        )
    run = _look(made.house, tamper.PROBE)
    assert run.looked is not None
    assert [(f.code, f.place) for f in run.looked.faults] == [("sealed", str(record))]
    assert made.house.standing("C8").state is State.BROKEN


@pytest.mark.promise("C8")
def test_a_seal_that_anything_opens_is_found(
    kept: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look itself tampers, so that a seal that binds nothing would be seen."""
    made = kept(COLLECTS, SAFE)
    _sequence(made.house)
    monkeypatch.setattr(tamper, "spoil", lambda *_: None)
    monkeypatch.setattr(tamper, "move", lambda *_, **__: None)
    run = _look(made.house, tamper.PROBE)
    assert run.looked is not None
    assert [f.code for f in run.looked.faults] == ["change_unseen", "move_unseen"]


@pytest.mark.promise("M2", "M15", "K6")
def test_a_card_number_in_what_is_stored_is_found(kept: Callable[..., Kept]) -> None:
    """Also in free text, in an older version or behind a list; what was cut is no fault."""
    made = kept(COLLECTS, NOT_STORED, NEVER)
    assert _look(made.house, stored_values.PROBE).unseen is Unseen.NO_RECORDS
    made.smuggle(mail="noor@example.org")
    run = _look(made.house, stored_values.PROBE)
    assert run.looked is not None
    assert run.looked.kept == {"M2", "A8"}
    made.smuggle(mail={"note": (CARD, 4_111_111_111_111_111)})
    run = _look(made.house, stored_values.PROBE)
    assert run.looked is not None
    assert run.looked.broken == {"M2"}
    assert {f.code for f in run.looked.faults} == {"card"}
    made.smuggle(number="+97455123456")
    run = _look(made.house, stored_values.PROBE)
    assert run.looked is not None
    assert run.looked.broken == {"M2", "A8"}
    assert {f.code for f in run.looked.faults} == {"card", "stored"}


@pytest.mark.promise("M15")
def test_a_masked_value_that_shows_whole_is_found(
    kept: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked through the act by which all is read; nothing of the rehearsal stays."""
    made = kept(COLLECTS, USES, STAFF, MASKS)
    run = _look(made.house, shown_values.PROBE)
    assert run.looked is not None, run.unseen
    assert run.looked.kept == {"M15"}
    assert made.house.standing("M15").state is State.KEPT
    assert made.house.standing("W1").count == 0
    assert _look(made.house, records.PROBE).unseen is Unseen.NO_RECORDS
    monkeypatch.setattr(showing, "mask", lambda value, *_: value)
    run = _look(made.house, shown_values.PROBE)
    assert run.looked is not None
    assert {(f.code, f.place) for f in run.looked.faults} == {("whole", "profile.number orders")}
    assert made.house.standing("M15").state is State.BROKEN


def test_where_nobody_may_look_no_mask_can_be_seen(house: "House") -> None:
    """Without a map, and where no promise lets anybody read."""
    house.promise(COLLECTS, MASKS)
    for probe in (shown_values.PROBE,):
        assert house.look(probe).unseen is Unseen.NO_RECORDS
    with house.storage.work(house.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=house.service))
    assert house.look(shown_values.PROBE).unseen is Unseen.NO_RECORDS


@pytest.mark.promise("W1")
def test_a_reading_without_a_reason_breaks_what_is_said_of_staff(
    kept: Callable[..., Kept],
) -> None:
    """Those through the act all have one; an entry without it is named."""
    made = kept(COLLECTS, STAFF)
    assert _look(made.house, staff_reads.PROBE).unseen is Unseen.NO_READS
    with made.house.storage.work(made.house.service) as work:
        work.commit(
            Entry(
                act="read",
                promises=("W1",),
                policy_version=1,
                body={"staff": "member-7", "reason": "a complaint"},
                person="person-1",
            )
        )
    run = _look(made.house, staff_reads.PROBE)
    assert run.looked is not None
    assert run.looked.kept == {"W1"}
    with made.house.storage.work(made.house.service) as work:
        (entry,) = work.commit(
            Entry(act="read", promises=("W1",), policy_version=1, body={"staff": "member-7"})
        )
    run = _look(made.house, staff_reads.PROBE)
    assert run.looked is not None
    assert [(f.code, f.place) for f in run.looked.faults] == [("unexplained", str(entry))]
    assert made.house.standing("W1").state is State.BROKEN


def test_a_look_at_tampering_sees_when_it_sees_nothing(
    kept: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where what was planted is not there, and where seals or proofs hold whatever is changed."""
    made = kept(COLLECTS, SAFE)
    _sequence(made.house)
    for answer, code in ((True, "change_unseen"), (False, "ledger")):
        with monkeypatch.context() as patched:
            patched.setattr(tamper, "verify_inclusion", lambda *_, answer=answer, **__: answer)
            run = _look(made.house, tamper.PROBE)
        assert run.looked is not None
        assert {fault.code for fault in run.looked.faults} == {code}
    with monkeypatch.context() as patched:
        patched.setattr(Sealer, "open", lambda *_, **__: b"")
        run = _look(made.house, tamper.PROBE)
    assert run.looked is not None
    assert [fault.place for fault in run.looked.faults] == ["entry_body", "entry_body"]
    monkeypatch.setattr(Records, "add", lambda *_, **__: True)
    assert _look(made.house, tamper.PROBE).unseen is Unseen.BLIND


def test_what_cannot_be_opened_is_left_to_those_who_look_for_it(
    kept: Callable[..., Kept], server: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed record is the other probe's; of who is erased meanwhile nothing is opened."""
    made = kept(COLLECTS, NOT_STORED)
    record = made.smuggle(mail="noor@example.org", other=True)
    made.smuggle(mail="omar@example.org")
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            "update amana.record set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
            " where id = %s",
            (record,),
        )
    run = _look(made.house, stored_values.PROBE)
    assert run.looked is not None
    assert run.looked.kept == {"M2"}
    assert run.looked.seen["versions"] == 2
    monkeypatch.setattr(Sealer, "open_records", lambda _, given: [None] * len(given))
    run = _look(made.house, stored_values.PROBE)
    assert run.looked is not None
    assert run.looked.seen["versions"] == 0


def test_records_without_a_map_say_nothing_of_their_fields(house: "House") -> None:
    """Which field is of which category only the map says."""
    house.promise(NOT_STORED)
    Kept(house).smuggle(mail="noor@example.org")
    assert house.look(stored_values.PROBE).unseen is Unseen.NO_RECORDS


@pytest.mark.promise("K2")
def test_contact_data_is_shown_to_nobody_without_a_promise_or_its_owners_choice(
    kept: Callable[..., Kept],
) -> None:
    """A search for a purpose that no promise names shows none; publishing asks for the choice."""
    private = "K2: {protect: [phone], by: [not_public]}"
    made = kept(COLLECTS, private)
    record = made.collect()
    which, purposes = Which(id=record), frozenset({"orders"})
    used = RecordsDoor(made.house.storage).use(
        made.house.service, Using(which=which, purposes=purposes)
    )
    assert (used.answer.permitted, used.values) == (False, None)
    with made.house.storage.reading(made.house.service) as view:
        book = published(view, in_force(view)).book
    asked = Question(doing=Doing.PUBLISH, data=frozenset({"phone"}), purposes=purposes)
    refused = {refusal.need for refusal in evaluate(book, asked, Facts()).refusals}
    assert Need.OWN_CHOICE in refused


def test_what_is_stored_is_walked_over_several_nights_and_stops_at_a_fault(
    kept: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is seen kept before a whole round; each night says what it covered."""
    monkeypatch.setattr(stored_values, "MOST_RECORDS", 2)
    made = kept(COLLECTS, NOT_STORED)
    card = made.smuggle(mail={"note": CARD})
    for number in range(4):
        made.smuggle(mail=f"noor{number}@example.org")
    nights = [_night(made) for _ in range(4)]
    assert [(night.kept, night.broken) for night in nights] == [
        (frozenset(), frozenset()),
        (frozenset(), frozenset()),
        (frozenset(), frozenset({"M2"})),
        (frozenset(), frozenset({"M2"})),
    ]
    assert [night.seen["covered"] for night in nights] == [2, 2, 1, 1]
    with made.house.storage.work(made.house.service) as work:
        unplant(work, card)
        work.transaction.end(commit=True)
    mended, again = _night(made), _night(made)
    assert mended.kept == again.kept == {"M2"}
    assert (mended.seen["last_round"], again.seen["last_round"], again.seen["round"]) == (4, 4, 2)


def _night(made: Kept) -> Looked:
    looked = _look(made.house, stored_values.PROBE).looked
    assert looked is not None
    return looked
