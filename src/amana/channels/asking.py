"""Ask a service by a signed message, and take its signed answer: within bounds, checked first."""

import ssl
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import IO, Final

import httpcore

from amana.channels.deadline import Deadline
from amana.channels.errors import (
    AnswerCoded,
    AnswerTooLong,
    AnswerTooSlow,
    NotReached,
    NotTaken,
    ReceiptForged,
)
from amana.channels.posting import check_place
from amana.channels.receipt import ReceiptCheck
from amana.channels.webhook import key_of, signed_headers

MOST: Final = 1024 * 1024
"""Bytes of an answer, where the caller sets no other bound."""
SECONDS: Final = 60.0
_IN_MEMORY: Final = 256 * 1024
"""Bytes that stay in memory; what is longer goes to a file that has no name from the first."""
_TAKEN: Final = range(200, 300)
PASSING: Final = frozenset(
    {
        0,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""What a service may say that is otherwise a moment later; 0 where it said nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer whose signature held."""

    status: int
    body: IO[bytes] = field(repr=False)
    """At its beginning. It closes with the ``with`` that it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedService:
    """A service that answers signed messages. Its repr shows neither address nor secret."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    private: bool = False
    """Whether it may lie in the own network; loopback counts as such."""

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        check_place(self.url)
        key_of(self.secret)

    @contextmanager
    def ask(
        self,
        body: bytes,
        *,
        message: str,
        clock: Callable[[], datetime],
        most: int = MOST,
        seconds: float = SECONDS,
    ) -> Iterator[Answer]:
        """Post the body once and give the answer; nothing of it was read but to check it.

        A redirect is not followed, a proxy of the environment not asked. Raises ``NotReached``,
        ``NotTaken`` (any status but 200 to 299), ``PlaceForbidden``, ``AnswerTooLong``,
        ``AnswerTooSlow``, ``AnswerCoded`` and ``ReceiptForged``.
        """
        headers = signed_headers(self.secret, body, message=message, at=clock())
        headers |= {
            "content-type": "application/json",
            "accept-encoding": "identity",
            "user-agent": "amana",
        }
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
            network = Deadline(seconds, private=self.private)
            with _failures(), _answering(self.url, body, headers, network) as answer:
                if answer.status not in _TAKEN:
                    raise NotTaken(status=answer.status)
                said = _once(answer.headers)
                if said.get("content-encoding", "identity").strip().lower() != "identity":
                    raise AnswerCoded
                receipt = ReceiptCheck(said, secret=self.secret, message=message)
                _take(answer.iter_stream(), kept, receipt, most)
            receipt.check(clock())
            kept.seek(0)
            yield Answer(status=answer.status, body=kept)


@contextmanager
def _answering(
    url: str, body: bytes, headers: Mapping[str, str], network: Deadline
) -> Iterator[httpcore.Response]:
    """Post, and give the answer before its body is read."""
    context = ssl.create_default_context()
    with (
        httpcore.ConnectionPool(ssl_context=context, network_backend=network) as pool,
        pool.stream("POST", url, headers=tuple(headers.items()), content=body) as answer,
    ):
        yield answer


@contextmanager
def _failures() -> Iterator[None]:
    """Turn what fails on the way into errors of ours; their causes name the address."""
    try:
        yield
    except (httpcore.ReadTimeout, httpcore.WriteTimeout):
        raise AnswerTooSlow from None
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.TimeoutException,
        httpcore.UnsupportedProtocol,
        OSError,
        ValueError,
    ):
        raise NotReached(status=0) from None


def _once(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return the headers by name. One that stands twice could be read in two ways."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("ascii", "replace").lower()
        if key in found and (key.startswith("webhook-") or key == "content-encoding"):
            raise ReceiptForged
        found[key] = value.decode("latin-1")
    return found


def _take(parts: Iterable[bytes], kept: IO[bytes], receipt: ReceiptCheck, most: int) -> None:
    """Keep the body, and cut it off where it is too long."""
    length = 0
    for part in parts:
        length += len(part)
        if length > most:
            raise AnswerTooLong(most=most)
        receipt.take(part)
        kept.write(part)
