"""How the server listens."""

import socket

from amana.http.serving import listen


def test_answers_do_not_wait_for_acknowledgements() -> None:
    """The socket names its protocol, so that asyncio sends small answers at once."""
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
