"""What the processes of a running Amana do: answer requests, do jobs, sequence the ledgers."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID, uuid4, uuid5

from fastapi import FastAPI

from amana.acts.sequencing import sequence_until
from amana.acts.watch.tracing import start_tracing
from amana.acts.working import work_until
from amana.assembly import Running
from amana.cli.supervising.child import Part, Turn
from amana.cli.supervising.stop import Stop
from amana.http.serving import server_of

_WEB_STOPS_WITHIN_S: Final = 8.0
"""Somewhat longer than the server itself gives to what is running."""
_WORKER_STOPS_WITHIN_S: Final = 15.0
_SEQUENCER_STOPS_WITHIN_S: Final = 10.0


def web(amana: Running, app: FastAPI, listening: socket.socket, *, number: int) -> Part:
    """Return a process that answers requests; several share the listening socket."""

    def run(turn: Turn) -> None:
        # The server sends itself the signal again that ended it; by then it is over.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with _traced(amana, "web"):
            server_of(app, amana.settings, turn.ready).run(sockets=[listening])

    return Part(name=f"web {number}", run=run, stops_within_s=_WEB_STOPS_WITHIN_S)


def worker(amana: Running, *, number: int) -> Part:
    """Return a process that does jobs and scheduled tasks."""
    post = uuid4()

    def run(turn: Turn) -> None:
        over = Stop()
        with _traced(amana, "worker"):
            turn.ready()
            work_until(
                over,
                amana.storage,
                amana.duties,
                worker=_name(post, turn.number),
                dead=_name(post, turn.number - 1) if turn.number > 1 else None,
            )

    return Part(name=f"worker {number}", run=run, stops_within_s=_WORKER_STOPS_WITHIN_S)


def sequencer(amana: Running) -> Part:
    """Return the process that sequences the ledgers; told to end, it takes what is left."""

    def run(turn: Turn) -> None:
        over = Stop()
        with _traced(amana, "sequencer"):
            turn.ready()
            sequence_until(over, amana.storage, amana.sequencer)

    return Part(name="sequencer", run=run, stops_within_s=_SEQUENCER_STOPS_WITHIN_S)


def _name(post: UUID, number: int) -> UUID:
    """Name the process that was started as this one of a post: the next one knows it is dead."""
    return uuid5(post, str(number))


@contextmanager
def _traced(amana: Running, part: str) -> Iterator[None]:
    """Trace what the process does, where it is asked for; the last spans are sent at its end."""
    stop = start_tracing(part) if amana.settings.tracing else None
    yield
    amana.storage.close()
    if stop is not None:
        stop()


def workers(amana: Running, count: int) -> list[Part]:
    """Return so many workers."""
    return [worker(amana, number=number) for number in range(1, count + 1)]
