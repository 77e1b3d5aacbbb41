"""The drill: people of three jurisdictions are told while the worker is killed twice."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing

from amana.acts.breaches.finding import Search
from amana.domain.evidence.proof import State
from amana.storage import ServerAddress

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

    from tests.integration.acts.breaches.conftest import House

PROGRAM = Path(__file__).parent / "programs" / "breach_teller.py"
COUNTRIES = ("QA", "SA", "DE")


class Taking(Parsing):
    """Keeps what came, and tells of it before the server answers."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(message_class=None)
        self.taken: list[Message] = []
        self.on_letter: Callable[[], None] = lambda: None

    def handle_message(self, message: "Message") -> None:
        """Take a letter."""
        self.taken.append(message)
        self.on_letter()


@pytest.fixture
def post() -> Iterator[tuple[int, Taking]]:
    """Run a mail server on a free port."""
    taking = Taking()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    yield port, taking
    controller.stop()


def _kill_at(taking: Taking, until: int | None, program: subprocess.Popen[str]) -> None:
    if len(taking.taken) == until:
        program.kill()


@pytest.mark.slow
@pytest.mark.promise("A20")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("count", [300, 20_000])
def test_all_are_told_in_time_though_workers_are_killed_twice(
    house: "House", server: ServerAddress, place: Path, post: tuple[int, Taking], count: int
) -> None:
    """Nobody is left out, only those in flight at a kill hear twice, and every clock is right."""
    port, taking = post
    persons = {f"p-{number}": COUNTRIES[number % 3] for number in range(count)}
    names = tuple(persons)
    for start in range(0, count, 1000):
        house.add({name: persons[name] for name in names[start : start + 1000]})
    breach = house.open()
    assert house.find(breach, Search(persons=names)) == count
    house.approve(breach)
    house.begin(breach)
    where = {
        "address": asdict(server),
        "secrets": str(place / "secrets"),
        "service": house.service,
        "breach": str(breach),
        "port": port,
    }
    for until in (count // 3, 2 * count // 3, None):
        program = subprocess.Popen(
            [sys.executable, PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        taking.on_letter = partial(_kill_at, taking, until, program)
        _, said = program.communicate(json.dumps(where) + "\n", timeout=1500)
        assert program.returncode == (0 if until is None else -signal.SIGKILL), said[-4000:]
    ids: dict[str, set[str]] = {}
    for message in taking.taken:
        ids.setdefault(message["To"], set()).add(message["Message-ID"])
    assert len(ids) == count
    assert not [to for to, each in ids.items() if len(each) > 1]
    shown = house.shown(breach)
    assert shown["numbers"]["told"] == count
    assert sum(shown["by_law"].values()) == count
    assert set(shown["by_law"]) == {"gdpr", "qatar", "saudi"}
    assert house.state() is State.KEPT
    aware = datetime.fromisoformat(shown["facts"]["aware"])
    due = {each["name"]: each["due_at"] for each in shown["clocks"]}
    hours = {
        name: None if at is None else datetime.fromisoformat(at) - aware for name, at in due.items()
    }
    assert hours == {
        "promise:A20:people": timedelta(hours=72),
        "law:gdpr:authority": timedelta(hours=72),
        "law:gdpr:people": None,
        "law:qatar:authority": timedelta(hours=72),
        "law:qatar:people": timedelta(hours=72),
        "law:saudi:authority": timedelta(hours=72),
        "law:saudi:people": None,
    }
