"""What a visitor sees where the answer was no, or where none came."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control

from amana.domain.words import Language
from amana.sdk.django.configured import client, person_id
from amana.sdk.errors import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from amana.sdk.saying import PROBLEM, REFUSED, REJECTED, RETRY_S, UNANSWERED, Said

_SIGNALLED: Final = "amana_gpc"
_SIGNAL_AGAIN: Final = "amana_gpc_again"
_PAUSE: Final = 300
"""Seconds until a signal is tried again that could not be passed on: no page waits twice."""
_LOG: Final = logging.getLogger("amana.sdk.django")


class AmanaMiddleware:
    """Turns a refusal into a page that says why, and passes on the browser's signal.

    Put it after the middleware of sessions, languages and authentication. Where no answer came the
    page says so with status 503: no answer is not a yes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what comes after it."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on Global Privacy Control of who is signed in, once a session, then go on."""
        try:
            _pass_on_signal(request)
        except (AmanaUnreachable, AmanaRejected) as fault:
            # The application's own questions are refused meanwhile; the signal comes again.
            _LOG.warning("the signal of a browser was not passed on: %s", _why(fault))
            request.session[_SIGNAL_AGAIN] = _now() + _PAUSE
        return self._next(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer for what the client raised; all else is the project's own."""
        if isinstance(fault, RefusedByPolicy):
            return refused(request, fault)
        if isinstance(fault, AmanaUnreachable):
            return unanswered(request)
        if isinstance(fault, AmanaRejected):
            return rejected(request, fault)
        return None


def language_of(request: HttpRequest) -> Language:
    """Return the language of the page: English where the project speaks it, else Arabic."""
    chosen = getattr(request, "LANGUAGE_CODE", "ar")
    return "en" if str(chosen).startswith("en") else "ar"


def refused(request: HttpRequest, fault: RefusedByPolicy) -> HttpResponse:
    """Return the page, or the problem (RFC 9457), that says why the policy does not permit it."""
    return _answer(
        request,
        "amana/refused.html",
        REFUSED,
        code=fault.code,
        promises=list(fault.promises),
        reasons=list(fault.say(language_of(request))),
        needs=list(fault.needs),
    )


def rejected(request: HttpRequest, fault: AmanaRejected) -> HttpResponse:
    """Return the page that says that nothing was done, where the question was not taken.

    A key or a word that Amana does not know stays so until somebody mends it: the log names it,
    and no visitor is asked to try again.
    """
    _LOG.error("a question was not taken: %s", _why(fault))
    return _answer(request, "amana/rejected.html", REJECTED, code=fault.code)


def unanswered(request: HttpRequest) -> HttpResponse:
    """Return the page that says that nothing was done, and to try again."""
    answer = _answer(request, "amana/unanswered.html", UNANSWERED, code=AmanaUnreachable.code)
    answer["Retry-After"] = str(RETRY_S)
    return answer


def _answer(
    request: HttpRequest,
    template: str,
    said: Said,
    **more: Any,  # noqa: ANN401 - members of JSON
) -> HttpResponse:
    language = language_of(request)
    told = said.problem(language, **more)
    answer: HttpResponse
    if _wants_json(request):
        answer = JsonResponse(told, status=said.status, content_type=PROBLEM)
    else:
        context = told | {"language": language, "direction": "ltr" if language == "en" else "rtl"}
        answer = HttpResponse(render_to_string(template, context, request), status=said.status)
    patch_cache_control(answer, no_store=True)
    return answer


def _why(fault: AmanaUnreachable | AmanaRejected) -> str:
    """Return what may stand in a log: codes, and no value of anybody."""
    return f"{fault.code} {fault.fields.get('problem', '')}".strip()


def _now() -> int:
    """Return the time in seconds, as a session keeps it."""
    return int(timezone.now().timestamp())


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json", PROBLEM]) not in (
        "text/html",
        None,
    )


def _pass_on_signal(request: HttpRequest) -> None:
    """Tell Amana of ``Sec-GPC: 1`` of a signed-in person, unless this session told it."""
    user = getattr(request, "user", None)
    if request.headers.get("Sec-GPC") != "1" or user is None or not user.is_authenticated:
        return
    person = person_id(user)
    told = request.session.get(_SIGNALLED) == person
    if person is None or told or request.session.get(_SIGNAL_AGAIN, 0) > _now():
        return
    client().signal(person, "1")
    request.session[_SIGNALLED] = person
