"""Accounts: people who ask for services, businesses that provide them, the unit's officers."""

import secrets
import sqlite3
from dataclasses import dataclass

from services_app.database import now
from services_app.passwords import NOBODYS, fits, hashed
from services_app.sealing import Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account, as its own pages show it."""

    id: str
    role: str
    name: str
    email: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What a provider declares beside the account; the bank account only by its end."""

    service: str
    place: str
    bank_account_end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What someone writes at sign-up."""

    name: str
    email: str
    phone: str
    address: str
    password: str


_COLUMNS = "id, role, name, email, phone, address"


def new_id(prefix: str) -> str:
    """Return an id that says nothing about the person."""
    return f"{prefix}-{secrets.token_hex(6)}"


def open_account(db: sqlite3.Connection, account: str, role: str, applicant: Applicant) -> None:
    """Store a new account; an address that is taken raises ``sqlite3.IntegrityError``."""
    db.execute(
        "INSERT INTO account (id, role, name, email, phone, address, password, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account,
            role,
            applicant.name,
            applicant.email,
            applicant.phone,
            applicant.address,
            hashed(applicant.password),
            now(),
        ),
    )


def declare_business(  # noqa: PLR0913 - one row, named field by field
    db: sqlite3.Connection, account: str, *, service: str, place: str, bank_account: str, seal: Seal
) -> None:
    """Store what a business declares; the bank account is sealed first."""
    db.execute(
        "INSERT INTO business (account, service, place, bank_account, bank_account_end)"
        " VALUES (?, ?, ?, ?, ?)",
        (account, service, place, seal.close(bank_account, owner=account), bank_account[-4:]),
    )


def account_by_id(db: sqlite3.Connection, account: str) -> Account | None:
    """Return the account, or nothing."""
    row = db.execute(f"SELECT {_COLUMNS} FROM account WHERE id = ?", (account,)).fetchone()  # noqa: S608 - a constant
    return None if row is None else Account(**dict(row))


def business_of(db: sqlite3.Connection, account: str) -> Business | None:
    """Return what the business declared, or nothing."""
    row = db.execute(
        "SELECT service, place, bank_account_end FROM business WHERE account = ?", (account,)
    ).fetchone()
    return None if row is None else Business(**dict(row))


def who_signs_in(db: sqlite3.Connection, email: str, password: str) -> str | None:
    """Return the id of the account whose address and password these are, or nothing."""
    row = db.execute("SELECT id, password FROM account WHERE email = ?", (email,)).fetchone()
    right = fits(password, NOBODYS if row is None else row["password"])
    return str(row["id"]) if row is not None and right else None


def knows_password(db: sqlite3.Connection, account: str, password: str) -> bool:
    """Tell whether this is the account's password."""
    row = db.execute("SELECT password FROM account WHERE id = ?", (account,)).fetchone()
    return row is not None and fits(password, row["password"])


def change_profile(
    db: sqlite3.Connection, account: str, *, name: str, phone: str, address: str
) -> None:
    """Store what the person changed."""
    db.execute(
        "UPDATE account SET name = ?, phone = ?, address = ? WHERE id = ?",
        (name, phone, address, account),
    )


def people(db: sqlite3.Connection, *, most: int = 50) -> tuple[str, ...]:
    """Return the ids of the people who signed up last."""
    rows = db.execute(
        "SELECT id FROM account WHERE role = 'person' ORDER BY created_at DESC, id LIMIT ?",
        (most,),
    )
    return tuple(row["id"] for row in rows)


def account_by_address(db: sqlite3.Connection, email: str) -> str | None:
    """Return the id of the account with this address, for the app's own start."""
    row = db.execute("SELECT id FROM account WHERE email = ?", (email,)).fetchone()
    return None if row is None else str(row["id"])


def closed_channels(db: sqlite3.Connection, account: str) -> frozenset[str]:
    """Return the channels that the person closed to what is not essential."""
    rows = db.execute("SELECT channel FROM closed_channel WHERE account = ?", (account,))
    return frozenset(row["channel"] for row in rows)


def close_channels(db: sqlite3.Connection, account: str, channels: frozenset[str]) -> None:
    """Replace the person's closed channels."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM closed_channel WHERE account = ?", (account,))
    db.executemany(
        "INSERT INTO closed_channel (account, channel) VALUES (?, ?)",
        [(account, channel) for channel in sorted(channels)],
    )
    db.execute("COMMIT")
