"""Accesses seen from elsewhere: by decisions, by an erasure, by the database, before a policy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.access.ask import AccessAsked
from amana.acts.access.facts import staff_needs, with_accesses
from amana.acts.access.read import ReadUnder
from amana.acts.deciding.asked import Asked
from amana.acts.doors.access import AccessDoor
from amana.acts.doors.application import ApplicationDoor
from amana.acts.staff import Staff
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.storage import ServerAddress, Storage
from amana.storage.errors import NotFound, PersonErased

SECONDED = frozenset({Need.GRANT, Need.SECOND_PERSON})
EMAIL = AccessAsked(
    person="noor",
    data=frozenset({"email"}),
    purpose="checks",
    reason="a complaint of last week",
    lasts=timedelta(days=2),
)
BANK = replace(EMAIL, data=frozenset({"bank_account"}))


def opened(door: AccessDoor, service: str, staff: Staff, asked: AccessAsked = EMAIL) -> UUID:
    """Ask, and return the access."""
    answer = door.ask(staff, service, asked=asked)
    assert answer.access is not None, answer
    return answer.access


@pytest.mark.promise("W14")
def test_a_decision_knows_what_a_reader_s_accesses_meet(
    door: AccessDoor, storage: Storage, service: str, support: Staff, officer: Staff
) -> None:
    """A grant for one's own word, a second person too once approved; of strangers nothing."""
    access = opened(door, service, support, BANK)
    opened(door, service, support)

    def met(data: str, staff: str = str(support.id), doing: Doing = Doing.READ) -> frozenset[Need]:
        question = Question(
            doing=doing,
            data=frozenset({data}),
            purposes=frozenset({"checks"}),
            staff=staff,
            reason="a complaint",
        )
        with storage.reading(service) as view:
            return staff_needs(view, question, "noor")

    assert met("email") == {Need.GRANT}
    assert met("bank_account") == frozenset()
    door.approve(officer, service, access)
    assert met("bank_account") == SECONDED
    assert met("email", staff="Layla") == met("email", staff=str(uuid4())) == frozenset()
    use = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"checks"}))
    with storage.reading(service) as view:
        assert with_accesses(view, Asked(question=use, person="noor")).known.met == frozenset()
    assert met("email", doing=Doing.USE) == met("location") == frozenset()


@pytest.mark.promise("W14")
def test_a_program_that_asks_for_a_member_is_answered_by_their_accesses(
    door: AccessDoor, storage: Storage, service: str, support: Staff, officer: Staff
) -> None:
    """Data by need to know is read on a grant, for its purpose, as long as it is open."""
    access = opened(door, service, support, replace(EMAIL, data=frozenset({"files"})))
    door.approve(officer, service, access)

    def permitted(purpose: str = "checks", staff: str = str(support.id)) -> bool:
        question = Question(
            doing=Doing.READ,
            data=frozenset({"files"}),
            purposes=frozenset({purpose}),
            staff=staff,
            reason="a complaint",
        )
        asked = Asked(question=question, person="noor")
        return ApplicationDoor(storage).decide(service, asked).answer.permitted

    assert permitted()
    assert not permitted("orders")
    assert not permitted(staff="Layla")
    door.take_back(officer, service, access)
    assert not permitted()


def test_accesses_go_with_the_person(
    door: AccessDoor, storage: Storage, service: str, support: Staff, server: ServerAddress
) -> None:
    """At the erasure rows and reasons go; nothing is asked or read about them any more."""
    access = opened(door, service, support)
    ApplicationDoor(storage).erase(service, person="noor")
    with psycopg.connect(server.conninfo()) as asked:
        assert asked.execute("select from amana.access where id = %s", [access]).fetchall() == []
    assert door.accesses(support, service).accesses == ()
    with pytest.raises(NotFound):
        door.read(support, service, given=ReadUnder(access=access))
    with pytest.raises(PersonErased):
        door.ask(support, service, asked=EMAIL)


def test_a_decision_once_made_stays_in_the_database(
    door: AccessDoor, service: str, support: Staff, officer: Staff, server: ServerAddress
) -> None:
    """Not even who owns the tables decides again."""
    access = opened(door, service, support, BANK)
    door.refuse(officer, service, access)
    again = "update amana.access set approved = true where id = %s"
    with (
        psycopg.connect(server.conninfo()) as connection,
        pytest.raises(psycopg.errors.RaiseException),
    ):
        connection.execute(again, [access])


def test_before_a_policy_is_in_force_there_is_nothing_to_name(
    storage: Storage, join_at: Callable[[str], Staff]
) -> None:
    """The page says so instead of failing."""
    fresh = f"test-{uuid4().hex[:12]}"
    storage.create_service(fresh)
    choices = AccessDoor(storage).choices(join_at(fresh), fresh)
    assert (choices.data, choices.readable, choices.readable_for) == ({}, (), ())
