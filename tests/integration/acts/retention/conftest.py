"""A service that promises how long it keeps its records, and records of any age."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.note_event import note_event
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.retention.longer import keep_longer
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.terms import Longest
from amana.domain.vocabulary.collecting import Origin
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{}}
  booking: {{name: {{ar: "الحجوزات", en: "bookings"}}}}
  payment_card: {{is: "pd:PaymentCardNumber"}}
  ip: {{is: "pd:IPAddress", name: {{ar: "العنوان", en: "IP address"}}}}
  call: {{is: "pd:VoiceCommunicationRecording", name: {{ar: "المكالمات", en: "recorded calls"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  quality: {{is: "dpv:ServiceOptimisation", basis: legitimate_interest, name: {{en: "quality"}}}}
recipients: {{}}
promises:
  C1: {{collect: [name, booking, payment_card], from: person, at: [order], for: [orders]}}
  C2: {{collect: [ip], from: automatic, at: [visit], for: [quality]}}
  C3: {{collect: [call], from: automatic, at: [call], for: [quality], after: caller_told}}
  R1: {{retain: [name], until: account_closed, unless: [law, disputes]}}
  R2: {{retain: [booking], until: account_closed, by_setting: true, unless: [law]}}
  R3: {{retain: [payment_card], until: account_closed}}
  R4: {{retain: [ip], until: collection, period: P30D}}
  R5: {{retain: [call], until: collection, period: P90D}}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile: {{key: own, fields: {{name: {{is: name, type: text}}}}}}
  booking: {{key: own, fields: {{said: {{is: booking, type: text}}}}}}
  visit: {{key: own, fields: {{ip: {{is: ip, type: ip}}}}}}
  recording: {{key: own, fields: {{call: {{is: call, type: url}}}}}}
events:
  caller_told: {{within: P1D}}
  account_closed: {{within: P10Y}}
  booking_over: {{within: P10Y}}
"""
_EXCEPTED = [
    ("R1", "name", Longer.LAW),
    ("R1", "name", Longer.DISPUTES),
    ("R2", "booking", Longer.LAW),
]
"""What the promises except, of which nothing has to stay."""
_OF: dict[str, dict[str, Any]] = {
    "profile": {"values": {"name": "مريم"}, "purposes": frozenset({"orders"}),
                "how": Circumstances(occasion="order")},
    "booking": {"values": {"said": "two nights"}, "purposes": frozenset({"orders"}),
                "how": Circumstances(occasion="order")},
    "visit": {"values": {"ip": "203.0.113.9"}, "purposes": frozenset({"quality"}),
              "how": Circumstances(origin=Origin.AUTOMATIC, occasion="visit")},
    "recording": {"values": {"call": "https://calls.example/1"},
                  "purposes": frozenset({"quality"}),
                  "how": Circumstances(origin=Origin.AUTOMATIC, occasion="call")},
}  # fmt: skip


class Keeper:
    """A service with promises about time, and its records."""

    def __init__(self, storage: Storage, service: str, server: ServerAddress) -> None:
        """Publish its policy and apply its map."""
        self.storage, self.service, self.server = storage, service, server
        self.door = RecordsDoor(storage)
        with storage.work(service) as work:
            self.source = POLICY.format(service=service)
            publish_policy(self.act(work), Publication(source=self.source, texts={}))
        with storage.work(service) as work:
            apply_map(self.act(work), MAP.format(service=service))
        for promise, category, why in _EXCEPTED:
            with storage.work(service) as work:
                longest = Longest(
                    promise=promise,
                    category=category,
                    why=why,
                    moment=Moment.COLLECTION,
                    period=Period.parse("PT1M"),
                )
                keep_longer(self.act(work), longest, basis="Nothing more is kept")

    @staticmethod
    def act(work: Any) -> Act:  # noqa: ANN401 - a work
        """Return an act of the operator."""
        return Act(actor=OPERATOR, work=work)

    def collect(self, type_: str, key: str, *, person: str = "person-1", days: float = 0) -> None:
        """Collect a record, so many days ago."""
        self.door.collect(
            self.service, Collecting(type=type_, person=person, key=key, **_OF[type_])
        )
        if days:
            self._age("record", "at", "type = %s and at > now() - interval '1 hour'", type_, days)

    def tell(self, event: str, *, person: str = "person-1", days: float = 0) -> None:
        """Tell of an event, so many days ago."""
        with self.storage.work(self.service) as work:
            note_event(self.act(work), person=person, event=event)
        if days:
            self._age("event", "at", "event = %s and at > now() - interval '1 hour'", event, days)

    def _age(self, table: str, column: str, where: str, what: str, days: float) -> None:
        with self.owner() as connection:
            connection.execute(
                f"update {table} set {column} = {column} - %s where service = %s and {where}",  # noqa: S608 - names of this file
                (timedelta(days=days), self.service, what),
            )

    def unstart(self) -> None:
        """Make it a service that was there before its promises ended anything."""
        with self.owner() as connection:
            connection.execute("delete from retention_started where service = %s", (self.service,))

    def owner(self) -> psycopg.Connection:
        """Connect as who may do everything."""
        return psycopg.connect(
            self.server.conninfo(database=self.storage.address.database),
            options="-c search_path=amana",
        )

    def there(self, type_: str) -> int:
        """Return how many records of a type lie in the database."""
        with self.owner() as connection:
            row = connection.execute(
                "select count(*) from record where service = %s and type = %s",
                (self.service, type_),
            ).fetchone()
        assert row is not None
        return int(row[0])

    def now(self) -> datetime:
        """Return the database's instant."""
        with self.storage.reading(self.service) as view:
            return view.now


MakeKeeper = Callable[[], Keeper]


@pytest.fixture
def keeper(storage: Storage, service: str, server: ServerAddress) -> Keeper:
    """Return a service that promises how long it keeps its records."""
    return Keeper(storage, service, server)
