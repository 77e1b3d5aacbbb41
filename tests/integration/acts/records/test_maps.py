"""Maps are versions: applied against the policy in force, and each use goes by the latest."""

from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.in_force import NoPolicyInForce
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Which
from amana.acts.records.errors import (
    NoMapInForce,
    NoSuchRecord,
    UndeclaredEvent,
    UndeclaredField,
    UndeclaredType,
)
from amana.domain.record_map.errors import MapErrors
from amana.storage import Storage


def test_a_map_is_applied_once_and_its_entry_is_on_the_ledger(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """The same text again changes nothing; another text is the next version."""
    assert house.apply() == 1
    changed = samples.map.replace("  visit:\n", "  visits:\n")
    assert house.apply(changed) == 2
    with house.storage.reading(house.service) as view:
        assert view.life.was_noted("apply-map")
        assert view.maps.source(2) == changed.format(service=house.service)
    with pytest.raises(UndeclaredType):
        house.collect("visit", key=None, values={"ip": "203.0.113.7"})


def test_a_map_that_the_policy_does_not_bear_is_refused(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """A category that is not declared, or another service's map; the one before stays."""
    for bad in (
        samples.map.replace("is: opinion", "is: religion"),
        samples.map.replace("service: {service}", "service: other"),
    ):
        with pytest.raises(MapErrors):
            house.apply(bad)
    assert house.apply() == 1


def test_without_a_map_or_a_policy_nothing_is_declared(house: Any, storage: Storage) -> None:  # noqa: ANN401 - of conftest
    """A service that is new collects nothing."""
    fresh = f"{house.service}-new"
    storage.create_service(fresh)
    with storage.work(fresh) as work, pytest.raises(NoPolicyInForce):
        apply_map(Act(actor=OPERATOR, work=work), f"amana: 1\nservice: {fresh}\n")
    with pytest.raises(NoMapInForce):
        house.door.note_event(fresh, person="person-1", event="caller_told")


def test_what_a_later_map_leaves_out_is_neither_used_nor_lost(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """A field or type that is gone answers as undeclared; the person's own copy still has it."""
    house.collect()
    house.apply(samples.map.replace("      email: {{is: email, type: email}}\n", ""))
    assert house.use().values == {"name": "مريم"}
    with pytest.raises(UndeclaredField):
        house.use(fields=frozenset({"email"}))
    house.apply(samples.map.replace("  profile:", "  account:"))
    with pytest.raises(UndeclaredType):
        house.use()
    (record,) = house.door.records(house.service, person="person-1").records
    assert record.fields["email"].now.value == "Maryam@example.org"
    with pytest.raises(NoSuchRecord):
        house.correct(which=Which(id=record.id))
    with pytest.raises(NoSuchRecord):
        house.use(which=Which(id=record.id))


def test_a_map_may_declare_no_events(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """Then none can be told, and what waits for one is refused."""
    house.apply(samples.map.partition("events:")[0])
    assert house.collect().answer.permitted
    assert house.use().answer.permitted
    with pytest.raises(UndeclaredEvent):
        house.door.note_event(house.service, person="person-1", event="caller_told")


@pytest.mark.promise("C5")
def test_limits_follow_the_occasion_at_which_each_value_came_in(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Of one record, what was given when ordering is limited, and what was given before is not."""
    house.publish("  P9: {only: [address], at: [order], for: [orders]}", material=False)
    house.collect(values={"name": "مريم", "address": "Doha, street 1"})
    quality = {"purposes": frozenset({"quality"}), "fields": frozenset({"address"})}
    assert house.use(**quality).answer.permitted
    ordering = Circumstances(occasion="order")
    house.correct(values={"address": "Doha, street 2"}, how=ordering)
    refused = house.use(**quality)
    assert [refusal.rule for refusal in refused.answer.refusals] == [3]
    assert house.use(fields=frozenset({"address"})).values == {"address": "Doha, street 2"}
    other = house.use(purposes=frozenset({"quality"}), fields=frozenset({"name"}))
    assert other.answer.permitted
    whole = house.use(purposes=frozenset({"quality"}))
    assert whole.values is None


def test_each_value_keeps_the_notice_under_which_it_came_in(house: Any) -> None:  # noqa: ANN401 - of conftest
    """A correction under a later version stands beside what was given under the first."""
    house.collect()
    assert house.publish("  P9: {retain: [name], until: collection, period: P1Y}", material=False)
    house.correct()
    (record,) = house.door.records(house.service, person="person-1").records
    assert record.fields["name"].now.notice_version == 2
    assert record.fields["name"].earlier[0].notice_version == 1
    assert record.fields["email"].now.notice_version == 1
