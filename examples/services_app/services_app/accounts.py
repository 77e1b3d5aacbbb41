"""Accounts: people who ask for services, businesses that provide them, the unit's officers."""

import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass

from services_app.database import now
from services_app.passwords import NOBODYS, fits, hashed


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account: a number and a role. Whose it is is kept by Amana."""

    id: str
    role: str


def new_id(prefix: str) -> str:
    """Return an id that says nothing about the person."""
    return f"{prefix}-{secrets.token_hex(6)}"


def sign_in_name(secret: bytes, email: str) -> str:
    """Return what an account is found by at sign-in; the address cannot be read off it."""
    return hmac.new(secret, b"sign in\0" + email.encode(), hashlib.sha256).hexdigest()


def open_account(
    db: sqlite3.Connection, account: str, role: str, *, sign_in: str, password: str
) -> None:
    """Store a new account; a name that is taken raises ``sqlite3.IntegrityError``."""
    db.execute(
        "INSERT INTO account (id, role, sign_in, password, created_at) VALUES (?, ?, ?, ?, ?)",
        (account, role, sign_in, hashed(password), now()),
    )


def declare_service(db: sqlite3.Connection, account: str, service: str) -> None:
    """Store which service a business offers."""
    db.execute("INSERT INTO business (account, service) VALUES (?, ?)", (account, service))


def service_of(db: sqlite3.Connection, account: str) -> str | None:
    """Return which service the business offers, or nothing."""
    row = db.execute("SELECT service FROM business WHERE account = ?", (account,)).fetchone()
    return None if row is None else str(row["service"])


def account_by_id(db: sqlite3.Connection, account: str) -> Account | None:
    """Return the account, or nothing."""
    row = db.execute("SELECT id, role FROM account WHERE id = ?", (account,)).fetchone()
    return None if row is None else Account(**dict(row))


def account_by_name(db: sqlite3.Connection, sign_in: str) -> str | None:
    """Return the id of the account that signs in so, or nothing."""
    row = db.execute("SELECT id FROM account WHERE sign_in = ?", (sign_in,)).fetchone()
    return None if row is None else str(row["id"])


def rename(db: sqlite3.Connection, account: str, sign_in: str) -> None:
    """Let the account sign in otherwise; a name that is taken raises ``IntegrityError``."""
    db.execute("UPDATE account SET sign_in = ? WHERE id = ?", (sign_in, account))


def who_signs_in(db: sqlite3.Connection, sign_in: str, password: str) -> str | None:
    """Return the id of the account whose name and password these are, or nothing."""
    row = db.execute("SELECT id, password FROM account WHERE sign_in = ?", (sign_in,)).fetchone()
    right = fits(password, NOBODYS if row is None else row["password"])
    return str(row["id"]) if row is not None and right else None


def knows_password(db: sqlite3.Connection, account: str, password: str) -> bool:
    """Tell whether this is the account's password."""
    row = db.execute("SELECT password FROM account WHERE id = ?", (account,)).fetchone()
    return row is not None and fits(password, row["password"])


def people(db: sqlite3.Connection, *, most: int = 50) -> tuple[str, ...]:
    """Return the ids of the people who signed up last."""
    rows = db.execute(
        "SELECT id FROM account WHERE role = 'person' ORDER BY created_at DESC, id LIMIT ?",
        (most,),
    )
    return tuple(row["id"] for row in rows)
