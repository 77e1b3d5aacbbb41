"""Wishes to join the mailing list that wait for the link of a letter: whose a token is."""

import hashlib
import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish, by the number of Amana's record of its address."""

    id: str
    person: str


def keep(db: sqlite3.Connection, wish: Wish, token: str) -> None:
    """Keep whose the token is; of the token its hash alone."""
    db.execute(
        "INSERT INTO list_wish (token, id, person) VALUES (?, ?, ?)",
        (_hash(token), wish.id, wish.person),
    )


def of_token(db: sqlite3.Connection, token: str) -> Wish | None:
    """Return the wish of a token, or nothing."""
    row = db.execute("SELECT id, person FROM list_wish WHERE token = ?", (_hash(token),)).fetchone()
    return None if row is None else Wish(id=row["id"], person=row["person"])


def drop(db: sqlite3.Connection, token: str) -> None:
    """Forget a wish that was fulfilled."""
    db.execute("DELETE FROM list_wish WHERE token = ?", (_hash(token),))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
