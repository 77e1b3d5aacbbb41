"""What the probes saw last, as those who watch meet it: alarm, metric and page."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from amana.acts.probes.transport import PROBE
from amana.acts.watch.alarms import KINDS, look_for_alarms
from amana.acts.watch.counters import Counters
from amana.acts.watch.finding import Finding, State, say_finding, say_mending
from amana.acts.watch.operations import show_operations
from amana.acts.watch.readiness import Ready
from amana.acts.watch.scrape import Scrape
from amana.acts.watch.surroundings import Surroundings
from amana.domain.words import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Authority
    from tests.integration.probes.conftest import House, Serve

HSTS = {"strict-transport-security": "max-age=31536000"}
PROMISE = "T1: {protect: [email], by: [encryption_in_transit]}"


def _here(house: "House", *, later: timedelta = timedelta()) -> Surroundings:
    return Surroundings(
        storage=house.storage, clock=lambda: datetime.now(UTC) + later, data=house.folder
    )


def _found(house: "House", kind: str, *, later: timedelta = timedelta()) -> list[Finding]:
    """Return what the look of a service's kind of alarm finds."""
    (look,) = [it.look for it in KINDS if it.name == kind and not it.whole]
    found = list(look(_here(house, later=later), house.service))
    for it in found:
        for language in LANGUAGES:
            assert say_finding(it, language)
            assert say_mending(it, language) or not it.fires
    return found


def test_a_look_that_saw_a_broken_promise_raises_the_alarm(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """And the next one, that sees it kept, ends it."""
    house.promise(PROMISE)
    (before,) = _found(house, "probe")
    assert (before.state, before.why) == (State.UNSEEN, "never")
    here = _here(house)
    with serve({"/": (200, {}, b"")}, authority.issue()) as url:
        house.look(PROBE, url)
    look_for_alarms(here, house.service, channels=["mail"])
    with house.storage.watching() as watch:
        (firing,) = [it for it in watch.firing(house.service) if it.kind == "probe"]
    assert (firing.subject, firing.why, firing.fields["faults"]) == ("transport", "broken", 1)
    with serve({"/": (200, HSTS, b"")}, authority.issue()) as url:
        house.look(PROBE, url)
    look_for_alarms(here, house.service, channels=["mail"])
    with house.storage.watching() as watch:
        assert [it for it in watch.firing(house.service) if it.kind == "probe"] == []


def test_page_and_metrics_show_the_last_look(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """What was seen, where and when; a metric holds names of ours alone."""
    house.promise(PROMISE)
    with serve({"/": (200, {}, b"")}, authority.issue()) as url:
        house.look(PROBE, url)
    here = _here(house)
    (look,) = show_operations(here, Ready(here), house.service).looks
    assert look.failed
    assert [(it.code, it.place) for it in look.faults] == [("no_hsts", url)]
    with closing(Counters(house.folder / "metrics")) as counters:
        text = Scrape(here, Ready(here), counters).text().decode()
    labels = f'{{probe="transport",service="{house.service}"}}'
    assert f"amana_probe_failed{labels} 1.0" in text
    assert f"amana_probe_age_seconds{labels}" in text
    assert url not in text


def test_the_end_of_a_certificate_that_a_probe_saw_raises_the_alarm(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """The same bounds as for the certificate of the program itself."""
    house.promise(PROMISE)
    with serve({"/": (200, HSTS, b"")}, authority.issue()) as url:
        house.look(PROBE, url)
    (well,) = _found(house, "certificate")
    assert well.subject == url.removeprefix("https://")
    days = int(well.fields["days"])
    (ended,) = _found(house, "certificate", later=timedelta(days=days + 2))
    assert (ended.state, ended.why) == (State.FAULT, "ended")
