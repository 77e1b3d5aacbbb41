"""Codes that go out by letter: eight minutes, five tries, five letters an hour.

Only their hash is kept, under the app's secret.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from scheduling import letters
from scheduling.models import Account, Code

_LASTS = timedelta(minutes=8)
_COUNTED = timedelta(hours=1)
_TRIES = 5
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class TooOften(Exception):
    """So many codes went to the address within the hour that no more are sent."""


def send_code(account: Account) -> None:
    """Send a new code; the one before counts no more.

    Raises ``TooOften``, and ``RefusedByPolicy`` where no letter may be written: then the code
    before still counts.
    """
    now = timezone.now()
    code = f"{secrets.randbelow(10**6):06}"
    with transaction.atomic():
        before = Code.objects.filter(account=account).first()
        if before is None or before.counted_from < now - _COUNTED:
            counted_from, sent = now, 0
        else:
            counted_from, sent = before.counted_from, before.sent
        if sent >= Code.MOST_IN_AN_HOUR:
            raise TooOften
        Code.objects.update_or_create(
            account=account,
            defaults={
                "digest": _digest(account, code),
                "until": now + _LASTS,
                "tries": 0,
                "counted_from": counted_from,
                "sent": sent + 1,
            },
        )
        letters.write(account, "رمز الدخول إلى «ميقات»", f"رمزك {code}، ويصلح ثماني دقائق.")


def takes(account: Account, said: str) -> bool:
    """Tell whether it is the code; it opens once. Arabic digits are digits.

    The right one ends the count of the hour too: its letter was asked for by whose address it is.
    """
    waiting = Code.objects.filter(account=account, tries__lt=_TRIES, until__gte=timezone.now())
    code = waiting.first()
    # Counted before it is compared: many tries at once do not get more of them.
    if code is None or not waiting.filter(pk=code.pk).update(tries=F("tries") + 1):
        return False
    right = constant_time_compare(code.digest, _digest(account, said.strip().translate(_DIGITS)))
    if right:
        code.delete()
    return right


def _digest(account: Account, code: str) -> str:
    return salted_hmac("scheduling.codes", f"{account.pk}:{code}", algorithm="sha256").hexdigest()
