"""Who has not agreed to the policy in force is asked for that, and told of the way out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from amana.sdk import RefusedByPolicy
from scheduling.asking import AboutSomebodyElse


class AskToAccept:
    """Leads whom Amana refused for want of an acceptance to the page that asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what comes after it."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Ask who is signed in; all other refusals are answered by Amana's own middleware."""
        if isinstance(fault, AboutSomebodyElse):
            return None
        lacking = isinstance(fault, RefusedByPolicy) and fault.waits_for_acceptance
        return redirect("accept") if lacking and request.user.is_authenticated else None
