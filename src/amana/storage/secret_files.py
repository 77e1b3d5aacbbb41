"""Small files of secrets: mode 0600, replaced as a whole, on the disk before they count."""

import fcntl
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from amana.storage.durable import put_whole
from amana.storage.errors import SecretsUnsafe


def read_secrets(path: Path) -> dict[str, str]:
    """Return the names and secrets of the file; an absent file has none.

    A file that others can read, that is somebody else's, or that does not hold an object of
    strings raises :class:`SecretsUnsafe`.
    """
    text = _text(path)
    return {} if text is None else strings(text, path)


def read_secret(path: Path) -> str:
    """Return a file's one secret, without the line feed; else raise :class:`SecretsUnsafe`."""
    text = (_text(path) or "").strip()
    if not text or not text.isprintable():
        raise SecretsUnsafe(file=str(path))
    return text


def _text(path: Path) -> str | None:
    """Return what stands in a file that only its owner reads; ``None`` where there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SecretsUnsafe(file=str(path)) from error
    with os.fdopen(descriptor, encoding="utf-8") as file:
        found = os.fstat(descriptor)
        if stat.S_IMODE(found.st_mode) & 0o077 or found.st_uid != os.geteuid():
            raise SecretsUnsafe(file=str(path))
        return file.read()


def strings(text: str, path: Path) -> dict[str, str]:
    """Parse an object of strings, and nothing else."""
    try:
        held = json.loads(text)
    except ValueError:
        held = None
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise SecretsUnsafe(file=str(path))
    return held


@contextmanager
def turn_at(path: Path) -> Iterator[None]:
    """Let one program at a time read a file of secrets and write it anew, on this machine."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(
        path.with_name(f".{path.name}.lock"),
        os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC,
        0o600,
    )
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_secrets(path: Path, secrets: Mapping[str, str]) -> None:
    """Replace the file: whoever looks sees the old one or the new one, whole."""
    write_secret(path, json.dumps(dict(secrets), indent=0, sort_keys=True))


def write_secret(path: Path, text: str) -> None:
    """Replace a file that holds one secret, as :func:`write_secrets` does."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put_whole(path, text.encode("utf-8"))
