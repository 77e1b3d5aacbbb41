"""Requests that may be sent again: ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header).

What is read from the request is one key, written as the draft says (a string in quotes) or bare.
Where there is none, the request is done each time that it comes.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated, Final, Self

from fastapi import Depends, Header, Request, Response

from amana.acts.caller import Caller
from amana.acts.once import Reply, encoded
from amana.domain.ledger.entry import Json
from amana.http.errors import BadIdempotencyKey
from amana.http.platform import ServiceActs
from amana.storage.kept_answers import Asking
from amana.values.strict_json import parse_json

_KEY: Final = re.compile(r'"([!#-\[\]-~]{16,200})"|([A-Za-z0-9._:+/=~-]{16,200})', re.ASCII)
"""A short one would soon be used again; a space or a quote in it would be an accident."""


_NAME: Final = "idempotency-key"
_NAMING: Final = ("person", "other", "visitor")


def key_of(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            description="Fresh for each request, the same when it is sent again; for a day.",
            examples=['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
        ),
    ] = None,
) -> str | None:
    """Return the key that a request carries, if any; raises ``BadIdempotencyKey``."""
    if idempotency_key is None:
        return None
    values = request.headers.getlist(_NAME)
    found = _KEY.fullmatch(values[0].strip()) if len(values) == 1 else None
    if found is None:
        raise BadIdempotencyKey
    return found[1] or found[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What answers a request: once for each key."""

    acts: ServiceActs
    key: str | None
    request: bytes
    """A digest of the address and the body."""
    persons: tuple[str, ...] = field(default=(), repr=False)
    """Whom the body names."""

    def answer(self, caller: Caller, doing: Callable[[], dict[str, Json]]) -> Response:
        """Do it and answer; a key that was answered before is answered the same."""
        reply = self._reply(caller, doing)
        headers = {"idempotent-replayed": "true"} if reply.again else None
        return Response(reply.body, media_type="application/json", headers=headers)

    def part(self, number: int, plain: bytes) -> Self:
        """Return what answers one part of a stream."""
        request = hashlib.sha256(self.request + b"\0" + plain).digest()
        key = None if self.key is None else f"{self.key}/{number}"
        return replace(self, key=key, request=request)

    def done(self, caller: Caller, doing: Callable[[], dict[str, Json]]) -> dict[str, Json]:
        """Do it and return what came of it, or what came of it before."""
        found: dict[str, Json] = json.loads(self._reply(caller, doing).body)
        return found

    def _reply(self, caller: Caller, doing: Callable[[], dict[str, Json]]) -> Reply:
        if self.key is None:
            return Reply(body=encoded(doing()))
        asking = Asking(
            program=caller.key, key=self.key, request=self.request, persons=self.persons
        )
        return self.acts.once(caller.service, asking, doing)


@dataclass(frozen=True, slots=True, eq=False)
class OnceOf:
    """Reads the key of a request, and its body as far as it has to be the same again."""

    acts: ServiceActs

    async def __call__(self, request: Request, key: Annotated[str | None, Depends(key_of)]) -> Once:
        """Return what answers the request; raises ``BadIdempotencyKey``."""
        body = await request.body()
        digest = hashlib.sha256(request.url.path.encode() + b"\0" + body).digest()
        persons = () if key is None else _persons(body)
        return Once(acts=self.acts, key=key, request=digest, persons=persons)


def _persons(body: bytes) -> tuple[str, ...]:
    """Return the ids of persons that a body names; the route refuses one that is none."""
    try:
        found = parse_json(body)
    except (ValueError, RecursionError):
        return ()
    named = [found.get(name) for name in _NAMING] if isinstance(found, dict) else []
    many = found.get("persons") if isinstance(found, dict) else None
    named += many if isinstance(many, list) else []
    return tuple(each for each in named if isinstance(each, str))
