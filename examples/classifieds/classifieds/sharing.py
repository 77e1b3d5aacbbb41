"""Grants: what each recipient of the site may have, and what for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from amana.sdk import WantedGrant
from amana.sdk.django import client

_LASTS: Final = timedelta(days=365)
GRANTS: Final[Mapping[str, WantedGrant]] = {
    "card_processor": WantedGrant(
        data=("name", "payment_history"),
        purposes=("payment",),
        safeguards=("contract", "encryption", "pci_dss"),
        instruction="تحصيل ثمن الإبراز وحده. Take the payment, and nothing else.",
    ),
    "call_centre": WantedGrant(
        data=("name", "phone", "ad_content"),
        purposes=("support",),
        safeguards=("contract", "confidentiality", "instructions"),
        instruction="الاتصال بمن طلب. Call whoever asked to be called.",
    ),
    "marketer": WantedGrant(
        data=("email",),
        purposes=("partner_marketing",),
        safeguards=("contract", "confidentiality"),
        instruction="عرض منتجات السوق على من وافق. Show our products to who agreed.",
    ),
}


def grant_what_is_shared() -> None:
    """Grant each recipient what the site gives it, unless it has that."""
    client().grants.make_missing(GRANTS, until=timezone.now() + _LASTS)
