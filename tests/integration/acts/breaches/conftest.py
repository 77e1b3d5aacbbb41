"""A service with people of three countries, records, and what notes and tells of breaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.breaches.case import read_case
from amana.acts.breaches.documents import case_json
from amana.acts.breaches.drafting import draft
from amana.acts.breaches.finding import Finding, Search
from amana.acts.breaches.given import facts_from
from amana.acts.breaches.noting import approve_notice, begin_sending, open_breach
from amana.acts.in_force import in_force, published
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.standings import standings
from amana.assembly.sources import KINDS
from amana.domain.evidence.proof import State
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.collecting import Origin
from amana.sources.protocol import Source
from amana.storage import Storage

POLICY: Final = """\
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
recipients:
  courier: {{kind: service_providers, country: QA}}
promises:
  A20: {{breach: [affected], within: PT72H, from: awareness, weakness: true}}
  A21: {{use: email, for: [orders]}}
"""
NOW: Final = datetime.now(UTC)


def open_source(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source as the program does."""
    return KINDS[kind](way, mapping)


def told(**more: object) -> dict[str, Any]:
    """Return the facts of a breach that was noticed an hour ago, as JSON has them."""
    return {
        "title": "Open storage folder",
        "nature": ["confidentiality"],
        "severity": "high",
        "discovered": (NOW - timedelta(hours=2)).isoformat(),
        "aware": (NOW - timedelta(hours=1)).isoformat(),
        "what": {"ar": "بقي مجلد مفتوحًا.", "en": "A folder was left open."},
        "consequences": {"ar": "قد تصلك رسائل مزعجة.", "en": "You may get unwanted mail."},
        "measures": {"ar": "أغلقنا المجلد.", "en": "We closed the folder."},
        "advice": {"ar": "لا تفتح روابط مجهولة.", "en": "Do not open unknown links."},
        "contact": "privacy@house.example",
        "lead": "Layla",
        "categories": ["email"],
        **more,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, as the tests use it."""

    storage: Storage
    service: str

    def add(self, countries: Mapping[str, str | None], *, without: tuple[str, ...] = ()) -> None:
        """Add persons with a country each, and an address but for those ``without``."""
        with self.storage.work(self.service) as work:
            entry = work.name_entry()
            for person, country in countries.items():
                key = work.sealer.person_key(person)
                work.people.meet(key)
                work.identifiers.note_own(person, entry=entry)
                if person not in without:
                    work.identifiers.note(
                        key,
                        IdentifierKind.EMAIL,
                        f"{person}@people.example",
                        origin=Origin.PERSON,
                        source=None,
                        entry=entry,
                    )
                if country is not None:
                    work.declared.declare(
                        key, (country,), origin=Origin.PERSON, source=None, entry=entry
                    )
            work.over()

    def open(self, *, rehearsal: bool = False, **more: object) -> UUID:
        """Note a breach."""
        with self.storage.work(self.service) as work:
            act = Act(actor=OPERATOR, work=work)
            return open_breach(act, facts_from(told(**more)), rehearsal=rehearsal)

    def find(self, breach: UUID, search: Search) -> int:
        """Look for those affected."""
        finding = Finding(
            storage=self.storage,
            service=self.service,
            breach=breach,
            actor=OPERATOR,
            open_source=open_source,
        )
        return finding.find(search).affected

    def approve(self, breach: UUID) -> None:
        """Approve the notice as it is drafted."""
        with self.storage.work(self.service) as work:
            letters = draft(read_case(work, breach))
            approve_notice(Act(actor=OPERATOR, work=work), breach, letters)

    def begin(self, breach: UUID) -> None:
        """Let people be told."""
        with self.storage.work(self.service) as work:
            begin_sending(Act(actor=OPERATOR, work=work), breach)

    def shown(self, breach: UUID) -> dict[str, Any]:
        """Return the breach as it is shown."""
        with self.storage.reading(self.service) as view:
            return case_json(read_case(view, breach))

    def state(self) -> State:
        """Return how the promise stands."""
        with self.storage.reading(self.service) as view:
            policy = published(view, in_force(view)).policy
            return standings(view, policy, in_force(view).number)["A20"].state


@pytest.fixture
def house(storage: Storage, service: str) -> House:
    """Make the service ready."""
    with storage.work(service) as work:
        source = POLICY.format(service=service)
        given = Publication(source=source, texts={}, material=True, reason="first")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    return House(storage=storage, service=service)
