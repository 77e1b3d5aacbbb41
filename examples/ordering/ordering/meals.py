"""Orders, as far as the app keeps them: which dish, how many, what it costs, and how it stands."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from services_app.database import now

from ordering.menu import MENU, Dish

_LISTED: Final = 50
NEXT: Final = {"placed": "cooking", "cooking": "ready", "ready": "fetched"}
"""What an order becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """One order. ``record`` and ``payment`` are the numbers of Amana's records of it."""

    id: str
    person: str
    dish: str
    portions: int
    price: int
    state: str
    record: str
    payment: str | None
    created_at: str

    @property
    def of(self) -> Dish:
        """The dish."""
        return MENU[self.dish]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Somebody's letter to the support desk."""

    id: str
    person: str
    answered: bool
    created_at: str


def place(  # noqa: PLR0913 - the row's own columns, all but two by keyword
    db: sqlite3.Connection, meal: str, *, person: str, dish: str, portions: int, record: str
) -> None:
    """Store a new order."""
    db.execute(
        "INSERT INTO meal (id, person, dish, portions, price, state, record, created_at)"
        " VALUES (?, ?, ?, ?, ?, 'placed', ?, ?)",
        (meal, person, dish, portions, portions * MENU[dish].price, record, now()),
    )


def paid(db: sqlite3.Connection, meal: str, payment: str) -> None:
    """Keep that it was paid."""
    db.execute("UPDATE meal SET payment = ? WHERE id = ?", (payment, meal))


def go_on(db: sqlite3.Connection, meal: Meal) -> None:
    """Let it be what comes next, unless somebody was there first."""
    db.execute(
        "UPDATE meal SET state = ? WHERE id = ? AND state = ?",
        (NEXT[meal.state], meal.id, meal.state),
    )


def of_person(db: sqlite3.Connection, person: str) -> tuple[Meal, ...]:
    """Return somebody's orders, the latest first."""
    rows = db.execute(
        "SELECT * FROM meal WHERE person = ? ORDER BY created_at DESC, id LIMIT ?",
        (person, _LISTED),
    )
    return tuple(Meal(**dict(row)) for row in rows)


def one(db: sqlite3.Connection, meal: str) -> Meal | None:
    """Return an order, or nothing."""
    row = db.execute("SELECT * FROM meal WHERE id = ?", (meal,)).fetchone()
    return None if row is None else Meal(**dict(row))


def latest(db: sqlite3.Connection, *, going_on: bool = False) -> tuple[Meal, ...]:
    """Return the latest orders of everybody, or those of them that are not over."""
    rows = db.execute(
        "SELECT * FROM meal WHERE state != 'fetched' OR NOT ? ORDER BY created_at DESC, id LIMIT ?",
        (going_on, _LISTED),
    )
    return tuple(Meal(**dict(row)) for row in rows)


def ask(db: sqlite3.Connection, question: str, person: str) -> None:
    """Store that somebody wrote."""
    db.execute(
        "INSERT INTO question (id, person, created_at) VALUES (?, ?, ?)", (question, person, now())
    )


def questions(db: sqlite3.Connection) -> tuple[Question, ...]:
    """Return what waits for an answer, the oldest first."""
    rows = db.execute(
        "SELECT * FROM question WHERE answered = 0 ORDER BY created_at, id LIMIT ?", (_LISTED,)
    )
    return tuple(_question(row) for row in rows)


def question(db: sqlite3.Connection, number: str) -> Question | None:
    """Return a question, or nothing."""
    row = db.execute("SELECT * FROM question WHERE id = ?", (number,)).fetchone()
    return None if row is None else _question(row)


def answered(db: sqlite3.Connection, number: str) -> None:
    """Keep that it was answered."""
    db.execute("UPDATE question SET answered = 1 WHERE id = ?", (number,))


def _question(row: sqlite3.Row) -> Question:
    return Question(
        id=row["id"],
        person=row["person"],
        answered=bool(row["answered"]),
        created_at=row["created_at"],
    )


def surveyed(db: sqlite3.Connection, person: str) -> None:
    """Note that somebody answered the survey; what they said is in Amana alone."""
    db.execute("INSERT OR IGNORE INTO surveyed (account) VALUES (?)", (person,))


def who_was_surveyed(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return who answered the survey."""
    rows = db.execute("SELECT account FROM surveyed ORDER BY account").fetchall()
    return tuple(str(row[0]) for row in rows)
