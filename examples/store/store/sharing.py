"""What leaves the shop: grants of who works for it, and releases on a legal ground."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from amana.sdk import WantedGrant
from amana.sdk.django import client

_GRANTS_LAST: Final = timedelta(days=365)
GRANTS: Final[Mapping[str, WantedGrant]] = {
    "courier": WantedGrant(
        data=("name", "phone", "address", "order_booking"),
        purposes=("orders",),
        safeguards=("contract", "confidentiality", "instructions", "same_protection"),
        instruction="توصيل الطلب. Deliver the order.",
    ),
    "call_centre": WantedGrant(
        data=("name", "phone"),
        purposes=("orders",),
        safeguards=("contract", "confidentiality", "instructions", "same_protection"),
        instruction="الرد على الأسئلة عن الطلبات. Answer questions about orders.",
    ),
    "payment_gateway": WantedGrant(
        data=("name", "payment_history"),
        purposes=("payment",),
        safeguards=("contract", "encryption", "pci_dss", "same_protection"),
        instruction="تحصيل ثمن الطلب. Collect what the order costs.",
    ),
}
"""From the first grant on only grants count: so each that works for the shop has one."""
RELEASES: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "fraud_partner": (("name", "order_booking"), "security_fraud"),
    "bank": (("name", "payment_history"), "security_fraud"),
    "law_enforcement": (("name", "phone"), "security_fraud"),
    "authority": (("name", "phone"), "legal_compliance"),
    "new_owner": (("name", "phone", "order_booking"), "succession"),
}
"""What leaves on a legal ground: to whom, which data, for which purpose."""


def grant_what_is_shared() -> None:
    """Grant each that works for the shop what it needs, unless it has that."""
    client().grants.make_missing(GRANTS, until=datetime.now(UTC) + _GRANTS_LAST)


def propose_release(person: str, asked: Mapping[str, str]) -> str:
    """Propose that something leaves on a legal ground; another person approves it."""
    data, purpose = RELEASES[asked["recipient"]]
    body: dict[str, object] = {
        "recipient": asked["recipient"],
        "for": purpose,
        "ground": asked["ground"],
        "data": list(data),
        "asked": list(data),
        "persons": [person],
        "document": {
            "asker": asked["asker"],
            "contact": asked["contact"],
            "reference": asked["reference"],
            "sha256": asked["sha256"],
            "reason": asked["reason"],
            "same_protection": asked["recipient"] == "new_owner",
        },
    }
    return str(client().doors.post("/v1/releases", body)["release"])


def releases() -> list[Mapping[str, Any]]:
    """Return the releases that were proposed, and how each stands."""
    found: list[Mapping[str, Any]] = client().doors.get("/v1/releases")["releases"]
    return found


def hand_over(release: str, person: str) -> bool:
    """Note that what an approved release permits was handed over; tell whether it is approved."""
    found = client().doors.get(f"/v1/releases/{release}")
    if found["state"] != "approved":
        return False
    client().doors.post(
        "/v1/disclosures",
        {
            "recipient": found["recipient"],
            "persons": [person],
            "data": found["data"],
            "for": found["purpose"],
            "method": "outside",
            "nature": "merger" if found["ground"] == "merger" else "disclose_by_law",
            "release": found["release"],
        },
    )
    return True
