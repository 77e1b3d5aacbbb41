"""Where the API keys of services lie on this machine, each in a file that only its owner reads."""

from pathlib import Path

from amana.settings import Settings
from amana.storage.secret_files import write_secret


def key_file_of(settings: Settings, service: str, label: str | None = None) -> Path:
    """Return where an API key of the service is written, the first one without a label."""
    name = f"{service}.key" if label is None else f"{service}-{label}.key"
    return settings.data.absolute() / "secrets" / name


def keep_key(file: Path, key: str) -> None:
    """Write a key into its file, as a whole and onto the disk."""
    write_secret(file, f"{key}\n")
