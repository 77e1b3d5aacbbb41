"""What is shown when something is not possible: refused, no answer, not there, not ours."""

from collections.abc import Callable
from contextlib import contextmanager

from fastapi import FastAPI, Request
from fastapi.responses import Response
from services_app.fields import NotTaken

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from ordering.accounts import close
from ordering.visit import NotOurForm, NotThere, SignInFirst, Visit, visiting
from services_app import sessions

_visit_of = contextmanager(visiting)
Show = Callable[[Visit, Exception], Response]


def show_faults(app: FastAPI) -> None:
    """Give each fault its page."""
    for fault, show in (
        (RefusedByPolicy, _refused),
        (AmanaUnreachable, _no_answer),
        (AmanaRejected, _rejected),
        (NotTaken, _not_taken),
        (SignInFirst, _sign_in_first),
        (NotThere, _not_there),
        (404, _not_there),
        (NotOurForm, _not_our_form),
    ):
        app.exception_handler(fault)(_shown(show))


def _shown(show: Show) -> Callable[[Request, Exception], Response]:
    """Make a page out of a fault."""

    def answer(request: Request, fault: Exception) -> Response:
        with _visit_of(request) as visit:
            return show(visit, fault)

    return answer


def _refused(visit: Visit, fault: Exception) -> Response:
    """Say why Amana refused, and which promises said so."""
    assert isinstance(fault, RefusedByPolicy)  # noqa: S101 - registered for it alone
    return visit.page(
        "refused.html",
        status=403,
        reasons=fault.say("ar"),
        promises=fault.promises,
        promises_url=f"{visit.parts.notice_url}/promises",
    )


def _no_answer(visit: Visit, _fault: Exception) -> Response:
    return visit.page("told.html", status=503, about="no_answer")


def _rejected(visit: Visit, fault: Exception) -> Response:
    """Say what was not taken: a value, or anything of somebody who declined or was erased."""
    assert isinstance(fault, AmanaRejected)  # noqa: S101 - registered for it alone
    problem = str(fault.fields["problem"])
    if problem == "policy.declined":
        return visit.page("told.html", status=403, about="declined")
    if problem == "person.erased" and visit.account is not None:
        if visit.account.role == "staff":
            # It is about somebody else, who was erased elsewhere, as in the privacy centre.
            return visit.page("told.html", status=404, about="gone")
        close(visit.db, visit.account.id)
        return visit.go("/closed", token=sessions.new_token())
    if problem.startswith(("value.", "password.")):
        return visit.page("told.html", status=422, about="unfit")
    return _no_answer(visit, fault)


def _not_taken(visit: Visit, fault: Exception) -> Response:
    assert isinstance(fault, NotTaken)  # noqa: S101 - registered for it alone
    return visit.page("told.html", status=422, about=fault.why)


def _sign_in_first(visit: Visit, _fault: Exception) -> Response:
    return visit.go("/sign-in")


def _not_there(visit: Visit, _fault: Exception) -> Response:
    return visit.page("told.html", status=404, about="not_there")


def _not_our_form(visit: Visit, _fault: Exception) -> Response:
    return visit.page("told.html", status=403, about="old_form")
