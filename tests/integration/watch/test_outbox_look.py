"""Messages that could be sent and are not: counted, and told before anybody misses them."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.acts.watch.counters import Counters
from amana.acts.watch.finding import State
from amana.acts.watch.outbox_look import look_at_outbox
from amana.acts.watch.readiness import Ready
from amana.acts.watch.scrape import Scrape
from amana.acts.watch.surroundings import Bounds
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage.service_life import ServiceState

if TYPE_CHECKING:
    from pathlib import Path

    from amana.acts.watch.surroundings import Surroundings
    from amana.storage import Storage


@pytest.fixture
def quick(here: "Surroundings") -> "Surroundings":
    """Return surroundings in which a minute is long."""
    return replace(here, bounds=Bounds(outbox=(timedelta(minutes=1), timedelta(hours=1))))


def _put(storage: "Storage", service: str, *, ago: timedelta) -> None:
    with storage.work(service) as work:
        put_out(
            work,
            Outgoing(
                person="p-1",
                message_class=MessageClass.SERVICE,
                purpose=None,
                channel=Channel.IN_SERVICE,
                language="ar",
                subject="خبر",
                text="خبر من الدار.",
                due=datetime.now(UTC) - ago,
            ),
        )
        work.over()


def test_a_message_that_waits_too_long_is_told_until_it_goes(
    quick: "Surroundings", storage: "Storage", service: str
) -> None:
    """One that is due later, or just now, is none; nor is one of a service that is paused."""
    _put(storage, service, ago=timedelta(hours=-3))
    (well,) = look_at_outbox(quick, service)
    assert (well.state, well.fields["count"]) == (State.OK, 0)
    _put(storage, service, ago=timedelta(minutes=5))
    (late,) = look_at_outbox(quick, service)
    assert (late.state, late.why, late.fields["count"]) == (State.WARNING, "late", 1)
    with storage.work(service) as work:
        work.life.become(ServiceState.PAUSED, reason="We move house.")
        work.over()
    assert not list(look_at_outbox(quick, service))
    with storage.work(service) as work:
        work.life.become(ServiceState.OPEN, reason="")
        work.over()
    outlet = Outlet(ways={}, clock=lambda: datetime.now(UTC))
    send_due(storage, service, outlet, claim=uuid4())
    (well,) = look_at_outbox(quick, service)
    assert (well.state, well.fields["age_s"]) == (State.OK, 0)


def test_metrics_count_what_waits_what_was_sent_and_what_came(
    here: "Surroundings", storage: "Storage", service: str, tmp_path: "Path"
) -> None:
    """By service, channel and outcome; never by person."""
    _put(storage, service, ago=timedelta())
    outlet = Outlet(ways={}, clock=lambda: datetime.now(UTC))
    send_due(storage, service, outlet, claim=uuid4())
    _put(storage, service, ago=timedelta(minutes=5))
    with storage.work(service) as work:
        letter = work.letters_in.name(b"\0" * 32)
        work.letters_in.take(letter, sender=None, kind="other", proof="unknown")
        work.over()
    with closing(Counters(tmp_path / "metrics")) as counters:
        text = Scrape(here, Ready(here), counters).text().decode("utf-8")
    lines = [line for line in text.splitlines() if f'service="{service}"' in line]
    named = f'channel="in_service",outcome="{{}}",service="{service}"'
    assert f'amana_outbox_waiting{{service="{service}"}} 1.0' in lines
    assert f"amana_messages{{{named.format('sent')}}} 1.0" in lines
    assert f"amana_messages{{{named.format('repeated')}}} 0.0" in lines
    assert f'amana_letters_in{{kind="other",service="{service}"}} 1.0' in lines
    (age,) = [line for line in lines if line.startswith("amana_outbox_age_seconds")]
    assert float(age.split()[-1]) >= 300
