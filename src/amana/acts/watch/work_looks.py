"""Looks at work that nobody waits for: jobs, scheduled tasks, workers."""

from collections.abc import Iterator
from datetime import timedelta

from amana.acts.watch.finding import Finding, State, seconds
from amana.acts.watch.looks import judge
from amana.acts.watch.surroundings import Surroundings


def look_at_queue(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say of one or each service since when its oldest job could be done."""
    with here.storage.watching() as watch:
        standings, now = watch.queues(), watch.now()
    for it in standings:
        if service in {None, it.service}:
            age = timedelta() if it.oldest is None else max(now - it.oldest, timedelta())
            state = judge(age, here.bounds.queue)
            yield Finding(
                check="queue",
                state=state,
                why="well" if state is State.OK else "old",
                subject=it.service,
                fields={
                    "ready": it.ready,
                    "later": it.later,
                    "running": it.running,
                    "set_aside": it.set_aside,
                    "age_s": seconds(age),
                },
            )


def look_at_jobs(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say which jobs were set aside, by their names: each waits for a person."""
    with here.storage.watching() as watch:
        aside = watch.set_aside(service)
    counts: dict[str, int] = {}
    for job in aside:
        counts[job.name] = counts.get(job.name, 0) + 1
    for name, count in counts.items():
        yield Finding(
            check="jobs",
            state=State.WARNING,
            why="set_aside",
            subject=name,
            fields={"count": count},
        )


def look_at_events(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say of which events the application could not be told for days: a person sees to it."""
    with here.storage.watching() as watch:
        aside = watch.events_aside(service)
    for kind, count in aside.items():
        yield Finding(
            check="events",
            state=State.WARNING,
            why="set_aside",
            subject=kind,
            fields={"count": count},
        )


def look_at_tasks(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say which scheduled tasks failed at their last run."""
    with here.storage.watching() as watch:
        runs = watch.runs(service)
    for run in runs:
        failed = run.outcome == "failed"
        yield Finding(
            check="tasks",
            state=State.WARNING if failed else State.OK,
            why="failed" if failed else "well",
            subject=run.name,
            fields={"code": run.fault or "?"} if failed else {},
        )


def look_at_workers(here: Surroundings) -> Iterator[Finding]:
    """Say how many workers live; without one, jobs and scheduled tasks wait."""
    with here.storage.watching() as watch:
        living = watch.workers()
    yield Finding(
        check="workers",
        state=State.OK if living else State.WARNING,
        why="well" if living else "none",
        fields={"living": living},
    )


def look_at_erasures(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say where erasures were begun and are not ended: nobody waits for them longer than due."""
    with here.storage.watching() as watch:
        unfinished, now = watch.erasures(service), watch.now()
    for name, (count, oldest) in unfinished.items():
        age = max(now - oldest, timedelta())
        state = judge(age, here.bounds.erasure)
        yield Finding(
            check="erasures",
            state=state,
            why="well" if state is State.OK else "unfinished",
            subject=name,
            fields={"count": count, "age_s": seconds(age)},
        )
