"""The application on a port of its own, and the browser that looks at it."""

import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import looking
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

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
from amana.acts.doors.documents import DocumentsDoor
from amana.acts.doors.events import EventsDoor
from amana.acts.doors.holds import AskedHoldsDoor, HoldsDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.mail import MailDoor
from amana.acts.doors.me import MeDoor
from amana.acts.doors.messages import MessagesDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.publications import ModerationDoor, PublicationsDoor
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.doors.releases import ReleasesDoor
from amana.acts.doors.request_links import RequestLinkDoor
from amana.acts.doors.request_plans import AskedPlansDoor, RequestPlansDoor
from amana.acts.doors.requests import (
    AskedDoor,
    OwnRequestDoor,
    RequestDeskDoor,
)
from amana.acts.doors.retention import RetentionDeskDoor, RetentionDoor
from amana.acts.doors.sharing import SharingDoor
from amana.acts.doors.sharing_desk import OwnSharingDoor, SharingDeskDoor
from amana.acts.doors.sharing_notices import SharingNoticesDoor
from amana.acts.doors.sources import AskedSourcesDoor, SourcesDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.doors.watch import WatchDoor
from amana.acts.rates import Rates
from amana.acts.watch.counters import Counters
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.assembly.sources import KINDS
from amana.domain.rates import Limits
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.http.app import create_app
from amana.http.doorway import Reach
from amana.http.platform import Platform, PublicActs, Watching
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource
from amana.storage import Storage

MANY = Limits(
    pages=10**6,
    static=10**6,
    sign_in=10**6,
    hand_over=10**6,
    visitor=10**6,
    console=10**6,
    refused=10**6,
)
"""Tests come oftener than people."""
AppOf = Callable[[PublicActs], FastAPI]
Serve = Callable[[FastAPI], AbstractContextManager[str]]
PlatformOf = Callable[[PublicActs], Platform]
SiteOf = Callable[[PublicActs], AbstractContextManager[str]]
MAIL_SECRET = "whsec_" + "A" * 43 + "="
"""By which letters are passed on to the service of these tests."""


class _WatchDoor(WatchDoor):
    """A door of which it is told when nobody has it any more."""

    __slots__ = ("__weakref__",)


def watch_door(storage: Storage) -> WatchDoor:
    """Return the door of those who watch, with counters in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="amana-test-watch-"))
    here = Surroundings(storage=storage, clock=lambda: datetime.now(UTC), data=folder)
    counters = Counters(folder / "metrics")
    door = _WatchDoor(here, Ready(here), counters)
    # Its files are closed when it goes: left open they would fail whichever test runs then.
    weakref.finalize(door, counters.close)
    return door


def open_sql(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a database by its address."""
    assert kind is SourceKind.SQL
    return SqlSource(way, mapping)


def open_any(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source of any kind."""
    return KINDS[kind](way, mapping)


def platform(
    public: PublicActs, storage: Storage, *, https: bool = False, limits: Limits = MANY
) -> Platform:
    """Return a platform over these public acts, and the real doors for the rest."""
    return Platform(
        public=public,
        certificates=CertificateDoor(storage),
        staff=StaffDoor(storage),
        desk=DeskDoor(storage, PublicDoor(storage, Path())),
        access=AccessDoor(storage),
        api=ApplicationDoor(storage),
        choices=ChoicesDoor(storage),
        events=EventsDoor(storage),
        mail=MailDoor(storage=storage, secrets={"whole-api": MAIL_SECRET}),
        banner=BannerDoor(storage),
        records=RecordsDoor(storage),
        record_sets=RecordSetsDoor(storage),
        persons=PersonsDoor(storage),
        messages=MessagesDoor(storage),
        sharing_notices=SharingNoticesDoor(storage),
        releases=ReleasesDoor(storage),
        asked_releases=AskedReleasesDoor(storage),
        publications=PublicationsDoor(storage),
        moderation=ModerationDoor(storage),
        breach_desk=BreachDeskDoor(storage, open_any),
        breaches=AskedBreachesDoor(storage, open_any),
        documents=DocumentsDoor(storage),
        requests=AskedDoor(storage),
        request_desk=RequestDeskDoor(storage),
        own_requests=OwnRequestDoor(storage),
        request_plans=RequestPlansDoor(storage, open_sql),
        asked_plans=AskedPlansDoor(storage, open_sql),
        sources=SourcesDoor(storage, open_sql),
        asked_sources=AskedSourcesDoor(storage, open_any),
        holds=HoldsDoor(storage),
        asked_holds=AskedHoldsDoor(storage),
        aggregates=AggregatesDoor(storage),
        retention=RetentionDoor(storage),
        retention_desk=RetentionDeskDoor(storage),
        sharing=SharingDoor(storage),
        sharing_desk=SharingDeskDoor(storage),
        own_sharing=OwnSharingDoor(storage),
        customers=CustomersDoor(storage),
        end_users=EndUsersDoor(storage),
        copies=AskedCopyDoor(storage),
        own_copies=OwnCopyDoor(storage),
        request_links=RequestLinkDoor(storage),
        identity=IdentityDoor(storage),
        passwords=PasswordsDoor(storage),
        me=MeDoor(storage, Path()),
        rates=Rates(storage, limits),
        watch=Watching(acts=watch_door(storage), token="t" * 32),
        zone=ZoneInfo("Asia/Qatar"),
        https=https,
        form_key=b"k" * 32,
    )


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Run the application on a port of the system's choice, and return its address."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off")
    )
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return what runs any application on a port of its own."""
    return served


@pytest.fixture(scope="session")
def platform_of(storage: Storage) -> PlatformOf:
    """Return what makes a platform over these public acts and the real doors."""
    return lambda public: platform(public, storage)


@pytest.fixture(scope="session")
def platform_over() -> Callable[[PublicActs, Storage], Platform]:
    """Return what makes a platform over these public acts and the doors of this storage."""
    return platform


@pytest.fixture(scope="session")
def site_of(storage: Storage) -> SiteOf:
    """Return what serves the application over these public acts and the real doors."""
    return lambda public: served(create_app(platform(public, storage)))


@pytest.fixture(scope="session")
def real_site(storage: Storage, site_of: SiteOf) -> Iterator[str]:
    """Return the address of the application over the real doors alone."""
    with site_of(PublicDoor(storage, Path())) as address:
        yield address


@pytest.fixture(scope="session")
def app_of(storage: Storage) -> AppOf:
    """Return what makes the application over these public acts and the real doors."""
    return lambda public: create_app(platform(public, storage))


@pytest.fixture(scope="session")
def limited() -> Callable[[Storage, Limits], FastAPI]:
    """Return what makes the application over a storage, with these limits."""

    def limited_app(storage: Storage, limits: Limits) -> FastAPI:
        made = platform(PublicDoor(storage, Path()), storage, limits=limits)
        # Comers are from elsewhere, over TLS and under the public name.
        return create_app(replace(made, reach=Reach(public_url="https://privacy.example")))

    return limited_app


@pytest.fixture(scope="session")
def faults() -> Callable[[Page], list[str]]:
    """Return what axe finds on a page with all proofs open, and whether it is too wide."""
    return looking.faults
