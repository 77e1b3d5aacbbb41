"""What is shown when something is not possible: refused, no answer, not there, not ours."""

from collections.abc import Callable
from contextlib import contextmanager

from fastapi import FastAPI, Request
from fastapi.responses import Response

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from services_app.corrections import ChangedMeanwhile
from services_app.visit import NotOurForm, NotThere, SignInFirst, Visit, visiting

_visit_of = contextmanager(visiting)
Show = Callable[[Visit, Exception], Response]


def show_faults(app: FastAPI) -> None:
    """Give each fault its page."""
    for fault, show in (
        (RefusedByPolicy, _refused),
        (AmanaUnreachable, _no_answer),
        (AmanaRejected, _rejected),
        (SignInFirst, _sign_in_first),
        (NotThere, _not_there),
        (404, _not_there),
        (NotOurForm, _not_our_form),
        (ChangedMeanwhile, _changed),
    ):
        app.exception_handler(fault)(_shown(show))


def _shown(show: Show) -> Callable[[Request, Exception], Response]:
    """Make a page in the visitor's language out of a fault."""

    def answer(request: Request, fault: Exception) -> Response:
        with _visit_of(request) as visit:
            return show(visit, fault)

    return answer


def _refused(visit: Visit, fault: Exception) -> Response:
    """Say why Amana refused, and which promises said so."""
    if not isinstance(fault, RefusedByPolicy):
        raise fault
    return visit.page(
        "refused.html",
        status=403,
        reasons=fault.say(visit.language),
        promises=fault.promises,
        promises_url=f"{visit.parts.notice_url}/promises",
    )


def _no_answer(visit: Visit, _fault: Exception) -> Response:
    """Say that nothing was done, since nobody could say whether it may be."""
    return visit.page("no_answer.html", status=503)


def _rejected(visit: Visit, fault: Exception) -> Response:
    """Say that a value is not what its field is for; any other question was ours to ask rightly."""
    if isinstance(fault, AmanaRejected) and str(fault.fields["problem"]).startswith("value."):
        return visit.page("told.html", status=422, about="unfit")
    return _no_answer(visit, fault)


def _sign_in_first(visit: Visit, _fault: Exception) -> Response:
    return visit.go("/sign-in")


def _not_there(visit: Visit, _fault: Exception) -> Response:
    return visit.page("not_there.html", status=404)


def _not_our_form(visit: Visit, _fault: Exception) -> Response:
    return visit.page("old_form.html", status=403)


def _changed(visit: Visit, _fault: Exception) -> Response:
    """Say that somebody was there first: nothing of theirs is written over unseen."""
    return visit.page("told.html", status=409, about="changed")
