"""What every page shows: whose business somebody has, and the notices that wait for them."""

from django.http import HttpRequest

from amana.sdk import AmanaRejected, AmanaUnreachable
from amana.sdk.django import client
from scheduling.models import Business


def shown(request: HttpRequest) -> dict[str, object]:
    """Return them; without an answer of Amana's there are no notices."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    own = Business.objects.filter(owner=user).first()
    try:
        notices = client().messages.notices(user.pk, unread=True)[:3]
    except (AmanaUnreachable, AmanaRejected):
        notices = ()
    return {"own_business": own, "notices": notices}
