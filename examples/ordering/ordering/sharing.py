"""What the app shares: each recipient's grant, without which nothing leaves."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from services_app.sharing import now

from amana.sdk import Amana, WantedGrant

_GRANTS_LAST: Final = timedelta(days=365)
_PARTNER: Final = WantedGrant(
    data=("name", "order_booking"),
    purposes=("partner_offers",),
    safeguards=("contract", "confidentiality"),
    instruction="عروض تناسب ما يُطلب، بلا مقابل. Offers that suit what is ordered, for no price.",
)
GRANTS: Final[Mapping[str, WantedGrant]] = MappingProxyType(
    {
        "restaurants": _PARTNER,
        "affiliate": _PARTNER,
        "advertiser": _PARTNER,
        "operator": WantedGrant(
            data=("name", "phone", "order_booking"),
            purposes=("orders",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="تشغيل الطلبات وحده. Run the orders, and nothing else.",
        ),
        "surveyor": WantedGrant(
            data=("name", "feedback"),
            purposes=("surveys",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="إجراء الاستبيانات وحده. Hold the surveys, and nothing else.",
        ),
    }
)


def grant_what_is_shared(amana: Amana) -> None:
    """Grant each recipient what the policy shares with it. Raises what the client raises."""
    amana.grants.make_missing(GRANTS, until=now() + _GRANTS_LAST)
