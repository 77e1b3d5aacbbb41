"""How long a client may take: a connection that only drips must not hold a place for ever.

Uvicorn limits the time between two requests alone. Here the request line with its headers, the
body, and the taking of the answer each have an end (CWE-400; the attack is known as Slowloris).
"""

import asyncio
from typing import Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from amana.http.security import STREAMS

HEADERS_WITHIN_S: Final = 10.0
"""From the connection, or the first byte of a later request, to the end of its headers."""
BODY_WITHIN_S: Final = 60.0
"""The whole of a body; of a stream, so long at most without much of it coming."""
LEAST_GIVEN: Final = 65_536
"""Bytes that a client gives of a stream in each such time, while it is let."""
TAKEN_WITHIN_S: Final = 60.0
"""So long an answer may lie here without the client taking much of it."""
LEAST_TAKEN: Final = 65_536
"""Bytes that a client takes in each such time, about 1 KiB a second: who takes less holds a place
with drops. However long the whole answer takes, who takes more is never cut off."""
MOST_CONNECTIONS: Final = 400
"""Of one process; who comes later is told 503."""
CLOSED_AT_ONCE: Final = 2 * MOST_CONNECTIONS
"""Beyond so many there is not even an answer: file descriptors end at 1,024 by default."""


BROKEN_OFF: Final = "amana.broken_off"
"""In the scope of a request whose body ended before its end."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to the patience. The limits are of the class, for tests to shorten."""

    headers_within_s = HEADERS_WITHIN_S
    body_within_s = BODY_WITHIN_S
    taken_within_s = TAKEN_WITHIN_S
    least_taken = LEAST_TAKEN
    least_given = LEAST_GIVEN
    closed_at_once = CLOSED_AT_ONCE

    _half_closed: bool = False
    _waits_for: str | None = None
    _given: int = 0
    _patience: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the library
        """Take a connection, and begin to wait for headers."""
        super().connection_made(transport)
        if len(self.connections) > self.closed_at_once:
            transport.abort()
            return
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all patience."""
        self.resume_writing()
        self._wait_for(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what a client gives."""
        self._given += len(data)
        super().data_received(data)

    def eof_received(self) -> bool | None:  # type: ignore[override]  # asyncio asks for an answer
        """Let a stream that its client shut be answered as far as it came.

        Without this the connection would close, and what came whole and was not taken yet be lost.
        Over TLS a connection has no half that stays open.
        """
        streams = self.conn.their_state is h11.SEND_BODY and self.scope["path"] in STREAMS
        if not streams or self.transport.get_extra_info("sslcontext") is not None:
            return None
        self._half_closed = True
        self._wait_for(None)
        # An extension of ours, in the dictionary that the application is given.
        cast("dict[str, object]", self.scope)[BROKEN_OFF] = True
        self.cycle.more_body = False
        self.cycle.message_event.set()
        return True

    def on_response_complete(self) -> None:
        """Close what its client has shut already."""
        super().on_response_complete()
        if self._half_closed:
            self.transport.close()

    def handle_events(self) -> None:
        """Take what came, and see what is waited for now."""
        super().handle_events()
        self._watch()

    def pause_writing(self) -> None:
        """Stop to write: the client does not take the answer."""
        super().pause_writing()
        if self._taking is None:
            self._wait_for_taking()

    def resume_writing(self) -> None:
        """Go on to write."""
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None
            if self._waits_for == "headers":
                # Nobody asks again before the answer is there: from now on it can be waited for.
                self._wait_for(None)
                self._wait_for("headers")
        super().resume_writing()

    def _wait_for_taking(self) -> None:
        """Begin to wait until the client has taken some of what lies here.

        An answer that was written at once goes on lying here until nearly all of it is taken: only
        then writing is resumed, so that the progress in between is looked at here.
        """
        lay = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(self.taken_within_s, self._see_taken, lay)

    def _see_taken(self, lay: int) -> None:
        if lay - self.transport.get_write_buffer_size() < self.least_taken:
            self.transport.abort()
        else:
            self._wait_for_taking()

    def _watch(self) -> None:
        """Begin a new patience when something else is waited for; bytes alone earn none."""
        state = self.conn.their_state
        if state is h11.IDLE:
            self._wait_for("headers")
        elif state is h11.SEND_BODY:
            self._wait_for("body")
        else:
            self._wait_for(None)

    def _wait_for(self, what: str | None) -> None:
        if what == self._waits_for:
            return
        self._waits_for = what
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        if what is not None:
            within_s = self.headers_within_s if what == "headers" else self.body_within_s
            self._given = 0
            self._patience = self.loop.call_later(within_s, self._lose_patience)

    def _lose_patience(self) -> None:
        """Cut the connection off, unless its client is busy to take the answer before.

        Who sends a stream is waited for as long as it comes, or as we do not take it.
        """
        streams = self._waits_for == "body" and self.scope["path"] in STREAMS
        if streams and (self._given >= self.least_given or self.flow.read_paused):
            self._given = 0
            self._patience = self.loop.call_later(self.body_within_s, self._lose_patience)
            return
        if self._taking is None or self._waits_for != "headers":
            self.transport.abort()
