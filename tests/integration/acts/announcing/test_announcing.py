"""People are told of a changed policy: all of them, in their language, none forgotten or twice."""

import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from email.header import decode_header, make_header
from email.message import Message
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR
from amana.acts.announcing.go_on import Announcing
from amana.acts.announcing.wording import Where
from amana.acts.erase import erase
from amana.domain.evidence.proof import State
from amana.storage import ServerAddress

if TYPE_CHECKING:
    from tests.integration.acts.announcing.conftest import House, MailServer

TELLING = Announcing(where=Where(public_url="https://privacy.house.example"), batch=2)
BATCH = 50
"""As many as the program has in hand at once."""
PROGRAM = Path(__file__).with_name("programs") / "teller.py"


def _text(message: Message) -> str:
    plain = message.get_payload(decode=True)
    assert isinstance(plain, bytes)
    return plain.decode("utf-8")


def _subject(message: Message) -> str:
    return str(make_header(decode_header(message["Subject"])))


@pytest.mark.promise("C14", "A33")
def test_each_account_is_told_in_its_language(
    house: "House",
) -> None:
    """With what changed, from when on, and where to read it; once, however often it is asked."""
    house.publish()
    house.add("layla", "omar", "nada", language="ar")
    house.add("john", language="en")
    house.add("new")
    version = house.publish(purposes="orders, news")
    for _ in range(2):
        TELLING.tell_all(house.storage, house.service, version)
        TELLING.go_on(house.storage, house.service)
        house.send()
    told = {message["To"]: message for message in house.mail.taken}
    assert len(house.mail.taken) == len(told) == 5
    assert told["john@people.example"]["Content-Language"] == "en"
    assert told["layla@people.example"]["Content-Language"] == "ar"
    assert told["new@people.example"]["Content-Language"] == "ar"
    english = _text(told["john@people.example"])
    assert f"https://privacy.house.example/{house.service}/privacy?version=2&lang=en" in english
    assert "news" in english
    assert "The changes matter to you" in english
    assert _subject(told["john@people.example"]) == "What changed: Privacy policy"
    delivery = house.delivery()
    assert (delivery.told, delivery.sent, delivery.failed, delivery.without_address) == (5, 5, 0, 0)
    assert delivery.ended_at is not None


@pytest.mark.promise("A33")
@pytest.mark.parametrize(("matters", "count"), [(True, 1), (False, 0)])
def test_what_does_not_matter_is_mailed_only_where_that_was_promised(
    house: "House",
    *,
    matters: bool,
    count: int,
) -> None:
    """A person judged it at publishing; a notice in the service goes with the mail."""
    house.publish(by="published", material="email, in_service")
    house.add("layla")
    version = house.publish(
        by="published", material="email, in_service", purposes="orders, news", matters=matters
    )
    TELLING.tell_all(house.storage, house.service, version)
    house.send()
    assert len(house.mail.taken) == count
    with house.storage.reading(house.service) as view:
        notices = view.notices.of(view.persons.group("layla"), limit=10)
    assert len(notices) == count


def test_a_version_cannot_take_back_that_people_are_told_of_it(
    house: "House",
) -> None:
    """What was promised before counts."""
    house.publish(by="email")
    house.add("layla")
    TELLING.tell_all(house.storage, house.service, house.publish(by="published"))
    house.send()
    assert len(house.mail.taken) == 1


@pytest.mark.promise("C14")
def test_who_has_no_address_is_counted_and_who_was_erased_is_not_told(
    house: "House",
) -> None:
    """The list says how many were told, failed, and have no address."""
    house.publish()
    house.add("layla", "gone")
    with house.storage.work(house.service) as work:
        work.people.record_acceptance("silent", version=1, how="explicit", language="ar")
        work.people.meet(work.sealer.person_key("visitor:1"))
        work.over()
    version = house.publish(purposes="orders, news")
    erase(house.storage, house.service, person="gone", actor=OPERATOR)
    TELLING.tell_all(house.storage, house.service, version)
    house.send()
    delivery = house.delivery()
    assert (delivery.told, delivery.sent, delivery.without_address) == (1, 1, 1)


def test_ids_of_one_person_are_told_once(
    house: "House",
) -> None:
    """Joined ids are one person."""
    house.publish()
    house.add("layla", "layla-2")
    with house.storage.work(house.service) as work:
        keys = [work.sealer.person_key(each) for each in ("layla", "layla-2")]
        work.persons.join(*keys, entry=work.name_entry())
        work.over()
    TELLING.tell_all(house.storage, house.service, house.publish(purposes="orders, news"))
    house.send()
    assert len(house.mail.taken) == 1


def _killed_twice(house: "House", where: dict[str, object], count: int) -> int:
    """Run the program; twice a letter kills it, which the server took and never answered.

    Return how often the program says that it tried again what it was sending.
    """
    again = 0
    for until in (count // 3, 2 * count // 3, None):
        program = subprocess.Popen(
            [sys.executable, PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        house.mail.on_letter = partial(_kill_at, house.mail, until, program)
        _, said = program.communicate(json.dumps(where) + "\n", timeout=900)
        ended = 0 if until is None else -signal.SIGKILL
        assert program.returncode == ended, f"ended with {program.returncode}: {said[-4000:]}"
        again += said.count("tried again")
    return again


def _kill_at(mail: "MailServer", until: int | None, program: subprocess.Popen[str]) -> None:
    if len(mail.taken) == until:
        program.kill()


@pytest.mark.promise("C14", "A33")
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=pytest.mark.slow)])
def test_nobody_is_forgotten_when_workers_are_killed_twice(
    house: "House", server: ServerAddress, place: Path, count: int
) -> None:
    """Only those in flight at a kill are told twice, with the same Message-ID, and counted."""
    house.publish()
    for start in range(0, count, 1000):
        house.add(*(f"p-{number}" for number in range(start, min(start + 1000, count))))
    version = house.publish(purposes="orders, news")
    where = {
        "address": asdict(server),
        "secrets": str(place / "secrets"),
        "service": house.service,
        "version": version,
        "port": house.mail.port,
        "batch": max(count // 10, 20),
    }
    again = _killed_twice(house, where, count)
    ids: dict[str, set[str]] = {}
    for message in house.mail.taken:
        ids.setdefault(message["To"], set()).add(message["Message-ID"])
    assert count - len(ids) == 0, "forgotten"
    assert not [to for to, each in ids.items() if len(each) > 1], "under two Message-IDs"
    twice = [to for to, times in Counter(m["To"] for m in house.mail.taken).items() if times > 1]
    delivery = house.delivery()
    with house.storage.reading(house.service) as view:
        series = view.outbox.series(view.announcements.listed()[0].series)
    repeats, stands = series.repeats, f"{delivery}, {series.counts}"
    assert (delivery.told, delivery.sent) == (count, count), stands
    assert 2 <= len(twice) <= repeats
    # No more than was in hand at each kill, and whenever the database was too slow.
    assert repeats <= (2 + again) * BATCH, stands


@pytest.mark.promise("C14")
def test_the_proof_of_the_promise_is_who_was_told(house: "House") -> None:
    """Unproven before there was a change, kept once all were told, broken by who was not."""
    house.publish()
    house.add("layla")
    assert house.state("P1") is State.UNPROVEN
    version = house.publish(purposes="orders, news")
    TELLING.tell_all(house.storage, house.service, version)
    assert house.state("P1") is State.UNPROVEN
    house.send()
    assert house.state("P1") is State.KEPT
    house.add("nobody-home")
    TELLING.tell_all(house.storage, house.service, house.publish())
    house.mail.refusing = True
    house.send()
    assert house.state("P1") is State.BROKEN
