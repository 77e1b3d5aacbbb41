"""Requests for a service: asked for, taken by a provider, done. Amana keeps what is in them."""

import secrets
import sqlite3
from dataclasses import dataclass, field

from services_app.database import now

PRICES = {"plumbing": 180, "cleaning": 120, "electricity": 200, "documents": 45}
"""Whole riyals."""
AREAS = ("dafna", "rayyan", "wakra", "lusail", "khor")
_COLUMNS = "id, person, service, area, wanted_at, price, state, provider, paid, created_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One request for a service."""

    id: str
    person: str
    service: str
    area: str
    wanted_at: str
    price: int
    state: str
    provider: str | None
    paid: int
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What someone asks for."""

    service: str
    area: str
    address: str = field(repr=False)
    details: str = field(repr=False)
    wanted_at: str


def new_number() -> str:
    """Return a number for a request, which says nothing of it."""
    return f"r-{secrets.token_hex(5)}"


def place(db: sqlite3.Connection, person: str, order: str, wish: Wish) -> None:
    """Put a request into the queue: which service, in which area, and when."""
    db.execute(
        "INSERT INTO request (id, person, service, area, wanted_at, price, state, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)",
        (order, person, wish.service, wish.area, wish.wanted_at, PRICES[wish.service], now()),
    )


def by_id(db: sqlite3.Connection, order: str) -> Order | None:
    """Return a request, or nothing."""
    row = db.execute(f"SELECT {_COLUMNS} FROM request WHERE id = ?", (order,)).fetchone()  # noqa: S608 - a constant
    return None if row is None else Order(**dict(row))


def of_person(db: sqlite3.Connection, person: str) -> tuple[Order, ...]:
    """Return a person's requests, the latest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM request WHERE person = ? ORDER BY created_at DESC LIMIT 100",  # noqa: S608 - a constant
        (person,),
    )
    return tuple(Order(**dict(row)) for row in rows)


def of_provider(db: sqlite3.Connection, provider: str) -> tuple[Order, ...]:
    """Return the requests that a provider took, the open ones first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM request WHERE provider = ?"  # noqa: S608 - a constant
        " ORDER BY state = 'done', created_at DESC LIMIT 100",
        (provider,),
    )
    return tuple(Order(**dict(row)) for row in rows)


def waiting(db: sqlite3.Connection, service: str) -> tuple[Order, ...]:
    """Return the requests for a service that nobody took yet, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM request WHERE state = 'waiting' AND service = ?"  # noqa: S608 - a constant
        " ORDER BY created_at LIMIT 50",
        (service,),
    )
    return tuple(Order(**dict(row)) for row in rows)


def take(db: sqlite3.Connection, order: str, provider: str) -> bool:
    """Give a waiting request to a provider; false where another one was faster."""
    done = db.execute(
        "UPDATE request SET state = 'taken', provider = ? WHERE id = ? AND state = 'waiting'",
        (provider, order),
    )
    return done.rowcount == 1


def finish(db: sqlite3.Connection, order: str) -> None:
    """Keep that the work is done."""
    db.execute("UPDATE request SET state = 'done' WHERE id = ?", (order,))


def settle(db: sqlite3.Connection, order: str) -> None:
    """Keep that it was paid for."""
    db.execute("UPDATE request SET paid = 1 WHERE id = ?", (order,))


def note_visit(db: sqlite3.Connection, person: str, visit: str) -> None:
    """Keep the number of the latest note about which page the person opened."""
    db.execute("UPDATE account SET last_visit = ? WHERE id = ?", (visit, person))


def last_visit(db: sqlite3.Connection, person: str) -> str | None:
    """Return that number, or nothing where no page was noted."""
    row = db.execute("SELECT last_visit FROM account WHERE id = ?", (person,)).fetchone()
    return None if row is None or row["last_visit"] is None else str(row["last_visit"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message in the app's chat: about a request, or an offer."""

    request: str | None
    says: str
    at: str


def tell(db: sqlite3.Connection, order: Order, says: str) -> None:
    """Put a message about a request into its person's chat."""
    db.execute(
        "INSERT INTO chat_message (person, request, says, at) VALUES (?, ?, ?, ?)",
        (order.person, order.id, says, now()),
    )


def offer(db: sqlite3.Connection, person: str) -> None:
    """Put an offer into someone's chat."""
    db.execute(
        "INSERT INTO chat_message (person, says, at) VALUES (?, 'offer', ?)", (person, now())
    )


def messages_to(db: sqlite3.Connection, person: str) -> tuple[ChatMessage, ...]:
    """Return the person's latest messages."""
    rows = db.execute(
        "SELECT request, says, at FROM chat_message WHERE person = ? ORDER BY rowid DESC LIMIT 5",
        (person,),
    )
    return tuple(ChatMessage(**dict(row)) for row in rows)
