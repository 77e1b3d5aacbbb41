"""A service with cookies, its site at one local origin, and others' tags at a second."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from amana.acts.act import Act, Actor, Role
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.banner import BannerDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.http.app import create_app
from amana.http.platform import Platform, PublicActs
from amana.storage import Storage

NONCE = "c2FpZCBvbmNl"
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  cookies: {{is: "pd:Tracking", name: {{ar: "معرّف المتصفح", en: "an id of the browser"}}}}
  visits:
    is: "pd:ServiceConsumptionBehavior"
    name: {{ar: "الصفحات المزورة", en: "pages visited"}}
purposes:
  shop: {{is: "dpv:ServiceProvision", basis: contract}}
  analytics: {{is: "dpv:ServiceUsageAnalytics", basis: consent}}
  ads:
    is: "dpv:TargetedAdvertising"
    basis: consent
    name: {{ar: "الإعلانات", en: "advertising"}}
recipients:
  network:
    kind: advertisers_marketers
    name: {{ar: "شبكة إعلانات", en: "an advertising network"}}
    country: QA
promises:
  M13:
    cookie: [analytics]
    data: [{data}]
    essential: [shop]
    signals: [gpc, consent_mode]
    names: ["_stat*"]
    can_disable: true
  K17: {{cookie: [ads], data: [cookies], set_by: [network], names: [_ad]}}
"""


@dataclass(slots=True, kw_only=True)
class Site:
    """A web server of this machine: what it was asked for, and the pages that it has."""

    url: str
    pages: dict[str, tuple[str, str]]
    """Type and text by path."""
    headers: dict[str, str]
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        """Answer with the page, and note what was asked for."""
        path = urlsplit(self.path).path
        self.site.asked.append(path)
        kind, text = self.site.pages.get(path, ("text/plain", ""))
        body = text.encode()
        self.send_response(200)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _site(host: str) -> Iterator[Site]:
    class Handler(_Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Handler.site = Site(url=f"http://{host}:{server.server_port}", pages={}, headers={})
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Handler.site
        server.shutdown()
        thread.join(5)


TAGS = {
    "/stat.js": (
        "text/javascript",
        "document.cookie='_stat_id=1;Path=/';localStorage._stat_x=1;window.stat=1",
    ),
    "/ad.js": ("text/javascript", "document.cookie='_ad=1;Path=/';window.ad=1"),
    "/frame": ("text/html", "<title>frame</title>"),
    "/pixel": ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service: its site, others' tags, and what stands in its store."""

    service: str
    storage: Storage
    amana: str
    site: Site
    others: Site

    def publish(self, *, data: str = "visits", material: bool | None = None) -> int:
        """Publish the policy; a later version says how its step is judged."""
        with self.storage.work(self.service) as work:
            return publish_policy(
                Act(actor=Actor(role=Role.OFFICER, label="Layla"), work=work),
                Publication(
                    source=POLICY.format(service=self.service, data=data),
                    texts={},
                    material=material,
                    reason=None if material is None else "as said",
                ),
            )

    def said(self, visitor: str) -> list[tuple[str, str, int]]:
        """Return what a browser's id chose: purpose, state and version, the oldest first."""
        shown = ChoicesDoor(self.storage).choices(self.service, person=f"visitor:{visitor}")
        said = sorted(shown.said, key=lambda it: (it.at, it.purpose))
        return [(it.purpose, it.state.value, it.policy_version) for it in said]

    def may(self, visitor: str, purpose: str) -> bool:
        """Ask whether the cookies may collect for the purpose."""
        question = Question(
            doing=Doing.COLLECT,
            data=frozenset({"cookies"}),
            purposes=frozenset({purpose}),
            origin="automatic",
        )
        asked = Asked(question=question, person=f"visitor:{visitor}")
        return ApplicationDoor(self.storage).decide(self.service, asked).answer.permitted

    def acts(self, promise: str) -> list[str]:
        """Return the names of the acts under a promise, the latest first."""
        with self.storage.reading(self.service) as view:
            return [it.act for it in view.evidence.latest_of([promise])[promise]]

    def page(self, language: str = "ar", *, more: str = "", link: bool = False) -> None:
        """Put the page of the site in place."""
        self.site.pages["/"] = ("text/html", _page(self, language, more, link=link))


def _page(house: House, language: str, more: str, *, link: bool) -> str:
    """Return a page of the site: one line for the banner, and tags that wait."""
    waits = f'nonce="{NONCE}" type="text/plain"'
    others, title = house.others.url, {"ar": "الدار", "en": "The House"}[language]
    return f"""<!doctype html>
<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>{more}
<script nonce="{NONCE}" src="{house.amana}/{house.service}/banner.js"></script>
<script {waits} data-amana="analytics" data-src="{others}/stat.js"></script>
<script {waits} data-amana="ads" data-src="{others}/ad.js"></script>
<script {waits} data-amana="analytics">window.inline = 1</script>
</head><body><main><h1>{title}</h1><p><a href="/">{title}</a></p>
{'<a id="way" href="/cookies" data-amana-open>way</a>' if link else ""}
<iframe title="frame" data-amana="ads" data-src="{others}/frame"></iframe>
<img alt="" data-amana="ads" data-src="{others}/pixel">
</main></body></html>"""


@pytest.fixture(scope="session")
def origins() -> dict[str, tuple[str, ...]]:
    """Return where each service is public; a house adds its own."""
    return {}


@pytest.fixture(scope="session")
def amana(
    storage: Storage,
    origins: dict[str, tuple[str, ...]],
    platform_of: Callable[[PublicActs], Platform],
) -> Platform:
    """Return one platform for all of these tests: what it counts lies in open files."""
    made = platform_of(PublicDoor(storage, Path()))
    return replace(made, banner=BannerDoor(storage, origins))


@pytest.fixture(scope="session")
def amana_site(
    amana: Platform, serve: Callable[[FastAPI], AbstractContextManager[str]]
) -> Iterator[str]:
    """Run Amana, once: to put its application together takes longer than most of these tests."""
    with serve(create_app(amana)) as address:
        yield address


@pytest.fixture
def house(
    storage: Storage, service: str, amana_site: str, origins: dict[str, tuple[str, ...]]
) -> Iterator[House]:
    """Run the service's site under a strict policy for content, and others' tags."""
    with _site("shop.house.localhost") as site, _site("tags.other.localhost") as others:
        origins[service] = (site.url,)
        site.headers["content-security-policy"] = (
            f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src {amana_site}; "
            f"frame-src {others.url}; img-src {others.url}; base-uri 'none'"
        )
        others.pages.update(TAGS)
        house = House(service=service, storage=storage, amana=amana_site, site=site, others=others)
        house.publish()
        house.page()
        yield house


@pytest.fixture
def faults_in_page() -> list[str]:
    """Collect what goes wrong in the page; a test that expects something clears it."""
    return []


@pytest.fixture
def page(browser: Browser, faults_in_page: list[str], house: House) -> Iterator[Page]:
    """Open a page of a browser that was never here; what goes wrong in it fails the test.

    It is closed before the house is: a tag still on its way would meet a server that is gone.
    """
    assert house.site.url
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(8_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults_in_page.append(str(error)))
    opened.on("console", lambda it: faults_in_page.append(it.text) if it.type == "error" else None)
    yield opened
    context.close()
    assert not faults_in_page
