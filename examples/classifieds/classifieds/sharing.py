"""Grants: what each recipient of the site may have, and what for, by Amana's own API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx
from django.utils import timezone

_LASTS: Final = timedelta(days=365)
_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What one recipient may have."""

    data: tuple[str, ...]
    purpose: str
    safeguards: tuple[str, ...]
    instruction: str


GRANTS: Final[Mapping[str, Granted]] = {
    "card_processor": Granted(
        data=("name", "payment_history"),
        purpose="payment",
        safeguards=("contract", "encryption", "pci_dss"),
        instruction="تحصيل ثمن الإبراز وحده. Take the payment, and nothing else.",
    ),
    "call_centre": Granted(
        data=("name", "phone", "ad_content"),
        purpose="support",
        safeguards=("contract", "confidentiality", "instructions"),
        instruction="الاتصال بمن طلب. Call whoever asked to be called.",
    ),
    "marketer": Granted(
        data=("email",),
        purpose="partner_marketing",
        safeguards=("contract", "confidentiality"),
        instruction="عرض منتجات السوق على من وافق. Show our products to who agreed.",
    ),
}


def grant(amana_url: str, key_file: Path) -> int:
    """Grant each recipient what the site gives it, unless it has that; return how many."""
    key = key_file.read_text(encoding="ascii").strip()
    headers = {"Authorization": f"Bearer {key}"}
    until = (timezone.now() + _LASTS).isoformat()
    with httpx.Client(
        base_url=amana_url, headers=headers, timeout=_SECONDS, trust_env=False
    ) as http:
        held = http.get("/v1/recipient-grants").raise_for_status().json()["grants"]
        missing = {name: GRANTS[name] for name in GRANTS.keys() - {it["recipient"] for it in held}}
        for name, granted in missing.items():
            asked = {
                "recipient": name,
                "data": list(granted.data),
                "for": [granted.purpose],
                "safeguards": list(granted.safeguards),
                "instruction": granted.instruction,
                "until": until,
            }
            http.post("/v1/recipient-grants", json=asked).raise_for_status()
    return len(missing)
