"""A service with a shop's database beside it, and people who take part in the same rows."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.copies.asking import CopyShown, ask_copy, own_copies
from amana.acts.copies.fetching import OpenedCopy, open_copy
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import SourceSection
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.level import Level
from amana.domain.source.outcome import CopiedRow, Sought
from amana.domain.source.parse import parse
from amana.sources.sql_source import SqlSource
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  name: {{is: "pd:Name"}}
  post: {{is: "pd:Communication"}}
  score: {{name: {{ar: "تقييمك", en: "your score"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  safety: {{name: {{ar: "الأمان", en: "safety"}}, basis: legitimate_interest}}
recipients:
  courier:
    kind: service_providers
    name: {{ar: "الساعي", en: "the courier"}}
    country: QA
    safeguards: [contract]
    contact: data@courier.example
  bureau: {{kind: service_providers, name: {{ar: "المكتب", en: "the bureau"}}}}
promises:
  P1: {{collect: [email, name, post], from: person, at: [registration], for: [orders]}}
  P2: {{collect: [score], from: third-party, source: [bureau], for: [safety]}}
  P3: {{share: [name], to: [courier], for: [orders]}}
  W12: {{verify: [copy], by: [one_time_code], to: [email], digits: 6}}
  P4: {{retain: [email, name, post], until: account_closed}}
  A21: {{right: [copy, portability], identity: true}}
"""
MAP = """\
amana: 1
service: {service}
source: shop
approved: true
tables:
  customer:
    erase: delete
    person: {{email: email}}
    fold: [email]
    columns:
      email: {{is: email, type: email}}
      name: {{is: name}}
      score: {{is: score, type: number}}
  booking:
    erase: delete
    via:
      client: {{table: customer, on: {{client_id: id}}}}
      provider: {{table: customer, on: {{provider_id: id}}, owns: false, clear: true}}
    columns:
      client_name: {{is: name, of: client}}
      provider_name: {{is: name, of: provider, erase: pseudonym}}
      note: {{is: post, erase: keep, reason: Both need it}}
  post:
    erase: change
    via:
      author: {{table: customer, on: {{author_id: id}}, clear: true}}
    columns:
      byline: {{is: name, erase: pseudonym, of: author}}
      body: {{is: post, erase: keep, reason: Others answered it}}
"""
SHOP = """\
create table customer (id integer primary key, email text, name text, score integer);
create table booking (id integer primary key, client_id integer references customer,
    provider_id integer references customer, client_name text, provider_name text, note text);
create table post (id integer primary key, author_id integer references customer, byline text,
    body text);
insert into customer values (1, 'layla@people.example', 'Layla', 7), (2, 'omar@people.example',
    '=cmd|calc', 3);
insert into booking values
    (1, 2, 1, 'Omar', 'Layla', 'call omar@people.example or +974 5512 3456, or '
        || 'layla@people.example'),
    (2, 1, 2, 'Layla', 'Omar', 'mine: call me');
insert into post values (1, 1, 'Layla', 'A question <script>alert(1)</script>'), (2, 2, 'Omar',
    'An answer');
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, its shop, and how copies are asked for, made and fetched there."""

    storage: Storage
    service: str
    url: str
    worker: UUID
    shop: Path
    more: dict[str, Callable[[str], Iterator[CopiedRow]]] = field(default_factory=dict)
    """What else is read of a person, by source; it has the tables of the shop."""

    def source(self) -> SqlSource:
        """Open the shop."""
        return SqlSource(self.url, parse(MAP.format(service=self.service)))

    def from_sources(self, storage: Storage, service: str, person: str) -> Sequence[SourceSection]:
        """Return what the sources hold of a person: of another service nothing."""
        assert storage is self.storage
        if service != self.service:
            return ()
        mapping = parse(MAP.format(service=self.service))
        sought = Sought(person=person, identifiers={"email": (f"{person}@people.example",)})
        own = SourceSection(name="shop", mapping=mapping, rows=lambda: self.source().copy([sought]))
        others = (
            SourceSection(name=name, mapping=mapping, rows=partial(rows, person))
            for name, rows in self.more.items()
        )
        return (own, *others)

    def ask(self, person: str = "layla") -> CopyShown:
        """Let a person ask, signed in well enough."""
        with self.storage.work(self.service) as work:
            act = Act(actor=OPERATOR, work=work)
            return ask_copy(act, person=person, language="en", session=Level.EMAIL)

    def work(self) -> None:
        """Let a worker do what is waiting."""
        handler = making_copies(self.from_sources, site="https://house.example")
        do_jobs(self.storage, {JOB: handler}, worker=self.worker)

    def copies(self, person: str = "layla") -> tuple[CopyShown, ...]:
        """Return how the person's copies stand."""
        with self.storage.reading(self.service) as view:
            return own_copies(view, person=person)

    def fetch(
        self, copy: UUID, person: str = "layla", *, level: Level | None = Level.EMAIL
    ) -> OpenedCopy:
        """Fetch a copy."""
        with self.storage.work(self.service) as work:
            act = Act(actor=OPERATOR, work=work)
            return open_copy(
                act, copy, person=person, form="json", storage=self.storage, session=level
            )

    def ready(self, person: str = "layla") -> OpenedCopy:
        """Ask, prepare and fetch."""
        asked = self.ask(person)
        self.work()
        return self.fetch(asked.id, person)

    def acts(self, person: str = "layla") -> list[tuple[str, str]]:
        """Return what was done about a person, the first first."""
        done = ApplicationDoor(self.storage).history(self.service, person=person).acts
        return [(each.act, str(each.outcome)) for each in reversed(done)]


@pytest.fixture
def house(storage: Storage, service: str, tmp_path: Path) -> Iterator[House]:
    """Found the service with its shop, and a worker that lives."""
    shop, worker = tmp_path / "shop.sqlite", uuid4()
    with closing(sqlite3.connect(shop)) as database:
        database.executescript(SHOP)
    (tmp_path / "map.yaml").write_text(MAP.format(service=service), encoding="utf-8")
    with storage.work(service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(
                source=POLICY.format(service=service), texts={}, material=False, reason="a test"
            ),
        )
    for person in ("layla", "omar"):
        ApplicationDoor(storage).accept(
            service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
        )
        address = GivenIdentifier(kind=IdentifierKind.EMAIL, value=f"{person}@people.example")
        said = Identifying(
            person=person,
            identifiers=(address,),
            occasion="registration",
            purposes=frozenset({"orders"}),
        )
        assert PersonsDoor(storage).identify(service, said).answer.permitted
    stay_alive(storage, worker)
    yield House(storage=storage, service=service, url=f"sqlite:///{shop}", worker=worker, shop=shop)
    leave(storage, worker)
