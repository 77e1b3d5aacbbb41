"""Where data goes: what each recipient is granted, and what is kept longer for nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from amana.sdk import WantedGrant
from amana.sdk.django import client

_GRANTS_LAST: Final = timedelta(days=365)
_BOUND: Final = ("contract", "instructions", "same_protection")
FOR_MEETING: Final = ("name", "email", "order_booking")
GRANTS: Mapping[str, WantedGrant] = MappingProxyType(
    {
        "people_who_meet": WantedGrant(
            data=FOR_MEETING,
            purposes=("provide_service",),
            safeguards=(),
            instruction="ما يلزم الموعد وحده.",
        ),
        "administrators": WantedGrant(
            data=("name", "email"),
            purposes=("account",),
            safeguards=(),
            instruction="إدارة أعضاء الحساب وحدها.",
        ),
        "cloud": WantedGrant(
            data=("name", "email", "account_credentials", "company_content", "order_booking"),
            purposes=("hosting",),
            safeguards=(*_BOUND, "standard_clauses"),
            instruction="حفظ ما نضعه مشفّرًا، ولا شيء سواه.",
        ),
        "helpdesk": WantedGrant(
            data=("name", "email", "support_messages"),
            purposes=("support",),
            safeguards=(*_BOUND, "standard_clauses"),
            instruction="الرد على رسالة الدعم وحدها.",
        ),
        "developer": WantedGrant(
            data=("device", "browser_os", "usage_activity"),
            purposes=("improve_research",),
            safeguards=_BOUND,
            instruction="عدّ ما يُستعمل من الميزات، بلا أسماء.",
        ),
        "biller": WantedGrant(
            data=("name", "email", "payment_history"),
            purposes=("payment",),
            safeguards=(*_BOUND, "standard_clauses", "pci_dss"),
            instruction="تحصيل اشتراك الحساب.",
        ),
        "mailer": WantedGrant(
            data=FOR_MEETING,
            purposes=("communicate",),
            safeguards=_BOUND,
            instruction="إيصال رسائل المواعيد.",
        ),
        "meetings": WantedGrant(
            data=FOR_MEETING,
            purposes=("connect",),
            safeguards=("contract", "standard_clauses"),
            instruction="فتح اجتماع للموعد الذي ربط صاحبه حسابه.",
        ),
        "authority": WantedGrant(
            data=("name", "email", "phone"),
            purposes=("legal_compliance",),
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


def grant_what_is_shared() -> bool:
    """Grant each recipient what the app gives it, unless it has that; tell whether one had not."""
    until = datetime.now(UTC) + _GRANTS_LAST
    return bool(client().grants.make_missing(GRANTS, until=until))


def say_what_stays_longer() -> None:
    """Note for each reason that a promise names that it keeps nothing here beyond a minute."""
    for promise, category in NOTHING_LONGER:
        for why in ("law", "disputes"):
            client().doors.post(
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
