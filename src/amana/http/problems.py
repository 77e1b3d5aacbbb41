"""Errors as the caller meets them: RFC 9457 problems under ``/v1``, pages elsewhere.

Statuses are looked up here and nowhere else. An error that Amana did not raise on purpose is
shown as an incident number; what it says goes to the log of the program only.
"""

import logging
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amana.acts.watch.log_lines import chain_of
from amana.domain.errors import AmanaError, Broken, Malformed, Refused
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.errors import BadRequest, NotThere, TooMany, TooMuch, WrongMethod
from amana.http.rendering import Renderer
from amana.wording.catalogue import explain, say

API: Final = "/v1/"
_LOG: Final = logging.getLogger(__name__)
_LONGEST_WHERE: Final = 5
_OF_BANNER: Final = re.compile(r"/[^/]+/banner/[a-z]+")
_FREE: Final = "values"
"""The part of bodies whose keys are not of ours."""
_RETRY_AFTER_S: Final = 5
"""About as long as a database takes to come back after a restart."""
_PART_TOO_LONG: Final = "Part exceeded"
"""How the framework's parser begins to say that a field of a form is over its 1 MB."""

STATUS: Final[Mapping[str, HTTPStatus]] = {
    "http.not_there": HTTPStatus.NOT_FOUND,
    "http.wrong_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "http.not_signed_in": HTTPStatus.UNAUTHORIZED,
    "http.person_not_signed_in": HTTPStatus.UNAUTHORIZED,
    "identity.signed_out": HTTPStatus.UNAUTHORIZED,
    "identity.too_many_tries": HTTPStatus.TOO_MANY_REQUESTS,
    "http.bad_key": HTTPStatus.UNAUTHORIZED,
    "mail.bad_signature": HTTPStatus.UNAUTHORIZED,
    "http.too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "http.rates_away": HTTPStatus.SERVICE_UNAVAILABLE,
    "http.no_host": HTTPStatus.BAD_REQUEST,
    "http.forwarding": HTTPStatus.BAD_REQUEST,
    "http.foreign_host": HTTPStatus.MISDIRECTED_REQUEST,
    "http.not_json": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "http.too_much": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "reading.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "service.none": HTTPStatus.NOT_FOUND,
    "policy.none_in_force": HTTPStatus.NOT_FOUND,
    "policy.no_such_version": HTTPStatus.NOT_FOUND,
    "policy.no_such_promise": HTTPStatus.NOT_FOUND,
    "reading.none": HTTPStatus.NOT_FOUND,
    "ledger.missing": HTTPStatus.NOT_FOUND,
    "ledger.tile": HTTPStatus.NOT_FOUND,
    "storage.not_found": HTTPStatus.NOT_FOUND,
    "certificate.not_yet": HTTPStatus.CONFLICT,
    "certificate.unknown_number": HTTPStatus.NOT_FOUND,
    "storage.unknown_service": HTTPStatus.NOT_FOUND,
    "idempotency.bad_key": HTTPStatus.BAD_REQUEST,
    "http.not_lines": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "stream.too_long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "idempotency.in_progress": HTTPStatus.CONFLICT,
    "list.wrong_cursor": HTTPStatus.BAD_REQUEST,
    "customers.there": HTTPStatus.CONFLICT,
    "customers.belongs_elsewhere": HTTPStatus.CONFLICT,
    "customers.no_such_end_user": HTTPStatus.NOT_FOUND,
    "publications.wrong_state": HTTPStatus.CONFLICT,
    "record.none": HTTPStatus.NOT_FOUND,
    "record.exists": HTTPStatus.CONFLICT,
    "record.changed": HTTPStatus.CONFLICT,
    "record.no_map": HTTPStatus.CONFLICT,
    "record.undeclared_type": HTTPStatus.UNPROCESSABLE_ENTITY,
    "record.undeclared_field": HTTPStatus.UNPROCESSABLE_ENTITY,
    "record.undeclared_event": HTTPStatus.UNPROCESSABLE_ENTITY,
    "record.undeclared_recipient": HTTPStatus.UNPROCESSABLE_ENTITY,
    "person.erased": HTTPStatus.GONE,
    "banner.words_changed": HTTPStatus.CONFLICT,
    "persons.not_theirs": HTTPStatus.NOT_FOUND,
    "persons.not_joined": HTTPStatus.NOT_FOUND,
    "persons.not_tied": HTTPStatus.NOT_FOUND,
    "persons.visitor_taken": HTTPStatus.CONFLICT,
    "persons.too_many_ids": HTTPStatus.CONFLICT,
    "persons.suppressed": HTTPStatus.CONFLICT,
    "persons.not_a_business": HTTPStatus.CONFLICT,
    "persons.guardian_circle": HTTPStatus.CONFLICT,
    "persons.ambiguous_kind": HTTPStatus.UNPROCESSABLE_ENTITY,
    "persons.kind_not_declared": HTTPStatus.UNPROCESSABLE_ENTITY,
    "messages.unknown": HTTPStatus.NOT_FOUND,
    "messages.bad_token": HTTPStatus.NOT_FOUND,
    "messages.not_to_retry": HTTPStatus.CONFLICT,
    "messages.promotion": HTTPStatus.UNPROCESSABLE_ENTITY,
    "messages.class": HTTPStatus.UNPROCESSABLE_ENTITY,
    "openid.away": HTTPStatus.SERVICE_UNAVAILABLE,
    "access.not_waiting": HTTPStatus.CONFLICT,
    "access.not_open": HTTPStatus.CONFLICT,
    "staff.last_owner": HTTPStatus.CONFLICT,
    "staff.already_here": HTTPStatus.CONFLICT,
    "policy.not_in_force": HTTPStatus.CONFLICT,
    "policy.declined": HTTPStatus.CONFLICT,
    "policy.only_explicitly": HTTPStatus.CONFLICT,
    "policy.not_the_next": HTTPStatus.CONFLICT,
    "policy.draft_changed": HTTPStatus.CONFLICT,
    "policy.contradicts": HTTPStatus.UNPROCESSABLE_ENTITY,
    "policy.effect_too_early": HTTPStatus.UNPROCESSABLE_ENTITY,
    "policy.judgement_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "policy.other_service": HTTPStatus.UNPROCESSABLE_ENTITY,
    "storage.service_paused": HTTPStatus.SERVICE_UNAVAILABLE,
    "storage.service_closed": HTTPStatus.GONE,
    "storage.unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "storage.sign_in_refused": HTTPStatus.SERVICE_UNAVAILABLE,
    "storage.too_slow": HTTPStatus.SERVICE_UNAVAILABLE,
    "storage.conflict": HTTPStatus.SERVICE_UNAVAILABLE,
    "storage.disk_full": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""By code; a code that is not named here takes the status of its branch of the tree."""

_BRANCHES: Final = (
    (Malformed, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Refused, HTTPStatus.FORBIDDEN),
    (Broken, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is told about an error: nothing that belongs to a person."""

    status: HTTPStatus
    code: str
    title: str
    lines: tuple[str, ...]
    """What is wrong and what to do, a line for each problem."""
    incident: str | None = None


def status_of(error: AmanaError) -> HTTPStatus:
    """Look up the status of an error: by its code, else by its branch."""
    found = STATUS.get(error.code)
    if found is not None:
        return found
    return next(
        (status for branch, status in _BRANCHES if isinstance(error, branch)),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def problem_of(error: Exception, language: Language) -> Problem:
    """Say what is to be told about any error."""
    if isinstance(error, AmanaError) and not isinstance(error, Broken):
        status = status_of(error)
        lines = tuple(explain(error, language, isolated=True).splitlines())
        return Problem(status=status, code=error.code, title=_title(status, language), lines=lines)
    return _incident(error, language)


def install(app: FastAPI, renderer: Renderer) -> None:
    """Let every error of the application be answered here."""

    def answer(request: Request, error: Exception) -> Response:
        answer = respond(request, _own(error), renderer)
        if isinstance(error, HTTPException) and "allow" in map(str.lower, error.headers or ()):
            # Which methods an address takes belongs to the refusal (RFC 9110 section 15.5.6).
            answer.headers.update(error.headers or {})
        return answer

    for kind in (AmanaError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answer)


def respond(request: Request, error: Exception, renderer: Renderer) -> Response:
    """Answer an error in the shape that the caller reads, in the caller's language."""
    language = language_of(request)
    problem = problem_of(error, language)
    if not _for_program(request.url.path):
        # The way to the other language names no address: what was sent is not repeated (RFC 3986,
        # section 5.2.2: a reference of a query alone is to the page that one is on).
        values = {"problem": problem, "here": "", "query": {"lang": ARABIC}}
        return renderer.page(
            "problem.html", request, language, status=problem.status, values=values
        )
    body = {
        "type": f"urn:amana:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status.value,
        "detail": "\n".join(problem.lines),
        "code": problem.code,
    } | ({"incident": problem.incident} if problem.incident else {})
    return JSONResponse(
        body,
        problem.status,
        media_type="application/problem+json",
        headers=_come_again(problem.status, error),
    )


def _for_program(path: str) -> bool:
    """Tell whether a program reads the answer: an application, or the banner in a page."""
    return path.startswith(API) or _OF_BANNER.fullmatch(path) is not None


def _come_again(status: HTTPStatus, error: Exception) -> dict[str, str]:
    """Say when to ask again, where that can help."""
    if isinstance(error, TooMany):
        return {"retry-after": str(error.fields["seconds"])}
    soon = status is HTTPStatus.SERVICE_UNAVAILABLE
    return {"retry-after": str(_RETRY_AFTER_S)} if soon else {}


def language_of(request: Request) -> Language:
    """Return the language that the address asks for, or an API caller's header; else Arabic."""
    wanted = request.query_params.get("lang")
    if wanted is None and request.url.path.startswith(API):
        wanted = request.headers.get("accept-language", ENGLISH)[:2].lower()
    return ENGLISH if wanted == ENGLISH else ARABIC


@dataclass(frozen=True, slots=True)
class Incidents:
    """Answers what nobody else caught, under a number by which the log can be searched."""

    app: ASGIApp
    renderer: Renderer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer for it if it falls."""
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if began or scope["type"] != "http":
                raise
            answer = respond(Request(scope, receive), error, self.renderer)
            await answer(scope, receive, send)


def _own(error: Exception) -> Exception:
    """Turn the framework's errors into our own."""
    if isinstance(error, RequestValidationError):
        return malformed_of(error.errors())
    if isinstance(error, HTTPException):
        return _of_framework(error)
    return error


def malformed_of(found: Sequence[Any]) -> BadRequest:
    """Return the error that names the places where a body does not have its form."""
    places = [_where(each["loc"], each["type"]) for each in found[:_LONGEST_WHERE]]
    return BadRequest(where=", ".join(dict.fromkeys(places)))


def _where(place: Sequence[int | str], fault: str) -> str:
    """Name a place by words of ours: an unknown key is the sender's, and may say who they are."""
    known = place[:-1] if fault == "extra_forbidden" else place
    if _FREE in known:
        # Below it each key is the sender's own.
        known = known[: list(known).index(_FREE) + 1]
    return ".".join(str(part) for part in known)


def _of_framework(error: HTTPException) -> Exception:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return NotThere()
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return WrongMethod()
    if str(error.detail).startswith(_PART_TOO_LONG):
        return TooMuch(limit_mb=1)
    return BadRequest(where="body")


def _incident(error: Exception, language: Language) -> Problem:
    """Give an error a number; the log names its type and place, never what it says."""
    number = secrets.token_hex(4)
    code = error.code if isinstance(error, AmanaError) else "unexpected"
    _LOG.error(
        "incident %s: %s at %s",
        number,
        type(error).__name__,
        _place(error),
        # Not as `exc_info`: other formatters than ours would write what the error says.
        extra={
            "event": "http.incident",
            "incident": number,
            "code": code,
            "error": chain_of(error),
        },
    )
    status = status_of(error) if isinstance(error, AmanaError) else HTTPStatus.INTERNAL_SERVER_ERROR
    return Problem(
        status=status,
        code=code,
        title=_title(status, language),
        lines=(say("problem.incident", language, incident=number),),
        incident=number,
    )


def _place(error: Exception) -> str:
    """Name the file and line at which the error was raised."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _title(status: HTTPStatus, language: Language) -> str:
    return say(f"problem.title.{status.value}", language)
