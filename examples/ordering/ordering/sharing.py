"""What the app shares: each recipient's grant, without which nothing leaves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services_app.office import Granted, Office, connected

_PARTNER: Final = Granted(
    data=("name", "order_booking"),
    purposes=("partner_offers",),
    safeguards=("contract", "confidentiality"),
    instruction="عروض تناسب ما يُطلب، بلا مقابل. Offers that suit what is ordered, for no price.",
)
GRANTS: Final[Mapping[str, Granted]] = MappingProxyType(
    {
        "restaurants": _PARTNER,
        "affiliate": _PARTNER,
        "advertiser": _PARTNER,
        "operator": Granted(
            data=("name", "phone", "order_booking"),
            purposes=("orders",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="تشغيل الطلبات وحده. Run the orders, and nothing else.",
        ),
        "surveyor": Granted(
            data=("name", "feedback"),
            purposes=("surveys",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="إجراء الاستبيانات وحده. Hold the surveys, and nothing else.",
        ),
    }
)


def grant_what_is_shared(amana_url: str, key: str) -> None:
    """Grant each recipient what the policy shares with it. Raises ``httpx.HTTPError``."""
    with connected(amana_url, key) as http:
        Office(http).grant(GRANTS)
