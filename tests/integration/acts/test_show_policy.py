"""Showing a version: which one is in force is a matter of days, not of the highest number."""

from collections.abc import Callable
from datetime import timedelta

from amana.acts.act import Act, Actor, Role
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.show_policy import show_policy
from amana.storage import Storage

COLLECT = "P1: {collect: [email], at: [registration], for: [orders]}"
CHANGED = "P1: {collect: [email], at: [registration, order], for: [orders]}"


def test_an_announced_version_leaves_the_one_before_in_force(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """Until its day has come, a reader is not told that what holds is out of date."""
    publish(write(COLLECT))
    with storage.work(service) as work:
        announced = Publication(
            source=write(CHANGED),
            texts={},
            effective_at=work.now + timedelta(days=30),
            material=True,
            reason="one occasion more",
        )
        act = Act(actor=Actor(role=Role.OFFICER, label="Layla"), work=work)
        assert publish_policy(act, announced) == 2
    with storage.reading(service) as view:
        today = show_policy(view, language="en")
        later = show_policy(view, language="en", version=2)
    assert (today.version.number, today.in_force) == (1, 1)
    assert (later.version.number, later.in_force) == (2, 1)
