"""Where the mails of the benchmark end: a bare SMTP server in a process of its own, and a file."""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from amana.acts.messages.ways import Hand, Parcel

_GREETING = b"220 sink\r\n"
_OK = b"250 OK\r\n"
_ANSWERS = {b"QUIT": b"221 bye\r\n", b"EHLO": b"250-sink\r\n250 PIPELINING\r\n"}
"""As relays do, it takes commands in groups (RFC 2920)."""


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take every mail and keep none (RFC 5321, as far as a relay's client needs it)."""
    writer.write(_GREETING)
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            writer.write(b"354 go on\r\n")
            await writer.drain()
            await reader.readuntil(b"\r\n.\r\n")
        writer.write(_ANSWERS.get(verb, _OK))
        await writer.drain()
        if verb == b"QUIT":
            break
    writer.close()


def _serve(told: Connection) -> None:
    async def run() -> None:
        server = await asyncio.start_server(_talk, "127.0.0.1", 0, limit=1 << 20)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def smtp_sink() -> Iterator[int]:
    """Run an SMTP server that takes everything; give its port."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there,), daemon=True
    )
    process.start()
    try:
        yield int(here.recv())
    finally:
        process.terminate()
        process.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWay:
    """Writes the id of each message to a file, at once: what stands there was handed over."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[Hand]:
        """Open the file to add to it."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield _File(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True, slots=True)
class _File:
    handle: int

    def give(self, parcel: Parcel) -> None:
        os.write(self.handle, parcel.id.bytes)


def handed_over(path: Path) -> list[bytes]:
    """Return the ids that stand in the file, in their order."""
    data = path.read_bytes() if path.exists() else b""
    return [data[at : at + 16] for at in range(0, len(data) - len(data) % 16, 16)]
