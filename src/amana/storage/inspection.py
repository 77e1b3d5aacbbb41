"""What a look at the server itself finds: its settings, its roles, and the row policies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from amana.storage.roles import OWNER
from amana.storage.transaction import Transaction

_POLICY: Final = re.compile(r"^CREATE POLICY (\w+) ON amana\.(\w+)", re.MULTILINE)
_TABLE: Final = re.compile(r"^CREATE TABLE amana\.(\w+)", re.MULTILINE)
_SECURED: Final = re.compile(r"^ALTER TABLE amana\.(\w+) ENABLE ROW LEVEL SECURITY", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What ``schema.sql`` says that there is."""

    tables: frozenset[str]
    secured: frozenset[str]
    policies: frozenset[tuple[str, str]]


@cache
def expected() -> Expected:
    """Read what there should be; the migrations are proven to add up to it."""
    text = (files("amana.storage") / "schema.sql").read_text(encoding="utf-8")
    return Expected(
        tables=frozenset(_TABLE.findall(text)),
        secured=frozenset(_SECURED.findall(text)),
        policies=frozenset((table, name) for name, table in _POLICY.findall(text)),
    )


@dataclass(frozen=True, slots=True)
class Inspection:
    """Looks at the server, in one transaction of any role of Amana's."""

    transaction: Transaction

    def version(self) -> int:
        """Return the server's version, such as 180000."""
        (row,) = self.transaction.rows("inspection", "version")
        return int(row["number"])

    def settings(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return the settings of these names that the server knows."""
        rows = self.transaction.rows("inspection", "settings", names=list(names))
        return {row["name"]: row["value"] for row in rows}

    def open_tables(self) -> tuple[str, ...]:
        """Return the tables that are not as guarded, or not owned, as they should be."""
        wanted = expected()
        return tuple(
            row["name"]
            for row in self.transaction.rows("inspection", "tables")
            if row["owner"] != OWNER
            or (row["name"] in wanted.secured and not (row["secured"] and row["forced"]))
        )

    def policies(self) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
        """Return the row policies that are missing, and those that nobody of ours made."""
        rows = self.transaction.rows("inspection", "policies")
        found = frozenset((row["table"], row["policy"]) for row in rows)
        return expected().policies - found, found - expected().policies

    def strong_roles(self) -> tuple[str, ...]:
        """Return roles of Amana's that may do more than they should."""
        return tuple(row["name"] for row in self.transaction.rows("inspection", "logins"))

    def crossings(self) -> tuple[str, ...]:
        """Return by which grants one login could act as another, as ``member < role``."""
        rows = self.transaction.rows("inspection", "memberships")
        return tuple(f"{row['member']} < {row['role']}" for row in rows)
