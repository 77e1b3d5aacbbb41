"""Hear what Amana tells: a choice that changed, a request that went on.

Put ``path("amana/told", told)`` into the project's addresses, name the file with the secret as
``AMANA["TELLS"]``, and connect to :data:`amana_told`.
"""

from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from amana.sdk.django.configured import configured
from amana.sdk.django.models import ToldMessage
from amana.sdk.errors import ForgedMessage
from amana.sdk.receiver import LARGEST_MESSAGE, Receiver, Told, take_once

amana_told: Final = Signal()
"""Sent once a message, with ``told`` (:class:`amana.sdk.Told`), in the transaction that keeps its
id: what a receiver of the signal raises takes both back, and Amana tells it again."""
_KEPT: Final = timedelta(days=30)
"""For how long ids are kept: Amana gives up telling long before."""


@csrf_exempt  # signed by Amana; no browser sends it
@require_POST
def told(request: HttpRequest) -> HttpResponse:
    """Check a message and follow it once: 204, or 400 where it is not Amana's."""
    path = configured().tells
    if path is None:
        return HttpResponse(status=404)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_MESSAGE:
        return HttpResponse(status=413)
    secrets = tuple(Path(path).read_text(encoding="ascii").split())
    try:
        with transaction.atomic():
            take_once(
                Receiver(secrets=secrets),
                request.headers,
                request.body,
                remember=_remember,
                do=_follow,
            )
    except ForgedMessage:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


def _remember(message: str) -> bool:
    """Write an id down; tell whether it is new. Ids that are too old for any repetition go."""
    now = timezone.now()
    ToldMessage.objects.filter(at__lt=now - _KEPT).delete()
    _, new = ToldMessage.objects.get_or_create(message=message, defaults={"at": now})
    return new


def _follow(message: Told) -> None:
    amana_told.send(sender=ToldMessage, told=message)
