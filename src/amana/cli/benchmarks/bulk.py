"""``amana bench bulk``: records that come in by thousands, from values as sent to committed rows.

Two processes take in profiles (name, e-mail, telephone, one free text with a card number in one of
fifty), each of a person nobody met before: values in one form, cards cut, decided by the policy,
sealed under a key of the person's own, stored, and linked to an entry. Beside it: one process
alone, and the values alone without a database.
"""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter
from typing import Final

import psutil

from amana.acts.act import OPERATOR, Act
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances
from amana.acts.records.incoming import Incoming, Terms
from amana.acts.records.take_in import take_in
from amana.assembly import prepared, reached
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.cli.importing.run import collect_seldom
from amana.domain.record.types import ValueType
from amana.settings import Settings
from amana.storage import Storage
from amana.values import normal

RECORDS_BAR: Final = 20_000
RUNS: Final = 5
RECORDS_A_RUN: Final = 48_000
RECORDS_A_RUN_IN_FULL: Final = 200_000
PROCESSES: Final = 2
AT_ONCE: Final = 4_000
SERVICE: Final = "bench"
TERMS: Final = Terms(
    type="profile",
    purposes=frozenset({"orders"}),
    how=Circumstances(occasion="registration", imported=True),
)
POLICY: Final = """\
amana: 1
service: bench
title: {ar: "سياسة", en: "Policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  name: {}
  email: {is: "pd:EmailAddress"}
  phone: {is: "pd:TelephoneNumber"}
  opinion: {is: "pd:Opinion", name: {en: "opinions"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
recipients: {}
promises:
  P1: {collect: [name, email, phone, opinion], from: person, at: [registration], for: [orders]}
"""
MAP: Final = """\
amana: 1
service: bench
records:
  profile:
    fields:
      name: {is: name, type: text}
      email: {is: email, type: email}
      phone: {is: phone, type: phone}
      said: {is: opinion, type: text}
"""
_NAMES: Final = ("مريم الكواري", "Ali Hassan", "فاطمة السالم", "Noura Al-Thani", "يوسف حداد")
_SAID: Final = (
    "أفضل التواصل مساء، والتسليم إلى الطابق الثالث",
    "Please call before delivery, order 20251122",
    "الطلب وصل متأخرًا لكن الخدمة ممتازة",
    "Gate code is at the desk; leave it with the guard",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How one run went."""

    rate: float
    """Records a second."""
    processor_us: float
    """Processor time a record, the programs' and the database's, whatever else the machine does."""


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all runs; each kind of run in turn, so that all meet the same load."""
    records = RECORDS_A_RUN_IN_FULL if full else RECORDS_A_RUN
    together: list[float] = []
    alone: list[float] = []
    values: list[float] = []
    cost: list[float] = []
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        data = Path(folder) / "data"
        with prepared(Settings(data=data)) as amana:
            found(amana.storage)
            for run in range(RUNS):
                both = _run(data, records, processes=PROCESSES, run=run)
                one = _run(data, records // 2, processes=1, run=run)
                together.append(both.rate)
                alone.append(one.rate)
                cost.append(one.processor_us)
                values.append(_values_per_s(profiles(AT_ONCE, "v")))
                tell(f"{run + 1}/{RUNS}: {together[-1]:,.0f}/s, {alone[-1]:,.0f}/s")
    return Outcome(
        size={
            "runs": RUNS,
            "records_a_run": records,
            "processes": PROCESSES,
            "records_an_entry": AT_ONCE,
            # Processes that wanted a processor in the last minute, times a hundred.
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *of_runs("records_per_s", together, "/s", bar=RECORDS_BAR, at_least=True),
            *of_runs("records_per_s_one_process", alone, "/s"),
            *of_runs("processor_us_a_record", cost, "us"),
            *of_runs("values_only_per_s", values, "/s"),
            Figure(name="values_a_record", value=4, unit=""),
        ),
    )


def found(storage: Storage) -> None:
    """Make the service with its policy and its map."""
    storage.create_service(SERVICE)
    with storage.work(SERVICE) as work:
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=POLICY, texts={}))
    with storage.work(SERVICE) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP)


def profiles(count: int, of: str) -> list[Incoming]:
    """Return profiles of as many persons whose ids begin so."""
    return [
        Incoming(
            number=number,
            person=f"{of}-{number}",
            values={
                "name": _NAMES[number % len(_NAMES)],
                "email": f"{of}.{number}@mail.example.com",
                "phone": f"+9745{number % 10_000_000:07}",
                "said": "card 4111 1111 1111 1111"
                if number % 50 == 0
                else _SAID[number % len(_SAID)],
            },
        )
        for number in range(count)
    ]


def _run(data: Path, records: int, *, processes: int, run: int) -> Run:
    """Have the processes take in all records together; their start is not counted."""
    spawned = multiprocessing.get_context("spawn")
    start = spawned.Barrier(processes + 1)
    share = records // processes
    workers = [
        spawned.Process(
            target=_take, args=(data, share, f"{processes}-{run}-{each}", start), daemon=True
        )
        for each in range(processes)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    began, spent = perf_counter(), _spent(data, workers)
    start.wait()
    took, spent = perf_counter() - began, _spent(data, workers) - spent
    start.wait()
    for worker in workers:
        worker.join()
    return Run(rate=records / took, processor_us=spent / records * 1_000_000)


def _spent(data: Path, workers: Sequence[BaseProcess]) -> float:
    """Return the seconds of processor time that the workers and the database have had."""
    note = data / "database" / "cluster" / "postmaster.pid"
    leader = psutil.Process(int(note.read_text(encoding="utf-8").splitlines()[0]))
    mine = [psutil.Process(worker.pid) for worker in workers]
    times = [each.cpu_times() for each in (leader, *leader.children(recursive=True), *mine)]
    ended = leader.cpu_times()
    spent = sum(each.user + each.system for each in times)
    return spent + ended.children_user + ended.children_system


def _take(data: Path, count: int, of: str, start: Barrier) -> None:
    """Take the records in once all are ready, and say when it is done."""
    collect_seldom()
    with reached(Settings(data=data)) as storage:
        given = profiles(count, of)
        warm = take_in(storage, SERVICE, profiles(10, f"warm-{of}"), TERMS, actor=OPERATOR)
        start.wait()
        taken = list(warm)
        for first in range(0, count, AT_ONCE):
            chunk = given[first : first + AT_ONCE]
            taken += take_in(storage, SERVICE, chunk, TERMS, actor=OPERATOR)
        start.wait()
        start.wait()  # until what this took is read
    if any(each.record is None for each in taken):
        raise SystemExit(1)


def _values_per_s(given: list[Incoming]) -> float:
    """Return how many records' values a second are brought to their form."""
    kinds = {"email": ValueType.EMAIL, "phone": ValueType.PHONE}
    began = perf_counter()
    for each in given:
        for name, raw in each.values.items():
            normal(kinds.get(name, ValueType.TEXT), raw)
    return len(given) / (perf_counter() - began)
