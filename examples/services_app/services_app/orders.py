"""Requests for a service: asked for, taken by a provider, done; with addresses and corrections."""

import secrets
import sqlite3
from dataclasses import dataclass

from services_app.database import now

PRICES = {"plumbing": 180, "cleaning": 120, "electricity": 200, "documents": 45}
"""Whole riyals."""
AREAS = ("dafna", "rayyan", "wakra", "lusail", "khor")
_COLUMNS = (
    "id, person, service, area, address, details, wanted_at, price, state, provider, payment,"
    " created_at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One request for a service."""

    id: str
    person: str
    service: str
    area: str
    address: str
    details: str
    wanted_at: str
    price: int
    state: str
    provider: str | None
    payment: str | None
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What someone asks for."""

    service: str
    area: str
    address: str
    details: str
    wanted_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An address that someone else set right: what stood there, what stands there now, and who."""

    request: str
    old: str
    new: str
    source: str
    at: str


def place(db: sqlite3.Connection, person: str, wish: Wish) -> str:
    """Store a request and return its id."""
    order = f"r-{secrets.token_hex(5)}"
    db.execute(
        "INSERT INTO request (id, person, service, area, address, details, wanted_at, price,"
        " state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
        (
            order,
            person,
            wish.service,
            wish.area,
            wish.address,
            wish.details,
            wish.wanted_at,
            PRICES[wish.service],
            now(),
        ),
    )
    return order


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


def settle(db: sqlite3.Connection, order: str, reference: str) -> None:
    """Keep the reference of the payment."""
    db.execute("UPDATE request SET payment = ? WHERE id = ?", (reference, order))


def correct_address(db: sqlite3.Connection, order: Order, new: str, *, source: str) -> None:
    """Set an address right in the request and the profile, and keep what stood there before."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE request SET address = ? WHERE id = ?", (new, order.id))
    db.execute(
        "UPDATE account SET address = ? WHERE id = ? AND address = ?",
        (new, order.person, order.address),
    )
    db.execute(
        "INSERT INTO correction (person, request, old, new, source, at) VALUES (?, ?, ?, ?, ?, ?)",
        (order.person, order.id, order.address, new, source, now()),
    )
    db.execute("COMMIT")


def corrections_of(db: sqlite3.Connection, person: str) -> tuple[Correction, ...]:
    """Return what others set right in this person's data, the latest first."""
    rows = db.execute(
        "SELECT request, old, new, source, at FROM correction WHERE person = ?"
        " ORDER BY at DESC LIMIT 100",
        (person,),
    )
    return tuple(Correction(**dict(row)) for row in rows)


def note_visit(db: sqlite3.Connection, person: str, page: str) -> None:
    """Keep which page the person opened; the newest two hundred stay."""
    db.execute("INSERT INTO interaction (person, page, at) VALUES (?, ?, ?)", (person, page, now()))
    db.execute(
        "DELETE FROM interaction WHERE person = ?1 AND rowid NOT IN"
        " (SELECT rowid FROM interaction WHERE person = ?1 ORDER BY rowid DESC LIMIT 200)",
        (person,),
    )


def visits_of(db: sqlite3.Connection, person: str) -> tuple[tuple[str, int], ...]:
    """Return how often the person opened which page."""
    rows = db.execute(
        "SELECT page, count(*) AS times FROM interaction WHERE person = ?"
        " GROUP BY page ORDER BY times DESC",
        (person,),
    )
    return tuple((row["page"], row["times"]) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message in the app's chat about a request."""

    request: str
    says: str
    at: str


def tell(db: sqlite3.Connection, order: Order, says: str) -> None:
    """Put a message about a request into its person's chat."""
    db.execute(
        "INSERT INTO chat_message (person, request, says, at) VALUES (?, ?, ?, ?)",
        (order.person, order.id, says, now()),
    )


def messages_to(db: sqlite3.Connection, person: str) -> tuple[ChatMessage, ...]:
    """Return the person's latest messages."""
    rows = db.execute(
        "SELECT request, says, at FROM chat_message WHERE person = ? ORDER BY rowid DESC LIMIT 5",
        (person,),
    )
    return tuple(ChatMessage(**dict(row)) for row in rows)
