"""What leaves: recipients' grants and disclosures, a business that closes, a breach rehearsed.

The client has no calls for these; they go straight to Amana's HTTP API, with the service's key. A
recipient comes with a key of its own, which opens its pulls and nothing else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx

from services_app.asking import FOR_COURIER, FOR_PAYMENT, FOR_PROVIDER

COURIER_KEY = "courier.key"
"""The file in the app's data folder that holds the courier's own key, where it has one."""
_GRANTS_LAST = timedelta(days=365)
_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a recipient may have, what for, and what it is told to do with it."""

    data: tuple[str, ...]
    purposes: tuple[str, ...]
    safeguards: tuple[str, ...]
    instruction: str


GRANTS: Mapping[str, Granted] = MappingProxyType(
    {
        "provider": Granted(
            data=FOR_PROVIDER,
            purposes=("provide_service",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="إنجاز الطلب في بيت العميل. Carry out the request at the customer's home.",
        ),
        "payment_company": Granted(
            data=FOR_PAYMENT,
            purposes=("payment",),
            safeguards=("contract", "encryption", "pci_dss"),
            instruction="تحصيل ثمن الطلب. Collect what the request costs.",
        ),
        "courier": Granted(
            data=FOR_COURIER,
            purposes=("transaction",),
            safeguards=("contract", "confidentiality"),
            instruction="توصيل المستند. Carry the document.",
        ),
        "authority": Granted(
            data=("name", "phone"),
            purposes=("legal_compliance",),
            safeguards=("confidentiality",),
            instruction="ما أوجبه القانون وحده. What the law demands, and no more.",
        ),
    }
)
"""From the first grant on only grants count: so each recipient of the app has one."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Amana's doors for what leaves."""

    http: httpx.Client

    def grant_what_is_shared(self) -> int:
        """Grant each recipient what the app gives it, unless it has that; return how many."""
        held = {it["recipient"] for it in self._get("/v1/recipient-grants")["grants"]}
        until = (_now() + _GRANTS_LAST).isoformat()
        missing = {name: grant for name, grant in GRANTS.items() if name not in held}
        for recipient, grant in missing.items():
            self._post(
                "/v1/recipient-grants",
                {
                    "recipient": recipient,
                    "data": list(grant.data),
                    "for": list(grant.purposes),
                    "safeguards": list(grant.safeguards),
                    "instruction": grant.instruction,
                    "until": until,
                },
            )
        return len(missing)

    def pull(self, person: str) -> Mapping[str, Any]:
        """Get what the recipient whose key this is may have of somebody."""
        data = list(FOR_COURIER)
        asked = {"persons": [person], "data": data, "for": "transaction"}
        return self._post("/v1/disclosures/pull", asked)

    def note_by_phone(self, person: str) -> Mapping[str, Any]:
        """Note that a provider was told by phone where to go."""
        asked = {
            "recipient": "provider",
            "persons": [person],
            "data": ["name", "address"],
            "for": "provide_service",
            "method": "outside",
        }
        return self._post("/v1/disclosures", asked)

    def close_business(self, account: str) -> None:
        """Tell that a business closed its account: what is kept until then ends by itself."""
        self._post("/v1/records/events", {"person": account, "event": "account_closed"})

    def rehearse_breach(self) -> str | None:
        """Rehearse a breach, unless it was; nothing of it leaves. Return its number."""
        if self._get("/v1/breaches")["rehearsals"]:
            return None
        noted: str = self._post("/v1/breaches", _rehearsal(_now()))["breach"]
        self._post(f"/v1/breaches/{noted}/affected", {"recipients": ["courier"]})
        return noted

    def _get(self, path: str) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self.http.get(path).raise_for_status().json()
        return answer

    def _post(self, path: str, asked: Mapping[str, object]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self.http.post(path, json=asked).raise_for_status().json()
        return answer


@contextmanager
def sharing(amana_url: str, key: str) -> Iterator[Sharing]:
    """Open a connection with this key; the machine's proxies are not used."""
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(
        base_url=amana_url, headers=headers, timeout=_SECONDS, trust_env=False
    ) as http:
        yield Sharing(http)


def courier_key(data: Path) -> str | None:
    """Return the courier's own key, or nothing where it was given none."""
    path = data / COURIER_KEY
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _rehearsal(now: datetime) -> dict[str, object]:
    """Return the facts of a breach that did not happen."""
    return {
        "title": "تمرين: حاسوب ضائع عند شركة التوصيل",
        "nature": ["confidentiality"],
        "severity": "high",
        "discovered": (now - timedelta(hours=3)).isoformat(),
        "aware": (now - timedelta(hours=2)).isoformat(),
        "what": {
            "ar": "ضاع حاسوب محمول من شركة التوصيل، وفيه أسماء وعناوين.",
            "en": "The delivery company lost a laptop with names and addresses on it.",
        },
        "consequences": {
            "ar": "قد يعرف غريب اسمك وعنوانك.",
            "en": "A stranger may learn your name and address.",
        },
        "measures": {
            "ar": "أوقفنا التسليم إلى شركة التوصيل حتى تشفّر أجهزتها.",
            "en": "We stopped handing data to the company until it encrypts its devices.",
        },
        "advice": {
            "ar": "احذر من يتصل بك باسمنا.",
            "en": "Beware of callers who use our name.",
        },
        "contact": "privacy@maeen.example",
        "lead": "مكتب الخصوصية",
        "recipients": ["courier"],
        "rehearsal": True,
    }


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the app's own clock
