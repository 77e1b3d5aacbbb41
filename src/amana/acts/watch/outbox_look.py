"""A look at messages that could be sent and are not."""

from collections.abc import Iterator

from amana.acts.watch.finding import Finding, State, seconds
from amana.acts.watch.looks import judge
from amana.acts.watch.surroundings import Surroundings
from amana.storage.service_life import ServiceState


def look_at_outbox(here: Surroundings, service: str) -> Iterator[Finding]:
    """Say for how long the oldest message could have been sent; a paused service may wait."""
    with here.storage.reading(service) as view:
        if view.condition.state is not ServiceState.OPEN:
            return
        due, now = view.outbox.overdue(), view.now
    age = due.age(now)
    state = judge(age, here.bounds.outbox)
    yield Finding(
        check="outbox",
        state=state,
        why="well" if state is State.OK else "late",
        subject=service,
        fields={"count": due.count, "age_s": seconds(age)},
    )
