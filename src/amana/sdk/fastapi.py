"""Amana in a FastAPI application: routes that ask first, and answers for a no.

::

    asking = Asking(amana, person=current_person)   # your own dependency: who is signed in
    asking.answer_for(app)

    kept = asking.collects(["address"], at="checkout", purposes=["orders"])

    @app.post("/addresses", dependencies=[kept])
    def keep(...): ...

FastAPI is no dependency of the client: this module is imported by an application that has it.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from amana.domain.words import Language
from amana.sdk.answers import Answer
from amana.sdk.client import Amana
from amana.sdk.errors import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from amana.sdk.records import Origin
from amana.sdk.saying import PROBLEM, REFUSED, REJECTED, RETRY_S, UNANSWERED, Said

_LOG: Final = logging.getLogger("amana.sdk.fastapi")


class Asking:
    """Makes dependencies that ask about the person of a request; a no ends the request.

    Each gives its :class:`amana.sdk.Answer` where a route takes it as a parameter. The client
    blocks, so they run beside the event loop, as every dependency does that is no coroutine.
    """

    __slots__ = ("_amana", "_person")

    def __init__(self, amana: Amana, *, person: Callable[..., Any]) -> None:
        """Take the client, and the dependency that gives the id of whose data it is."""
        self._amana = amana
        self._person = person

    def collects(
        self,
        data: Iterable[str],
        *,
        at: str,
        purposes: Iterable[str],
        origin: Origin = "person",
    ) -> Any:  # noqa: ANN401 - what FastAPI calls a dependency
        """Ask whether these categories may be taken in, at this occasion, for these purposes."""
        taken, ends = tuple(data), tuple(purposes)
        return self._asks(
            lambda person: self._amana.collect(person, taken, at=at, purposes=ends, origin=origin)
        )

    def uses(self, data: Iterable[str], *, purpose: str) -> Any:  # noqa: ANN401 - the same
        """Ask whether they may be used for this purpose."""
        used = tuple(data)
        return self._asks(lambda person: self._amana.use(person, used, purpose=purpose))

    def discloses(
        self, data: Iterable[str], *, purpose: str, recipient: str, nature: str | None = None
    ) -> Any:  # noqa: ANN401 - the same
        """Ask whether they may be handed to this recipient."""
        given = tuple(data)
        return self._asks(
            lambda person: self._amana.disclose(
                person, given, purpose=purpose, recipient=recipient, nature=nature
            )
        )

    def _asks(self, question: Callable[[str], Answer]) -> Any:  # noqa: ANN401 - the same
        def ask(person: Annotated[str, Depends(self._person)]) -> Answer:
            return question(person).require()

        return Depends(ask)

    @staticmethod
    def answer_for(app: FastAPI) -> None:
        """Answer a refusal with 403, a missing answer with 503, a question not taken with 500.

        Each is a problem (RFC 9457) with its words in the reader's language.
        """
        app.add_exception_handler(RefusedByPolicy, _refused)
        app.add_exception_handler(AmanaUnreachable, _unanswered)
        app.add_exception_handler(AmanaRejected, _rejected)


def language_of(request: Request) -> Language:
    """Return the language that the request asks for first: English or else Arabic."""
    first = request.headers.get("accept-language", "").strip().lower()
    return "en" if first.startswith("en") else "ar"


async def _refused(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RefusedByPolicy)  # noqa: S101 - registered for it alone
    return _answer(
        request,
        REFUSED,
        code=fault.code,
        promises=list(fault.promises),
        reasons=list(fault.say(language_of(request))),
        needs=list(fault.needs),
    )


async def _unanswered(request: Request, _: Exception) -> JSONResponse:
    answer = _answer(request, UNANSWERED, code=AmanaUnreachable.code)
    answer.headers["Retry-After"] = str(RETRY_S)
    return answer


async def _rejected(request: Request, fault: Exception) -> JSONResponse:
    """Say that nothing was done; what Amana does not know stays unknown until it is mended."""
    assert isinstance(fault, AmanaRejected)  # noqa: S101 - registered for it alone
    _LOG.error("a question was not taken: %s", fault.fields.get("problem", ""))
    return _answer(request, REJECTED, code=fault.code)


def _answer(request: Request, said: Said, **more: Any) -> JSONResponse:  # noqa: ANN401 - members of JSON
    language = language_of(request)
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    told = said.problem(language, **more)
    return JSONResponse(told, status_code=said.status, media_type=PROBLEM, headers=headers)
