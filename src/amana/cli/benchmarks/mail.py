"""``amana bench mail``: mails a second, from rows of the outbox to a mail server, and the floor.

In turn, so that all meet the same load: bare ``smtplib`` hands over mails of the same form (the
floor); the outbox sends as many through the same server, claimed, decided under lock, with both
entries, unsigned and signed (RSA of 2048 bits). Then messages are put out to many while two
processes send them into a file, each of which is killed once: nobody is forgotten, and only what
was in their hands goes out twice. Addresses are given with the messages; all is of one service.
"""

import multiprocessing
import os
import resource
import smtplib
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time, sleep
from typing import Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import rsa

from amana.acts.act import OPERATOR, Act
from amana.acts.messages.handing import Pace
from amana.acts.messages.put_out import Outgoing, put_out_many
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet, Way
from amana.acts.publish_policy import Publication, publish_policy
from amana.assembly import prepared, reached
from amana.assembly.database import clock
from amana.channels.dkim import Signer
from amana.channels.letter import Letter, WayOut, written
from amana.channels.mail import Relay
from amana.cli.benchmarks.mail_sinks import FileWay, handed_over, smtp_sink
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.settings import Settings
from amana.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    runs: int = 5
    mails: int = 500
    """Mails a run and kind."""
    people: int = 10_000
    """Who is written to by a process that is killed."""


USUAL: Final = Sizes()
FULL: Final = Sizes(people=1_000_000)
SMALL: Final = Sizes(runs=1, mails=60, people=3_000)
KILLS: Final = 2
SENDERS: Final = 2
_REST_S: Final = 0.1
SERVICE: Final = "bench"
SENDER: Final = "mail@house.example"
PUBLIC: Final = "https://privacy.house.example"
AT_ONCE: Final = 5_000
_TEXT: Final = "مرحبًا، هذه رسالة من الدار فيها خبر يخصك، نرسلها بالعربية كما اخترت.\n" * 8
_SUBJECT: Final = "خبر جديد من الدار"
_FAST: Final = Pace(claim=1_000, note=500)
POLICY: Final = """\
amana: 1
service: bench
title: {ar: "سياسة", en: "Policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  alerts: {is: "dpv:ServiceProvision", basis: contract}
recipients: {}
promises:
  P1: {message: [job_alert], for: [alerts], to: [email], by: [email], stop: [one_click]}
"""


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all runs, and what came of the kills."""
    return _measured(FULL if full else USUAL, tell)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Do the same with few mails, to see that all of it works."""
    del full
    return _measured(SMALL, tell)


def _measured(sizes: Sizes, tell: Callable[[str], None]) -> Outcome:
    names = ("floor", "unsigned", "signed", "unsigned_core", "signed_core")
    rates: dict[str, list[float]] = {name: [] for name in names}
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signer = Signer(domain="house.example", selector="bench", key=key)
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        data = Path(folder) / "data"
        with prepared(Settings(data=data)) as amana, smtp_sink() as port:
            found(amana.storage)
            for run in range(sizes.runs):
                rates["floor"].append(sizes.mails / _floor(port, sizes.mails))
                for name, by in (("unsigned", None), ("signed", signer)):
                    took, worked = _sent(amana.storage, _relay(port, by), sizes.mails)
                    rates[name].append(sizes.mails / took)
                    rates[f"{name}_core"].append(sizes.mails / worked)
                latest = ", ".join(f"{name} {each[-1]:,.0f}/s" for name, each in rates.items())
                tell(f"{run + 1}/{sizes.runs}: {latest}")
            killed = _through_kills(amana.storage, data, sizes.people, tell)
    ratio = [floor / ours for floor, ours in zip(rates["floor"], rates["unsigned"], strict=True)]
    return Outcome(
        size={
            "runs": sizes.runs,
            "mails_a_run": sizes.mails,
            "through_kills": sizes.people,
            "kills": KILLS,
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *of_runs("unsigned_per_s", rates["unsigned"], "mails/s"),
            *of_runs("signed_per_s", rates["signed"], "mails/s"),
            *of_runs("unsigned_per_core_s", rates["unsigned_core"], "mails/s"),
            *of_runs("signed_per_core_s", rates["signed_core"], "mails/s"),
            *of_runs("floor_per_s", rates["floor"], "mails/s"),
            *of_runs("times_the_floor", ratio, "x"),
            *killed,
        ),
    )


def found(storage: Storage) -> None:
    """Make the service, with its policy in force."""
    storage.create_service(SERVICE)
    with storage.work(SERVICE) as work:
        act = Act(actor=OPERATOR, work=work)
        publish_policy(act, Publication(source=POLICY, texts={}, material=None, reason=None))


def put_messages(storage: Storage, people: int, *, prefix: str = "p") -> None:
    """Put a message out to each of so many people."""
    for start in range(0, people, AT_ONCE):
        with storage.work(SERVICE) as work:
            put_out_many(
                work,
                [
                    Outgoing(
                        person=f"{prefix}-{number}",
                        message_class=MessageClass.JOB_ALERT,
                        purpose="alerts",
                        channel=Channel.EMAIL,
                        language="ar",
                        subject=_SUBJECT,
                        text=_TEXT,
                        address=f"{prefix}{number}@mail.example",
                    )
                    for number in range(start, min(start + AT_ONCE, people))
                ],
            )
            work.over()


def _relay(port: int, signer: Signer | None = None) -> Relay:
    return Relay(address=f"smtp://127.0.0.1:{port}", sender=SENDER, signer=signer)


def _outlet(way: Way) -> Outlet:
    return Outlet(ways={Channel.EMAIL: way}, public_url=PUBLIC, clock=clock, sender=SENDER)


def _sent(storage: Storage, relay: Relay, mails: int) -> tuple[float, float]:
    """Return the seconds that sending takes, and those of a core; putting out is not counted."""
    put_messages(storage, mails)
    begun, worked = perf_counter(), process_time()
    sent = send_due(storage, SERVICE, _outlet(MailWay(relay=relay)), claim=uuid4())
    took = perf_counter() - begun, process_time() - worked
    if sent != mails:
        msg = f"{sent} of {mails} were sent"
        raise RuntimeError(msg)
    return took


def _floor(port: int, mails: int) -> float:
    """Return the seconds that ``smtplib`` takes for mails of the same form."""
    at, token = clock(), "a" * 60
    way_out = WayOut(
        url=f"{PUBLIC}/bench/unsubscribe/{token}",
        mailto=f"mailto:privacy@house.example?subject={token}",
    )
    letter = Letter(
        id="0a1b",
        to=("p0@mail.example",),
        subject=_SUBJECT,
        text=_TEXT,
        language="ar",
        at=at,
        sender_name="الدار",
        way_out=way_out,
    )
    content = written(letter, sender=SENDER)
    with smtplib.SMTP("127.0.0.1", port) as server:
        begun = perf_counter()
        for number in range(mails):
            server.sendmail(SENDER, [f"p{number}@mail.example"], content)
        return perf_counter() - begun


def _through_kills(
    storage: Storage, data: Path, people: int, tell: Callable[[str], None]
) -> tuple[Figure, ...]:
    """Put a message out to all of them while others send, two of whom are killed; count them.

    Each sender that is killed is started anew at once, as whoever watches over programs does.
    """
    sink, all_out = data / "sink", data / "all-out"
    claims = [uuid4() for _ in range(SENDERS)]
    begun = perf_counter()
    senders = [_sender(data, sink, claim) for claim in claims]
    kills = Thread(target=_kill, args=(senders, claims, data, people))
    kills.start()
    put_messages(storage, people, prefix="k")
    put_took = perf_counter() - begun
    all_out.touch()
    tell(f"{people:,} put out in {put_took:,.1f} s, {_size(sink) // 16:,} of them sent")
    kills.join()
    for process in senders:
        process.join()
    took = perf_counter() - begun
    ended = [process.exitcode for process in senders]
    arrived = Counter(handed_over(sink))
    with storage.reading(SERVICE) as view:
        repeated = sum(each.repeated for each in view.outbox.counts())
        left = sum(each.count for each in view.outbox.standing())
    twice = sum(count - 1 for count in arrived.values())
    tell(f"{len(arrived):,} arrived, {twice:,} twice, {repeated:,} taken up, {took:,.1f} s")
    return (
        Figure(name="forgotten", value=people - len(arrived) + left, unit="people", bar=0),
        Figure(name="told_twice", value=twice, unit="people", bar=repeated),
        Figure(name="taken_up", value=repeated, unit="people", bar=KILLS * _FAST.claim),
        Figure(name="senders_that_failed", value=sum(map(bool, ended)), unit="programs", bar=0),
        Figure(name="all_told_s", value=round(took), unit="s"),
        Figure(name="told_per_s", value=round(people / took), unit="messages/s"),
        Figure(name="put_out_per_s", value=round(people / put_took), unit="messages/s"),
        Figure(name="most_memory_mb", value=_peak_mb(), unit="MB"),
    )


def _sender(data: Path, sink: Path, claim: UUID) -> "multiprocessing.process.BaseProcess":
    process = multiprocessing.get_context("spawn").Process(
        target=_send, args=(data, sink, claim), daemon=True
    )
    process.start()
    return process


def _send(data: Path, sink: Path, claim: UUID) -> None:
    """Send what is due into the file, until all is put out and nothing is due."""
    outlet = _outlet(FileWay(path=sink))
    with reached(Settings(data=data)) as storage:
        over = False
        while not over:
            over = (data / "all-out").exists()
            send_due(storage, SERVICE, outlet, claim=claim, pace=_FAST)
            sleep(0 if over else _REST_S)


def _kill(
    senders: "list[multiprocessing.process.BaseProcess]",
    claims: Sequence[UUID],
    data: Path,
    people: int,
) -> None:
    """Kill a sender each time that as many more were handed over, and start it anew."""
    sink = data / "sink"
    for kill in range(KILLS):
        which = kill % SENDERS
        while senders[which].is_alive() and _size(sink) < 16 * people * (kill + 1) // (KILLS + 1):
            sleep(0.005)
        senders[which].kill()
        senders[which].join()
        senders[which] = _sender(data, sink, claims[which])


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _peak_mb() -> int:
    """Return the most memory that this program or one that it started had at once, in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) // 1024
