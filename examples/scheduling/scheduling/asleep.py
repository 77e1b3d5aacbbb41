"""Accounts that wait for their first code: who never showed that the address is theirs."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from amana.sdk import AmanaRejected
from scheduling import asking, customers
from scheduling.models import Account, Business

_LASTS: Final = timedelta(hours=1)


def is_asleep(account: Account) -> bool:
    """Tell whether an account still waits for its first code."""
    return not account.is_active and account.closed_at is None


def forget_never_confirmed() -> int:
    """Erase whoever did not come back with a code within an hour; return how many.

    The address may be somebody else's, who never came here.
    """
    long_ago = timezone.now() - _LASTS
    asleep = Account.objects.filter(
        is_active=False, closed_at=None, is_superuser=False, created_at__lt=long_ago
    )
    return sum(_forget(each) for each in asleep)


def _forget(account: Account) -> bool:
    """Erase one; where Amana does not take that, such as under a hold, the account stays."""
    person = account.pk
    slugs = list(Business.objects.filter(owner=account).values_list("slug", flat=True))
    try:
        with transaction.atomic():
            Business.objects.filter(owner=account).delete()
            account.delete()
            asking.take_nothing_half(person)
    except AmanaRejected:
        return False
    for slug in slugs:
        customers.end(slug)
    return True
