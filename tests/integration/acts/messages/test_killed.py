"""Senders that are killed: nobody is forgotten, and only what was in their hands goes out twice."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from amana.acts.messages.put_out import Outgoing, put_out_many
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

PROGRAM = Path(__file__).with_name("programs") / "sending.py"
AT_ONCE = 2_000


def _put(store: "Store", people: int) -> None:
    for start in range(0, people, AT_ONCE):
        with store.storage.work(store.service) as work:
            put_out_many(
                work,
                [
                    Outgoing(
                        person=f"p-{number}",
                        message_class=MessageClass.SERVICE,
                        purpose="orders",
                        channel=Channel.EMAIL,
                        language="ar",
                        subject="تغيّرت السياسة",
                        text="تجد الجديد في صفحة السياسة.",
                        address=f"p{number}@mail.example",
                    )
                    for number in range(start, min(start + AT_ONCE, people))
                ],
            )
            work.over()


def _run(store: "Store", office: "PostOffice", place: Path, claim: str, until: int) -> None:
    """Run a sender; kill it once so many letters arrived, or let it end."""
    reached = Event()
    office.on_letter = lambda: reached.set() if len(office.taken) >= until else None
    process = subprocess.Popen([sys.executable, PROGRAM], stdin=subprocess.PIPE, text=True)
    order = {
        "address": asdict(store.storage.address),
        "root": bytes(range(32)).hex(),
        "secrets": str(place / "secrets"),
        "service": store.service,
        "port": office.port,
        "claim": claim,
    }
    assert process.stdin is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.close()
    while process.poll() is None and not reached.wait(0.02):
        pass
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.parametrize(
    "people", [240, pytest.param(20_000, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_senders_killed_twice_forget_nobody(
    store: "Store", office: "PostOffice", place: Path, people: int
) -> None:
    """Each is told; who is told twice was in hand at a kill, and the counter counts these."""
    _put(store, people)
    claim = str(uuid4())
    for until in (people // 3, 2 * people // 3, 10 * people):
        _run(store, office, place, claim, until)
    arrived = Counter(letter.message["Message-ID"] for letter in office.taken)
    assert len(arrived) == people
    assert len({letter.to for letter in office.taken}) == people
    with store.storage.reading(store.service) as view:
        (counted,) = view.outbox.counts()
        rows = view.outbox.of_state(("sent",), limit=people)
    taken_up = {f"<{row.id}@house.example>" for row in rows if row.repeats}
    twice = {message for message, count in arrived.items() if count > 1}
    assert twice <= taken_up
    assert counted.sent == people
    assert counted.repeated == sum(row.repeats for row in rows)
    assert 0 < counted.repeated <= 2 * 60
