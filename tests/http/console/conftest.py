"""A browser's client at the console of a fresh service, over the real database."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from carried import carry_all

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sources.registry import GivenSource, add_source
from amana.acts.team.first_owner import first_owner_link
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.words import Language
from amana.http.platform import PublicActs
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource
from amana.storage import Storage

SiteOf = Callable[[PublicActs], AbstractContextManager[str]]
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة خصوصية دار الخدمات", en: "Privacy policy of Dar Services"}}
controller:
  name: {{ar: "دار الخدمات", en: "Dar Services"}}
  email: privacy@dar.example
languages: [ar, en]
laws: [qatar]
texts: {{ar: privacy.ar.md, en: privacy.en.md}}
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  D1:
    collect: [name, email]
    from: person
    at: [registration]
    for: [orders]
    quote:
      ar: "نطلب منك عند التسجيل اسمك وبريدك الإلكتروني لنقدّم لك الخدمة."
      en: "When you register we ask for your name and e-mail address, to serve you."
"""
POLICY_TEXTS: dict[Language, str] = {
    "ar": "# ما نجمعه\n\nنطلب منك عند التسجيل اسمك وبريدك الإلكتروني لنقدّم لك الخدمة.\n",
    "en": (
        "# What we collect\n\n"
        "When you register we ask for your name and e-mail address, to serve you.\n"
    ),
}


@pytest.fixture
def desk(real_site: str, storage: Storage, service: str) -> Iterator[httpx.Client]:
    """Return a browser's client, signed in at the console of a fresh service."""
    link = first_owner_link(storage, service=service, name="Layla", email="layla@dar.example")
    with httpx.Client(base_url=real_site, headers={"origin": real_site}) as made:
        made.post("/console/sign-in", data={"token": link})
        yield made


@pytest.fixture
def form_token() -> Callable[[str], str]:
    """Return what finds the token of a page's forms."""
    return find_token


def find_token(page: str) -> str:
    """Return the token that a page's forms carry."""
    return page.partition('name="form_token" value="')[2].partition('"')[0]


@pytest.fixture
def policy(service: str) -> str:
    """Return a policy file for the fresh service."""
    return POLICY.format(service=service)


@pytest.fixture
def policy_texts() -> dict[Language, str]:
    """Return the texts that the policy quotes."""
    return POLICY_TEXTS


@pytest.fixture
def published(
    desk: httpx.Client, service: str, policy: str, policy_texts: dict[Language, str]
) -> httpx.Client:
    """Return the client of the console, after the policy was published through it."""
    where = f"/console/{service}/policy"
    token = find_token(desk.get(where).text)
    typed = {f"text_{language}": text for language, text in policy_texts.items()}
    desk.post(where, data={"form_token": token, "text": policy, **typed})
    (digest,) = re.findall(r'name="digest" value="(\w+)"', desk.get(f"{where}/plan").text)
    desk.post(f"{where}/publish", data={"form_token": token, "number": "1", "digest": digest})
    return desk


SHOP_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  A27: {{right: [erasure], through: [support]}}
"""
SHOP_MAP = """\
amana: 1
service: {service}
source: shop
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns:
      email: {{is: email, type: email}}
  orders:
    table: customer_order
    erase: change
    via:
      buyer: {{table: customer, on: {{customer: id}}, clear: true}}
    columns:
      address: {{is: email, erase: keep, reason: Tax law, until: P10Y}}
"""
COUNTS = {
    "customer": "select count(*) from customer",
    "customer_order": "select count(*) from customer_order",
}
PEOPLE = ("p-1", "p-2", "p-3")


def open_sql(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a database by its address."""
    assert kind is SourceKind.SQL
    return SqlSource(way, mapping)


def plain(got: httpx.Response) -> str:
    """Return a page without the marks that keep what it quotes apart."""
    return got.text.replace("<bdi>", "").replace("</bdi>", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service at whose desk somebody sits, and a database of others beside it."""

    desk: httpx.Client
    storage: Storage
    service: str
    file: Path
    token: str

    def page(self, part: str, **query: str) -> str:
        """Return a page of the console in English."""
        got = self.desk.get(
            f"/console/{self.service}/{part}", params={"lang": "en", **query}, follow_redirects=True
        )
        assert got.status_code == 200
        return plain(got)

    def send(self, part: str, **fields: object) -> httpx.Response:
        """Send a form of the console."""
        data = {**fields, "form_token": self.token}
        return self.desk.post(f"/console/{self.service}/{part}", params={"lang": "en"}, data=data)

    def ask(self, person: str, kind: str = "erasure") -> str:
        """Have a proven request of somebody, and return its id."""
        before = self.ids()
        assert self.send("requests", kind=kind, person=person).status_code == 303
        (new,) = self.ids() - before
        self.send(f"requests/{new}/prove", choice="document")
        return new

    def ids(self) -> set[str]:
        """Return the ids that the queue shows."""
        return set(re.findall(r"/requests/([0-9a-f-]{36})", self.page("requests")))

    def rows(self, table: str) -> int:
        """Return how many rows a table of the shop has."""
        with closing(sqlite3.connect(self.file)) as opened:
            return int(opened.execute(COUNTS[table]).fetchone()[0])

    def plain(self, got: httpx.Response) -> str:
        """Return a page without the marks that keep what it quotes apart."""
        return plain(got)

    def carry(self) -> int:
        """Do what workers do for requests; return how many parts were carried out."""
        return carry_all(self.storage, self.service, open_sql)

    def approve_map(self) -> None:
        """Approve the map at the console."""
        assert self.send("sources/shop/approve", version="1", sure="yes").status_code == 303


@pytest.fixture
def shop(
    desk: httpx.Client,
    storage: Storage,
    service: str,
    form_token: Callable[[str], str],
    tmp_path: Path,
) -> Shop:
    """Return a shop whose customers are in a file of SQLite, its map not approved yet."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript(
            "create table customer (id text primary key, email text);"
            "create table customer_order (id integer primary key, address text,"
            " customer text references customer (id));"
        )
        for person in PEOPLE:
            opened.execute("insert into customer values (?, ?)", (person, f"{person}@a.example"))
            opened.execute(
                "insert into customer_order (address, customer) values ('Doha', ?)", (person,)
            )
        opened.commit()
    with storage.work(service) as work:
        release = Publication(source=SHOP_POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    for person in PEOPLE:
        ApplicationDoor(storage).accept(
            service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
        )
    with storage.work(service) as work:
        given = GivenSource(text=SHOP_MAP.format(service=service), way=f"sqlite:///{file}")
        add_source(Act(actor=OPERATOR, work=work), open_sql, given)
    token = form_token(desk.get(f"/console/{service}/requests").text)
    return Shop(desk=desk, storage=storage, service=service, file=file, token=token)
