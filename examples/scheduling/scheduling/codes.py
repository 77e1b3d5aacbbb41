"""Codes that go out by letter: eight minutes, five tries, kept as a hash under the app's secret."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from scheduling import letters
from scheduling.models import Account, Code

_LASTS = timedelta(minutes=8)
_TRIES = 5
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def send_code(account: Account) -> None:
    """Send a new code; the one before counts no more."""
    code = f"{secrets.randbelow(10**6):06}"
    Code.objects.update_or_create(
        account=account,
        defaults={
            "digest": _digest(account, code),
            "until": timezone.now() + _LASTS,
            "tries": 0,
        },
    )
    letters.write(account, "رمز الدخول إلى «ميقات»", f"رمزك {code}، ويصلح ثماني دقائق.")


def takes(account: Account, said: str) -> bool:
    """Tell whether it is the code; it opens once. Arabic digits are digits."""
    code = Code.objects.filter(account=account).first()
    if code is None or code.tries >= _TRIES or code.until < timezone.now():
        return False
    right = constant_time_compare(code.digest, _digest(account, said.strip().translate(_DIGITS)))
    if right:
        code.delete()
    else:
        code.tries += 1
        code.save(update_fields=["tries"])
    return right


def _digest(account: Account, code: str) -> str:
    return salted_hmac("scheduling.codes", f"{account.pk}:{code}", algorithm="sha256").hexdigest()
