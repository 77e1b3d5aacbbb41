"""Which feature somebody used: said by a page once its deed is done, noted after the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from django.http import HttpRequest, HttpResponseBase

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from scheduling import asking

if TYPE_CHECKING:
    from scheduling.models import Account

_USED: Final = "scheduling.feature"


def used(request: HttpRequest, feature: asking.Feature) -> None:
    """Say that a feature was used; what was done with it does not hang on the note."""
    request.META[_USED] = feature


class Visits:
    """Notes what was used by who is signed in; without a yes nothing is noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what comes after it."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then note: the deed is committed by now, and no page may say otherwise."""
        response = self._next(request)
        feature = request.META.get(_USED)
        if feature is not None and request.user.is_authenticated:
            _note(request, cast("asking.Feature", feature))
        return response


def _note(request: HttpRequest, feature: asking.Feature) -> None:
    try:
        asking.note_visit(request, cast("Account", request.user), feature)
    except (RefusedByPolicy, AmanaUnreachable, AmanaRejected):
        return
