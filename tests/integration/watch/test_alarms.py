"""Alarms from their finding to the letter: once when raised, daily, and once when over."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from amana.acts.watch.alarms import KINDS, AlarmKind, look_for_alarms
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.telling import MailTeller, Teller, WebhookTeller, send_notices
from amana.channels.mail import Relay
from amana.channels.webhook import Webhook
from amana.domain.ledger.entry import Entry
from amana.storage import Storage
from amana.storage.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.watch.conftest import MailServer, MakeCertificate, Taken

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
FULL = Finding(check="disk", state=State.FAULT, why="little", fields={"free_mb": 7})
WELL = Finding(check="disk", fields={"free_mb": 9000})


class Question:
    """A look whose answer the test chooses."""

    def __init__(self, *answer: Finding) -> None:
        """Answer so at first."""
        self.answer = answer
        self.fails = False

    def __call__(self, _here: Surroundings, _service: str) -> tuple[Finding, ...]:
        """Answer, or fail."""
        if self.fails:
            raise RuntimeError
        return self.answer


def _events(storage: Storage, service: str) -> list[str]:
    """Return what is to be told of the service's alarms, in order."""
    with storage.watching() as watch:
        rows = watch._transaction._connection.execute(  # noqa: SLF001 - the outbox itself is the test's subject
            "select n.event from alarm_notice n join alarm a on a.id = n.alarm"
            " where a.service = %s order by n.made_at, n.id",
            [service],
        ).fetchall()
    return [row["event"] for row in rows]


def test_an_alarm_is_told_once_and_once_when_it_is_over(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """However often one looks meanwhile."""
    asked = Question(FULL)
    kinds = [AlarmKind(name="disk", look=asked)]
    for _ in range(3):
        look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    assert _events(storage, service) == ["raised"]
    with storage.watching() as watch:
        (firing,) = watch.firing(service)
    assert firing.fields == {"free_mb": 7}
    asked.answer = (WELL,)
    for _ in range(3):
        look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    assert _events(storage, service) == ["raised", "over"]
    asked.answer = (FULL,)
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    assert _events(storage, service) == ["raised", "over", "raised"]


def test_what_cannot_be_seen_neither_raises_nor_ends(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """A look that fails, or that says it saw nothing, leaves the alarm as it was."""
    asked = Question(FULL)
    kinds = [AlarmKind(name="disk", look=asked)]
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    asked.fails = True
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    asked.fails, asked.answer = False, (Finding(check="disk", state=State.UNSEEN, why="failed"),)
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    assert _events(storage, service) == ["raised"]


def test_one_kind_that_falls_stops_no_other(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """Else one fault would hide all alarms."""
    falls = Question()
    falls.fails = True
    kinds = [AlarmKind(name="clock", look=falls), AlarmKind(name="disk", look=Question(FULL))]
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    assert _events(storage, service) == ["raised"]


def test_an_alarm_that_goes_on_is_reminded_of(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """Once a period, and not while the last word is still unsent."""
    kinds = [AlarmKind(name="disk", look=Question(FULL))]
    look_for_alarms(here, service, channels=["mail"], kinds=kinds)
    with storage.watching() as watch:
        watch.remind(service, channels=["mail"], every=timedelta())
    assert _events(storage, service) == ["raised"]
    with storage.watching() as watch:
        _end_all(watch)
        watch.remind(service, channels=["mail"], every=timedelta(days=1))
    assert _events(storage, service) == ["raised"]
    with storage.watching() as watch:
        watch.remind(service, channels=["mail"], every=timedelta(microseconds=1))
    assert _events(storage, service) == ["raised", "still"]


def _end_all(watch: Watch) -> None:
    """End every notice that is due, as if it had been sent."""
    while notice := watch.take_notice(["mail", "webhook"], gives_up_after=timedelta(days=1)):
        watch.end_notice(notice.id)


def _tellers(server: "MailServer", hook: "Taken") -> dict[str, Teller]:
    relay = Relay(address=f"smtp://a:right@localhost:{server.port}", sender="amana@dar.example")

    def clock() -> datetime:
        return datetime.now(UTC)

    return {
        "mail": MailTeller(
            relay=relay,
            to=("ops@dar.example",),
            language="ar",
            clock=clock,
            public_url="https://privacy.dar.example",
        ),
        "webhook": WebhookTeller(
            webhook=Webhook(url=hook.url, secret=SECRET, private=True), clock=clock
        ),
    }


def test_it_reaches_people_and_programs(
    here: Surroundings,
    storage: Storage,
    service: str,
    mail_server: "MailServer",
    hook: "Taken",
) -> None:
    """A plain Arabic letter that says how to mend it, and a webhook with figures."""
    with storage.watching() as watch:
        _end_all(watch)
    tellers = _tellers(mail_server, hook)
    kinds = [AlarmKind(name="disk", look=Question(FULL))]
    look_for_alarms(here, service, channels=tuple(tellers), kinds=kinds)
    assert send_notices(storage, tellers) == 2
    assert send_notices(storage, tellers) == 0
    (letter,) = mail_server.taken
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode("utf-8")
    assert "كاد القرص يمتلئ" in text
    assert "أفسح مكانًا" in text
    assert f"https://privacy.dar.example/console/{service}/operations" in text
    ((headers, body),) = hook.requests
    told = json.loads(body)
    assert told["type"] == "alarm.raised"
    assert told["data"]["kind"] == "disk"
    assert told["data"]["fields"] == {"free_mb": 7}
    assert told["data"]["service"] == service
    assert headers["webhook-signature"].startswith("v1,")


def test_what_was_not_taken_is_sent_again_under_the_same_id(
    here: Surroundings, storage: Storage, service: str, mail_server: "MailServer", hook: "Taken"
) -> None:
    """A webhook's end that is away loses nothing, and can see that it is the same message."""
    with storage.watching() as watch:
        _end_all(watch)
    tellers = {"webhook": _tellers(mail_server, hook)["webhook"]}
    hook.status = 503
    kinds = [AlarmKind(name="disk", look=Question(FULL))]
    look_for_alarms(here, service, channels=tuple(tellers), kinds=kinds)
    assert send_notices(storage, tellers) == 0
    with storage.watching() as watch:
        assert watch.unsent() == {"webhook": 1}
        assert watch.take_notice(["webhook"], gives_up_after=timedelta(days=1)) is None
        watch._transaction._connection.execute("update alarm_notice set next_at = now()")  # noqa: SLF001 - time passes
    hook.status = 204
    assert send_notices(storage, tellers) == 1
    first, second = (headers["webhook-id"] for headers, _ in hook.requests)
    assert first == second
    with storage.watching() as watch:
        assert watch.unsent() == {}


def test_an_entry_that_nobody_sequences_raises_the_alarm(
    here: Surroundings, storage: Storage, service: str
) -> None:
    """The real look at the real ledger: what is committed and waits is told by its age."""
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W1",), body={}))
    (kind,) = [it for it in KINDS if it.name == "ledger"]
    (young,) = kind.look(here, service)
    assert young.state is State.OK
    assert young.fields["waiting"] == 1
    at_once = Surroundings(
        storage=here.storage,
        clock=here.clock,
        data=here.data,
        bounds=type(here.bounds)(unsequenced=(timedelta(), timedelta(days=1))),
    )
    (old,) = kind.look(at_once, service)
    assert old.state is State.WARNING
    assert old.why == "waiting"


@pytest.mark.parametrize(
    ("days", "state"), [(90, State.OK), (10, State.WARNING), (1, State.FAULT), (-1, State.FAULT)]
)
def test_the_end_of_the_own_certificate_is_seen(
    here: Surroundings, make_certificate: "MakeCertificate", days: int, state: State
) -> None:
    """Three weeks before as a warning, three days before as a fault."""
    file: Path = make_certificate(timedelta(days=days, hours=1))
    (kind,) = [it for it in KINDS if it.name == "certificate" and it.whole]
    seen = Surroundings(
        storage=here.storage, clock=here.clock, data=here.data, certificate_file=file
    )
    (found,) = kind.look(seen, "")
    assert found.state is state


def test_a_clock_that_is_off_is_seen(here: Surroundings) -> None:
    """The clock of this machine against the database's."""
    (kind,) = [it for it in KINDS if it.name == "clock"]
    off = Surroundings(
        storage=here.storage,
        clock=lambda: datetime.now(UTC) + timedelta(minutes=5),
        data=here.data,
    )
    (found,) = kind.look(off, "")
    assert found.state is State.FAULT
    assert 295 <= int(found.fields["off_s"]) <= 305
