"""A network on which a whole exchange has one end, however slowly its bytes drip."""

import ssl
import time
from collections.abc import Iterable

import httpcore

from amana.channels.places import open_address


class Deadline(httpcore.NetworkBackend):
    """Connects to addresses that are open to us, until an instant that holds for all of it."""

    def __init__(self, seconds: float, *, private: bool) -> None:
        """Begin to count."""
        self._end = time.monotonic() + seconds
        self._private = private
        self._network = httpcore.SyncBackend()

    def left(self) -> float:
        """Return the seconds that are left; raises ``httpcore.ReadTimeout`` where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the whole exchange has one
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the address that was looked at, never to the name again.

        Raises ``NotReached`` and ``PlaceForbidden``.
        """
        address = open_address(host, port, private=self._private)
        stream = self._network.connect_tcp(
            str(address), port, self.left(), local_address, socket_options
        )
        return _Stream(stream, self)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step has only the time that is left of all."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - as above
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
