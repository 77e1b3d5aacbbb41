"""Jobs: queued in the act's transaction, done once in effect, set aside when they cannot be."""

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql as sql_of

from amana.acts.jobs import Handler, do_jobs, give_back, leave, stay_alive
from amana.acts.schedule import Scheduled
from amana.acts.working import Duties, work_until
from amana.domain.ledger.entry import Entry
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.errors import NotFound
from amana.storage.job_queue import MOST_ATTEMPTS, JobQueue, SetAside, wait_after
from amana.storage.jobs import BadArgument, Job, JobTaken
from amana.storage.schedule import Schedule

DONE = Entry(act="use", promises=(), body={})


@pytest.fixture
def name() -> str:
    """Name a kind of job that no other test knows."""
    return f"job_{secrets.token_hex(6)}"


@pytest.fixture
def worker(storage: Storage) -> Iterator[UUID]:
    """Add a worker that lives."""
    worker = uuid4()
    stay_alive(storage, worker)
    yield worker
    leave(storage, worker)


@pytest.fixture
def sql(server: ServerAddress) -> Iterator[psycopg.Connection]:
    """Connect beside all of our code, to let time pass for what waits."""
    with psycopg.connect(
        server.conninfo(), options="-c search_path=amana", autocommit=True
    ) as connection:
        yield connection


@pytest.fixture(scope="module")
def clock(storage: Storage, server: ServerAddress) -> Iterator[tuple[str, Callable[[int], object]]]:
    """Make a service, and what lets days pass for its jobs."""
    service = f"wait-{secrets.token_hex(6)}"
    storage.create_service(service)
    with psycopg.connect(
        server.conninfo(), options="-c search_path=amana", autocommit=True
    ) as connection:
        yield (
            service,
            lambda days: connection.execute(
                "update job set due_at = due_at - make_interval(days => %s) where service = %s",
                [days, service],
            ),
        )


def _defer(storage: Storage, service: str, *names: str) -> None:
    with storage.work(service) as work:
        for name in names:
            work.jobs.defer(name)
        work.commit(DONE)


def _count(sql: psycopg.Connection, service: str, table: str = "entry") -> int:
    query = sql_of.SQL("select count(*) from {} where service = %s")
    row = sql.execute(query.format(sql_of.Identifier(table)), [service]).fetchone()
    assert row is not None
    return int(row[0])


def _set_aside(storage: Storage, service: str) -> tuple[SetAside, ...]:
    with storage.platform() as platform:
        return platform.jobs.set_aside(service)


def _once(storage: Storage, job: Job) -> None:
    """Do a job as it should be: it goes in the transaction of its work."""
    with storage.work(job.service) as work:
        work.jobs.end(job)
        work.commit(DONE)


def test_a_job_exists_when_its_act_does(
    storage: Storage, service: str, name: str, worker: UUID
) -> None:
    """Rolled back with its act, and done after its commit, with the arguments that it was given."""
    got: list[Job] = []
    handlers: dict[str, Handler] = {name: lambda _, job: got.append(job)}
    with storage.work(service) as work:
        work.jobs.defer(name, lost=True)
    assert do_jobs(storage, handlers, worker=worker) == 0
    record = uuid4()
    with storage.work(service) as work:
        identity = work.jobs.defer(name, record=record, step=2, among=["email", record])
        work.commit(DONE)
    assert do_jobs(storage, handlers, worker=worker) == 1
    assert got == [
        Job(
            service=service,
            id=identity,
            name=name,
            arguments={"record": str(record), "step": 2, "among": ["email", str(record)]},
            attempts=1,
            worker=worker,
        )
    ]
    assert do_jobs(storage, handlers, worker=worker) == 0


@pytest.mark.parametrize(
    "value",
    ["sara@example.org", "+97433112233", "33112233", 97433112233, "سارة", "A B", ["a", "x@y"]],
)
def test_a_job_carries_no_value_of_a_person(storage: Storage, service: str, value: str) -> None:
    """What is no id, no name of ours and no count is refused, and the error does not repeat it."""
    with storage.work(service) as work, pytest.raises(BadArgument) as refused:
        work.jobs.defer("remind", person=value)
    assert refused.value.fields == {"job": "remind", "argument": "person"}
    with storage.work(service) as work, pytest.raises(BadArgument):
        work.jobs.defer("No Name")


def test_of_jobs_with_one_key_one_waits(
    storage: Storage, service: str, sql: psycopg.Connection, name: str
) -> None:
    """A second takes the first one's place; withdrawn, none is left."""
    about = uuid4()
    with storage.work(service) as work:
        first = work.jobs.defer(name, key=about, step=1)
        assert work.jobs.defer(name, key=about, step=2) == first
        work.commit(DONE)
    assert _count(sql, service, "job") == 1
    with storage.work(service) as work:
        assert work.jobs.withdraw(name, about)
        assert not work.jobs.withdraw(name, about)
        work.commit(DONE)
    assert _count(sql, service, "job") == 0


def test_a_job_that_ends_badly_gives_way_to_one_under_its_key(
    storage: Storage, service: str, name: str
) -> None:
    """Its worker dead, or the job failed: the one that waits goes on, and heartbeats go on."""
    dead, living = uuid4(), uuid4()
    stay_alive(storage, dead)
    stay_alive(storage, living)
    begun: list[UUID] = []

    def again(there: Storage, job: Job) -> None:
        begun.append(job.id)
        if len(begun) == 1:
            with there.work(service) as work:
                work.jobs.defer(name, key="k")
                work.commit(DONE)
            raise NotFound(what="job")

    with storage.work(service) as work:
        work.jobs.defer(name, key="k")
        work.commit(DONE)
    assert do_jobs(storage, {name: again}, worker=dead) == 2
    assert len(set(begun)) == 2
    for _ in range(2):
        with storage.work(service) as work:
            work.jobs.defer(name, key="k")
            work.commit(DONE)
        with storage.working() as transaction:
            JobQueue(transaction=transaction).take(dead, [name])
            transaction.end(commit=True)
    with storage.work(service) as work:
        work.jobs.defer(name, key="k")
        work.commit(DONE)
    leave(storage, dead)
    assert do_jobs(storage, {name: again}, worker=living) == 1
    leave(storage, living)


def test_many_workers_do_each_job_once(
    storage: Storage, service: str, sql: psycopg.Connection, name: str
) -> None:
    """Each job's entry stands once, though all workers look at the same time."""
    _defer(storage, service, *[name] * 40)
    workers = [uuid4() for _ in range(4)]
    for each in workers:
        stay_alive(storage, each)
    with ThreadPoolExecutor(4) as pool:
        begun = pool.map(lambda each: do_jobs(storage, {name: _once}, worker=each), workers)
    assert sum(begun) == 40
    assert _count(sql, service) == 41
    assert _count(sql, service, "job") == 0


def test_a_job_of_a_dead_worker_is_done_by_another_and_once(
    storage: Storage, service: str, sql: psycopg.Connection, name: str, worker: UUID
) -> None:
    """Its first worker, alive after all, commits nothing any more."""
    _defer(storage, service, name)
    dead = uuid4()
    stay_alive(storage, dead)
    with storage.working() as transaction:
        job = JobQueue(transaction=transaction).take(dead, [name])
        transaction.end(commit=True)
    assert job is not None
    assert do_jobs(storage, {name: _once}, worker=worker) == 0
    sql.execute("update worker set seen_at = seen_at - interval '1 minute' where id = %s", [dead])
    stay_alive(storage, worker)
    assert do_jobs(storage, {name: _once}, worker=worker) == 1
    with pytest.raises(JobTaken):
        _once(storage, job)
    assert _count(sql, service) == 2


def _again(sql: psycopg.Connection, service: str) -> None:
    sql.execute("update job set due_at = now() where service = %s and state = 'waiting'", [service])


def test_a_poison_job_is_set_aside_and_shown(
    storage: Storage, service: str, sql: psycopg.Connection, name: str, worker: UUID
) -> None:
    """Whether it raises or kills its workers; a person retries it or gives it up."""

    def fail(_: Storage, job: Job) -> None:
        raise ValueError(job.service)

    _defer(storage, service, name)
    for attempt in range(MOST_ATTEMPTS):
        assert _set_aside(storage, service) == (), attempt
        assert do_jobs(storage, {name: fail}, worker=worker) == 1
        assert do_jobs(storage, {name: fail}, worker=worker) == 0
        _again(sql, service)
    (aside,) = _set_aside(storage, service)
    assert (aside.name, aside.attempts, aside.fault) == (name, MOST_ATTEMPTS, "ValueError")
    with storage.platform() as platform:
        platform.jobs.retry(service, aside.id)
    for _ in range(MOST_ATTEMPTS):
        dies = uuid4()
        stay_alive(storage, dies)
        with storage.working() as transaction:
            assert JobQueue(transaction=transaction).take(dies, [name]) is not None
            transaction.end(commit=True)
        leave(storage, dies)
    (aside,) = _set_aside(storage, service)
    assert aside.fault == "worker_died"
    with storage.platform() as platform:
        queue = platform.jobs
        assert [it.set_aside for it in queue.standing() if it.service == service] == [1]
        queue.discard(service, aside.id)
        with pytest.raises(NotFound):
            queue.retry(service, aside.id)
        with pytest.raises(NotFound):
            queue.discard(service, aside.id)
    assert _set_aside(storage, service) == ()


def test_what_a_living_worker_could_not_end_goes_back(
    storage: Storage, service: str, name: str, worker: UUID
) -> None:
    """After the database was away in the middle of a job, the job waits again."""
    _defer(storage, service, name)
    with storage.working() as transaction:
        assert JobQueue(transaction=transaction).take(worker, [name]) is not None
        assert Schedule(transaction=transaction).claim(
            service, name, every=timedelta(hours=1), worker=worker
        )
        transaction.end(commit=True)
    assert do_jobs(storage, {name: _once}, worker=worker) == 0
    give_back(storage, worker, "storage.unreachable")
    assert do_jobs(storage, {name: _once}, worker=worker) == 1
    with storage.platform() as platform:
        (run,) = platform.schedule.runs(service)
    assert (run.outcome, run.fault) == ("failed", "storage.unreachable")


def test_a_worker_works_until_it_is_told_to_end(storage: Storage, service: str, name: str) -> None:
    """It does jobs and scheduled tasks, frees what a dead one held, and is off the list then."""
    over, ran, worker, dead = threading.Event(), list[str](), uuid4(), uuid4()
    _defer(storage, service, name)
    stay_alive(storage, dead)
    with storage.working() as transaction:
        assert JobQueue(transaction=transaction).take(dead, [name]) is not None
        transaction.end(commit=True)

    def tick(_: Storage, of: str) -> None:
        ran.append(of)
        if of == service:
            over.set()

    task = Scheduled(name=name, every=timedelta(hours=1), run=tick)
    duties = Duties(tasks=[task], handlers={name: _once})
    work_until(over, storage, duties, worker=worker, dead=dead)
    with storage.working() as transaction:
        assert JobQueue(transaction=transaction).take(worker, [name]) is None
        alive = transaction.rows("schedule", "living")
    assert ran.count(service) == 1
    assert {row["id"] for row in alive} & {worker, dead} == set()


class _Twice:
    """Says that it is over at the third look."""

    looks = 0

    def is_set(self) -> bool:
        """Tell whether it is over."""
        return self.looks > 2

    def wait(self, timeout: float) -> bool:
        """Look once more, without waiting so long."""
        assert timeout > 0
        self.looks += 1
        return self.is_set()


def test_a_worker_without_a_database_goes_on(
    server: ServerAddress, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It says what is wrong, by its code, and tries again."""
    without_secrets = Storage(server, root_key=GivenRootKey(bytes(32)), secrets=tmp_path)
    over = _Twice()
    work_until(over, without_secrets, Duties(tasks=[], handlers={"a": _once}), worker=uuid4())
    assert over.looks == 3
    assert caplog.text.count("worker: storage.unknown_service") == 3
    assert "heartbeat: storage.unknown_service" in caplog.text


def test_a_worker_leaves_what_it_does_not_know(
    storage: Storage, service: str, sql: psycopg.Connection, name: str, worker: UUID
) -> None:
    """A job of a later release waits for a worker that knows it; told to end, none is begun."""
    _defer(storage, service, name)
    assert do_jobs(storage, {f"{name}x": _once}, worker=worker) == 0
    assert do_jobs(storage, {name: _once}, worker=worker, over=lambda: True) == 0
    assert _count(sql, service, "job") == 1


@given(attempts=st.integers(min_value=1, max_value=32_000))
def test_the_wait_after_a_failure_grows_and_has_an_end(attempts: int) -> None:
    """Never shorter than before, and never longer than an hour."""
    assert wait_after(attempts) <= wait_after(attempts + 1) <= timedelta(hours=1)


@given(
    waits=st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=8),
    steps=st.lists(st.integers(min_value=1, max_value=15), max_size=3),
)
def test_nothing_due_is_early_lost_or_doubled(
    storage: Storage, clock: tuple[str, Callable[[int], object]], waits: list[int], steps: list[int]
) -> None:
    """However time passes and workers die, each job is done once, at its date or after it."""
    (service, pass_days), worker = clock, uuid4()
    stay_alive(storage, worker)
    done: list[int] = []
    now = 0

    def handle(at: Storage, job: Job) -> None:
        with at.work(job.service) as work:
            work.jobs.end(job)
            work.commit(DONE)
        done.append(int(str(job.arguments["day"])))
        assert done[-1] <= now

    start = datetime.now(UTC) - timedelta(hours=1)
    with storage.work(service) as work:
        for day in waits:
            work.jobs.defer("wait", at=start + timedelta(days=day), day=day)
        work.commit(DONE)
    for step in [*steps, 31]:
        now += step
        pass_days(step)
        dies = uuid4()
        stay_alive(storage, dies)
        with storage.working() as transaction:
            JobQueue(transaction=transaction).take(dies, ["wait"])
            transaction.end(commit=True)
        leave(storage, dies)
        do_jobs(storage, {"wait": handle}, worker=worker)
    leave(storage, worker)
    assert sorted(done) == sorted(waits)
