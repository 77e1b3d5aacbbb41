"""Whether a person has shown lately who they are, as well as the policy asks for it."""

from dataclasses import replace

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.identity.errors import NotProven, SignedOut
from amana.acts.identity.proof import check_proven
from amana.acts.identity.sign_in import PersonComing, Shown, begin
from amana.acts.in_force import in_force, published
from amana.acts.probes import sessions
from amana.acts.probes.code_limits import PROBE
from amana.acts.probes.probe import Given, run_probe
from amana.acts.probes.wire import Wire
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.standings import standings
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.evidence.proof import State
from amana.domain.person.level import CheckedBy, Level
from amana.storage import Storage
from amana.storage.identity import PersonCame

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  A1: {{right: [access], of: [email]}}
  K11: {{collect: [email], from: person, at: [registration], for: [orders]}}
  W12: {{verify: [copy], by: [{means}], {code}at_need: true}}
"""
SESSIONS = "  W13: {protect: [email], by: [own_care, session_control]}\n"
GIVEN = Given(sites=lambda _: (), folders=lambda: (), values=lambda _: {}, wire=Wire())
COMING = PersonComing(came=PersonCame(browser="", address=""))


def _publish(storage: Storage, service: str, means: str, code: str = "", more: str = "") -> None:
    source = POLICY.format(service=service, means=means, code=code) + more
    with storage.work(service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(source=source, texts={}, material=False, reason="a test"),
        )


def _show(storage: Storage, service: str, means: CheckedBy, level: Level) -> str:
    with storage.work(service) as work:
        return begin(work, "p", Shown(means=means, level=level), COMING)


@pytest.mark.promise("W12")
def test_nothing_leaves_before_a_check_of_the_level_needed(storage: Storage, service: str) -> None:
    """Where the policy names a code, having been handed over is not enough; a code is."""
    _publish(storage, service, "one_time_code", "to: [email], digits: 6, tries: 3, ")
    with storage.reading(service) as view, pytest.raises(NotProven):
        check_proven(view, "p")
    _show(storage, service, CheckedBy.HAND_OVER, Level.HANDED_OVER)
    with storage.reading(service) as view, pytest.raises(NotProven):
        check_proven(view, "p")
    _show(storage, service, CheckedBy.ONE_TIME_CODE, Level.EMAIL)
    with storage.reading(service) as view:
        assert check_proven(view, "p") is Level.EMAIL
    with storage.reading(service) as view, pytest.raises(NotProven):
        check_proven(view, "somebody-else")


@pytest.mark.promise("W12")
def test_a_session_shows_its_own_level_and_no_other(storage: Storage, service: str) -> None:
    """A code that was shown elsewhere is no proof of who holds a session that was handed over."""
    _publish(storage, service, "one_time_code", "to: [email], digits: 6, tries: 3, ")
    _show(storage, service, CheckedBy.ONE_TIME_CODE, Level.EMAIL)
    with storage.reading(service) as view:
        assert check_proven(view, "p", session=Level.PHONE) is Level.PHONE
        with pytest.raises(NotProven):
            check_proven(view, "p", session=Level.HANDED_OVER)


@pytest.mark.promise("W12")
def test_a_program_is_told_yes_only_shortly_after_a_check(storage: Storage, service: str) -> None:
    """Under whichever id of the person; an hour later the decision asks for another one."""
    _publish(storage, service, "signed_in")
    ask = Asked(
        question=Question(
            doing=Doing.DISCLOSE,
            data=frozenset({"email"}),
            purposes=frozenset({"orders"}),
            recipient="person",
        ),
        person="p",
    )
    door = PersonsDoor(storage)
    door.merge(service, person="p", other="p-2")
    assert _needs(storage, service, ask) == {Need.IDENTITY}
    _show(storage, service, CheckedBy.HAND_OVER, Level.HANDED_OVER)
    assert _needs(storage, service, ask) == set()
    assert _needs(storage, service, replace(ask, person="p-2")) == set()
    with storage.administration() as connection:
        connection.execute(
            "update amana.identity_check set at = at - interval '61 minutes' where service = %s",
            [service],
        )
        connection.commit()
    assert _needs(storage, service, ask) == {Need.IDENTITY}


def _needs(storage: Storage, service: str, asked: Asked) -> set[Need | None]:
    """Return the needs for which the decision says no."""
    with storage.reading(service) as view:
        found = answered(view, asked).answer
    return {each.need for each in found.refusals if each.need is not None}


@pytest.mark.promise("W12")
def test_what_only_staff_can_check_is_never_taken_for_proven(
    storage: Storage, service: str
) -> None:
    """A document is looked at by somebody: no session stands for it."""
    _publish(storage, service, "document")
    _show(storage, service, CheckedBy.PASSWORD, Level.PASSWORD)
    with storage.reading(service) as view, pytest.raises(NotProven):
        check_proven(view, "p")


@pytest.mark.promise("W12")
def test_a_check_that_failed_proves_nothing(storage: Storage, service: str) -> None:
    """Nor does one of another service, under the same id."""
    _publish(storage, service, "signed_in")
    door = PasswordsDoor(storage)
    door.set(service, person="p", password="seven green lamps by the sea")  # noqa: S106 - made up
    assert not door.check(service, person="p", password="another one of many words")  # noqa: S106 - made up
    with storage.reading(service) as view, pytest.raises(NotProven):
        check_proven(view, "p")


@pytest.mark.promise("W13")
def test_an_act_of_a_session_that_was_ended_meanwhile_is_refused(
    storage: Storage, service: str
) -> None:
    """The gate let them in; the act asks again."""
    _publish(storage, service, "signed_in")
    secret = _show(storage, service, CheckedBy.HAND_OVER, Level.HANDED_OVER)
    door = IdentityDoor(storage)
    visitor = door.visitor(service, secret)
    assert visitor is not None
    door.sign_out(visitor)
    assert door.visitor(service, secret) is None
    with pytest.raises(SignedOut):
        door.sign_out(visitor)


@pytest.mark.promise("W12", "K12")
def test_the_promise_shows_checks_and_tried_out_codes(storage: Storage, service: str) -> None:
    """Unproven before, kept once somebody was checked and the probe tried codes out."""
    _publish(storage, service, "one_time_code", "to: [email], digits: 8, lasts: PT5M, tries: 3, ")
    assert _state(storage, service) is not State.KEPT
    _show(storage, service, CheckedBy.ONE_TIME_CODE, Level.EMAIL)
    ran = run_probe(storage, service, PROBE, GIVEN)
    assert ran.looked is not None
    assert (ran.looked.faults, ran.looked.seen) == ((), {"digits": 8, "tries": 3})
    assert _state(storage, service) is State.KEPT
    with storage.reading(service) as view:
        assert not view.identity.worn_out(
            [view.sealer.person_key("made-up-for-codes")], CheckedBy.ONE_TIME_CODE, most=1
        )


@pytest.mark.promise("W13")
def test_the_promise_of_sessions_shows_what_was_tried_out(storage: Storage, service: str) -> None:
    """Unproven before; kept once two sign-ins were listed and one ended; nothing of them stays."""
    _publish(storage, service, "signed_in", more=SESSIONS)
    assert _state(storage, service, "W13") is State.UNPROVEN
    ran = run_probe(storage, service, sessions.PROBE, GIVEN)
    assert ran.looked is not None
    assert not ran.looked.faults
    assert ran.looked.kept == {"W13"}
    assert _state(storage, service, "W13") is State.KEPT
    with storage.reading(service) as view:
        made_up = view.sealer.person_key("made-up-for-sessions")
        assert view.identity.sign_ins([made_up]) == ()


@pytest.mark.promise("W13")
def test_sessions_that_cannot_be_ended_break_the_promise(
    storage: Storage, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending that ends nothing is seen, twice: it opens, and it is listed."""
    _publish(storage, service, "signed_in", more=SESSIONS)
    monkeypatch.setattr(sessions, "end_session", lambda *_: None)
    ran = run_probe(storage, service, sessions.PROBE, GIVEN)
    assert ran.looked is not None
    assert {it.code for it in ran.looked.faults} == {"session_ended_opens", "session_not_listed"}
    assert _state(storage, service, "W13") is State.BROKEN


@pytest.mark.promise("W12")
def test_a_session_without_a_check_breaks_the_promise(storage: Storage, service: str) -> None:
    """Whoever begins one behind the acts is seen."""
    _publish(storage, service, "signed_in")
    _show(storage, service, CheckedBy.HAND_OVER, Level.HANDED_OVER)
    with storage.work(service) as work:
        work.identity.begin_session(work.sealer.person_key("p"), COMING.came, level=Level.EMAIL)
        work.over()
    assert _state(storage, service) is State.BROKEN


def _state(storage: Storage, service: str, promise: str = "W12") -> State:
    with storage.reading(service) as view:
        current = in_force(view)
        policy = published(view, current).policy
        return standings(view, policy, current.number)[promise].state
