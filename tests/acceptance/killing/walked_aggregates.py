"""The release of a table of figures, as the walk over the steps of all acts needs it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.aggregates import AggregatesDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.domain.aggregate.table import Breakdown, Table
from amana.storage import Storage

_POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  city: {{name: {{ar: "المدينة", en: "the city"}}}}
purposes:
  usage: {{is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}}
recipients:
  institute: {{kind: service_providers, name: {{en: "institute"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [city], from: person, at: [registration], for: [usage]}}
  K16: {{share: [city], to: [institute], for: [usage], at_least: 5}}
"""
_MAP: Final = """\
amana: 1
service: {service}
records:
  home:
    fields:
      city: {{is: city, type: text}}
"""
_TABLE: Final = Table(
    name="cities",
    record="home",
    by=(Breakdown(field="city", categories=("doha",)),),
    to="institute",
    for_="usage",
)


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service, with its policy in force."""
        ...


def _promised(place: Place) -> None:
    """Promise figures over at least five people."""
    source = _POLICY.format(service=place.service)
    with place.storage.work(place.service) as work:
        given = Publication(source=source, texts={}, material=False, reason="new")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with place.storage.work(place.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), _MAP.format(service=place.service))


def _release(place: Place, _: object) -> object:
    """Release a table under a label that was never used."""
    label = uuid4().hex
    return AggregatesDoor(place.storage).release(place.service, _TABLE, label=label)


AGGREGATE_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "AggregatesDoor.release": (_promised, _release)
}
"""With what is prepared, and the act itself."""
