"""Doors of Amana's HTTP API for which the client has no calls: grants, disclosures, breaches."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

_GRANTS_LAST = timedelta(days=365)
_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a recipient may have, what for, and what it is told to do with it."""

    data: tuple[str, ...]
    purposes: tuple[str, ...]
    safeguards: tuple[str, ...]
    instruction: str


@dataclass(frozen=True, slots=True)
class Office:
    """A connection with a service's key, as the office's own program would have one."""

    http: httpx.Client

    def grant(self, grants: Mapping[str, Granted]) -> int:
        """Grant each recipient what is listed, unless it has a grant; return how many."""
        held = {it["recipient"] for it in self.get("/v1/recipient-grants")["grants"]}
        until = (now() + _GRANTS_LAST).isoformat()
        missing = {name: grant for name, grant in grants.items() if name not in held}
        for recipient, grant in missing.items():
            self.post(
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

    def get(self, path: str) -> Mapping[str, Any]:
        """Return what stands there."""
        answer: Mapping[str, Any] = self.http.get(path).raise_for_status().json()
        return answer

    def post(self, path: str, asked: Mapping[str, object]) -> Mapping[str, Any]:
        """Ask, and return the answer."""
        answer: Mapping[str, Any] = self.http.post(path, json=asked).raise_for_status().json()
        return answer


@contextmanager
def connected(amana_url: str, key: str) -> Iterator[httpx.Client]:
    """Open a connection with this key; the machine's proxies are not used."""
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(
        base_url=amana_url, headers=headers, timeout=_SECONDS, trust_env=False
    ) as http:
        yield http


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)  # noqa: TID251 - the app's own clock
