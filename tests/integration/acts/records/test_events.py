"""What may be collected only after an event is refused until the event was told."""

from typing import Any

import pytest

from amana.acts.records.asked import Circumstances
from amana.acts.records.errors import UndeclaredEvent
from amana.domain.vocabulary.collecting import Origin

CALL = Circumstances(origin=Origin.AUTOMATIC, occasion="call")


def _record(house: Any, person: str = "person-1") -> Any:  # noqa: ANN401 - of conftest
    return house.collect(
        "recording",
        person=person,
        key=None,
        values={"call": "https://calls.example/1"},
        purposes=frozenset({"quality"}),
        how=CALL,
    )


@pytest.mark.promise("M11")
def test_a_recording_is_taken_in_only_after_the_caller_was_told(house: Any) -> None:  # noqa: ANN401 - of conftest
    """The event counts for the person of whom it was told, and for nobody else."""
    refused = _record(house)
    assert not refused.answer.permitted
    assert refused.record is None
    house.door.note_event(house.service, person="person-1", event="caller_told")
    assert _record(house).answer.permitted
    assert not _record(house, "person-2").answer.permitted


def test_an_event_counts_only_for_its_time(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Past the time that the map gives it, it has to be told again."""
    house.door.note_event(house.service, person="person-1", event="caller_told")
    with house.storage.administration() as connection:
        connection.execute(
            "update amana.event set at = at - interval '2 hours' where service = %s",
            [house.service],
        )
    assert not _record(house).answer.permitted
    house.door.note_event(house.service, person="person-1", event="caller_told")
    assert _record(house).answer.permitted


def test_an_event_that_the_map_does_not_declare_is_refused(house: Any) -> None:  # noqa: ANN401 - of conftest
    """It is named where its name can be nobody's value."""
    for event, shown in (("moon_rose", "moon_rose"), ("+974 4412 3456", "?")):
        with pytest.raises(UndeclaredEvent) as refused:
            house.door.note_event(house.service, person="person-1", event=event)
        assert refused.value.fields == {"event": shown}
