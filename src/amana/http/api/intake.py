"""Bulk intake: a stream of records in, a line of result for each, in order, as they are stored.

The stream is taken in by chunks, each in one transaction; its results are sent when it is
committed, and the next is read when they are on their way. Whoever sends faster than that waits.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, Final, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.records.asked import Circumstances
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.collecting import Origin
from amana.domain.words import Language
from amana.http.api.idempotency import Once, key_of
from amana.http.api.lines import Line, Splitter
from amana.http.api.record_shapes import ImportLine
from amana.http.api.shapes import Id, Label
from amana.http.errors import NotLines, StreamBrokenOff
from amana.http.gate import ServiceKey
from amana.http.patience import BROKEN_OFF
from amana.http.platform import RecordActs, ServiceActs
from amana.http.problems import language_of, malformed_of, problem_of

NDJSON: Final = "application/x-ndjson"
CHUNK: Final = 500
"""Lines in one transaction, and behind one kept answer."""
_EXAMPLE: Final = (
    '{"person": "customer-1042", "key": "customer-1042", "values": {"name": "Layla"}}\n'
    '{"person": "customer-1043", "key": "customer-1043", "values": {"name": "Omar"}}\n'
)
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            NDJSON: {
                "schema": {"type": "string", "description": "An object of ImportLine in each line"},
                "example": _EXAMPLE,
            }
        },
    }
}


def routes(acts: RecordActs, programs: ServiceActs) -> APIRouter:
    """Return the route of bulk intake."""
    router = APIRouter(prefix="/v1/records")
    by_key = Depends(ServiceKey(Permission.SERVICE_RECORD_IMPORT, programs))

    @router.post(
        "/import",
        response_class=Results,
        responses={
            200: {
                "description": "A line for each line, in order, and one that says how it ended",
                "content": {NDJSON: {"schema": {"$ref": "#/components/schemas/ImportResult"}}},
            }
        },
        openapi_extra=_BODY,
    )
    async def import_records(
        request: Request,
        caller: Annotated[Caller, by_key],
        key: Annotated[str | None, Depends(key_of)],
        type_: Annotated[Id, Query(alias="type")],
        for_: Annotated[list[Id], Query(alias="for", min_length=1, max_length=100)],
        at: Annotated[Label | None, Query()] = None,
        origin: Annotated[Literal["person", "automatic", "third-party"], Query()] = "person",
        source: Annotated[Id | None, Query()] = None,
        recipients: Annotated[list[Id], Query(max_length=100)] = [],  # noqa: B006 - never changed
    ) -> Results:
        """Take many records in, of one type and for the same purposes; the lines hold the values.

        With an idempotency key a stream that broke off is sent again from its beginning: what was
        taken in is answered as before.
        """
        caller.check_purposes(for_)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != NDJSON:
            raise NotLines
        how = Circumstances(
            origin={each.value: each for each in Origin}[origin],
            occasion=at,
            source=source,
            imported=True,
        )
        terms = Terms(
            type=type_,
            purposes=frozenset(for_),
            how=how,
            recipients=frozenset(recipients),
        )
        intake = Intake(
            acts=acts,
            caller=caller,
            terms=terms,
            language=language_of(request),
            once=Once(acts=programs, key=key, request=str(request.url.query).encode()),
        )
        results = intake.results(_pieces(request))
        # What no line could come in with is a problem, as long as nothing has been answered.
        first = await anext(results, None)
        if first is None:
            raise StreamBrokenOff
        return Results(_all(first, results), media_type=NDJSON)

    return router


class Results(StreamingResponse):
    """Results that are sent while the stream is read.

    The framework's own would listen for the end of the connection meanwhile, and so take what
    comes of the stream.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them; whoever reads the stream notices the end of the connection."""
        del scope, receive
        await self.stream_response(send)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the stream; raises ``StreamBrokenOff`` behind the last piece where it was cut."""
    async for piece in request.stream():
        yield piece
    if request.scope.get(BROKEN_OFF):
        raise StreamBrokenOff


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for each in rest:
        yield each


@dataclass(slots=True, kw_only=True)
class Intake:
    """One stream on its way in."""

    acts: RecordActs
    caller: Caller
    terms: Terms
    language: Language
    once: Once
    _lines: int = 0
    _stored: int = 0
    _waiting: list[Line] = field(default_factory=list)

    async def results(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Yield the results of each chunk, and in the end how it went.

        Raises only before the first yield. Later faults end the stream, and are said in its last
        line: no line without a result of its own has been stored.
        """
        try:
            async for chunk in self._chunks(pieces):
                yield await to_thread.run_sync(partial(self._take, chunk))
        except ClientDisconnect:
            # Whose results were sent stands; nobody is there to be told more.
            return
        except AmanaError as error:
            if not self._lines:
                raise
            yield _encoded([self._end(error)])
        else:
            yield _encoded([self._end(None)])

    async def _chunks(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[list[Line]]:
        """Yield lines as they come, at most so many; with a key just so many, but for the last.

        INVARIANT: with a key, the same stream is cut in the same places whenever it is sent.
        """
        async for lines in Splitter().lines(pieces):
            self._waiting += lines
            least = 1 if self.once.key is None else CHUNK
            while len(self._waiting) >= least:
                yield self._waiting[:CHUNK]
                self._waiting = self._waiting[CHUNK:]
        if self._waiting:
            yield self._waiting

    def _take(self, chunk: Sequence[Line]) -> bytes:
        """Take a chunk in and return its results; with a key, once."""
        plain = b"\n".join(line.plain for line in chunk)
        once = self.once.part(chunk[0].number, plain)
        done: Any = once.done(self.caller, lambda: {"results": self._taken(chunk)})
        results: list[dict[str, Json]] = list(done["results"])
        self._lines += len(results)
        self._stored += sum(each["record"] is not None for each in results)
        return _encoded(results)

    def _taken(self, chunk: Sequence[Line]) -> tuple[dict[str, Json], ...]:
        known, errors = _read(chunk)
        taken = self.acts.take_in(self.caller.service, known, self.terms) if known else ()
        found = {each.number: each for each in taken}
        return tuple(
            self._result(
                found.get(line.number) or Taken(number=line.number, error=errors[line.number])
            )
            for line in chunk
        )

    def _result(self, taken: Taken) -> dict[str, Json]:
        told: dict[str, Json] = {
            "line": taken.number,
            "record": None if taken.record is None else str(taken.record),
        }
        return told if taken.error is None else told | self._problem(taken.error)

    def _end(self, error: AmanaError | None) -> dict[str, Json]:
        """Say how it ended: whole, or broken off."""
        told: dict[str, Json] = {
            "end": error is None,
            "lines": self._lines,
            "stored": self._stored,
        }
        return told if error is None else told | self._problem(error)

    def _problem(self, error: AmanaError) -> dict[str, Json]:
        problem = problem_of(error, self.language)
        return {"code": problem.code, "detail": "\n".join(problem.lines)}


def _read(chunk: Sequence[Line]) -> tuple[list[Incoming], dict[int, AmanaError]]:
    """Return the lines that are records, and what is wrong with the others."""
    known: list[Incoming] = []
    errors: dict[int, AmanaError] = {}
    for line in chunk:
        try:
            body = ImportLine.model_validate(line.value())
        except AmanaError as error:
            errors[line.number] = error
        except ValidationError as error:
            errors[line.number] = malformed_of(error.errors(include_input=False))
        else:
            known.append(body.incoming(line.number))
    return known, errors


def _encoded(lines: Sequence[dict[str, Json]]) -> bytes:
    dumps: Callable[[object], str] = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    return "".join(dumps(line) + "\n" for line in lines).encode()
