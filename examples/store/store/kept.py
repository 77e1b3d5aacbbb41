"""Secrets in the data folder: made at the first start, readable for their owner alone."""

import os
import secrets
from pathlib import Path


def kept_secret(data: Path, name: str) -> str:
    """Return the secret in this file, which is made where there is none."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / name
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text(encoding="ascii").strip()
