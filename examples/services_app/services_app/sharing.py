"""What leaves: recipients' grants and disclosures, a business that closes, a breach rehearsed.

Asked with the service's key. A recipient comes with a key of its own, which opens its pulls and
nothing else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from amana.sdk import Amana, WantedGrant
from services_app.asking import FOR_COURIER, FOR_PAYMENT, FOR_PROVIDER

COURIER_KEY = "courier.key"
"""The file in the app's data folder that holds the courier's own key, where it has one."""

_GRANTS_LAST = timedelta(days=365)
_SECONDS = 10.0
GRANTS: Mapping[str, WantedGrant] = MappingProxyType(
    {
        "provider": WantedGrant(
            data=FOR_PROVIDER,
            purposes=("provide_service",),
            safeguards=("contract", "confidentiality", "instructions"),
            instruction="إنجاز الطلب في بيت العميل. Carry out the request at the customer's home.",
        ),
        "payment_company": WantedGrant(
            data=FOR_PAYMENT,
            purposes=("payment",),
            safeguards=("contract", "encryption", "pci_dss"),
            instruction="تحصيل ثمن الطلب. Collect what the request costs.",
        ),
        "courier": WantedGrant(
            data=FOR_COURIER,
            purposes=("transaction",),
            safeguards=("contract", "confidentiality"),
            instruction="توصيل المستند. Carry the document.",
        ),
        "authority": WantedGrant(
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
    """What leaves, by one key."""

    amana: Amana

    def grant_what_is_shared(self) -> None:
        """Grant each recipient what the app gives it, unless it has that."""
        self.amana.grants.make_missing(GRANTS, until=now() + _GRANTS_LAST)

    def pull(self, person: str) -> Mapping[str, Any]:
        """Get what the recipient whose key this is may have of somebody."""
        data = list(FOR_COURIER)
        asked = {"persons": [person], "data": data, "for": "transaction"}
        return self.amana.doors.post("/v1/disclosures/pull", asked)

    def note_by_phone(self, person: str) -> Mapping[str, Any]:
        """Note that a provider was told by phone where to go."""
        asked = {
            "recipient": "provider",
            "persons": [person],
            "data": ["name", "address"],
            "for": "provide_service",
            "method": "outside",
        }
        return self.amana.doors.post("/v1/disclosures", asked)

    def close_business(self, account: str) -> None:
        """Tell that a business closed its account: what is kept until then ends by itself."""
        self.amana.records.note_event(account, "account_closed")

    def rehearse_breach(self) -> str | None:
        """Rehearse a breach, unless it was; nothing of it leaves. Return its number."""
        if self.amana.doors.get("/v1/breaches")["rehearsals"]:
            return None
        noted: str = self.amana.doors.post("/v1/breaches", _rehearsal(now()))["breach"]
        self.amana.doors.post(f"/v1/breaches/{noted}/affected", {"recipients": ["courier"]})
        return noted


@contextmanager
def sharing(amana_url: str, key: str) -> Iterator[Sharing]:
    """Open a connection with this key."""
    with Amana(amana_url, key, timeout=_SECONDS) as amana:
        yield Sharing(amana)


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)  # noqa: TID251 - the app's own clock


def courier_key(data: Path) -> str | None:
    """Return the courier's own key, or nothing where it was given none."""
    path = data / COURIER_KEY
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _rehearsal(at: datetime) -> dict[str, object]:
    """Return the facts of a breach that did not happen."""
    return {
        "title": "تمرين: حاسوب ضائع عند شركة التوصيل",
        "nature": ["confidentiality"],
        "severity": "high",
        "discovered": (at - timedelta(hours=3)).isoformat(),
        "aware": (at - timedelta(hours=2)).isoformat(),
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
