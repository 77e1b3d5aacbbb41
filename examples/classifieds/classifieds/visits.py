"""The server's own log: which page an account asked for, and from where, where that may be."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from classifieds.models import Visit

_NOT_PAGES: Final = ("/static/", "/media/", "/amana/")


class Visits:
    """Notes each page of who is signed in. Where the answer is no, or none comes, nothing is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what comes after it."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note."""
        response = self._next(request)
        if request.method == "GET" and request.user.is_authenticated:
            _note(request)
        return response


def _note(request: HttpRequest) -> None:
    if request.path.startswith(_NOT_PAGES):
        return
    visit = Visit(
        account_id=request.user.pk,
        ip=request.META["REMOTE_ADDR"],
        page=request.path[:200],
        cookies=" ".join(sorted(request.COOKIES))[:100],
        at=timezone.now(),
    )
    try:
        visit.save()
    except (RefusedByPolicy, AmanaUnreachable, AmanaRejected):
        return


def of_others(_: HttpRequest) -> Mapping[str, object]:
    """Return where tags of others come from, for the templates."""
    return {"tags": settings.TAGS}
