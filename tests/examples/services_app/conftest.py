"""The whole of it, running: Amana with its own database, and the services app that asks it."""

import itertools
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
import uvicorn
from phone import Hand, phones
from playing.browsing import Visitor
from playwright.sync_api import Browser
from services_app.application import Credentials, build, officer
from services_app.people import MadeUp, MadeUpBusiness
from services_app.settings import Settings

from amana.acts.act import OPERATOR, Act
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.assembly import running
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.words import LANGUAGES, Language
from amana.http.serving import listen, served, url_of
from amana.sdk import Amana
from amana.settings import load
from services_app import people, stories

EXAMPLE = Path(__file__).parents[3] / "examples" / "services_app"
SEED = 7
WAIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where Amana answers, and the key of the service."""

    url: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The app as it runs."""

    url: str
    data: Path


@contextmanager
def _served(server: uvicorn.Server, ready: Event, listening: socket.socket) -> Iterator[None]:
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        assert ready.wait(WAIT), "the server did not start"
        yield
    finally:
        server.should_exit = True
        thread.join(WAIT)


class _Told(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()


@contextmanager
def _app(settings: Settings) -> Iterator[Running]:
    ready = Event()
    with Amana(settings.amana_url, settings.amana_key) as amana:
        config = uvicorn.Config(
            build(settings, amana), log_config=None, access_log=False, lifespan="off"
        )
        with listen("127.0.0.1", 0) as listening, _served(_Told(config, ready), ready, listening):
            yield Running(url=url_of(listening), data=settings.data)


@pytest.fixture(scope="session")
def policy() -> Policy:
    """Read the app's policy with its texts."""
    return parse(_source(), texts=_texts())


def _source() -> str:
    return (EXAMPLE / "policy.yaml").read_text(encoding="utf-8")


def _map() -> str:
    return (EXAMPLE / "map.yaml").read_text(encoding="utf-8")


def _texts() -> dict[Language, str]:
    return {
        language: (EXAMPLE / f"privacy.{language}.md").read_text(encoding="utf-8")
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def asked(place: Path, policy: Policy, fresh_database: Callable[[], str | None]) -> Iterator[Asked]:
    """Run the platform with the app's policy in force."""
    with (
        listen("127.0.0.1", 0) as listening,
        running(load({}, data=place / "amana", database_url=fresh_database())) as amana,
    ):
        founded = found_service(amana.storage, policy, source=_source(), texts=_texts())
        assert founded.key is not None
        with amana.storage.work(founded.service) as work:
            apply_map(Act(actor=OPERATOR, work=work), _map())
        with served(amana, listening) as url:
            yield Asked(url=url, key=founded.key)


@pytest.fixture(scope="session")
def app(asked: Asked, place: Path) -> Iterator[Running]:
    """Run the app."""
    with _app(_asking(asked, place / "app")) as found:
        yield found


@pytest.fixture
def empty_app(asked: Asked, tmp_path: Path) -> Iterator[Running]:
    """Run the app with a database of its own, in which no other test left requests waiting."""
    with _app(_asking(asked, tmp_path / "app")) as found:
        yield found


def _asking(asked: Asked, data: Path) -> Settings:
    return Settings(
        amana_url=asked.url,
        amana_key=asked.key,
        data=data,
        notice_url=f"{asked.url}/services-app/privacy",
        centre_origin=asked.url,
    )


@pytest.fixture
def app_folder(app: Running) -> Path:
    """Return the folder of the app's own files."""
    return app.data


@pytest.fixture
def app_url(app: Running) -> str:
    """Return where the app answers."""
    return app.url


@pytest.fixture
def alone(app_alone: Running) -> Iterator[Visitor]:
    """Open a browser at the app whose Amana does not answer."""
    with Visitor(app_alone.url, language="en") as made:
        yield made


@pytest.fixture
def app_alone(tmp_path: Path) -> Iterator[Running]:
    """Run the app while nobody answers at Amana's address."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        settings = Settings(
            amana_url=url,
            amana_key="k",
            data=tmp_path / "app",
            notice_url=url,
            centre_origin=url,
        )
        with _app(settings) as found:
            yield found


_numbers = itertools.count()


@pytest.fixture
def someone() -> MadeUp:
    """Make up a person whom no other test knows."""
    return people.person(next(_numbers), seed=SEED)


@pytest.fixture
def firm() -> Callable[[str], MadeUpBusiness]:
    """Make up a business that offers a service."""

    def made(service: str) -> MadeUpBusiness:
        numbers = (next(_numbers) for _ in itertools.count())
        found = (people.business(number, seed=SEED) for number in numbers)
        return next(one for one in found if one.service == service)

    return made


@pytest.fixture
def visitor(app: Running) -> Iterator[Visitor]:
    """Open a browser without script, in English."""
    with Visitor(app.url, language="en") as made:
        yield made


@pytest.fixture
def customer(visitor: Visitor, someone: MadeUp) -> Visitor:
    """Sign someone up; the visitor is signed in as them."""
    page = stories.sign_up(visitor, someone)
    assert page.status == 200
    return visitor


@pytest.fixture
def provider(app: Running) -> Iterator[Visitor]:
    """Open a second browser, for a provider."""
    with Visitor(app.url, language="en") as made:
        yield made


@pytest.fixture
def credentials(app: Running) -> Credentials:
    """Return what the unit's officer signs in with."""
    return officer(app.data)


@pytest.fixture
def empty_app_url(empty_app: Running) -> str:
    """Return where the app without other tests' requests answers."""
    return empty_app.url


@pytest.fixture
def empty_app_credentials(empty_app: Running) -> Credentials:
    """Return what the officer of the app without other tests' requests signs in with."""
    return officer(empty_app.data)


@pytest.fixture
def unit(app: Running, credentials: Credentials) -> Iterator[Visitor]:
    """Sign the unit's officer in."""
    with Visitor(app.url, language="en") as made:
        stories.sign_in(made, credentials.email, credentials.password)
        yield made


@pytest.fixture
def amana(asked: Asked) -> Iterator[Amana]:
    """Ask Amana directly, with the service's key."""
    with Amana(asked.url, asked.key) as made:
        yield made


@pytest.fixture
def amana_url(asked: Asked) -> str:
    """Return where Amana answers."""
    return asked.url


@pytest.fixture
def key_file(asked: Asked, tmp_path: Path) -> Path:
    """Return a file that holds the service's key."""
    path = tmp_path / "key"
    path.write_text(f"{asked.key}\n", encoding="utf-8")
    return path


@pytest.fixture
def hand(browser: Browser) -> Iterator[Hand]:
    """Hand phones to people."""
    with phones(browser) as handing:
        yield handing
