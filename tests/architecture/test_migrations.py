"""A migration holds no table of a running system while it reads all of its rows."""

import re
from collections.abc import Iterator

import pytest

from amana.storage.migrate import DATA, KEYS, Migration, migrations

FIRST = 91
"""From this one on; those before have run, and what has run is not changed (decision 0226)."""
BODIES = re.compile(r"\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'|--[^\n]*", re.DOTALL)
MADE = re.compile(r"\bcreate table (?:if not exists )?(\S+)")
ALTERED = re.compile(r"^alter table (?:if exists )?(?:only )?(\S+)\s+(.*)$", re.DOTALL)
CHECKS = re.compile(r"\bcheck\s*\(|\breferences\b|\bforeign key\b")
VALIDATED = re.compile(r"\bvalidate constraint (\S+)")
INDEXED = re.compile(
    r"^create (?:unique )?index (?!concurrently\b)(?:if not exists )?(?:\S+ )?"
    r"on (?:only )?([^\s(]+)"
)
ADDED = re.compile(r"\badd constraint (\S+)")


def held_while_read(text: str) -> Iterator[str]:
    """Yield each change of a table that is there already which reads all its rows under its lock.

    PostgreSQL checks a new constraint, or a column that becomes ``not null``, against every row
    while nobody else may use the table (*ALTER TABLE*, notes). ``not valid`` leaves that out;
    ``validate constraint`` makes up for it, and lets others write, in a transaction of its own.
    An index is built while nobody may write, but concurrently (*CREATE INDEX*).
    """
    plain = BODIES.sub(" ", text).lower()
    made, added = set(MADE.findall(plain)), set(ADDED.findall(plain))
    for statement in (each.strip() for each in plain.split(";")):
        indexed = INDEXED.match(" ".join(statement.split()))
        if indexed is not None and indexed[1] not in made:
            yield f"{indexed[1]}: {statement}"
        found = ALTERED.match(statement)
        if found is None or found[1] in made:
            continue
        for action in _actions(found[2]):
            unread = action.startswith("add") and action.endswith("not valid")
            named = VALIDATED.match(action)
            if (
                (CHECKS.search(action) and not unread)
                or "set not null" in action
                or (named is not None and named[1] in added)
            ):
                yield f"{found[1]}: {action}"


def _actions(text: str) -> Iterator[str]:
    """Yield the parts between commas that stand in no parentheses."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


NEW = [each for folder in (DATA, KEYS) for each in migrations(folder) if each.number >= FIRST]


@pytest.mark.parametrize("migration", NEW, ids=lambda each: f"{each.number:04}_{each.name}")
def test_no_migration_reads_a_whole_table_under_its_lock(migration: Migration) -> None:
    """A constraint on a table that is there comes in not valid, and the next one validates it."""
    assert list(held_while_read(migration.text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "alter table entry add check (length(header) > 1);",
        "alter table choice add column a text,\n    add column b text check (b in ('x', 'y'));",
        "alter table only record add foreign key (service, person_key) references person;",
        "alter table person add column country text references country;",
        "alter table person alter column number set not null;",
        "alter table t add constraint b check (a) not valid; alter table t validate constraint b;",
        "create index outbox_next on outbox (service, due_at, id) where state = 'waiting';",
        "create table new (a text);\ncreate unique index if not exists one\n    on only t(id);",
        "create index on outbox using btree (service);",
    ],
)
def test_what_reads_a_whole_table_is_found(text: str) -> None:
    """However it is written, and beside whatever else."""
    assert len(list(held_while_read(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "create table new (a text check (a <> '')); alter table new add check (length(a) > 1);",
        "alter table entry add constraint long check (length(a) > 1) not valid;",
        "alter table entry add foreign key (a) references other not valid, add column b text;",
        "alter table entry validate constraint long;",
        "create table new (a text); create index new_a on new (a); create index on new(a);",
        "create index concurrently if not exists outbox_next on outbox (service, due_at, id);",
        "alter table entry enable row level security, force row level security;",
        "-- alter table t add check (a);\nalter table t add column a text default 'check (';",
        "create function f() returns void as $$ alter table a add check (b > 1); $$ language sql;",
    ],
)
def test_what_reads_no_rows_passes(text: str) -> None:
    """New tables, constraints for rows to come, and their validation afterwards."""
    assert list(held_while_read(text)) == []
