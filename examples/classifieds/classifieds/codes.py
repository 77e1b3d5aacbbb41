"""One-time codes: made, sent to an account's own address, and tried. Only their hash is kept."""

import secrets
from datetime import timedelta
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from amana.sdk.django import client, person_id
from amana.sdk.django.mail import About, about
from classifieds.models import Account, Code
from classifieds.tries import may_try

DIGITS: Final = 6
_LATIN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class TooOften(Exception):
    """So many codes were asked for within the hour that no more are sent."""


def send_code(account: Account) -> None:
    """Make a code and send it to the account's address; those before it open nothing more.

    Raises ``TooOften``, and ``RefusedByPolicy`` where no letter may be written.
    """
    now = timezone.now()
    # Of the address, whatever account has it.
    if not may_try("code", account.email, most=Code.MOST_IN_AN_HOUR, lasts=timedelta(hours=1)):
        raise TooOften
    typed = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with transaction.atomic():
        Code.objects.filter(account=account, used=False).update(used=True)
        Code.objects.create(account=account, hashed=make_password(typed), made_at=now)
    letter = EmailMessage(
        "رمز التحقق في «سوق الحيّ»",
        f"رمزك {typed}، وهو صالح عشر دقائق. لا تعطه أحدًا، ولو قال إنه منّا.",
        to=[account.email],
    )
    about(letter, About(person=str(person_id(account)), purpose="communicate")).send()


def is_right(account: Account, typed: str) -> bool:
    """Tell whether it is the code that waits, and use it up. A wrong one costs a try."""
    digits = "".join(typed.split()).translate(_LATIN)
    now = timezone.now()
    waiting = Code.objects.filter(
        account=account, used=False, tries__lt=Code.MOST_TRIES, made_at__gt=now - Code.LASTS
    )
    code = waiting.order_by("-made_at").first()
    if code is None:
        return False
    # Counted before it is compared: many tries at once do not get more of them.
    if not waiting.filter(pk=code.pk).update(tries=F("tries") + 1):
        return False
    if not check_password(digits, code.hashed):
        return False
    if not Code.objects.filter(pk=code.pk, used=False).update(used=True):
        return False
    client().persons.verify(str(person_id(account)), "email", account.email, by="code-by-mail")
    return True
