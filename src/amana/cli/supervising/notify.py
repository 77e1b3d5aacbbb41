"""Tell the service manager how things stand (sd_notify(3)): a datagram to the socket it named."""

import socket
from contextlib import suppress


def notify(address: str | None, state: str) -> None:
    """Send one state, such as ``READY=1``; nobody is told where no socket was named."""
    if not address:
        return
    # An address that begins with @ is of the abstract kind, which the kernel marks by a zero.
    path = f"\0{address[1:]}" if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(path)
        sender.sendall(state.encode("ascii"))
