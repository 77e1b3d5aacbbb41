"""A grant in force: which fields somebody may have, and what for (rules 9 and 10)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one recipient or one reader was given. It gives fields, not rows.

    Whoever gathers facts gives only grants to the recipient or reader who asks that have begun,
    have not ended and whose safeguards stand.
    """

    data: frozenset[str]
    purposes: frozenset[str]
