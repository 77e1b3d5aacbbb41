"""Staff read only under an access: with a promised purpose, a reason, a second person, an end."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.access.ask import AccessAsked
from amana.acts.access.errors import NotWhole
from amana.acts.access.read import ReadUnder
from amana.acts.act import NotPermitted
from amana.acts.doors.access import AccessDoor
from amana.acts.doors.application import ApplicationDoor
from amana.acts.person_id import UnusablePerson
from amana.acts.staff import Staff
from amana.acts.tell_history import DoneAct
from amana.domain.access.access import AccessState
from amana.domain.access.errors import NothingNamed, NotOpen, NotWaiting, SamePerson
from amana.domain.decision.rule import Need
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage import ServerAddress, Storage
from amana.storage.errors import NotFound

Join = Callable[[StaffRole], Staff]
OWNER, SUPPORT, AUDITOR = StaffRole.OWNER, StaffRole.SUPPORT, StaffRole.AUDITOR
WAITING = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share%'"
EMAIL = AccessAsked(
    person="noor",
    data=frozenset({"email"}),
    purpose="checks",
    reason="a complaint of last week",
    lasts=timedelta(days=2),
)
BANK = replace(EMAIL, data=frozenset({"bank_account"}))
DUTY = replace(EMAIL, person=None, reader=SUPPORT, reason="the rota of this month")


def opened(door: AccessDoor, service: str, staff: Staff, asked: AccessAsked = EMAIL) -> UUID:
    """Ask, and return the access."""
    answer = door.ask(staff, service, asked=asked)
    assert answer.access is not None, answer
    return answer.access


def told(storage: Storage, service: str, person: str = "noor") -> list[DoneAct]:
    """Return the person's own copy, oldest first."""
    return list(reversed(ApplicationDoor(storage).history(service, person=person).acts))


def state_of(door: AccessDoor, service: str, staff: Staff, access: UUID) -> AccessState:
    """Return how an access stands, as the list shows it."""
    return next(
        each.state for each in door.accesses(staff, service).accesses if each.kept.id == access
    )


@pytest.mark.promise("W1", "W9")
def test_a_reading_stands_on_the_ledger_and_in_the_person_s_own_copy(
    door: AccessDoor, storage: Storage, service: str, support: Staff
) -> None:
    """With purpose, reason, categories, time and the reader's role; never with a name."""
    access = opened(door, service, support)
    assert door.read(support, service, given=ReadUnder(access=access)).answer.permitted
    asked, read = told(storage, service)
    assert (asked.act, read.act, read.outcome) == ("ask-for-access", "read", "done")
    assert (read.purposes, read.data, read.promises) == (("checks",), ("email",), ("W1",))
    assert read.staff_reason == "a complaint of last week"
    assert read.staff_role == "support"
    assert support.name not in str((asked, read))
    assert str(support.id) not in str((asked, read))


@pytest.mark.promise("W1", "W14")
@pytest.mark.parametrize(
    "asked",
    [
        replace(EMAIL, purpose="orders"),
        replace(EMAIL, purpose="news"),
        replace(EMAIL, purpose="curiosity"),
        replace(EMAIL, data=frozenset({"email", "shoe_size"})),
        replace(DUTY, purpose="orders"),
        replace(EMAIL, data=frozenset({"files"}), purpose="orders"),
    ],
    ids=["not to be read for", "by consent", "undeclared", "other data", "a duty", "beyond limit"],
)
def test_an_access_outside_a_promised_purpose_is_refused(
    door: AccessDoor, storage: Storage, service: str, support: Staff, asked: AccessAsked
) -> None:
    """The policy names what staff may read for; the refusal stands on the ledger."""
    answer = door.ask(support, service, asked=asked)
    assert (answer.access, answer.answer.permitted) == (None, False)
    assert door.accesses(support, service).accesses == ()
    if asked.person is not None:
        assert [act.outcome for act in told(storage, service)] == ["refused"]


@pytest.mark.promise("W1")
@pytest.mark.parametrize("reason", ["", " \n", "…"])
def test_without_a_reason_there_is_no_access(
    door: AccessDoor, service: str, support: Staff, reason: str
) -> None:
    """Marks and white space are none."""
    with pytest.raises(AmanaError) as refused:
        door.ask(support, service, asked=replace(EMAIL, reason=reason))
    assert refused.value.code == "access.reason"


@pytest.mark.promise("M2")
def test_a_card_number_in_a_reason_is_cut(
    door: AccessDoor, storage: Storage, service: str, support: Staff
) -> None:
    """Whatever somebody writes, no full number is kept or told."""
    opened(door, service, support, replace(EMAIL, reason="paid with 4111 1111 1111 1111 twice"))
    (asked,) = told(storage, service)
    assert asked.staff_reason == "paid with •••• 1111 twice"


@pytest.mark.promise("W14")
@pytest.mark.parametrize("data", ["bank_account", "files"])
def test_delicate_data_and_data_by_need_to_know_wait_for_a_second_person(
    door: AccessDoor, service: str, support: Staff, officer: Staff, data: str
) -> None:
    """Nobody reads it before somebody else approved, who saw reason and categories."""
    access = opened(door, service, support, replace(EMAIL, data=frozenset({data})))
    given = ReadUnder(access=access)
    assert state_of(door, service, support, access) is AccessState.ASKED
    assert not door.read(support, service, given=given).answer.permitted
    (waiting,) = door.accesses(officer, service).accesses
    assert waiting.answers
    assert (waiting.kept.reason, set(waiting.kept.access.scope.data)) == (EMAIL.reason, {data})
    door.approve(officer, service, access)
    assert door.read(support, service, given=given).answer.permitted


def test_the_second_person_is_not_the_first(
    door: AccessDoor, service: str, officer: Staff, support: Staff, join: Join
) -> None:
    """Neither who asked, whatever their role, nor who may not approve."""
    access = opened(door, service, officer, BANK)
    with pytest.raises(SamePerson):
        door.approve(officer, service, access)
    with pytest.raises(NotPermitted):
        door.approve(support, service, access)
    with pytest.raises(NotPermitted):
        door.refuse(join(AUDITOR), service, access)
    assert not door.read(officer, service, given=ReadUnder(access=access)).answer.permitted


def test_the_database_itself_keeps_the_two_apart(
    door: AccessDoor, storage: Storage, service: str, officer: Staff
) -> None:
    """A program that forgot to look could not write down the first as the second."""
    access = opened(door, service, officer, BANK)
    with storage.work(service) as work:
        kept = work.accesses.hold(access, change=True).access
        wrong = replace(kept, decided_by=officer.id, decided_at=work.now, approved=True)
        with pytest.raises(AmanaError) as refused:
            work.accesses.keep(access, wrong)
    assert refused.value.code == "storage.inconsistent"


def test_of_two_who_answer_at_once_one_does(
    door: AccessDoor, service: str, support: Staff, join: Join
) -> None:
    """An approval and a refusal never both count."""
    access = opened(door, service, support, BANK)
    owners = [join(OWNER) for _ in range(4)]

    def answer(number: int) -> bool:
        deed = door.approve if number % 2 else door.refuse
        try:
            deed(owners[number], service, access)
        except NotWaiting:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(answer, range(4))) == [False, False, False, True]
    assert state_of(door, service, support, access) in {AccessState.OPEN, AccessState.REFUSED}


@pytest.mark.promise("W14")
def test_an_access_that_ended_refuses_at_the_instant_of_the_read(
    door: AccessDoor, storage: Storage, service: str, support: Staff
) -> None:
    """By the database's clock, in the read's own transaction; and the person is told."""
    access = opened(door, service, support, replace(EMAIL, lasts=timedelta(seconds=2)))
    given = ReadUnder(access=access)
    read = door.read(support, service, given=given).answer
    assert read.permitted
    while read.permitted:
        time.sleep(0.1)
        read = door.read(support, service, given=given).answer
    assert [(each.rule, each.need) for each in read.refusals] == [(10, Need.GRANT)]
    assert {act.outcome for act in told(storage, service)[:-1]} == {"done"}
    assert told(storage, service)[-1].outcome == "refused"
    assert state_of(door, service, support, access) is AccessState.ENDED
    with pytest.raises(NotOpen):
        door.take_back(support, service, access)


def test_what_is_taken_back_while_a_read_waits_for_it_refuses_that_read(
    door: AccessDoor, storage: Storage, service: str, support: Staff, server: ServerAddress
) -> None:
    """The read looks again once it holds the access."""
    access = opened(door, service, support)
    with ThreadPoolExecutor(1) as pool, storage.work(service) as work:
        kept = work.accesses.hold(access, change=True)
        reading = pool.submit(door.read, support, service, given=ReadUnder(access=access))
        changed = replace(kept.access, taken_back_at=work.now)
        work.accesses.keep(access, changed)
        with psycopg.connect(server.conninfo(), autocommit=True) as asked:
            while not asked.execute(WAITING).fetchall():
                time.sleep(0.01)
        work.transaction.end(commit=True)
        assert not reading.result().answer.permitted


def test_what_was_taken_back_or_refused_is_so_for_good(
    door: AccessDoor, service: str, support: Staff, officer: Staff
) -> None:
    """Nothing brings it back, and nobody reads under it."""
    taken, refused = (opened(door, service, support, BANK) for _ in range(2))
    door.take_back(support, service, taken)
    door.refuse(officer, service, refused)
    for access in (taken, refused):
        with pytest.raises(NotWaiting):
            door.approve(officer, service, access)
        with pytest.raises(NotOpen):
            door.take_back(officer, service, access)
        assert not door.read(support, service, given=ReadUnder(access=access)).answer.permitted
    assert state_of(door, service, support, taken) is AccessState.TAKEN_BACK
    assert state_of(door, service, support, refused) is AccessState.REFUSED


def test_an_access_is_its_reader_s_alone(
    door: AccessDoor, service: str, support: Staff, officer: Staff, join: Join
) -> None:
    """Others are answered as if it were not there; only they, and approvers, take it back."""
    access = opened(door, service, support)
    for other in (officer, join(SUPPORT)):
        with pytest.raises(NotFound):
            door.read(other, service, given=ReadUnder(access=access))
    with pytest.raises(NotFound):
        door.read(support, service, given=ReadUnder(access=uuid4()))
    with pytest.raises(NotPermitted):
        door.take_back(join(SUPPORT), service, access)
    door.take_back(officer, service, access)


@pytest.mark.promise("W14")
def test_a_duty_is_a_role_s_and_needs_approval_and_each_reading_names_its_person(
    door: AccessDoor, storage: Storage, service: str, officer: Staff, join: Join
) -> None:
    """Everybody of the role reads under it, nobody else, and always about somebody."""
    support, colleague = join(SUPPORT), join(SUPPORT)
    access = opened(door, service, support, DUTY)
    assert state_of(door, service, support, access) is AccessState.ASKED
    door.approve(officer, service, access)
    given = ReadUnder(access=access, person="huda")
    assert door.read(colleague, service, given=given).answer.permitted
    with pytest.raises(NotFound):
        door.read(officer, service, given=given)
    with pytest.raises(UnusablePerson):
        door.read(colleague, service, given=replace(given, person=None))
    assert [act.act for act in told(storage, service, "huda")] == ["read"]


def test_an_access_about_one_person_shows_nobody_else(
    door: AccessDoor, service: str, support: Staff
) -> None:
    """Whoever is named beside it."""
    access = opened(door, service, support)
    seen = door.read(support, service, given=ReadUnder(access=access, person="huda"))
    assert seen.person == "noor"


def test_whole_values_are_for_whom_they_were_given(
    door: AccessDoor, service: str, support: Staff
) -> None:
    """Without having asked for them there are masked ones only."""
    access = opened(door, service, support)
    with pytest.raises(NotWhole):
        door.read(support, service, given=ReadUnder(access=access, whole=True))
    whole = opened(door, service, support, replace(EMAIL, whole=True))
    assert door.read(support, service, given=ReadUnder(access=whole, whole=True)).whole


def test_who_may_not_read_is_refused_whatever_they_were_given(
    door: AccessDoor, service: str, join: Join, storage: Storage, support: Staff
) -> None:
    """An auditor sees the list, without asking or reading; a changed role counts at once."""
    access = opened(door, service, support)
    auditor = join(AUDITOR)
    assert len(door.accesses(auditor, service).accesses) == 1
    with pytest.raises(NotPermitted):
        door.ask(auditor, service, asked=EMAIL)
    with pytest.raises(NotPermitted):
        door.accesses(join(StaffRole.INTEGRATOR), service)
    _become(storage, service, support, AUDITOR)
    with pytest.raises(NotPermitted):
        door.read(support, service, given=ReadUnder(access=access))


def _become(storage: Storage, service: str, staff: Staff, role: StaffRole) -> None:
    """Give a member another role."""
    with storage.work(service) as work:
        work.members.change(staff.id, role)
        work.commit(Entry(act="note", body={}))


@pytest.mark.parametrize("term", ["pd:HealthRecord", "pd:OfficialID", "pd:PINCode"])
def test_what_became_delicate_is_not_read_on_one_word(
    door: AccessDoor, service: str, support: Staff, published: Callable[[str, str], int], term: str
) -> None:
    """The policy in force at the reading decides, not that of the asking."""
    access = opened(door, service, support)
    published("pd:EmailAddress", term)
    answer = door.read(support, service, given=ReadUnder(access=access)).answer
    assert [each.rule for each in answer.refusals if each.need is Need.SECOND_PERSON] == [10]


def test_nothing_is_named_nothing_is_asked(door: AccessDoor, service: str, support: Staff) -> None:
    """An access names data."""
    with pytest.raises(NothingNamed):
        door.ask(support, service, asked=replace(EMAIL, data=frozenset()))
