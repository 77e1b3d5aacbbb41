"""Doors of Amana for which the client has no calls: publications, grants, releases, requests.

They are asked over HTTP with the service's key, and answer or refuse as the client's own do.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import uuid4

import httpx
from django.conf import settings

from amana.sdk import AmanaRejected, AmanaUnreachable
from amana.sdk.django.configured import configured

_SECONDS: Final = 30.0
_GRANTS_LAST: Final = timedelta(days=365)
GRANTS: Final[Mapping[str, Mapping[str, object]]] = {
    "courier": {
        "data": ["name", "phone", "address", "order_booking"],
        "for": ["orders"],
        "safeguards": ["contract", "confidentiality", "instructions", "same_protection"],
        "instruction": "توصيل الطلب. Deliver the order.",
    },
    "call_centre": {
        "data": ["name", "phone"],
        "for": ["orders"],
        "safeguards": ["contract", "confidentiality", "instructions", "same_protection"],
        "instruction": "الرد على الأسئلة عن الطلبات. Answer questions about orders.",
    },
    "payment_gateway": {
        "data": ["name", "payment_history"],
        "for": ["payment"],
        "safeguards": ["contract", "encryption", "pci_dss", "same_protection"],
        "instruction": "تحصيل ثمن الطلب. Collect what the order costs.",
    },
}
"""From the first grant on only grants count: so each that works for the shop has one."""


@cache
def _http() -> httpx.Client:
    said = configured()
    key = said.key_file.read_text(encoding="ascii").strip()
    return httpx.Client(
        base_url=settings.AMANA_URL,
        headers={"Authorization": f"Bearer {key}"},
        timeout=_SECONDS,
        trust_env=False,
    )


def post(path: str, body: Mapping[str, object]) -> Mapping[str, Any]:
    """Ask by a body, once under a key of its own."""
    return _asked("POST", path, body)


def get(path: str) -> Mapping[str, Any]:
    """Ask for what is there."""
    return _asked("GET", path, None)


def _asked(method: str, path: str, body: Mapping[str, object] | None) -> Mapping[str, Any]:
    headers = {} if body is None else {"Idempotency-Key": f'"{uuid4()}"'}
    try:
        answer = _http().request(method, path, json=body, headers=headers)
    except httpx.HTTPError as fault:
        raise AmanaUnreachable(fault=type(fault).__name__) from fault
    if answer.is_client_error:
        raise AmanaRejected(status=answer.status_code, problem=str(answer.json().get("code", "")))
    if not answer.is_success:
        raise AmanaUnreachable(fault=f"status {answer.status_code}")
    found: Mapping[str, Any] = answer.json()
    return found


def grant_what_is_shared() -> None:
    """Grant each that works for the shop what it needs, unless it has that."""
    held = {each["recipient"] for each in get("/v1/recipient-grants")["grants"]}
    until = (datetime.now(UTC) + _GRANTS_LAST).isoformat()
    for recipient, grant in GRANTS.items():
        if recipient not in held:
            post("/v1/recipient-grants", {"recipient": recipient, "until": until, **grant})


def review(person: str, *, product: int, text: str, name: str, named: bool) -> None:
    """Hand a review in; nobody sees it before somebody judged it (M17)."""
    post(
        "/v1/publications",
        {
            "person": person,
            "kind": f"review_{product}",
            "for": "ratings",
            "words": {"content_reviews": text},
            "name": {"name": name},
            "shown_as": "own_name" if named else "anonymous",
        },
    )


def reviews_of(product: int) -> list[Mapping[str, Any]]:
    """Return what everybody may read of a product, as it stands this moment."""
    found: list[Mapping[str, Any]] = get(f"/v1/publications?kind=review_{product}")["publications"]
    return found


def own_reviews(person: str) -> list[Mapping[str, Any]]:
    """Return what somebody wrote, and how it stands."""
    found: list[Mapping[str, Any]] = post("/v1/publications/owned", {"person": person})[
        "publications"
    ]
    return found


def change_review(person: str, publication: str, *, wish: str) -> None:
    """Show a review under the name, without, or not any more."""
    if wish == "withdraw":
        post(f"/v1/publications/{publication}/withdraw", {"person": person})
        return
    post(f"/v1/publications/{publication}/wish", {"person": person, "shown_as": wish})


def ask_for_copy(person: str) -> str:
    """Note that somebody who is signed in asks for a copy; return how it stands (M18)."""
    made = post(
        "/v1/requests",
        {"kind": "copy", "person": person, "proven_by": "signed_in", "about": "نسخة من بياناتي"},
    )
    return str(made["state"])


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
    return str(post("/v1/releases", body)["release"])


RELEASES: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "fraud_partner": (("name", "order_booking"), "security_fraud"),
    "bank": (("name", "payment_history"), "security_fraud"),
    "law_enforcement": (("name", "phone"), "security_fraud"),
    "authority": (("name", "phone"), "legal_compliance"),
    "new_owner": (("name", "phone", "order_booking"), "succession"),
}
"""What leaves on a legal ground: to whom, which data, for which purpose."""
