"""Amana's doors for which its client has no call: recipients, customers, times, requests.

They go straight to the HTTP API with the service's key, as a service in any language would.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import httpx

from amana.sdk.django.configured import configured
from amana.sdk.errors import AmanaUnreachable

_SECONDS: Final = 20.0
_GRANTS_LAST: Final = timedelta(days=365)
_BOUND: Final = ("contract", "instructions", "same_protection")
FOR_MEETING: Final = ("name", "email", "order_booking")


class NotTaken(Exception):
    """Amana did not take the question; ``code`` is its stable word for why."""

    def __init__(self, code: str) -> None:
        """Keep the code alone: an answer may quote what was asked."""
        super().__init__(code)
        self.code = code


class NoOwner(Exception):
    """The business's owner closed their account: nobody decides for it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a recipient may have, what for, and what it is told to do with it."""

    data: tuple[str, ...]
    purpose: str
    safeguards: tuple[str, ...]
    instruction: str


GRANTS: Mapping[str, Granted] = MappingProxyType(
    {
        "people_who_meet": Granted(
            data=FOR_MEETING,
            purpose="provide_service",
            safeguards=(),
            instruction="ما يلزم الموعد وحده.",
        ),
        "administrators": Granted(
            data=("name", "email"),
            purpose="account",
            safeguards=(),
            instruction="إدارة أعضاء الحساب وحدها.",
        ),
        "cloud": Granted(
            data=("name", "email", "account_credentials", "company_content", "order_booking"),
            purpose="hosting",
            safeguards=(*_BOUND, "standard_clauses"),
            instruction="حفظ ما نضعه مشفّرًا، ولا شيء سواه.",
        ),
        "helpdesk": Granted(
            data=("name", "email", "support_messages"),
            purpose="support",
            safeguards=(*_BOUND, "standard_clauses"),
            instruction="الرد على رسالة الدعم وحدها.",
        ),
        "developer": Granted(
            data=("device", "browser_os", "usage_activity"),
            purpose="improve_research",
            safeguards=_BOUND,
            instruction="عدّ ما يُستعمل من الميزات، بلا أسماء.",
        ),
        "biller": Granted(
            data=("name", "email", "payment_history"),
            purpose="payment",
            safeguards=(*_BOUND, "standard_clauses", "pci_dss"),
            instruction="تحصيل اشتراك الحساب.",
        ),
        "mailer": Granted(
            data=FOR_MEETING,
            purpose="communicate",
            safeguards=_BOUND,
            instruction="إيصال رسائل المواعيد.",
        ),
        "meetings": Granted(
            data=FOR_MEETING,
            purpose="connect",
            safeguards=("contract", "standard_clauses"),
            instruction="فتح اجتماع للموعد الذي ربط صاحبه حسابه.",
        ),
        "authority": Granted(
            data=("name", "email", "phone"),
            purpose="legal_compliance",
            safeguards=("confidentiality",),
            instruction="ما أوجبه القانون وحده.",
        ),
    }
)
"""From the first grant on only grants count: so each recipient of the policy has one."""
NOTHING_LONGER: Final = (
    ("A16", "name"),
    ("A16", "email"),
    ("A16", "phone"),
    ("A16", "profile_photo"),
    ("A16", "account_credentials"),
    ("A19", "payment_card"),
    ("A19", "payment_history"),
)
"""Of what the law or a dispute could keep longer: for now nothing, and somebody has to say so."""


def post(path: str, asked: Mapping[str, object]) -> Mapping[str, Any]:
    """Ask; raises ``NotTaken`` with Amana's code, and ``AmanaUnreachable`` without an answer."""
    return _answered("POST", path, asked)


def get(path: str) -> Mapping[str, Any]:
    """Look; raises as :func:`post` does."""
    return _answered("GET", path, None)


def _answered(method: str, path: str, asked: Mapping[str, object] | None) -> Mapping[str, Any]:
    said = configured()
    key = said.key_file.read_text(encoding="ascii").strip()
    try:
        answer = httpx.request(
            method,
            said.url.rstrip("/") + path,
            json=asked,
            headers={"Authorization": f"Bearer {key}"},
            timeout=_SECONDS,
            trust_env=False,
        )
    except httpx.HTTPError:
        raise AmanaUnreachable from None
    if answer.is_error:
        raise NotTaken(_code(answer))
    found: Mapping[str, Any] = answer.json()
    return found


def _code(answer: httpx.Response) -> str:
    try:
        told: Any = answer.json()
    except ValueError:
        return str(answer.status_code)
    return str(told.get("problem") or told.get("code") or answer.status_code)


def grant_what_is_shared() -> int:
    """Grant each recipient what the app gives it, unless it has that; return how many."""
    held = {it["recipient"] for it in get("/v1/recipient-grants")["grants"]}
    until = (datetime.now(UTC) + _GRANTS_LAST).isoformat()  # noqa: TID251 - the app's own clock
    missing = {name: grant for name, grant in GRANTS.items() if name not in held}
    for recipient, grant in missing.items():
        post(
            "/v1/recipient-grants",
            {
                "recipient": recipient,
                "data": list(grant.data),
                "for": [grant.purpose],
                "safeguards": list(grant.safeguards),
                "instruction": grant.instruction,
                "until": until,
            },
        )
    return len(missing)


def say_what_stays_longer() -> None:
    """Note for each reason that a promise names that it keeps nothing here beyond a minute."""
    for promise, category in NOTHING_LONGER:
        for why in ("law", "disputes"):
            post(
                "/v1/retention/longer",
                {
                    "promise": promise,
                    "category": category,
                    "why": why,
                    "from": "account_closed",
                    "period": "PT1M",
                    "basis": "مراجعة الخدمة: لا سجل تجاريًا ولا نزاع قائمًا يوجب إبقاءه.",
                },
            )


def register_customer(slug: str, name: str, page: str) -> None:
    """Register a business: it is the controller of its end users, and we act on its word."""
    post(
        "/v1/customers",
        {
            "id": slug,
            "name": name,
            "contact": page,
            "instruction": "احفظوا مواعيد زبائننا وذكّروهم بها، ولا تستعملوها في غير ذلك.",
        },
    )


def end_customer(slug: str) -> bool:
    """End a business that never opened; tell whether it was one."""
    try:
        post(f"/v1/customers/{slug}/end", {})
    except NotTaken:
        return False
    return True


def join_customer(slug: str, person: str) -> bool:
    """Say whose end user a person is; tell whether they are that business's. Nobody is of two."""
    try:
        post(f"/v1/customers/{slug}/persons", {"person": person})
    except NotTaken:
        return False
    return True
