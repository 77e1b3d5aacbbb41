"""How the embedded database is set up: small, quiet, and reached by its socket only."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_QUIET: Final[Mapping[str, str]] = {
    # Neither statements nor their values may stand in the log (DESIGN: Keys, roles, rows).
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    # Above errors: the main line of an error may repeat a value, such as a number misspelt.
    "log_min_messages": "log",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
}
_SMALL: Final[Mapping[str, str]] = {
    "shared_buffers": "32MB",
    "wal_buffers": "1MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "max_connections": "100",
    "superuser_reserved_connections": "2",
    "max_worker_processes": "1",
    "max_parallel_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum_max_workers": "1",
    # A young installation is planned without statistics until the first look: not for a minute.
    "autovacuum_naptime": "10s",
    "jit": "off",
    "huge_pages": "off",
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
}
_SINCE_18: Final[Mapping[str, str]] = {
    # The default workers for reading would be three processes more.
    "io_method": "sync",
    "autovacuum_worker_slots": "2",
}
_SHUT: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "ssl": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "restart_after_crash": "on",
    "update_process_title": "off",
}
_FLEETING: Final[Mapping[str, str]] = {
    # Bears every process killed, but not the machine.
    "fsync": "off",
    "full_page_writes": "off",
}
_MAJOR_WITH_IO_METHOD: Final = 18
_MAJOR_WITH_BUILTIN_LOCALE: Final = 17


def server_options(sockets: Path, *, major: int, durable: bool = True) -> list[str]:
    """Return the options of ``postgres``; none of them is secret."""
    chosen = {**_QUIET, **_SMALL, **_SHUT, "unix_socket_directories": str(sockets)}
    if not durable:
        chosen.update(_FLEETING)
    if major >= _MAJOR_WITH_IO_METHOD:
        chosen.update(_SINCE_18)
    return [option for name, value in chosen.items() for option in ("-c", f"{name}={value}")]


def initdb_options(*, major: int, administrator: str, password_file: Path) -> list[str]:
    """Return the options of ``initdb``: passwords everywhere, checksums, a locale without libc."""
    locale = ["--locale=C"]
    if major >= _MAJOR_WITH_BUILTIN_LOCALE:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        *locale,
        "--encoding=UTF8",
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        f"--username={administrator}",
        f"--pwfile={password_file}",
        "--no-instructions",
    ]
