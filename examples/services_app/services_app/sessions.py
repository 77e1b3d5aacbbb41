"""Sessions: a random token in a cookie, its hash in the database; their owner can end them."""

import hashlib
import hmac
import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services_app.database import now

COOKIE = "maeen"
LASTS = timedelta(hours=12)
PROOF_LASTS = timedelta(minutes=15)
"""How long a repeated password counts as proof of identity."""
MOST_TRIES = 5
"""Failed tries of one account within :data:`TRIES_COUNT_FOR`."""
TRIES_COUNT_FOR = timedelta(minutes=15)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session, as its owner sees it."""

    id: str
    account: str
    device: str
    began_at: str
    proven_at: str | None

    def is_proven(self) -> bool:
        """Tell whether the person showed who they are a short while ago."""
        return self.proven_at is not None and self.proven_at >= _ago(PROOF_LASTS)


def new_token() -> str:
    """Return 256 random bits."""
    return secrets.token_urlsafe(32)


def is_token(text: str | None) -> bool:
    """Tell whether a cookie could be a token of ours."""
    return text is not None and _TOKEN.fullmatch(text) is not None


def form_token(secret: bytes, token: str) -> str:
    """Return what each form of this visitor carries, so that no other site can post it."""
    return hmac.new(secret, token.encode(), hashlib.sha256).hexdigest()


def begin(db: sqlite3.Connection, account: str, agent: str) -> str:
    """Begin a session and return its token; of the browser's name only a word or two is kept."""
    token = new_token()
    db.execute("DELETE FROM session WHERE began_at < ?", (_ago(LASTS),))
    db.execute(
        "INSERT INTO session (token, id, account, device, began_at) VALUES (?, ?, ?, ?, ?)",
        (_hash(token), secrets.token_hex(8), account, _device(agent), now()),
    )
    return token


def current(db: sqlite3.Connection, token: str) -> Session | None:
    """Return the session of this token, unless it ran out."""
    row = db.execute(
        "SELECT id, account, device, began_at, proven_at FROM session"
        " WHERE token = ? AND began_at >= ?",
        (_hash(token), _ago(LASTS)),
    ).fetchone()
    return None if row is None else Session(**dict(row))


def all_of(db: sqlite3.Connection, account: str) -> tuple[Session, ...]:
    """Return the account's sessions, the latest first."""
    rows = db.execute(
        "SELECT id, account, device, began_at, proven_at FROM session"
        " WHERE account = ? AND began_at >= ? ORDER BY began_at DESC",
        (account, _ago(LASTS)),
    )
    return tuple(Session(**dict(row)) for row in rows)


def end(db: sqlite3.Connection, account: str, session: str) -> None:
    """End one of the account's own sessions."""
    db.execute("DELETE FROM session WHERE account = ? AND id = ?", (account, session))


def prove(db: sqlite3.Connection, session: str) -> None:
    """Keep that the person repeated the password in this session."""
    db.execute("UPDATE session SET proven_at = ? WHERE id = ?", (now(), session))


def note_failed_try(db: sqlite3.Connection, account: str) -> None:
    """Keep that a password was wrong, for as long as it counts."""
    db.execute("DELETE FROM failed_try WHERE at < ?", (_ago(TRIES_COUNT_FOR),))
    db.execute("INSERT INTO failed_try (account, at) VALUES (?, ?)", (account, now()))


def too_many_tries(db: sqlite3.Connection, account: str) -> bool:
    """Tell whether the account has to wait."""
    row = db.execute(
        "SELECT count(*) AS tries FROM failed_try WHERE account = ? AND at >= ?",
        (account, _ago(TRIES_COUNT_FOR)),
    ).fetchone()
    return int(row["tries"]) >= MOST_TRIES


def _device(agent: str) -> str:
    """Return the browser and the system, such as *Firefox, Linux*; nothing else of the name."""
    browser = next((name for name in _BROWSERS if name in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    return ", ".join(word for word in (browser, system) if word)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _ago(span: timedelta) -> str:
    return (datetime.fromisoformat(now()).astimezone(UTC) - span).isoformat(timespec="seconds")
