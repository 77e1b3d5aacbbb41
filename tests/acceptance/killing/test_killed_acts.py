"""Killed at any step, an act has happened whole or not at all; one in several parts goes on."""

import hashlib
import inspect
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql
from walked_acts import POLICY, WALKED
from walked_reads import READS

from amana.acts.doors.access import AccessDoor
from amana.acts.doors.aggregates import AggregatesDoor
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.asked_releases import AskedReleasesDoor
from amana.acts.doors.banner import BannerDoor
from amana.acts.doors.breaches import AskedBreachesDoor, BreachDeskDoor
from amana.acts.doors.certificates import CertificateDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.copies import AskedCopyDoor, OwnCopyDoor
from amana.acts.doors.customers import CustomersDoor, EndUsersDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.events import EventsDoor
from amana.acts.doors.holds import AskedHoldsDoor, HoldsDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.mail import MailDoor
from amana.acts.doors.me import MeDoor
from amana.acts.doors.messages import MessagesDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.publications import ModerationDoor, PublicationsDoor
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.doors.releases import ReleasesDoor
from amana.acts.doors.request_links import RequestLinkDoor
from amana.acts.doors.request_plans import AskedPlansDoor, RequestPlansDoor
from amana.acts.doors.requests import AskedDoor, OwnRequestDoor, RequestDeskDoor
from amana.acts.doors.retention import RetentionDeskDoor, RetentionDoor
from amana.acts.doors.sharing import SharingDoor
from amana.acts.doors.sharing_desk import OwnSharingDoor, SharingDeskDoor
from amana.acts.doors.sharing_notices import SharingNoticesDoor
from amana.acts.doors.sources import AskedSourcesDoor, SourcesDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.found_service import found_service
from amana.domain.policy.parse import parse
from amana.storage import EmbeddedServer, GivenRootKey, ServerAddress, Storage
from amana.storage.ledger import Sequencer

AT_ONCE: Final = sorted(name for name in WALKED if not WALKED[name].resumed)
_SOME: Final = 2
"""At how many of its steps an act is killed each time that the tests run: the first, the last."""
_IN_PARTS: Final = 2
"""So many times as many, of an act that goes on where it was killed: it has more ways to end."""
Snapshot = Mapping[str, tuple[int, str]]
"""For each table: how many rows it has, and a digest of all of them; for each file a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """A process that does acts as it is told, each in a fork of its own."""

    process: "subprocess.Popen[str]"

    def say(self, line: str) -> dict[str, Any]:
        """Tell it the next thing, and return what it answers."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        heard: dict[str, Any] = json.loads(self.process.stdout.readline())
        return heard


@contextmanager
def _walking(where: Mapping[str, Any], *, counted: bool) -> Iterator[Walker]:
    """Run a walker there, counted by coverage or not."""
    # What all tests share stands beside them; a script finds its own folder alone.
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "support")}
    if not counted:
        env.pop("COVERAGE_PROCESS_CONFIG", None)
    walker = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("walker.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert walker.stdin is not None
    walker.stdin.write(json.dumps(where) + "\n")
    yield Walker(process=walker)
    walker.communicate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A running database, and the walkers that are told what to do there."""

    address: ServerAddress
    secrets: Path
    folder: Path
    living: "Walker"
    """Does what is to live, and is counted by coverage."""
    dying: "Walker"
    """Does what is to be killed, which coverage cannot count."""
    asked: "psycopg.Connection[Any]"
    """As the database's administrator, each statement by itself."""
    known: dict[Path, tuple[tuple[int, ...], str]] = field(default_factory=dict)
    """Each file's state and digest when it was looked at last."""

    def walk(
        self, act: str, service: str, *, die_at: int = 0, prepare: bool = True
    ) -> tuple[Snapshot, int, int]:
        """Do an act; return what there was before it, its number of steps, and how it ended."""
        order = {"act": act, "service": service, "die_at": die_at, "prepare": prepare}
        walker = self.dying if die_at else self.living
        assert walker.say(json.dumps(order))["ready"], "the preparation failed"
        before = self.look()
        ended = walker.say("go")
        return before, ended["steps"], ended["code"]

    def look(self) -> Snapshot:
        """Return what there is: each table, each file."""
        tables = self.asked.execute(
            "select c.relname from pg_class c where c.relkind = 'r'"
            " and c.relnamespace = 'amana'::regnamespace order by c.relname"
        ).fetchall()
        # All in one statement, which is prepared once: there are as many looks as steps.
        every = sql.SQL(" union all ").join(_digest(name) for (name,) in tables)
        seen = {name: (rows, said) for name, rows, said in self.asked.execute(every, prepare=True)}
        seen.update((str(path), (1, self._content(path))) for path in self._files())
        return seen

    def _files(self) -> Iterator[Path]:
        for folder, _, names in chain(os.walk(self.secrets), os.walk(self.folder)):
            # Names that begin with a dot are not in their place yet, and count for nobody.
            yield from (Path(folder, name) for name in names if not name.startswith("."))

    def _content(self, path: Path) -> str:
        """Digest a file, but for one that nobody wrote since it was digested last."""
        stat = path.stat()
        state = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        if self.known.get(path, (None, ""))[0] != state:
            self.known[path] = (state, hashlib.sha256(path.read_bytes()).hexdigest())
        return self.known[path][1]


def _digest(table: str) -> sql.Composed:
    return sql.SQL(
        # A sum is the same in any order: nothing is sorted.
        "select {}, count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text from {} t"
    ).format(sql.Literal(table), sql.Identifier(table))


def _changed(before: Snapshot, after: Snapshot) -> Mapping[str, int]:
    """Return what changed, with how many rows more there are."""
    nothing = (0, "")
    return {
        name: after.get(name, nothing)[0] - before.get(name, nothing)[0]
        for name in before.keys() | after.keys()
        if before.get(name, nothing) != after.get(name, nothing)
    }


@pytest.fixture(scope="module")
def ground(place: Path) -> Iterator[Ground]:
    """Run a database of this module's own, and the walkers."""
    own = place / "killing"
    own.mkdir(mode=0o711)
    with EmbeddedServer(own / "database", durable=False) as address:
        storage = Storage(address, root_key=GivenRootKey(bytes(range(32))), secrets=own / "secrets")
        storage.set_up()
        storage.close()
        where = {
            "address": asdict(address),
            "secrets": str(own / "secrets"),
            "folder": str(own / "ledger"),
        }
        with (
            _walking(where, counted=True) as living,
            _walking(where, counted=False) as dying,
            psycopg.connect(
                address.conninfo(), options="-c search_path=amana", autocommit=True
            ) as asked,
        ):
            yield Ground(
                address=address,
                secrets=own / "secrets",
                folder=own / "ledger",
                living=living,
                dying=dying,
                asked=asked,
            )


@pytest.fixture
def steps(request: pytest.FixtureRequest) -> int:
    """Return at how many of its steps each act is killed, as the run was told."""
    told: int = request.config.getoption("--steps")
    return told


@pytest.fixture
def fresh(ground: Ground) -> Iterator[Storage]:
    """Open the storage in this process, too, to found services in it."""
    made = Storage(ground.address, root_key=GivenRootKey(bytes(range(32))), secrets=ground.secrets)
    yield made
    made.close()


def _founded(storage: Storage, name: str) -> str:
    """Found a service, where nobody's address is due to be forgotten while an act is walked."""
    with storage.platform() as platform:
        platform.accounts.forget_gone(grace=timedelta(0))
    source = POLICY.format(service=name, data="email")
    found_service(storage, parse(source, texts={}), source=source, texts={})
    return name


def test_every_act_of_the_doors_is_walked() -> None:
    """Whatever a door offers either changes nothing or is walked below."""
    offered = {
        f"{door.__name__}.{name}"
        for door in (
            AccessDoor,
            AskedBreachesDoor,
            BreachDeskDoor,
            ApplicationDoor,
            BannerDoor,
            ChoicesDoor,
            DeskDoor,
            MessagesDoor,
            ModerationDoor,
            PublicationsDoor,
            CustomersDoor,
            EndUsersDoor,
            IdentityDoor,
            PasswordsDoor,
            EventsDoor,
            AggregatesDoor,
            AskedHoldsDoor,
            AskedReleasesDoor,
            CertificateDoor,
            HoldsDoor,
            MailDoor,
            MeDoor,
            PersonsDoor,
            RecordSetsDoor,
            RecordsDoor,
            OwnRequestDoor,
            OwnCopyDoor,
            AskedCopyDoor,
            OwnCopyDoor,
            AskedCopyDoor,
            AskedDoor,
            RequestDeskDoor,
            RequestPlansDoor,
            AskedPlansDoor,
            ReleasesDoor,
            RetentionDeskDoor,
            RetentionDoor,
            SharingNoticesDoor,
            SharingDoor,
            SharingDeskDoor,
            OwnSharingDoor,
            SourcesDoor,
            AskedSourcesDoor,
            RequestLinkDoor,
            StaffDoor,
        )
        for name, _ in inspect.getmembers(door, inspect.isfunction)
        if not name.startswith("_")
    }
    assert offered - READS == {name for name in WALKED if "Door." in name}


@pytest.mark.parametrize("act", AT_ONCE)
def test_an_act_that_is_killed_happened_whole_or_not_at_all(
    ground: Ground, fresh: Storage, act: str
) -> None:
    """At its first step and its last: all of its tables changed, or none."""
    _whole_or_not_at_all(ground, fresh, act, most=_SOME)


@pytest.mark.slow
@pytest.mark.parametrize("act", AT_ONCE)
def test_an_act_happened_whole_or_not_at_all_wherever_it_was_killed(
    ground: Ground, fresh: Storage, act: str, steps: int
) -> None:
    """At each of its steps in turn, or at as many of them as the run allows."""
    _whole_or_not_at_all(ground, fresh, act, most=steps)


def _whole_or_not_at_all(ground: Ground, fresh: Storage, act: str, *, most: int) -> None:
    """Kill an act at so many of its steps, and look each time at what there is."""
    service = _founded(fresh, f"killed-{most}-{sorted(WALKED).index(act)}")
    # A first time may leave rows that every later one only changes.
    ground.walk(act, service)
    before, taken, code = ground.walk(act, service)
    whole = _but_rates(before, ground.look())
    assert code == 0
    assert whole
    outcomes = set()
    for step in chain(_some_of(taken, most), count(taken + 1)):
        before, taken, code = ground.walk(act, service, die_at=step)
        changed = _but_rates(before, ground.look())
        if _outlived(step, taken, code):
            assert changed == whole
            break
        tail = WALKED[act].tail and "entry" in changed and changed.items() <= whole.items()
        assert changed in ({}, whole) or tail, f"killed at step {step}"
        outcomes.add(bool(changed))
    assert outcomes == {False, True}
    _agrees(fresh, ground, service)


def _some_of(steps: int, most: int) -> list[int]:
    """Return so many of an act's steps: the first, the last, and others as far apart."""
    return sorted({1 + (steps - 1) * each // (most - 1) for each in range(most)})


@pytest.mark.slow
@pytest.mark.parametrize("act", sorted(name for name in WALKED if WALKED[name].resumed))
def test_an_act_in_parts_goes_on_after_it_was_killed(
    ground: Ground, fresh: Storage, act: str, steps: int
) -> None:
    """Asked for again it ends as it would have at once, wherever it was killed."""
    number = sorted(WALKED).index(act)
    service = _founded(fresh, f"parts-{number}-alive")
    before, in_all, code = ground.walk(act, service)
    once = _counts(_changed(before, ground.look()), service)
    assert code == 0
    assert in_all > 1
    for step in chain(_some_of(in_all, _IN_PARTS * steps), count(in_all + 1)):
        service = _founded(fresh, f"parts-{number}-{step}")
        before, taken, code = ground.walk(act, service, die_at=step)
        if _outlived(step, taken, code):
            assert step > 1
            break
        _, _, code = ground.walk(act, service, prepare=False)
        assert code == 0, f"killed at step {step}"
        again = _counts(_changed(before, ground.look()), service)
        over = {name: 2 if name in WALKED[act].noted else count for name, count in once.items()}
        gone = {name: count for name, count in once.items() if name not in WALKED[act].settled}
        assert again in (once, over, gone), f"killed at step {step}"
        _agrees(fresh, ground, service)


def _but_rates(before: Snapshot, after: Snapshot) -> Mapping[str, int]:
    """Return what changed, but for rates and tries: they count also where they come to nothing."""
    changed = _changed(before, after)
    return {name: count for name, count in changed.items() if name not in {"rate", "recent_try"}}


def _outlived(step: int, taken: int, code: int) -> bool:
    """Say whether the act was over before the step at which it was to die.

    How many steps there are is known at the end only: what else goes on in the database (a
    transaction that is still open elsewhere) may let the same act take one more or one less.
    """
    assert code == 0 if taken else code == -signal.SIGKILL
    assert taken < step
    return code == 0


def _counts(changed: Mapping[str, int], service: str) -> Mapping[str, int]:
    """Return the counts under names that are the same for every service."""
    return {name.replace(service, "SERVICE"): count for name, count in changed.items()}


def _agrees(storage: Storage, ground: Ground, service: str) -> None:
    """Check that the ledger takes up exactly what is committed."""
    sequencer = Sequencer(
        storage, folder=ground.folder, origin_of=lambda name: f"privacy.example/{name}"
    )
    size = sequencer.catch_up(service).size
    with storage.sequencing() as transaction:
        held = transaction.rows("ledger", "lag", service=service)[0]["waiting"]
    assert held == 0
    with psycopg.connect(ground.address.conninfo(), options="-c search_path=amana") as asked:
        row = asked.execute("select count(*) from entry where service = %s", [service]).fetchone()
    assert row == (size,)
