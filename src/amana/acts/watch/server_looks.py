"""Looks at the database server: version, settings, roles and row policies."""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.acts.watch.finding import Finding, State
from amana.acts.watch.surroundings import Surroundings

_OLDEST: Final = 150_000
_SAFE: Final[Mapping[str, frozenset[str]]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "remote_write", "remote_apply", "local"}),
    "password_encryption": frozenset({"scram-sha-256"}),
}
"""Settings without which what was committed, or a password, can be lost."""
_SILENT: Final[Mapping[str, frozenset[str]]] = {
    "log_statement": frozenset({"none", "ddl"}),
    "log_min_duration_statement": frozenset({"-1"}),
    "log_parameter_max_length_on_error": frozenset({"0"}),
    "log_error_verbosity": frozenset({"terse"}),
    "log_min_error_statement": frozenset({"panic", "fatal", "log"}),
    "log_min_messages": frozenset({"log", "fatal", "panic"}),
}
"""Settings by which rows and values of parameters stand in no log of the server's."""


def look_at_server(here: Surroundings) -> Iterator[Finding]:
    """Compare version and settings with what they have to be."""
    with here.storage.watching() as watch:
        server = watch.server
        version = server.version()
        found = server.settings([*_SAFE, *_SILENT])
    major = version // 10_000
    old = version < _OLDEST
    yield Finding(
        check="postgresql",
        state=State.FAULT if old else State.OK,
        why="old" if old else "well",
        fields={"major": major},
    )
    yield from _compare("durability", State.FAULT, _SAFE, found)
    yield from _compare("server_log", State.WARNING, _SILENT, found)


def _compare(
    check: str, state: State, wanted: Mapping[str, frozenset[str]], found: Mapping[str, str]
) -> Iterator[Finding]:
    wrong = [name for name, allowed in wanted.items() if found.get(name, "?") not in allowed]
    for name in wrong:
        fields = {"value": found.get(name, "?"), "wanted": min(wanted[name])}
        yield Finding(check=check, state=state, why="wrong", subject=name, fields=fields)
    if not wrong:
        yield Finding(check=check)


def look_at_guards(here: Surroundings) -> Iterator[Finding]:
    """Compare roles, owners and row policies with what the migrations made."""
    with here.storage.watching() as watch:
        server = watch.server
        tables = server.open_tables()
        missing, foreign = server.policies()
        strong, crossings = server.strong_roles(), server.crossings()
    whys = {
        "open_table": tables,
        "policy_missing": sorted(f"{table}.{name}" for table, name in missing),
        "policy_foreign": sorted(f"{table}.{name}" for table, name in foreign),
        "strong_role": strong,
        "crossing": crossings,
    }
    for why, subjects in whys.items():
        for subject in subjects:
            yield Finding(check="guards", state=State.FAULT, why=why, subject=subject)
    if not any(whys.values()):
        yield Finding(check="guards")


def look_at_migrations(here: Surroundings) -> Iterator[Finding]:
    """Say how many migrations are pending."""
    pending = here.storage.set_up(dry_run=True)
    yield Finding(
        check="migrations",
        state=State.WARNING if pending else State.OK,
        why="pending" if pending else "well",
        fields={"count": len(pending)},
    )
