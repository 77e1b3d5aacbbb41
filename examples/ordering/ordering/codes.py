"""Codes by letter, with which somebody shows that an e-mail address is theirs.

Six digits, good for ten minutes, once, and for five tries. Only a keyed hash is stored.
"""

import hashlib
import hmac
import secrets
import sqlite3
from datetime import UTC, datetime, timedelta

from services_app.database import now
from services_app.fields import DIGITS

_LASTS = timedelta(minutes=10)
_MOST_TRIES = 5
_KINDS = 10**6


def make(db: sqlite3.Connection, account: str, secret: bytes) -> str:
    """Make a code in place of any that was made before, and return it."""
    code = f"{secrets.randbelow(_KINDS):06}"
    until = datetime.fromisoformat(now()).astimezone(UTC) + _LASTS
    db.execute(
        "INSERT OR REPLACE INTO code (account, hash, until) VALUES (?, ?, ?)",
        (account, _hash(secret, account, code), until.isoformat(timespec="seconds")),
    )
    return code


def fits(db: sqlite3.Connection, account: str, code: str, secret: bytes) -> bool:
    """Tell whether it is the account's code; each question is a try, and a right one uses it up."""
    db.execute("UPDATE code SET tries = tries + 1 WHERE account = ?", (account,))
    row = db.execute(
        "SELECT hash FROM code WHERE account = ? AND until >= ? AND tries <= ?",
        (account, now(), _MOST_TRIES),
    ).fetchone()
    written = "".join(code.split()).translate(DIGITS)
    if row is None or not hmac.compare_digest(row["hash"], _hash(secret, account, written)):
        return False
    db.execute("DELETE FROM code WHERE account = ?", (account,))
    return True


def _hash(secret: bytes, account: str, code: str) -> str:
    return hmac.new(secret, f"{account}\0{code}".encode(), hashlib.sha256).hexdigest()
