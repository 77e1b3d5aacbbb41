"""The acts on letters, as the walk over the steps of all acts needs them."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.doors.mail import MailDoor
from amana.acts.doors.request_links import RequestLinkDoor
from amana.acts.staff import Staff
from amana.channels.webhook import signed_headers
from amana.domain.vocabulary.requests import RequestKind
from amana.storage import Storage

_SECRET: Final = "whsec_" + "A" * 43 + "="


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service, with its policy in force."""
        ...

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        ...


def _letter(_: Place) -> bytes:
    """Write a letter that nobody wrote before."""
    name = uuid4().hex
    raw = f"From: p{name}@people.example\nTo: info@house.example\n\nPlease unsubscribe me.\n"
    return json.dumps({"raw": base64.b64encode(raw.encode()).decode()}).encode()


def _take(place: Place, body: bytes) -> object:
    headers = signed_headers(_SECRET, body, message="m-1", at=datetime.now(UTC))
    return MailDoor(storage=place.storage, secrets={place.service: _SECRET}).take(
        place.service, headers, body
    )


def _asked(place: Place) -> str:
    """Have a link sent to somebody whom nobody knows, and return its secret."""
    with place.storage.work(place.service) as work:
        token = work.request_doors.make_link(
            f"p{uuid4().hex}@people.example",
            kind=None,
            language="en",
            now=work.now,
            ends=work.now + timedelta(days=1),
        )
        work.over()
    return token


def _ask(place: Place, token: str) -> None:
    RequestLinkDoor(place.storage).ask(place.service, token, kind=RequestKind.COPY, about="")


def _came(place: Place) -> tuple[Staff, UUID]:
    """Have a letter come in that a person is to read."""
    with place.storage.work(place.service) as work:
        letter = work.letters_in.name(uuid4().bytes * 2)
        work.letters_in.take(letter, sender=None, kind="other", proof="unknown")
        work.over()
    return place.sign_in(), letter


def _see(place: Place, given: tuple[Staff, UUID]) -> None:
    staff, letter = given
    MailDoor(storage=place.storage).see(staff, place.service, letter)


MAIL_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "MailDoor.take": (_letter, _take),
    "MailDoor.see": (_came, _see),
    "RequestLinkDoor.ask": (_asked, _ask),
}
