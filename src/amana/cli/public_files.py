"""Public files of a ledger, from a folder or over HTTP, with bounds on what is taken in."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TypeVar

import httpx

from amana.domain.errors import Broken, Malformed, Refused
from amana.domain.hosts import is_loopback
from amana.domain.ledger.errors import NoLedger
from amana.domain.ledger.note import LONGEST_NOTE, VerifierKey, parse_key
from amana.domain.ledger.opened import OpenedEntry
from amana.domain.ledger.succession import KeyChain, chain_of
from amana.domain.ledger.tile import CHECKPOINT_PATH, KEY_PATH
from amana.domain.ledger.verify import Verdict, verify_log
from amana.storage.ledger.public import partial_files
from amana.storage.ledger.signing import check_signature

LONGEST_FILE: Final = 256 * (65_535 + 2)
"""Bytes of the largest entry bundle that there can be."""
_SECONDS: Final = 10
_WHOLE_FILE_S: Final = 120
"""A server that sends a byte now and then is never silent for long, and never ends."""
_NOT_THERE: Final = frozenset({404, 410})


class PlaceNotAllowed(Malformed):
    """A ledger is read from a folder, over HTTPS, or over HTTP from this machine only."""

    code = "ledger.place"


class PlaceUnreadable(Broken):
    """A public file could not be fetched, or is larger than any can be."""

    code = "ledger.unreadable"


class FileUnreadable(Malformed):
    """A file named on the command line cannot be read, or is far too large."""

    code = "ledger.file"


class KeyMissing(Refused):
    """There is no key to check the signature with."""

    code = "ledger.key_missing"


def published_key(given: str | None, read: Callable[[str], bytes | None]) -> VerifierKey:
    """Return the key that was given, else the one that is published beside the ledger.

    Raises ``KeyMissing`` where there is neither, ``NoLedger`` where there is nothing at all.
    """
    if given is not None:
        return parse_key(given.strip())
    published = read(KEY_PATH)
    if published is None:
        raise KeyMissing if read(CHECKPOINT_PATH) else NoLedger
    return parse_key(published.decode("utf-8", "replace").removesuffix("\n"))


@contextmanager
def open_place(
    place: str, *, within_s: float = _WHOLE_FILE_S
) -> Iterator[Callable[[str], bytes | None]]:
    """Lend a reader of the ledger's files below a folder, or an address within a time for each.

    Raises ``PlaceNotAllowed`` for other addresses, ``PlaceUnreadable`` while reading.
    """
    if "://" not in place:
        yield _folder_reader(Path(place))
        return
    address = _checked(place)
    with httpx.Client(
        timeout=_SECONDS, follow_redirects=False, headers={"accept-encoding": "gzip, identity"}
    ) as client:
        yield _http_reader(client, address, within_s)


def listed_partial(place: str) -> Iterator[str] | None:
    """Return the partial files below a folder; an address lists none, and ``None`` is returned."""
    return None if "://" in place else partial_files(Path(place))


def read_given(path: Path, *, longest: int = LONGEST_NOTE) -> bytes:
    """Return a file that was named on the command line, or raise ``FileUnreadable``."""
    try:
        with path.open("rb") as file:
            data = file.read(longest + 1)
    except OSError as error:
        raise FileUnreadable(file=str(path)) from error
    if len(data) > longest:
        raise FileUnreadable(file=str(path))
    return data


def _folder_reader(folder: Path) -> Callable[[str], bytes | None]:
    def read(below: str) -> bytes | None:
        path = folder / below
        if not path.is_file():
            return None
        try:
            with path.open("rb") as file:
                return _bounded(file.read(LONGEST_FILE + 1), below)
        except OSError as error:
            raise PlaceUnreadable(path=below) from error

    return read


def _http_reader(
    client: httpx.Client, address: httpx.URL, within_s: float
) -> Callable[[str], bytes | None]:
    def read(below: str) -> bytes | None:
        until = time.monotonic() + within_s
        try:
            with client.stream("GET", f"{address}/{below}") as response:
                if response.status_code in _NOT_THERE:
                    return None
                response.raise_for_status()
                return _bounded(_body(response, below, until), below)
        except httpx.HTTPError as error:
            raise PlaceUnreadable(path=below) from error

    return read


def _body(response: httpx.Response, below: str, until: float) -> bytes:
    """Read the body piece by piece: an endless, inflated or dripping one ends at a bound."""
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        _bounded(body, below)
        if time.monotonic() > until:
            raise PlaceUnreadable(path=below)
    return bytes(body)


def _bounded(data: bytes | bytearray, below: str) -> bytes:
    if len(data) > LONGEST_FILE:
        raise PlaceUnreadable(path=below)
    return bytes(data)


def _checked(place: str) -> httpx.URL:
    """Return the address without a trailing slash, if it is one that may be read."""
    try:
        address = httpx.URL(place.rstrip("/"))
    except httpx.InvalidURL as error:
        raise PlaceNotAllowed from error
    plain = address.scheme == "http" and is_loopback(address.host)
    if not (plain or address.scheme == "https") or not address.host:
        raise PlaceNotAllowed
    if address.query or address.fragment or address.userinfo:
        raise PlaceNotAllowed
    return address


class Judged(Protocol):
    """What was found of a file that a ledger vouches for."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""

    @property
    def entry(self) -> OpenedEntry | None:
        """The entry that says the same."""


_Verdict = TypeVar("_Verdict", bound=Judged)


def judged(
    judge: Callable[[KeyChain], _Verdict], *, place: str | None, key: str | None
) -> tuple[_Verdict, Verdict | None]:
    """Return what is judged by a key alone; where a place is named, also of its whole ledger.

    Raises ``KeyMissing`` where neither a key nor a place with one is named.
    """
    if place is None:
        if key is None:
            raise KeyMissing
        return judge(KeyChain(keys=(parse_key(key.strip()),))), None
    with open_place(place) as read:
        chain = chain_of(read, published_key(key, read), check_signature)
        verdict = judge(chain)
        log = verify_log(read, key=chain.current, check=check_signature, entry=verdict.entry)
        return verdict, log


def all_sound(verdict: Judged, log: Verdict | None) -> bool:
    """Tell whether the file is sound, and so is the ledger where it was read."""
    return verdict.sound and (log is None or log.sound)
