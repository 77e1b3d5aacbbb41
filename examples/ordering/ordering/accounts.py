"""Accounts, as far as the app keeps them: a number, and by what it is found at sign-in.

A person's password is kept by Amana, stretched with Argon2id; the column holds a hash that no
password fits. Staff are no persons of Amana's: theirs is hashed here.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services_app.accounts import Account, new_id, open_account
from services_app.database import now
from services_app.passwords import NOBODYS

_UNCONFIRMED_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Account):
    """One account, with which version of the policy its person met last."""

    confirmed: bool
    met: int


def holder(db: sqlite3.Connection, account: str) -> Holder | None:
    """Return the account, or nothing."""
    row = db.execute(
        "SELECT id, role, confirmed, met FROM account WHERE id = ?", (account,)
    ).fetchone()
    if row is None:
        return None
    return Holder(id=row["id"], role=row["role"], confirmed=bool(row["confirmed"]), met=row["met"])


def open_for_person(db: sqlite3.Connection, account: str, *, sign_in: str, met: int) -> None:
    """Store a person's account; a name that is taken raises ``sqlite3.IntegrityError``."""
    db.execute(
        "INSERT INTO account (id, role, sign_in, password, met, created_at)"
        " VALUES (?, 'person', ?, ?, ?, ?)",
        (account, sign_in, NOBODYS, met, now()),
    )


def open_for_staff(db: sqlite3.Connection, *, sign_in: str, password: str) -> None:
    """Store an account of the staff."""
    account = new_id("s")
    open_account(db, account, "staff", sign_in=sign_in, password=password)
    confirm(db, account)


def confirm(db: sqlite3.Connection, account: str) -> None:
    """Keep that the address was shown to be the person's."""
    db.execute("UPDATE account SET confirmed = 1 WHERE id = ?", (account,))


def note_met(db: sqlite3.Connection, account: str, version: int) -> None:
    """Keep which version of the policy the person met."""
    db.execute("UPDATE account SET met = ? WHERE id = ?", (version, account))


def close(db: sqlite3.Connection, account: str) -> None:
    """Delete the account with its sessions, and what stands under its number."""
    for table in ("meal", "question", "list_wish"):
        db.execute(f"DELETE FROM {table} WHERE person = ?", (account,))  # noqa: S608 - our own names
    db.execute("DELETE FROM account WHERE id = ?", (account,))


def never_confirmed(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the accounts whose code did not come back in time."""
    long_ago = datetime.fromisoformat(now()).astimezone(UTC) - _UNCONFIRMED_LASTS
    rows = db.execute(
        "SELECT id FROM account WHERE confirmed = 0 AND created_at < ?",
        (long_ago.isoformat(timespec="seconds"),),
    )
    return tuple(row["id"] for row in rows)
