"""Who may come in: API keys of services, sign-in links and sessions of staff.

A key, link or session is 256 random bits; only SHA-256 of it is stored, so that who reads the
table cannot come in. No stretching is needed for that many random bits.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from amana.storage.errors import NotFound
from amana.storage.job_queue import JobQueue
from amana.storage.schedule import Schedule
from amana.storage.transaction import Transaction

LINK_LASTS: Final = timedelta(minutes=30)
SESSION_LASTS: Final = timedelta(hours=12)
_KEY_PREFIX: Final = "amana_"
_LONGEST_TOKEN: Final = 200
_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is known afterwards: never the key itself."""

    id: UUID
    label: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """Which service a key belongs to."""

    id: UUID
    service: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A member of staff who is signed in."""

    id: UUID
    staff: str
    services: tuple[str, ...]
    csrf: str = field(repr=False)
    """The secret that the session's forms carry."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session in the list of a member of staff."""

    id: UUID
    created_at: datetime
    expires_at: datetime


class Platform:
    """Services, API keys, links and sessions, in one transaction of the platform's role."""

    __slots__ = ("_transaction", "jobs", "schedule")

    def __init__(self, transaction: Transaction) -> None:
        """Work in the transaction."""
        self.jobs = JobQueue(transaction=transaction)
        self.schedule = Schedule(transaction=transaction)
        self._transaction = transaction

    def services(self) -> tuple[str, ...]:
        """Return the names of all services, sorted."""
        return tuple(row["slug"] for row in self._transaction.rows("platform", "services"))

    def add_api_key(self, service: str, *, label: str) -> str:
        """Make a key for the service and return it: it is shown this once."""
        key = _KEY_PREFIX + secrets.token_urlsafe(_BYTES)
        self._transaction.change(
            "platform", "add_api_key", hash=_hash(key), id=uuid4(), service=service, label=label
        )
        return key

    def holder_of(self, key: str) -> KeyHolder | None:
        """Return whose key it is; ``None`` for a key that is unknown or revoked."""
        row = self._transaction.row("platform", "service_of_key", hash=_hash(key))
        return None if row is None else KeyHolder(**row)

    def api_keys(self, service: str) -> tuple[ApiKey, ...]:
        """Return the service's keys, revoked ones too, in the order in which they were made."""
        rows = self._transaction.rows("platform", "api_keys", service=service)
        return tuple(ApiKey(**row) for row in rows)

    def revoke_api_key(self, service: str, key: UUID) -> None:
        """Revoke a key of the service, or raise ``NotFound``."""
        if not self._transaction.change("platform", "revoke_api_key", id=key, service=service):
            raise NotFound(what="api key")

    def add_sign_in_link(
        self, staff: str, *, services: Sequence[str], lasts: timedelta = LINK_LASTS
    ) -> str:
        """Make a one-time token for a member of staff and these services; return it this once."""
        token = secrets.token_urlsafe(_BYTES)
        self._transaction.change(
            "platform",
            "add_link",
            hash=_hash(token),
            staff=staff,
            services=list(services),
            lasts=lasts,
        )
        return token

    def sign_in(
        self, token: str, *, lasts: timedelta = SESSION_LASTS
    ) -> tuple[str, Session] | None:
        """Use a sign-in token up; return the session's secret and the session.

        ``None`` for a token that is unknown, used or expired: the answer is the same.
        """
        link = self._transaction.row("platform", "use_link", hash=_hash(token))
        if link is None:
            return None
        secret, csrf, identity = (
            secrets.token_urlsafe(_BYTES),
            secrets.token_urlsafe(_BYTES),
            uuid4(),
        )
        row = self._transaction.rows(
            "platform",
            "add_session",
            hash=_hash(secret),
            id=identity,
            staff=link["staff"],
            services=link["services"],
            csrf=csrf,
            lasts=lasts,
        )[0]
        session = Session(
            id=identity,
            staff=link["staff"],
            services=tuple(link["services"]),
            csrf=csrf,
            expires_at=row["expires_at"],
        )
        return secret, session

    def session(self, secret: str) -> Session | None:
        """Return the session that goes on under this secret, if there is one."""
        row = self._transaction.row("platform", "session", hash=_hash(secret))
        return None if row is None else Session(**{**row, "services": tuple(row["services"])})

    def sessions(self, staff: str) -> tuple[OpenSession, ...]:
        """Return the sessions of a member of staff that go on, the latest first."""
        rows = self._transaction.rows("platform", "sessions", staff=staff)
        return tuple(OpenSession(**row) for row in rows)

    def end_session(self, staff: str, session: UUID) -> None:
        """End a session of this member of staff, or raise ``NotFound``."""
        if not self._transaction.change("platform", "end_session", id=session, staff=staff):
            raise NotFound(what="session")

    def end_all(self) -> int:
        """End every session and use every sign-in link up; return how many sessions ended."""
        self._transaction.change("platform", "use_up_links")
        return self._transaction.change("platform", "end_all_sessions")


def _hash(token: str) -> bytes:
    """Return SHA-256 of the token; one that is far too long is cut, and matches nothing."""
    return hashlib.sha256(token[:_LONGEST_TOKEN].encode("utf-8", "replace")).digest()
